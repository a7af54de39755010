import type { Answer, Input as InputOf } from '@yibao/contract/rest'
import { Alert, Button, Descriptions, Form, Input, Select, Tag, Timeline } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import {
  Asked,
  Failure,
  fieldRules,
  Go,
  Sheet,
  useAct,
  useAnswer,
  useParam,
  useSave,
  useSay,
  useSeen,
  useToday,
} from '../kit/index.ts'
import { ActChoice, Submit } from './act-parts.tsx'
import './casework.css'
import { custodyActWords, matterText, pieceKindWords, pieceStateWords } from './words.ts'

type Piece = Answer<'evidence.get'>
type Act = Piece['may'][number]
type Fields = Omit<InputOf<'evidence.act'>, 'code' | 'version' | 'act'>

function ActFields({ act, piece }: { readonly act: Act; readonly piece: Piece }) {
  const say = useSay()
  const must = { required: true, message: say('必填', 'needed') }
  const rules = (field: string) => [must, ...fieldRules('evidence.act', field, say)]
  return (
    <>
      {act === 'approve' ? (
        <>
          <Form.Item name="for" label={say('批准何事', 'What is allowed')} rules={[must]} initialValue="check-out">
            <Select
              options={(['check-out', 'transfer', 'destroy'] as const).map((value) => ({
                value,
                label: say(...custodyActWords[value]),
              }))}
            />
          </Form.Item>
          <Form.Item name="until" label={say('有效至', 'Until')} rules={rules('until')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item
            name="borrower"
            label={say('借给谁（批准借出时）', 'To whom (of a loan)')}
            rules={[...fieldRules('evidence.act', 'borrower', say)]}
          >
            <Input />
          </Form.Item>
        </>
      ) : null}
      {act === 'check-out' ? (
        <>
          <Form.Item
            name="borrower"
            label={say('借给谁', 'To whom')}
            rules={rules('borrower')}
            initialValue={piece.approval?.borrower ?? ''}
          >
            <Input />
          </Form.Item>
          <Form.Item name="dueBack" label={say('应还日期', 'Due back')} rules={rules('dueBack')}>
            <Input type="date" />
          </Form.Item>
        </>
      ) : null}
      {act === 'transfer' ? (
        <Form.Item name="receiver" label={say('接收机关', 'Which authority')} rules={rules('receiver')}>
          <Input />
        </Form.Item>
      ) : null}
      {act === 'return' || act === 'restore' ? (
        <Form.Item name="place" label={say('存放处', 'Place')} rules={rules('place')} initialValue={piece.place}>
          <Input />
        </Form.Item>
      ) : null}
      <Form.Item name="reason" label={say('事由', 'Reason')} rules={rules('reason')}>
        <Input.TextArea rows={2} />
      </Form.Item>
    </>
  )
}

function orderOf(
  { code, version }: Pick<Piece, 'code' | 'version'>,
  act: Act,
  fields: Fields,
): InputOf<'evidence.act'> {
  const { reason, ...rest } = fields
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined && value !== ''))
  return { code, version, act, reason, ...given }
}

function Acts({ piece }: { readonly piece: Piece }) {
  const say = useSay()
  const [act, setAct] = useState<Act | null>(null)
  const { mutate, data, error, isPending, reset } = useAct('evidence.act')
  const version = useSeen(piece.version, act, error)
  const closed = act !== null && !piece.may.includes(act)
  if (piece.may.length === 0 && act === null)
    return <p>{say('现在没有您可办的事项', 'There is nothing that you may do now')}</p>
  return (
    <div className="case-stack">
      <ActChoice
        may={piece.may}
        words={custodyActWords}
        chosen={act}
        onChoose={(one) => {
          reset()
          setAct(one)
        }}
      />
      {act === null ? null : (
        <Form<Fields>
          key={act}
          layout="vertical"
          onFinish={(fields) => {
            const { code } = piece
            mutate(orderOf({ code, version }, act, fields), { onSuccess: () => setAct(null) })
          }}
        >
          <ActFields act={act} piece={piece} />
          <Submit words={custodyActWords[act]} closed={closed} isPending={isPending} />
        </Form>
      )}
      {error === null ? null : <Failure of={error} />}
      {data === undefined ? null : <Alert type="success" showIcon title={say('已办理', 'Done')} />}
    </div>
  )
}

