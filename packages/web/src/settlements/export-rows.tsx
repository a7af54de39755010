import { DownloadOutlined } from '@ant-design/icons'
import { type Answer, exportedAtMost } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { Asked, type CallFailure, Failure, Go, JobProgress, save, useAct, useAnswer, useSay } from '../kit/index.ts'
import { inputOf, type Question } from './question.ts'

type Job = Answer<'jobs.get'>

const isOpen = ({ state }: Job): boolean => state === 'waiting' || state === 'running'

function Open({ job }: { readonly job: Job }) {
  return (
    <div className="settlement-job">
      <JobProgress job={job} />
    </div>
  )
}

function Made({ job: { jobId, file, result, failure, state } }: { readonly job: Job }) {
  const say = useSay()
  const [fault, setFault] = useState<CallFailure | null>(null)
  if (failure !== null) {
    return <Alert type="error" showIcon role="alert" title={say(failure.message)} description={say(failure.cure)} />
  }
  if (state === 'cancelled')
    return <Alert type="warning" showIcon title={say('已取消导出', 'The export was cancelled')} />
  if (file === null)
    return <Alert type="info" showIcon title={say('文件已过保留期', 'The file is not kept any more')} />
  const rows = String(result?.rows ?? '')
  return (
    <>
      <Alert
        type="success"
        showIcon
        title={say(`已导出 ${rows} 行，保留至 ${file.until}`, `${rows} rows exported, kept until ${file.until}`)}
        description={<Go to="/jobs">{say('我的任务', 'My jobs')}</Go>}
        action={
          <Button
            type="primary"
            icon={<DownloadOutlined />}
            onClick={() => save('jobs.file', { jobId }).then(() => setFault(null), setFault)}
          >
            {say('下载', 'Download')}
          </Button>
        }
      />
      {fault === null ? null : <Failure of={fault} />}
    </>
  )
}

/** How far an export is, and what came of it. */
export function ExportJob({ jobId }: { readonly jobId: string }) {
  const [ended, setEnded] = useState(false)
  const query = useAnswer('jobs.get', { jobId }, ended ? {} : { every: 1_000 })
  if (query.data !== undefined && !isOpen(query.data) && !ended) setEnded(true)
  return <Asked of={query}>{(job) => (isOpen(job) ? <Open job={job} /> : <Made job={job} />)}</Asked>
}

interface ExportButtonProps {
  readonly question: Question
  readonly onStart: (jobId: string) => void
  readonly onFailure: (failure: CallFailure | null) => void
}

/** Starts an export of what is listed. */
export function ExportButton({ question, onStart, onFailure }: ExportButtonProps) {
  const say = useSay()
  const start = useAct('settlements.export', ['jobs'])
  const begin = (): void =>
    start.mutate(
      { ...inputOf(question), language: say.language },
      {
        onSuccess: ({ jobId }) => {
          onFailure(null)
          onStart(jobId)
        },
        onError: onFailure,
      },
    )
  return (
    <Button
      icon={<DownloadOutlined />}
      loading={start.isPending}
      onClick={begin}
      title={say(`至多 ${exportedAtMost} 行`, `${exportedAtMost} rows at most`)}
    >
      {say('导出 Excel', 'Export to Excel')}
    </Button>
  )
}
