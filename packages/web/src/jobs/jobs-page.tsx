import { type Answer, jobKindNames } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useState } from 'react'
import { type CallFailure, Failure, Go, type Pair, RowList, Sheet, save, useAct, useSay } from '../kit/index.ts'

type Job = Answer<'jobs.get'>

/** Jobs whose outcome stands on a page of its own, named by the first half of their kind. */
const isImport = ({ kind }: Job): boolean => kind.startsWith('imports-')

const stateWords: Readonly<Record<Job['state'], Pair>> = {
  waiting: ['排队', 'In the queue'],
  running: ['进行中', 'In work'],
  done: ['✓ 完成', '✓ Done'],
  failed: ['✗ 未成', '✗ Failed'],
  cancelled: ['已取消', 'Cancelled'],
}

const everyMs = 2_000

/** One's own jobs, newest first, with how far they are and what they made. */
export function Page() {
  const say = useSay()
  const cancel = useAct('jobs.cancel')
  const [fault, setFault] = useState<CallFailure | null>(null)
  const far = (job: Job): string => {
    const { state, stage, done, estimate, failure, result } = job
    if (failure !== null) return `${say(failure.message)}。${say(failure.cure)}`
    if (state === 'waiting' && done === 0) return '–'
    if (isImport(job) && result !== null) {
      return say(`${result.rows} 行，有误 ${result.bad} 行`, `${result.rows} rows, ${result.bad} of them wrong`)
    }
    return `${stage === null ? '' : `${say(stage)} `}${done}${estimate === null ? '' : ` / ${estimate}`}`
  }
  const download = (jobId: string): void => {
    save('jobs.file', { jobId }).then(() => setFault(null), setFault)
  }
  return (
    <Sheet title={say('我的任务', 'My jobs')}>
      {fault === null ? null : <Failure of={fault} />}
      {cancel.error === null ? null : <Failure of={cancel.error} />}
      <RowList
        name="jobs.list"
        input={{}}
        every={everyMs}
        label={say('我的任务', 'My jobs')}
        whenEmpty={say(
          '还没有任务。导出、名单导入、月结算在后台进行，办理情况和文件会列在这里',
          'No jobs yet: exports, imports and month-ends go on behind the scenes, and stand here with their files',
        )}
        rowKey={({ jobId }) => jobId}
        columns={[
          { key: 'asked', title: say('发起', 'Asked for'), width: '9.5rem', show: ({ askedAt }) => askedAt },
          {
            key: 'kind',
            title: say('任务', 'Job'),
            width: '11rem',
            show: ({ kind }) => {
              const name = jobKindNames[kind]
              return name === undefined ? kind : say(name)
            },
          },
          { key: 'state', title: say('状态', 'State'), width: '6rem', show: ({ state }) => say(...stateWords[state]) },
          {
            key: 'far',
            title: say('进度', 'Progress'),
            width: 'minmax(16rem, 1fr)',
            show: (job) => <span title={far(job)}>{far(job)}</span>,
          },
          { key: 'ended', title: say('结束', 'Ended'), width: '9.5rem', show: ({ endedAt }) => endedAt ?? '–' },
          {
            key: 'do',
            title: say('办理', 'To do'),
            width: '9rem',
            show: (job) => {
              const { jobId, target, file, endedAt, cancelAsked } = job
              if (isImport(job) && target !== null) {
                return (
                  <Go to="/imports/$uploadId" params={{ uploadId: target }}>
                    {say('打开', 'Open')}
                  </Go>
                )
              }
              if (file !== null) {
                return (
                  <Button type="link" size="small" title={file.filename} onClick={() => download(jobId)}>
                    {say('下载', 'Download')}
                  </Button>
                )
              }
              if (endedAt !== null) return '–'
              return (
                <Button size="small" disabled={cancelAsked} onClick={() => cancel.mutate({ jobId })}>
                  {cancelAsked ? say('正在停下', 'Stopping') : say('取消', 'Cancel')}
                </Button>
              )
            },
          },
        ]}
      />
    </Sheet>
  )
}