function Chain({ code }: { readonly code: string }) {
  const say = useSay()
  const chain = useAnswer('evidence.custody', { code })
  return (
    <section className="case-card">
      <h2>{say('保管链', 'Chain of custody')}</h2>
      <Asked of={chain}>
        {({ rows }) => (
          <Timeline
            items={rows.map(({ number, act, actor, at, reason, place, borrower, dueBack, receiver, hash }) => ({
              key: number,
              content: (
                <>
                  <strong>{say(...custodyActWords[act])}</strong> {actor} <small>{at}</small>
                  <div>{reason}</div>
                  <div>{[place, borrower, dueBack, receiver].filter((one) => one !== null).join(' · ')}</div>
                  <small title={hash}>{hash.slice(0, 16)}…</small>
                </>
              ),
            }))}
          />
        )}
      </Asked>
    </section>
  )
}

/** With whom it is, and until when; that it should be back is said in words. */
function Loan({ borrower, dueBack }: { readonly borrower: string; readonly dueBack: string | null }) {
  const say = useSay()
  const today = useToday()
  const days = dueBack === null ? 0 : dayjs(today).diff(dueBack, 'day')
  return (
    <>
      {borrower} → {dueBack}{' '}
      {days > 0 ? <Tag color="error">{say(`超期 ${days} 天`, `${days} days overdue`)}</Tag> : null}
    </>
  )
}

function Whole({ piece }: { readonly piece: Piece }) {
  const say = useSay()
  const [save, error] = useSave()
  const { code, file, approval, matterId } = piece
  return (
    <Sheet title={`${code} ${piece.title}`} extra={<Tag>{say(...pieceStateWords[piece.state])}</Tag>}>
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2, xl: 4 }}
        items={[
          { key: 'kind', label: say('种类', 'Kind'), children: say(...pieceKindWords[piece.kind]) },
          { key: 'source', label: say('来源', 'Source'), children: piece.source },
          { key: 'place', label: say('存放处', 'Place'), children: piece.place },
          { key: 'keeper', label: say('入库', 'Taken in'), children: `${piece.keeper} ${piece.collectedAt}` },
          {
            key: 'matter',
            label: say('疑点或案件', 'Matter'),
            children:
              matterId === null ? (
                '–'
              ) : (
                <Go to="/matters/$matterId" params={{ matterId }}>
                  {matterText(matterId, piece.matterTitle, say)}
                </Go>
              ),
          },
          {
            key: 'loan',
            label: say('借用', 'With'),
            children: piece.borrower === null ? '–' : <Loan borrower={piece.borrower} dueBack={piece.dueBack} />,
          },
          {
            key: 'approval',
            label: say('审批', 'Approval'),
            children:
              approval === null
                ? '–'
                : `${say(...custodyActWords[approval.for])} ${approval.borrower ?? ''} · ${approval.by} · ${approval.until}`,
          },
          {
            key: 'file',
            label: say('文件', 'File'),
            children:
              file === null ? (
                '–'
              ) : (
                <Button size="small" onClick={() => save('evidence.file', { code })}>
                  {file.name} ({file.size} B) ↓
                </Button>
              ),
          },
        ]}
      />
      {error === null ? null : <Failure of={error} />}
      <div className="case-two">
        <section className="case-card">
          <h2>{say('可办事项', 'What you may do')}</h2>
          <Acts key={code} piece={piece} />
        </section>
        <Chain code={code} />
      </div>
    </Sheet>
  )
}

/** One piece of evidence, who had it, and what may be done with it. */
export function Page() {
  const code = useParam('code')
  const found = useAnswer('evidence.get', { code })
  return <Asked of={found}>{(piece) => <Whole piece={piece} />}</Asked>
}
