import type { Answer } from '@yibao/contract/rest'
import { Alert, Descriptions } from 'antd'
import { useEffect } from 'react'
import { Asked, Go, JobProgress, useAnswer, useSay, yuanText } from '../kit/index.ts'

type Job = Answer<'jobs.get'>

const isOpen = ({ state }: Job): boolean => state === 'waiting' || state === 'running'

function Outcome({ job }: { readonly job: Job }) {
  const say = useSay()
  const { state, failure, result } = job
  if (state === 'cancelled') {
    return (
      <Alert
        type="warning"
        showIcon
        title={say('已取消', 'Cancelled')}
        description={say(
          '已做的留着，再办理时从断处接着做。',
          'What was done stays; started again it goes on from there.',
        )}
      />
    )
  }
  if (failure !== null) {
    return <Alert type="error" showIcon role="alert" title={say(failure.message)} description={say(failure.cure)} />
  }
  if (state !== 'done' || result === null) return null
  const amount = (name: string) => (typeof result[name] === 'number' ? yuanText(result[name]) : null)
  const rows = [
    [say('机构', 'Institutions'), result.institutions],
    [say('病例', 'Cases'), result.cases],
    [say('调整', 'Adjustments'), result.adjustments],
    [say('暂不支付', 'Held'), result.held],
    [say('基金应付（元）', 'Payable by the fund, yuan'), amount('fundPayable')],
    [say('本次拨付（元）', 'Transferred, yuan'), amount('payable')],
  ].filter(([, value]) => value !== undefined && value !== null)
  const title =
    result.trial === true
      ? say('试算完成，没有记账', 'Trial done, nothing was booked')
      : result.already === true
        ? say('此前已办结', 'It was closed before')
        : say('办结', 'Closed')
  const runId = typeof result.runId === 'string' && result.trial !== true ? result.runId : null
  return (
    <Alert
      type="success"
      showIcon
      title={title}
      description={
        <>
          <Descriptions
            size="small"
            column={{ xs: 1, md: 3 }}
            items={rows.map(([label, children]) => ({ key: String(label), label, children: String(children) }))}
          />
          {runId === null ? null : (
            <Go to="/payments/runs/$runId" params={{ runId }}>
              {say('打开批次和结算单', 'Open the run and its statements')}
            </Go>
          )}
        </>
      }
    />
  )
}

/** How far a run that was started here is, and what came of it. */
export function RunJob({ jobId, onEnd }: { readonly jobId: string; readonly onEnd: () => void }) {
  const query = useAnswer('jobs.get', { jobId }, { every: 1_000 })
  const ended = query.data === undefined ? false : !isOpen(query.data)
  useEffect(() => {
    if (ended) onEnd()
  }, [ended, onEnd])
  return <Asked of={query}>{(job) => (isOpen(job) ? <JobProgress job={job} /> : <Outcome job={job} />)}</Asked>
}
