import { Alert, Button } from 'antd'
import { CallFailure } from './call.ts'
import { useSay } from './say.tsx'

interface FailureProps {
  readonly of: Error
  readonly onRetry?: () => unknown
}

/** What went wrong and what to do about it. */
export function Failure({ of: error, onRetry }: FailureProps) {
  const say = useSay()
  const failure = error instanceof CallFailure ? error.failure : null
  const title = failure === null ? say('页面出错', 'This page failed') : say(failure.message)
  const { field, value, expected, reference, cure } = failure ?? {}
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title}
      description={
        <>
          {field === undefined || field === '' ? null : (
            <div>
              {field}
              {value === undefined ? null : ` = ${value}`}
              {expected === undefined ? null : `：${say(expected)}`}
            </div>
          )}
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
