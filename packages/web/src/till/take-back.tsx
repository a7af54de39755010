import { Alert, Button, Modal } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useSay } from '../kit/index.ts'
import type { CentreClock } from './clock.ts'
import { TillRefusal, useDelivery } from './delivery.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import type { Taking } from './takings.ts'
import { Trouble, Waiting } from './told.tsx'

/** The centre never had what was to be reversed, and will not take it any more. */
function NothingThere({ onClose }: { readonly onClose: () => void }) {
  const say = useSay()
  return (
    <Modal
      open
      title={say('冲正', 'Reverse')}
      onCancel={onClose}
      footer={
        <Button type="primary" autoFocus onClick={onClose}>
          {say('知道了', 'Understood')}
        </Button>
      }
    >
      <Alert
        type="success"
        showIcon
        role="status"
        title={say('中心没有这笔，没有产生任何结果', 'The centre does not have it: nothing happened')}
        description={say(
          '已留下标记：那条报文迟到也不会再生效。需要时可重新办理。',
          'A mark was left: that message has no effect should it still arrive. It can be done anew.',
        )}
      />
    </Modal>
  )
}

const isNothingThere = (fault: unknown): boolean =>
  fault instanceof TillRefusal && fault.answer.refusal === 'flow.nothing-to-reverse'

interface TakeBackProps {
  readonly providerCode: string
  readonly clock: CentreClock
  readonly taking: Taking
  /** What it is about: who, how much. */
  readonly about: ReactNode
  /** @param sent whether anything was sent, so that things may be others now */
  readonly onClose: (sent: boolean) => void
}

/** Takes something back once somebody has said why. */
export function TakeBack({ providerCode, clock, taking, about, onClose }: TakeBackProps) {
  const delivery = useDelivery({ providerCode, clock })
  const [busy, setBusy] = useState(false)
  const [sent, setSent] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const [nothingThere, setNothingThere] = useState(false)
  const atWork = useRef(false)
  const takeBack = async (reason: string): Promise<void> => {
    // Pressed twice it is taken back once, under one number.
    if (atWork.current) return
    atWork.current = true
    setBusy(true)
    setSent(true)
    setError(null)
    try {
      for (const order of taking.orders) await delivery.deliver({ ...order, reason })
      onClose(true)
    } catch (fault) {
      if (isNothingThere(fault)) setNothingThere(true)
      else setError(fault instanceof Error ? fault : new Error(String(fault)))
    } finally {
      atWork.current = false
      setBusy(false)
    }
  }
  if (nothingThere) return <NothingThere onClose={() => onClose(true)} />
  return (
    <ReasonDialog
      taking={taking}
      busy={busy}
      about={about}
      onConfirm={(reason) => void takeBack(reason)}
      onLeave={() => onClose(sent)}
    >
      <Trouble error={error} />
      <Waiting delivery={delivery} />
    </ReasonDialog>
  )
}
