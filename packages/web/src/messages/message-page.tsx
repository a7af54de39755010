import type { Answer } from '@yibao/contract/rest'
import { Alert, Button, Descriptions, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import {
  Asked,
  Called,
  Failure,
  fieldRules,
  Go,
  Money,
  Sheet,
  useAct,
  useAnswer,
  useCan,
  useParam,
  useSay,
} from '../kit/index.ts'
import './messages.css'
import { Refused } from './refused.tsx'

type Message = Answer<'messages.get'>

/** A body as people read it; what is no JSON stays as it came. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

function Body({ title, body }: { readonly title: string; readonly body: string }) {
  return (
    <section className="message-body">
      <h2>{title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <pre tabIndex={0}>{pretty(body)}</pre>
    </section>
  )
}

function Shown({ message }: { readonly message: Message }) {
  const say = useSay()
  const maySettlements = useCan('settlements.read')
  const { settlement, later, marks, insuredId } = message
  const link = (settlementId: string) =>
    maySettlements ? (
      <Go to="/settlements/$insuredId/$settlementId" params={{ insuredId, settlementId }}>
        {settlementId}
      </Go>
    ) : (
      settlementId
    )
  return (
    <>
      <Descriptions
        size="small"
        bordered
        column={{ xs: 1, sm: 2, lg: 3 }}
        items={[
          { key: 'at', label: say('收到时间', 'Received'), children: message.receivedAt },
          {
            key: 'infno',
            label: say('交易', 'Transaction'),
            children: <Called name={say(message.transaction)} code={message.infno} />,
          },
          {
            key: 'outcome',
            label: say('结果', 'Outcome'),
            children:
              message.outcome === 'ok' ? (
                <strong>✓ {say('成功', 'ok')}</strong>
              ) : (
                <strong>
                  <Refused outcome={message.outcome} refusal={message.refusal} />
                </strong>
              ),
          },
          {
            key: 'provider',
            label: say('机构', 'Institution'),
            children:
              message.providerCode === '' ? '–' : <Called name={message.providerName} code={message.providerCode} />,
          },
          {
            key: 'person',
            label: say('人员', 'Person'),
            children: insuredId === '' ? '–' : `${message.name ?? ''} ${insuredId}`,
          },
          { key: 'msgid', label: say('报文 ID', 'Message number'), children: message.msgid },
          ...(settlement === null
            ? []
            : [
                {
                  key: 'settlement',
                  label: say('记录的结算', 'Settlement that it recorded'),
                  children: (
                    <>
                      {link(settlement.settlementId)} · <Money fen={settlement.total} />
                    </>
                  ),
                },
              ]),
          ...(later.length === 0
            ? []
            : [
                {
                  key: 'later',
                  label: say('此后', 'Since then'),
                  children: later.map((one) => (
                    <div key={one.settlementId}>
                      {one.at} {one.kind} {link(one.settlementId)}
                    </div>
                  )),
                },
              ]),
        ]}
      />
      {marks.map(({ msgid, infno, markedAt }) => (
        <Alert
          key={msgid}
          type="warning"
          showIcon
          title={say(`${markedAt} 被冲正：${infno} ${msgid}`, `reversed at ${markedAt}: ${infno} ${msgid}`)}
        />
      ))}
      <div className="message-bodies">
        <Body title={say('请求', 'Request')} body={message.request} />
        <Body title={say('应答', 'Answer')} body={message.answer} />
      </div>
    </>
  )
}

interface UnmaskProps {
  readonly messageId: string
  readonly onShown: (message: Message) => void
}

/** Shows names and identity numbers to who says why; that he did is written down first. */
function Unmask({ messageId, onShown }: UnmaskProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const unmask = useAct('messages.unmask')
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say('查看原文', 'Show unmasked')}</Button>
      <Modal
        title={say('查看报文原文', 'Show the message with names and numbers')}
        open={open}
        footer={null}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <Form<{ reason: string }>
          layout="vertical"
          onFinish={({ reason }) =>
            unmask.mutate(
              { messageId, reason },
              {
                onSuccess: (message) => {
                  setOpen(false)
                  onShown(message)
                },
              },
            )
          }
        >
          <Form.Item
            name="reason"
            label={say('事由，记入操作日志', 'Why; written to the operation log')}
            rules={[
              { required: true, message: say('请写事由', 'say why') },
              ...fieldRules('messages.unmask', 'reason', say),
            ]}
          >
            <Input autoFocus maxLength={200} />
          </Form.Item>
          {unmask.error === null ? null : <Failure of={unmask.error} />}
          <Button type="primary" htmlType="submit" loading={unmask.isPending}>
            {say('查看', 'Show')}
          </Button>
        </Form>
      </Modal>
    </>
  )
}

/** One message: request, answer, and what it did. */
export function Page() {
  const say = useSay()
  const messageId = useParam('messageId')
  const mayUnmask = useCan('people.unmask')
  const message = useAnswer('messages.get', { messageId })
  const [plain, setPlain] = useState<Message | null>(null)
  return (
    <Sheet
      title={say(`报文 ${messageId}`, `Message ${messageId}`)}
      extra={mayUnmask && plain === null ? <Unmask messageId={messageId} onShown={setPlain} /> : null}
    >
      <Asked of={message}>{(masked) => <Shown message={plain ?? masked} />}</Asked>
    </Sheet>
  )
}
