import { Flex, Form, Input, type InputRef, Modal } from 'antd'
import { type ReactNode, useRef } from 'react'
import { fieldRules, useSay } from '../kit/index.ts'
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

/** Says what will happen when something is taken back, and asks why. */
export function ReasonDialog({ taking, busy, about, children, onConfirm, onLeave }: ReasonDialogProps) {
  const say = useSay()
  const [form] = Form.useForm<{ reason: string }>()
  const field = useRef<InputRef>(null)
  const { title, does } = taking
  const [zh, en] = title
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
            rules={[
              { required: true, whitespace: true, message: say('请说明事由', 'say why') },
              ...fieldRules('till.send', 'reason', say),
            ]}
          >
            <Input ref={field} maxLength={200} onPressEnter={form.submit} />
          </Form.Item>
        </Form>
        {children}
      </Flex>
    </Modal>
  )
}
