import type { Answer } from '@yibao/contract/rest'
import { Alert, Button, Descriptions } from 'antd'
import { useEffect, useState } from 'react'
import { Asked, Go, JobProgress, useAnswer, useSay, yuanText } from '../kit/index.ts'
import { CaseList } from './case-list.tsx'
import './payments.css'

type Job = Answer<'jobs.get'>

const isOpen = ({ state }: Job): boolean => state === 'waiting' || state === 'running'

function Outcome({ job }: { readonly job: Job }) {
  const say = useSay()
  const [showsHeld, showHeld] = useState(false)
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
  const isTrial = result.trial === true
  const run = typeof result.runId === 'string' ? result.runId : null
  const held =
    run !== null && typeof result.held === 'number' && result.held > 0 ? (
      <Button
        type="link"
        size="small"
        className="payments-opens"
        aria-expanded={showsHeld}
        onClick={() => showHeld(!showsHeld)}
      >
        {say(
          `${result.held} 例，${showsHeld ? '收起' : '看是哪些'}`,
          `${result.held}, ${showsHeld ? 'hide' : 'show'} them`,
        )}
      </Button>
    ) : (
      result.held
    )
  const rows = [
    [say('机构', 'Institutions'), result.institutions],
    [say('病例', 'Cases'), result.cases],
    [say('调整', 'Adjustments'), result.adjustments],
    [say('暂不支付', 'Held'), held],
    [say('基金应付（元）', 'Payable by the fund, yuan'), amount('fundPayable')],
    [say('本次拨付（元）', 'Transferred, yuan'), amount('payable')],
  ].filter(([, value]) => value !== undefined && value !== null)
  const title = isTrial
    ? say('试算完成，没有记账', 'Trial done, nothing was booked')
    : result.already === true
      ? say('此前已办结', 'It was closed before')
      : say('办结', 'Closed')
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
            items={rows.map(([label, children]) => ({ key: String(label), label, children }))}
          />
          {run === null || isTrial ? null : (
            <Go to="/payments/runs/$runId" params={{ runId: run }}>
              {say('打开批次和结算单', 'Open the run and its statements')}
            </Go>
          )}
          {run === null || !showsHeld ? null : (
            <CaseList input={{ runId: run, role: 'held' }} isTrial={isTrial} height="16rem" />
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
