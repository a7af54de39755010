import type { Answer } from '@yibao/contract/rest'
import { Button, Flex, Progress } from 'antd'
import { useAct } from './answers.tsx'
import { Failure } from './failure.tsx'
import { useSay } from './say.tsx'

/** How far a job is that is in the queue or in work, and the end of it on request. */
export function JobProgress({ job }: { readonly job: Answer<'jobs.get'> }) {
  const say = useSay()
  const { mutate, error, isPending } = useAct('jobs.cancel')
  const { jobId, state, stage, done, estimate, cancelAsked } = job
  const what =
    state === 'waiting' ? say('排队中', 'In the queue') : stage === null ? say('开始', 'Beginning') : say(stage)
  const far = estimate === null ? (done === 0 ? '' : String(done)) : `${done} / ${estimate}`
  // Without an estimate the bar tells no share; it only moves.
  const percent = estimate === null || estimate === 0 ? 0 : Math.min(100, Math.floor((done / estimate) * 100))
  return (
    <Flex vertical gap="small">
      <Flex gap="middle" align="center">
        <span aria-live="polite" style={{ minWidth: '14rem' }}>
          {what} {state === 'waiting' ? '' : far}
        </span>
        <Progress
          percent={percent}
          status="active"
          showInfo={estimate !== null}
          aria-label={what}
          style={{ flex: 1 }}
        />
        <Button onClick={() => mutate({ jobId })} loading={isPending} disabled={cancelAsked}>
          {cancelAsked ? say('正在停下', 'Stopping') : say('取消', 'Cancel')}
        </Button>
      </Flex>
      {error === null ? null : <Failure of={error} />}
    </Flex>
  )
}
