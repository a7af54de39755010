import { Alert, Button, Flex, Form, Input, InputNumber, Modal } from 'antd'
import { type ComponentRef, useRef, useState } from 'react'
import { Failure, fieldRules, Money, useAct, useSay } from '../kit/index.ts'
import type { Shift } from './shift-now.ts'
import { ShiftPaper } from './shift-paper.tsx'

interface CloseShiftProps {
  /** Null when none is open; the statement of the one that was just closed stays. */
  readonly shift: Shift | null
}

interface Counted {
  readonly yuan?: number
  readonly note?: string
}

/** Closes the open shift: counts the cash, freezes the sums, prints them. */
export function CloseShift({ shift }: CloseShiftProps) {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const [closed, setClosed] = useState<Shift | null>(null)
  const [form] = Form.useForm<Counted>()
  const cashField = useRef<ComponentRef<typeof InputNumber>>(null)
  const yuan = Form.useWatch('yuan', form)
  const { mutate, error, isPending, reset } = useAct('till.close')
  if (shift === null) return closed === null ? null : <ShiftPaper shift={closed} onClose={() => setClosed(null)} />
  const { shiftId, providerCode, sums, unknown } = shift
  const difference = typeof yuan === 'number' ? Math.round(yuan * 100) - sums.cash : null
  const close = ({ yuan: counted, note }: Counted): void =>
    mutate(
      {
        providerCode,
        shiftId,
        ...(typeof counted === 'number' ? { counted: Math.round(counted * 100) } : {}),
        ...(note === undefined || note.trim() === '' ? {} : { note: note.trim() }),
      },
      {
        onSuccess: (done) => {
          setAsking(false)
          setClosed(done)
        },
      },
    )
  return (
    <>
      <Button
        onClick={() => {
          reset()
          setAsking(true)
        }}
      >
        {say('结班', 'Close the shift')}
      </Button>
      <Modal
        open={asking}
        title={say('结班', 'Close the shift')}
        okText={say('结班', 'Close')}
        cancelText={say('继续收费', 'Go on')}
        okButtonProps={{ loading: isPending }}
        onOk={form.submit}
        onCancel={() => setAsking(false)}
        afterOpenChange={(open) => {
          if (open) cashField.current?.focus()
        }}
      >
        <Flex vertical gap="small">
          {unknown === 0 ? null : (
            <Alert
              type="warning"
              showIcon
              title={say(`有 ${unknown} 条报文结果未知`, `Messages of unknown outcome: ${unknown}`)}
              description={say(
                '见收费记录，可在那里冲正；两分钟后仍未生效的视为没有办理',
                'see the receipts, where they can be reversed; what had no effect after two minutes did not happen',
              )}
            />
          )}
          <div>
            {say('应有现金', 'Cash by the books')} <Money fen={sums.cash} />
          </div>
          <Form form={form} layout="vertical" onFinish={close} disabled={isPending}>
            <Form.Item name="yuan" label={say('清点现金（元）', 'Cash as counted, yuan')}>
              <InputNumber
                ref={cashField}
                min={0}
                max={10_000_000}
                precision={2}
                controls={false}
                style={{ width: 180 }}
              />
            </Form.Item>
            <Form.Item name="note" label={say('备注', 'Note')} rules={[...fieldRules('till.close', 'note', say)]}>
              <Input maxLength={200} />
            </Form.Item>
          </Form>
          {difference === null ? null : (
            <div role="status">
              {difference === 0 ? (
                say('账实相符', 'The cash agrees')
              ) : (
                <>
                  {difference > 0 ? say('长款', 'Over by') : say('短款', 'Short by')}{' '}
                  <Money fen={Math.abs(difference)} />
                </>
              )}
            </div>
          )}
          {error === null ? null : <Failure of={error} />}
        </Flex>
      </Modal>
    </>
  )
}
