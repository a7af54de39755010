import type { Answer, Input } from '@yibao/contract/rest'
import { Alert, Button, DatePicker, Segmented, Tag } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import {
  Choice,
  type Column,
  dayIn,
  Failure,
  FilterBar,
  Go,
  given,
  Money,
  RowList,
  type Say,
  Sheet,
  useAct,
  useFilters,
  useGo,
  useSay,
  useToday,
  WrittenField,
} from '../kit/index.ts'
import './supervision.css'
import { severityColours, severityWords, stateWords } from './words.ts'

type Row = Answer<'findings.list'>['rows'][number]
type Group = Answer<'findings.groups'>['rows'][number]
type By = Input<'findings.groups'>['by']
type View = By | 'list'

const views: readonly View[] = ['rule', 'institution', 'doctor', 'person', 'list']
const severities = ['violation', 'suspect', 'remind'] as const
const states = ['new', 'open', 'closed'] as const
const form = 'YYYY-MM-DD'

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined
const oneOf = <V extends string>(value: unknown, values: readonly V[]): V | undefined =>
  values.find((one) => one === value)

const pickFrom = (today: string) => (search: Readonly<Record<string, unknown>>) => ({
  view: oneOf(search.view, views) ?? 'rule',
  rule: textOf(search.rule),
  providerCode: textOf(search.providerCode),
  doctor: textOf(search.doctor),
  insuredId: textOf(search.insuredId),
  severity: oneOf(search.severity, severities),
  state: oneOf(search.state, states),
  from: dayIn(search.from) ?? dayjs(today).subtract(3, 'month').format(form),
  until: dayIn(search.until) ?? today,
})

type Found = ReturnType<ReturnType<typeof pickFrom>>

const askedOf = ({ view: _view, from, until, ...asked }: Found) => ({ ...given(asked), from, until })

/** A sum leads to its rows. */
function narrowed(by: By, { key, providerCode }: Group): Partial<Found> {
  if (by === 'rule') return { view: 'list', rule: key }
  if (by === 'institution') return { view: 'list', providerCode: key }
  if (by === 'person') return { view: 'list', insuredId: key }
  const doctor = key.slice(key.indexOf('/') + 1)
  return { view: 'list', doctor, providerCode: providerCode ?? undefined }
}

const byWords: Readonly<Record<View, readonly [string, string]>> = {
  rule: ['按规则', 'By rule'],
  institution: ['按机构', 'By institution'],
  doctor: ['按医师', 'By doctor'],
  person: ['按参保人', 'By person'],
  list: ['逐条', 'One by one'],
}

const groupColumns = (say: Say, by: By): readonly Column<Group>[] => [
  { key: 'key', title: say(...byWords[by]), width: 'minmax(9rem, 1fr)', show: ({ key }) => key },
  { key: 'name', title: say('名称', 'Name'), width: 'minmax(12rem, 2fr)', show: ({ name }) => name && say(name) },
  { key: 'findings', title: say('发现', 'Findings'), width: '6rem', align: 'right', show: ({ findings }) => findings },
  {
    key: 'stake',
    title: say('涉及金额（元）', 'In question (yuan)'),
    width: '9rem',
    align: 'right',
    show: ({ stake }) => <Money fen={stake} />,
  },
  {
    key: 'deducted',
    title: say('结算时已扣', 'Taken out'),
    width: '9rem',
    align: 'right',
    show: ({ deducted }) => <Money fen={deducted} />,
  },
  { key: 'taken', title: say('已受理', 'Taken up'), width: '6rem', align: 'right', show: ({ taken }) => taken },
]

function State({ matter }: Pick<Row, 'matter'>) {
  const say = useSay()
  if (matter === null) return <Tag>{say(...stateWords.new)}</Tag>
  const state = matter.state === 'closed' ? 'closed' : 'open'
  return <Tag>{say(...stateWords[state])}</Tag>
}

function rowColumns(say: Say, chosen: ReadonlySet<string>, choose: (id: string) => void): readonly Column<Row>[] {
  return [
    {
      key: 'choose',
      title: '',
      width: '1.5rem',
      show: ({ findingId, matter, severity, says }) =>
        matter === null && severity !== 'remind' ? (
          <input
            type="checkbox"
            aria-label={say(`选取：${says.zh}`, `choose: ${says.en}`)}
            checked={chosen.has(findingId)}
            onClick={(event) => event.stopPropagation()}
            onChange={() => choose(findingId)}
          />
        ) : null,
    },
    { key: 'day', title: say('日期', 'Day'), width: '6rem', show: ({ foundOn }) => foundOn },
    { key: 'rule', title: say('规则', 'Rule'), width: '5.5rem', show: ({ rule }) => rule },
    {
      key: 'severity',
      title: say('程度', 'Severity'),
      width: '5rem',
      show: ({ severity }) => <Tag color={severityColours[severity]}>{say(...severityWords[severity])}</Tag>,
    },
    {
      key: 'says',
      title: say('说明', 'What'),
      width: 'minmax(9rem, 3fr)',
      show: ({ says }) => <span title={say(says)}>{say(says)}</span>,
    },
    {
      key: 'place',
      title: say('机构', 'Institution'),
      width: 'minmax(7rem, 1.2fr)',
      show: ({ providerName, providerCode }) => providerName ?? providerCode ?? '–',
    },
    { key: 'person', title: say('参保人', 'Person'), width: '4.5rem', show: ({ personName }) => personName ?? '–' },
    {
      key: 'stake',
      title: say('涉及金额（元）', 'In question (yuan)'),
      width: '9rem',
      align: 'right',
      show: ({ stake }) => <Money fen={stake} />,
    },
    {
      key: 'deducted',
      title: say('已扣', 'Taken out'),
      width: '5rem',
      align: 'right',
      show: ({ deducted }) => <Money fen={deducted} />,
    },
    { key: 'state', title: say('处理', 'State'), width: '6.5rem', show: ({ matter }) => <State matter={matter} /> },
  ]
}

