import type { Changed } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { CallFailure } from './call.ts'
import { useSay } from './say.tsx'

/** Who was faster; what was typed stays where it is. */
function WhoChangedIt({ by, at }: Changed) {
  const say = useSay()
  const who =
    by === 'console' ? say('服务器命令行', 'the command line of the server') : (by ?? say('他人', 'somebody else'))
  return (
    <div>
      {at === null ? null : say(`${who} 于 ${at} 改动；`, `${who} changed it at ${at}; `)}
      {say('您填写的内容仍在', 'what you typed is still there')}
    </div>
  )
}

interface FailureProps {
  readonly of: Error
  /** What the fields of a form are called on the screen. */
  readonly labels?: Readonly<Record<string, string>>
  readonly onRetry?: () => unknown
}

/** What went wrong and what to do about it. */
export function Failure({ of: error, labels = {}, onRetry }: FailureProps) {
  const say = useSay()
  const failure = error instanceof CallFailure ? error.failure : null
  const title = failure === null ? say('页面出错', 'This page failed') : say(failure.message)
  const { field, value, expected, reference, cure, changed } = failure ?? {}
  const label = field === undefined || field === '' ? null : (labels[field] ?? field)
  const right = expected === undefined ? '' : say(expected)
  const told =
    label === null
      ? right || value
      : `${label}${value === undefined ? '' : say(`：${value}`, `: ${value}`)}${right && say(`（${right}）`, ` (${right})`)}`
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title}
      description={
        <>
          {changed === undefined ? null : <WhoChangedIt {...changed} />}
          {changed === undefined && told ? <div>{told}</div> : null}
          <div>{cure === undefined ? error.message : say(cure)}</div>
          {reference === undefined ? null : (
            <div>
              {say('故障编号', 'Reference')} {reference}
            </div>
          )}
        </>
      }
      {...(onRetry === undefined
        ? {}
        : { action: <Button onClick={() => void onRetry()}>{say('重试', 'Try again')}</Button> })}
    />
  )
}
