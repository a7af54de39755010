import { Button, DatePicker } from 'antd'
import dayjs from 'dayjs'
import {
  Asked,
  Called,
  Cut,
  dayIn,
  FilterBar,
  given,
  RowList,
  Sheet,
  useAnswer,
  useFilters,
  useGo,
  useSay,
  WrittenField,
} from '../kit/index.ts'
import { OutcomeField, TransactionField } from './filters.tsx'
import './messages.css'
import { Refused } from './refused.tsx'

const textIn = (value: unknown, form: RegExp): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && form.test(text) ? text : undefined
}

const code = /^[0-9A-Za-z-]{1,30}$/

const pick = (search: Readonly<Record<string, unknown>>) => ({
  from: dayIn(search.from),
  until: dayIn(search.until),
  providerCode: textIn(search.providerCode, code),
  insuredId: textIn(search.insuredId, code),
  infno: textIn(search.infno, /^[0-9A-Z]{1,10}$/),
  outcome: textIn(search.outcome, /^[a-z][a-z0-9.*-]{0,59}$/),
  msgid: textIn(search.msgid, code),
})

type Filter = ReturnType<typeof pick>

const dayForm = 'YYYY-MM-DD'

interface ListProps {
  readonly filter: Filter
  readonly onChange: (some: Partial<Filter>) => void
  readonly today: string
}

function List({ filter, onChange, today }: ListProps) {
  const say = useSay()
  const go = useGo()
  const isOfOne = filter.insuredId !== undefined || filter.providerCode !== undefined
  // Over everybody a question is bounded by days: today, unless told.
  const from = filter.from ?? (isOfOne ? undefined : today)
  const until = filter.until ?? (filter.from === undefined && !isOfOne ? today : undefined)
  const input = given({ ...filter, from, until })
  return (
    <>
      <FilterBar>
        <DatePicker.RangePicker
          aria-label={say('收到日期', 'Days')}
          value={[from === undefined ? null : dayjs(from), until === undefined ? null : dayjs(until)]}
          onChange={(range) => onChange({ from: range?.[0]?.format(dayForm), until: range?.[1]?.format(dayForm) })}
        />
        <WrittenField
          label={say('机构编码', 'Institution code')}
          value={filter.providerCode}
          onChange={(providerCode) => onChange({ providerCode })}
        />
        <WrittenField
          label={say('人员编号', 'Insured number')}
          value={filter.insuredId}
          onChange={(insuredId) => onChange({ insuredId })}
        />
        <TransactionField value={filter.infno} onChange={(infno) => onChange({ infno })} />
        <OutcomeField value={filter.outcome} onChange={(outcome) => onChange({ outcome })} />
        <WrittenField
          label={say('发送方报文 ID', 'Message number of the sender')}
          value={filter.msgid}
          onChange={(msgid) => onChange({ msgid })}
        />
        <Button onClick={() => onChange(pick({}))}>{say('清除条件', 'Clear')}</Button>
      </FilterBar>
      <RowList
        name="messages.find"
        input={input}
        label={say('报文', 'Messages')}
        rowKey={({ messageId }) => messageId}
        onOpen={({ messageId }) => go({ to: '/messages/$messageId', params: { messageId } })}
        columns={[
          { key: 'at', title: say('收到时间', 'Received'), width: '9.25rem', show: ({ receivedAt }) => receivedAt },
          {
            key: 'infno',
            title: say('交易', 'Transaction'),
            width: 'minmax(9rem, 1fr)',
            show: ({ infno, transaction }) => <Called name={say(transaction)} code={infno} />,
          },
          {
            key: 'outcome',
            title: say('结果', 'Outcome'),
            width: 'minmax(8.5rem, 1fr)',
            show: ({ outcome, refusal }) =>
              outcome === 'ok' ? say('✓ 成功', '✓ ok') : <Refused outcome={outcome} refusal={refusal} />,
          },
          {
            key: 'effect',
            title: say('生效', 'Effect'),
            width: '3rem',
            show: ({ effect }) => (effect ? say('是', 'yes') : say('否', 'no')),
          },
          {
            key: 'provider',
            title: say('机构', 'Institution'),
            width: 'minmax(8rem, 1fr)',
            show: ({ providerCode, providerName }) => <Called name={providerName} code={providerCode} />,
          },
          { key: 'name', title: say('姓名', 'Name'), width: '3.5rem', show: ({ name }) => <Cut>{name ?? '–'}</Cut> },
          {
            key: 'insured',
            title: say('人员编号', 'Insured number'),
            width: '11rem',
            show: ({ insuredId }) => <small title={insuredId ?? ''}>{insuredId}</small>,
          },
          {
            key: 'msgid',
            title: say('报文 ID', 'Message number'),
            width: 'minmax(9rem, 1fr)',
            show: ({ msgid }) => <small title={msgid}>{msgid}</small>,
          },
        ]}
      />
    </>
  )
}

/** Messages of institutions, newest first; refused ones too. */
export function Page() {
  const say = useSay()
  const [filter, change] = useFilters(pick)
  // The business day of the centre, which need not be this machine's.
  const day = useAnswer('settlements.count', {})
  return (
    <Sheet title={say('报文', 'Messages')}>
      <Asked of={day}>
        {({ until }) => <List filter={filter} onChange={change} today={until ?? dayjs().format(dayForm)} />}
      </Asked>
    </Sheet>
  )
}
