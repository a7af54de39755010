import { Alert, Button, Checkbox, Flex, Form, Input, type InputRef, Modal } from 'antd'
import { useRef, useState } from 'react'
import { Failure, fieldRules, Money, useAct, useSay } from '../kit/index.ts'
import { cashTyped } from './bill.ts'
import type { Shift } from './shift-now.ts'
import { ShiftPaper } from './shift-paper.tsx'

interface CloseShiftProps {
  /** Null when none is open; the statement of the one that was just closed stays. */
  readonly shift: Shift | null
}

interface Counted {
  readonly yuan?: string
  readonly note?: string
  readonly sure?: boolean
}

/** Closes the open shift: counts the cash, freezes the sums, prints them. */
export function CloseShift({ shift }: CloseShiftProps) {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const [closed, setClosed] = useState<Shift | null>(null)
  const [form] = Form.useForm<Counted>()
  const cashField = useRef<InputRef>(null)
  const yuan = Form.useWatch('yuan', form)
  const { mutate, error, isPending, reset } = useAct('till.close')
  if (shift === null) return closed === null ? null : <ShiftPaper shift={closed} onClose={() => setClosed(null)} />
  const { shiftId, providerCode, sums, unknown } = shift
  const typed = cashTyped(yuan ?? '')
  const difference = typed?.ok === true ? typed.value - sums.cash : null
  const isOff = difference !== null && difference !== 0
  const close = ({ yuan: text = '', note }: Counted): void => {
    const counted = cashTyped(text)
    mutate(
      {
        providerCode,
        shiftId,
        ...(counted?.ok === true ? { counted: counted.value } : {}),
        ...(note === undefined || note.trim() === '' ? {} : { note: note.trim() }),
      },
      {
        onSuccess: (done) => {
          setAsking(false)
          setClosed(done)
        },
      },
    )
  }
  const isCash = async (_rule: unknown, text: string | undefined): Promise<void> => {
    const counted = cashTyped(text ?? '')
    if (counted?.ok === false) throw new Error(say(...counted.error))
  }
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
            <Form.Item
              name="yuan"
              label={say('清点现金（元）', 'Cash as counted, yuan')}
              rules={[{ validator: isCash }]}
            >
              <Input
                ref={cashField}
                inputMode="decimal"
                autoComplete="off"
                maxLength={16}
                style={{ width: 180 }}
                onChange={() => form.setFieldValue('sure', false)}
              />
            </Form.Item>
            <div role="status">
              {difference === null ? null : isOff ? (
                <strong>
                  {difference > 0 ? say('长款', 'Over by') : say('短款', 'Short by')}{' '}
                  <Money fen={Math.abs(difference)} />
                </strong>
              ) : (
                say('账实相符', 'The cash agrees')
              )}
            </div>
            <Form.Item
              name="note"
              label={say('备注', 'Note')}
              {...(isOff
                ? { extra: say('说明差额的原因，印在结班单上', 'why it differs; printed on the closing paper') }
                : {})}
              rules={[
                { required: isOff, whitespace: true, message: say('有差额，请说明原因', 'the cash differs: say why') },
                ...fieldRules('till.close', 'note', say),
              ]}
            >
              <Input maxLength={200} />
            </Form.Item>
            {isOff ? (
              <Form.Item
                name="sure"
                valuePropName="checked"
                rules={[
                  {
                    validator: async (_rule, sure) => {
                      if (sure !== true) throw new Error(say('请确认差额', 'confirm the difference'))
                    },
                  },
                ]}
              >
                <Checkbox>
                  {say('已重新清点，按此差额结班：', 'Counted again; close with this difference: ')}
                  <Money fen={difference} />
                </Checkbox>
              </Form.Item>
            ) : null}
          </Form>
          {error === null ? null : <Failure of={error} />}
        </Flex>
      </Modal>
    </>
  )
}
