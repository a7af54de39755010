import { Button } from 'antd'
import { useState } from 'react'
import { useSay } from '../kit/index.ts'
import type { Delivery } from './delivery.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { reversalOf } from './takings.ts'

interface GiveUpProps {
  readonly delivery: Delivery
  readonly insuredId: string
}

/** Waits no longer for the answer of a message, but has what it did reversed; nothing where 2601 reverses no such message. */
export function GiveUp({ delivery: { pending, giveUp }, insuredId }: GiveUpProps) {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const taking = pending === null ? null : reversalOf({ ...pending, insuredId })
  if (taking === null) return null
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        {say('不再等，冲正', 'Wait no longer: reverse')}
      </Button>
      {asking ? (
        <ReasonDialog
          taking={taking}
          busy={false}
          about={say(
            `结果未知的报文 ${pending?.msgid ?? ''}`,
            `the message without an answer, ${pending?.msgid ?? ''}`,
          )}
          onConfirm={(reason) => {
            setAsking(false)
            for (const order of taking.orders) giveUp({ ...order, reason })
          }}
          onLeave={() => setAsking(false)}
        />
      ) : null}
    </>
  )
}
