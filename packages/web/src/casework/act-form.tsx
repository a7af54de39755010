import type { Answer, Input as InputOf } from '@yibao/contract/rest'
import { type ActKind, type Need, rowsFrom } from '@yibao/core/casework'
import { Alert, AutoComplete, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import {
  choices,
  Failure,
  fieldRules,
  Go,
  type Say,
  schemeWords,
  useAct,
  useAnswer,
  useCan,
  useSay,
  useSeen,
  yuanText,
} from '../kit/index.ts'
import { ActChoice, Submit } from './act-parts.tsx'
import { FileField } from './file-field.tsx'
import { MeasuresField } from './measures-field.tsx'
import { actWords } from './words.ts'

type Matter = Answer<'matters.get'>
type Order = InputOf<'matters.act'>

type Fields = Omit<Order, 'matterId' | 'version' | 'act' | 'amount'> & { readonly yuan?: number | null }

/** What an act asks for besides who does it: the needs of its rows in the table of transitions. */
const needsOf = ({ procedure, state }: Matter, act: ActKind): ReadonlySet<Need> =>
  new Set(rowsFrom(procedure, state).flatMap((row) => (row.act === act ? row.needs : [])))

const labelsOf = (say: Say) => ({
  assignee: say('指派给', 'Assign to'),
  assignees: say('办案人员（两名以上）', 'Investigators (two or more)'),
  deadline: say('答复期限（缺省按规定）', 'To be answered until (the law’s term when empty)'),
  measures: say('措施与依据', 'Measures and their basis'),
  scheme: say('险种（平台不知道时填写）', 'Scheme (where the centre does not know it)'),
  amount: say('金额（元）', 'Amount (yuan)'),
  evidence: say('证据编号或材料', 'Codes of evidence, or files'),
  reason: say('理由', 'Reason'),
  act: say('事项', 'Act'),
})

/** Fen that a decision can still bring back: what is in question, and no more than the funds paid for the line and others left. */
const mostOf = ({ stake, line }: Pick<Matter, 'stake' | 'line'>): number =>
  line === null ? stake : Math.max(Math.min(stake, line.share - line.taken), 0)

const withMoney: readonly ActKind[] = ['settle', 'pay-back']

const trimmed = (text: string | undefined): string | undefined => (text?.trim() === '' ? undefined : text?.trim())

function orderOf({ matterId, version }: Pick<Matter, 'matterId' | 'version'>, act: ActKind, fields: Fields): Order {
  const { yuan, reason, assignee, deadline, ...rest } = fields
  const told = {
    reason: trimmed(reason),
    assignee: trimmed(assignee),
    deadline: trimmed(deadline),
    ...(yuan === null || yuan === undefined ? {} : { amount: Math.round(yuan * 100) }),
    ...rest,
  }
  const given = Object.fromEntries(
    Object.entries(told).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  )
  return { matterId, version, act, ...given }
}

/** People who are free for it, to choose from; any other user name can be typed. */
function People({
  matter,
  many,
  value,
  onChange,
}: {
  readonly matter: Matter
  readonly many: boolean
  readonly value?: string | readonly string[]
  readonly onChange?: (value: string | readonly string[]) => void
}) {
  const say = useSay()
  const proposed = useAnswer('matters.assignees', { matterId: matter.matterId })
  const options = (proposed.data?.userIds ?? []).map((userId) => ({
    value: userId,
    label: say(
      `${proposed.data?.names[userId] ?? ''} ${userId}（建议）`.trim(),
      `${proposed.data?.names[userId] ?? ''} ${userId} (proposed)`.trim(),
    ),
  }))
  const placeholder = say('选择建议的人员，或输入用户名', 'Choose who is proposed, or type a user name')
  return (
    <>
      {many ? (
        <Select<string[]>
          mode="tags"
          aria-label={say('办案人员', 'Investigators')}
          value={typeof value === 'string' ? [value] : [...(value ?? [])]}
          options={options}
          placeholder={placeholder}
          onChange={(next) => onChange?.(next)}
        />
      ) : (
        <AutoComplete<string>
          aria-label={say('指派给', 'Assign to')}
          value={typeof value === 'string' ? value : ''}
          options={options}
          placeholder={placeholder}
          onChange={(next) => onChange?.(next)}
        />
      )}
      {proposed.error === null ? null : <Failure of={proposed.error} />}
    </>
  )
}

function ActFields({ matter, act }: { readonly matter: Matter; readonly act: ActKind }) {
  const say = useSay()
  const mayDispatch = useCan('matters.dispatch')
  const needs = needsOf(matter, act)
  const labels = labelsOf(say)
  const most = mostOf(matter)
  const law = useAnswer('measures.list', {}, { enabled: needs.has('legal-basis') })
  const rules = (field: string) => [...fieldRules('matters.act', field, say)]
  const must = (needed: boolean, zh: string, en: string) => (needed ? [{ required: true, message: say(zh, en) }] : [])
  return (
    <>
      {needs.has('assignee') && mayDispatch ? (
        <Form.Item name="assignee" label={labels.assignee} rules={must(true, '请选择人员', 'choose somebody')}>
          <People matter={matter} many={false} />
        </Form.Item>
      ) : null}
      {needs.has('two-people') && mayDispatch ? (
        <Form.Item name="assignees" label={labels.assignees} rules={must(true, '请选择两名以上', 'choose two or more')}>
          <People matter={matter} many />
        </Form.Item>
      ) : null}
      {needs.has('deadline-ahead') ? (
        <Form.Item name="deadline" label={labels.deadline} rules={rules('deadline')}>
          <Input type="date" />
        </Form.Item>
      ) : null}
      {needs.has('legal-basis') ? (
        <Form.Item
          name="measures"
          label={labels.measures}
          extra={say(`最多可追回 ${yuanText(most)} 元`, `At most ${yuanText(most)} yuan can be recovered`)}
        >
          <MeasuresField bases={law.data?.bases ?? []} most={most} />
        </Form.Item>
      ) : null}
      {act === 'execute' ? (
        <>
          <Form.Item name="how" label={say('执行方式', 'How')} initialValue="deduction">
            <Select
              options={[
                { value: 'deduction', label: say('下月拨付中扣减', 'Deducted from the next payment') },
                { value: 'claim', label: say('向机构追回', 'Claimed from the institution') },
              ]}
            />
          </Form.Item>
          <Form.Item name="scheme" label={labels.scheme}>
            <Select allowClear options={choices(schemeWords, say)} />
          </Form.Item>
        </>
      ) : null}
      {withMoney.includes(act) ? (
        <Form.Item name="yuan" label={labels.amount}>
          <InputNumber<number> min={0} precision={2} style={{ width: 200 }} />
        </Form.Item>
      ) : null}
      {needs.has('evidence') ? (
        <Form.Item
          name="evidence"
          label={labels.evidence}
          rules={must(true, '请填写证据编号，或提交材料', 'give a code of evidence, or hand in a file')}
        >
          <FileField matterId={matter.matterId} />
        </Form.Item>
      ) : null}
      <Form.Item
        name="reason"
        label={labels.reason}
        rules={[...must(needs.has('reason'), '请填写理由', 'say why'), ...rules('reason')]}
      >
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </>
  )
}

/** What whoever looks may do now, each with the fields that the law asks for. */
export function ActForm({ matter }: { readonly matter: Matter }) {
  const say = useSay()
  // As it was when the form was begun: what is typed stays, whoever acts meanwhile.
  const [begun, begin] = useState<{ readonly act: ActKind; readonly matter: Matter } | null>(null)
  const { mutate, data, error, isPending, reset } = useAct('matters.act', ['findings', 'evidence', 'files'])
  const version = useSeen(matter.version, begun, error)
  const chosen = begun?.act ?? null
  const closed = chosen !== null && !matter.may.includes(chosen)
  if (matter.may.length === 0 && begun === null && data === undefined)
    return <p>{say('现在没有您可办的事项', 'There is nothing that you may do now')}</p>
  return (
    <div className="case-stack">
      <ActChoice
        may={matter.may}
        words={actWords}
        chosen={chosen}
        onChoose={(act) => {
          reset()
          begin({ act, matter })
        }}
      />
      {begun === null ? null : (
        <Form<Fields>
          key={begun.act}
          layout="vertical"
          onFinish={(fields) => {
            const { matterId } = matter
            mutate(orderOf({ matterId, version }, begun.act, fields), { onSuccess: () => begin(null) })
          }}
        >
          <ActFields matter={begun.matter} act={begun.act} />
          <Submit words={actWords[begun.act]} closed={closed} isPending={isPending} />
        </Form>
      )}
      {error === null ? null : <Failure of={error} labels={labelsOf(say)} />}
      {data === undefined ? null : (
        <Alert
          type="success"
          showIcon
          title={say('已办理', 'Done')}
          description={
            data.opened === null ? (
              (data.document?.documentNo ?? null)
            ) : (
              <Go to="/matters/$matterId" params={{ matterId: data.opened }}>
                {say('转立的案件', 'The case that it became')} {data.opened}
              </Go>
            )
          }
        />
      )}
    </div>
  )
}
