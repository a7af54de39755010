import type { Answer } from '@yibao/contract/rest'
import { Flex, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { fieldRules, Money, useSay } from '../kit/index.ts'
import type { CentreClock } from './clock.ts'
import { type Infno, useDelivery } from './delivery.ts'
import { Trouble, Waiting } from './told.tsx'

export type Receipt = Answer<'till.receipts'>['rows'][number]

/** Which message undoes which. */
const undoes: Readonly<Record<string, Infno>> = { '2102': '2103', '2207': '2208', '2304': '2305' }

/** Whether a receipt can be taken back at a till. */
export const isRefundable = ({ infno, settlement }: Receipt): boolean =>
  settlement?.stands === true && undoes[infno] !== undefined

interface RefundProps {
  readonly providerCode: string
  readonly clock: CentreClock
  readonly receipt: Receipt
  readonly onDone: () => void
}

/** Takes a settlement back, with a reason. */
export function Refund({ providerCode, clock, receipt, onDone }: RefundProps) {
  const say = useSay()
  const delivery = useDelivery({ providerCode, clock })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const [form] = Form.useForm<{ reason: string }>()
  const { settlement, insuredId, name } = receipt
  const infno = undoes[receipt.infno]
  if (settlement === null || infno === undefined) return null
  const { settlementId, visitId, total, fund, account, cash } = settlement
  const refund = async ({ reason }: { readonly reason: string }): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const input = { data: { psn_no: insuredId, setl_id: settlementId, mdtrt_id: visitId } }
      await delivery.deliver({ infno, input, reason: reason.trim() })
      onDone()
    } catch (fault) {
      setError(fault instanceof Error ? fault : new Error(String(fault)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={say('退费', 'Refund')}
      okText={say('确认退费', 'Refund')}
      cancelText={say('不退', 'Leave it')}
      okButtonProps={{ danger: true, loading: busy }}
      cancelButtonProps={{ disabled: busy }}
      onOk={form.submit}
      onCancel={onDone}
      maskClosable={false}
    >
      <Flex vertical gap="small">
        <div>
          {name} · {insuredId}
        </div>
        <div>
          {say('总额', 'Total')} <Money fen={total} /> · {say('基金', 'funds')} <Money fen={fund} /> ·{' '}
          {say('账户', 'accounts')} <Money fen={account} /> · {say('退现金', 'cash back')} <Money fen={cash} />
        </div>
        <Form form={form} layout="vertical" onFinish={(told) => void refund(told)} disabled={busy}>
          <Form.Item
            name="reason"
            label={say('退费事由', 'Why')}
            rules={[
              { required: true, message: say('请说明事由', 'say why') },
              ...fieldRules('till.send', 'reason', say),
            ]}
          >
            <Input autoFocus maxLength={200} />
          </Form.Item>
        </Form>
        <Trouble error={error} />
        <Waiting delivery={delivery} />
      </Flex>
    </Modal>
  )
}
