import { Flex, Form, Input, type InputRef, Modal } from 'antd'
import { type ReactNode, useRef } from 'react'
import { leastLength, useSay } from '../kit/index.ts'
import type { Taking } from './takings.ts'

interface ReasonDialogProps {
  readonly taking: Pick<Taking, 'title' | 'does'>
  readonly busy: boolean
  /** What it is about: who, how much. */
  readonly about: ReactNode
  /** What came of it so far. */
  readonly children?: ReactNode
  readonly onConfirm: (reason: string) => void
  readonly onLeave: () => void
}

const least = leastLength('till.send', 'reason')

/** Says what will happen when something is taken back, and asks why. */
export function ReasonDialog({ taking, busy, about, children, onConfirm, onLeave }: ReasonDialogProps) {
  const say = useSay()
  const [form] = Form.useForm<{ reason: string }>()
  const field = useRef<InputRef>(null)
  const { title, does } = taking
  const [zh, en] = title
  const isReason = async (_rule: unknown, text = ''): Promise<void> => {
    const written = [...text.trim()].length
    if (written === 0) throw new Error(say('请说明事由', 'say why'))
    if (written < least) {
      throw new Error(
        say(`事由至少 ${least} 个字，现有 ${written} 个`, `${least} characters at least, these are ${written}`),
      )
    }
  }
  return (
    <Modal
      open
      title={say(...title)}
      okText={say(`确认${zh}`, en)}
      cancelText={say('不办理', 'Leave it')}
      okButtonProps={{ danger: true, loading: busy }}
      cancelButtonProps={{ disabled: busy }}
      onOk={form.submit}
      onCancel={onLeave}
      closable={!busy}
      keyboard={!busy}
      maskClosable={false}
      afterOpenChange={() => field.current?.focus()}
    >
      <Flex vertical gap="small">
        <div>{about}</div>
        <div>{say(...does)}</div>
        <Form form={form} layout="vertical" onFinish={({ reason }) => onConfirm(reason.trim())} disabled={busy}>
          <Form.Item
            name="reason"
            label={say(`${zh}事由`, 'Why')}
            extra={say(
              `至少 ${least} 个字，记入操作日志`,
              `${least} characters at least; written to the operation log`,
            )}
            validateTrigger="onSubmit"
            rules={[{ validator: isReason }]}
          >
            <Input ref={field} maxLength={200} onPressEnter={form.submit} />
          </Form.Item>
        </Form>
        {children}
      </Flex>
    </Modal>
  )
}
