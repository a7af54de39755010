import { Alert, Button, Flex, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Failure, useSay } from '../kit/index.ts'
import { type Delivery, TillRefusal } from './delivery.ts'
import { toldPlainly } from './words.ts'

/** What went wrong: the words of the national interface where it refused, else those of the call. */
export function Trouble({ error }: { readonly error: Error | null }) {
  const say = useSay()
  if (error === null) return null
  if (!(error instanceof TillRefusal)) return <Failure of={error} />
  const { err_msg, inf_refmsgid } = error.answer
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={say('没有办理，未产生任何结果', 'Refused: nothing happened')}
      description={
        <>
          <div lang="zh-CN">{toldPlainly(err_msg)}</div>
          {inf_refmsgid === null ? null : (
            <div className="till-soft">
              {say('中心报文号', 'Message of the centre')} {inf_refmsgid}
            </div>
          )}
        </>
      }
    />
  )
}

/** A word that must not be passed over; its sign says so without a colour. */
export function Caution({ children }: { readonly children: string }) {
  return (
    <Tag>
      <strong aria-hidden="true">! </strong>
      {children}
    </Tag>
  )
}

interface WaitingProps {
  readonly delivery: Delivery
  /** What else can be done about it. */
  readonly children?: ReactNode
}

/** A message whose outcome nobody knows yet, and that it is being asked for. */
export function Waiting({ delivery: { pending, askNow }, children }: WaitingProps) {
  const say = useSay()
  if (pending === null) return null
  const { infno, msgid, tries } = pending
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={say('结果未知：请不要重新收费', 'Outcome unknown: do not charge again')}
      description={say(
        `报文 ${infno}（${msgid}）没有收到应答，正用同一报文ID查询，已试 ${tries} 次。`,
        `No answer to message ${infno} (${msgid}); it is being asked for under the same number, ${tries} tries so far.`,
      )}
      action={
        <Flex vertical gap="small">
          <Button onClick={askNow}>{say('立即再问', 'Ask now')}</Button>
          {children}
        </Flex>
      }
    />
  )
}