function Filters({ found, change }: { readonly found: Found; readonly change: (some: Partial<Found>) => void }) {
  const say = useSay()
  const typed = (name: 'rule' | 'providerCode' | 'insuredId' | 'doctor', label: string, width: number) => (
    <WrittenField label={label} value={found[name]} width={width} onChange={(value) => change({ [name]: value })} />
  )
  return (
    <FilterBar>
      <DatePicker.RangePicker
        aria-label={say('日期', 'Days')}
        value={[dayjs(found.from), dayjs(found.until)]}
        allowClear={false}
        onChange={(days) => {
          const [from, until] = days ?? []
          if (from && until) change({ from: from.format(form), until: until.format(form) })
        }}
      />
      {typed('rule', say('规则编码', 'Rule'), 100)}
      {typed('providerCode', say('机构编码', 'Institution'), 140)}
      {typed('doctor', say('医师编码', 'Doctor'), 110)}
      {typed('insuredId', say('人员编号', 'Insured number'), 200)}
      <Choice
        label={say('程度', 'Severity')}
        words={severityWords}
        value={found.severity}
        width={120}
        onChange={(severity) => change({ severity })}
      />
      <Choice
        label={say('处理', 'State')}
        words={stateWords}
        value={found.state}
        width={120}
        onChange={(state) => change({ state })}
      />
    </FilterBar>
  )
}

function OneByOne({ found }: { readonly found: Found }) {
  const say = useSay()
  const go = useGo()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { mutate, data, error, isPending } = useAct('findings.take', ['matters'])
  const choose = (id: string): void =>
    setChosen((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  const columns = rowColumns(say, chosen, choose)
  const take = (): void => mutate({ findingIds: [...chosen].slice(0, 50) }, { onSuccess: () => setChosen(new Set()) })
  return (
    <>
      {chosen.size === 0 ? null : (
        <div className="guard-chosen">
          <span aria-live="polite">{say(`已选 ${chosen.size} 条`, `${chosen.size} chosen`)}</span>
          <Button type="primary" loading={isPending} onClick={take} disabled={chosen.size > 50}>
            {say('受理为疑点核查', 'Take up as review items')}
          </Button>
          <Button onClick={() => setChosen(new Set())}>{say('取消选取', 'Choose none')}</Button>
          {chosen.size > 50 ? say('一次最多 50 条', 'at most 50 at a time') : null}
        </div>
      )}
      {error === null ? null : <Failure of={error} />}
      {data === undefined ? null : (
        <Alert
          type="success"
          closable
          title={say(
            `受理 ${data.rows.filter(({ opened }) => opened).length} 件，此前已受理 ${data.rows.filter(({ opened }) => !opened).length} 件`,
            `${data.rows.filter(({ opened }) => opened).length} taken up, ${data.rows.filter(({ opened }) => !opened).length} were before`,
          )}
          action={<Go to="/matters">{say('去办理', 'To the review items')}</Go>}
        />
      )}
      <RowList
        name="findings.list"
        input={askedOf(found)}
        label={say('审核发现', 'Findings')}
        columns={columns}
        rowKey={({ findingId }) => findingId}
        onOpen={({ findingId }) => go({ to: '/findings/$findingId', params: { findingId } })}
        height="calc(100vh - 17rem)"
      />
    </>
  )
}

/** What audit rules found, in sums that open their rows. */
export function Page() {
  const say = useSay()
  const [found, change] = useFilters(pickFrom(useToday()))
  const { view } = found
  return (
    <Sheet title={say('监管疑点', 'Findings')}>
      <Filters found={found} change={change} />
      <div className="guard-strip">
        <Segmented<View>
          aria-label={say('分组', 'Grouped')}
          value={view}
          onChange={(next) => change({ view: next })}
          options={views.map((value) => ({ value, label: say(...byWords[value]) }))}
        />
      </div>
      {view === 'list' ? (
        <OneByOne found={found} />
      ) : (
        <RowList
          key={view}
          name="findings.groups"
          input={{ by: view, ...askedOf(found) }}
          label={say(...byWords[view])}
          columns={groupColumns(say, view)}
          rowKey={({ key }) => key}
          onOpen={(group) => change(narrowed(view, group))}
          height="calc(100vh - 17rem)"
        />
      )}
    </Sheet>
  )
}
