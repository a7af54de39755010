import type { Answer, Input } from '@yibao/contract/rest'
import { caseStates, type MatterState, type Procedure, reviewStates, sourceKinds } from '@yibao/core/casework'
import { Segmented, Tag } from 'antd'
import dayjs from 'dayjs'
import { useMemo } from 'react'
import {
  Asked,
  Choice,
  type Column,
  Cut,
  FilterBar,
  Go,
  Money,
  type Pair,
  RowList,
  type Say,
  Sheet,
  useAnswer,
  useFilters,
  useGo,
  useSay,
  useSession,
  useToday,
  WrittenField,
} from '../kit/index.ts'
import './casework.css'
import { Deadline } from './deadline.tsx'
import { procedureWords, sourceWords, stateWords } from './words.ts'

type Row = Answer<'matters.list'>['rows'][number]

const views = ['list', 'board'] as const
const whose = ['all', 'mine', 'late', 'soon'] as const
/** Limits that end so many days from today are near. */
const soonDays = 3
const procedures: readonly Procedure[] = ['review', 'case']

const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined

const pick = (search: Readonly<Record<string, unknown>>) => {
  const procedure = procedures.find((one) => one === search.procedure)
  const states: readonly MatterState[] = [...reviewStates, ...caseStates]
  return {
    view: views.find((one) => one === search.view) ?? 'list',
    whose: whose.find((one) => one === search.whose) ?? 'all',
    procedure,
    state: states.find((one) => one === search.state),
    source: sourceKinds.find((one) => one === search.source),
    providerCode: wordOf(search.providerCode),
  }
}

type Found = ReturnType<typeof pick>

function askedOf(found: Found, userId: string, today: string): Input<'matters.list'> {
  const { procedure, state, source, providerCode } = found
  return {
    ...(procedure === undefined ? {} : { procedure }),
    ...(state === undefined ? {} : { state }),
    ...(source === undefined ? {} : { source }),
    ...(providerCode === undefined ? {} : { providerCode }),
    ...(found.whose === 'mine' ? { userId } : {}),
    ...(found.whose === 'late' ? { dueBefore: today } : {}),
    // The day itself is not among those before it.
    ...(found.whose === 'soon'
      ? {
          dueBefore: dayjs(today)
            .add(soonDays + 1, 'day')
            .format('YYYY-MM-DD'),
        }
      : {}),
  }
}

const columnsOf = (say: Say): readonly Column<Row>[] => [
  { key: 'number', title: say('编号', 'Number'), width: '9rem', show: ({ number }) => <Cut>{number}</Cut> },
  {
    key: 'state',
    title: say('状态', 'State'),
    width: '5.5rem',
    show: ({ state }) => <Tag>{say(...stateWords[state])}</Tag>,
  },
  {
    key: 'title',
    title: say('事由', 'About'),
    width: 'minmax(8.5rem, 2fr)',
    show: ({ title, rule }) => `${say(title)} ${rule}`,
  },
  {
    key: 'person',
    title: say('参保人、费用日期', 'Person, bill of'),
    width: '8rem',
    show: ({ personName, billOn }) => [personName ?? '–', billOn].filter((one) => one !== null).join(' '),
  },
  {
    key: 'place',
    title: say('机构', 'Institution'),
    width: 'minmax(7rem, 1.5fr)',
    show: ({ providerName, providerCode }) => providerName ?? providerCode,
  },
  {
    key: 'deadline',
    title: say('期限', 'Limit'),
    width: '10.5rem',
    show: ({ deadline }) => <Deadline deadline={deadline} />,
  },
  {
    key: 'stake',
    title: say('涉及金额', 'In question'),
    width: '5.75rem',
    align: 'right',
    show: ({ stake }) => <Money fen={stake} />,
  },
  {
    key: 'decided',
    title: say('应追回', 'Decided'),
    width: '5.75rem',
    align: 'right',
    show: ({ decided }) => <Money fen={decided} />,
  },
]

function Lane({ state, asked }: { readonly state: MatterState; readonly asked: Input<'matters.list'> }) {
  const say = useSay()
  const found = useAnswer('matters.list', { ...asked, state, limit: 20 })
  return (
    <section className="case-lane" aria-label={say(...stateWords[state])}>
      <h2>
        {say(...stateWords[state])}{' '}
        {found.data === undefined ? '' : `${found.data.rows.length}${found.data.next === null ? '' : '+'}`}
      </h2>
      <Asked of={found}>
        {({ rows, next }) => (
          <>
            {rows.map((row) => (
              <article key={row.matterId} className="case-ticket">
                <Go to="/matters/$matterId" params={{ matterId: row.matterId }}>
                  {say(row.title)} {row.rule}
                </Go>
                <div>{row.providerName ?? row.providerCode}</div>
                <div>{[row.number, row.personName, row.billOn].filter((one) => one !== null).join(' · ')}</div>
                <div>
                  <Money fen={row.stake} /> {row.deadline === null ? null : <Deadline deadline={row.deadline} />}
                </div>
              </article>
            ))}
            {next === null ? null : (
              <Go to="/matters" search={{ ...asked, view: 'list', state }}>
                {say('查看全部', 'See all')}
              </Go>
            )}
          </>
        )}
      </Asked>
    </section>
  )
}

/** What is at rest needs no lane. */
const lanesOf: Readonly<Record<Procedure, readonly MatterState[]>> = {
  review: reviewStates.filter((state) => state !== 'closed'),
  case: caseStates.filter((state) => state !== 'closed'),
}

function Board({ found, asked }: { readonly found: Found; readonly asked: Input<'matters.list'> }) {
  const procedure = found.procedure ?? 'review'
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is scrolled with the keyboard too
    <div className="case-board" tabIndex={0}>
      {lanesOf[procedure].map((state) => (
        <Lane key={state} state={state} asked={{ ...asked, procedure }} />
      ))}
    </div>
  )
}

/** Review items and cases as a list, or side by side by where they stand. */
export function Page() {
  const say = useSay()
  const go = useGo()
  const { userId } = useSession()
  const today = useToday()
  const [found, change] = useFilters(pick)
  const asked = askedOf(found, userId, today)
  const columns = useMemo(() => columnsOf(say), [say])
  const states =
    found.procedure === 'case'
      ? caseStates
      : found.procedure === 'review'
        ? reviewStates
        : [...new Set([...reviewStates, ...caseStates])]
  return (
    <Sheet title={say('疑点与案件', 'Review items and cases')}>
      <FilterBar>
        <Segmented<(typeof views)[number]>
          aria-label={say('查看方式', 'View')}
          value={found.view}
          onChange={(view) => change({ view })}
          options={[
            { value: 'list', label: say('列表', 'List') },
            { value: 'board', label: say('看板', 'Board') },
          ]}
        />
        <Segmented<(typeof whose)[number]>
          aria-label={say('范围', 'Whose')}
          value={found.whose}
          onChange={(next) => change({ whose: next })}
          options={[
            { value: 'all', label: say('全部', 'All') },
            { value: 'mine', label: say('与我有关', 'Mine') },
            { value: 'late', label: say('已逾期', 'Late') },
            { value: 'soon', label: say('三日内到期或已逾期', 'Due within three days, or late') },
          ]}
        />
        <Choice
          label={say('程序', 'Procedure')}
          words={procedureWords}
          value={found.procedure}
          onChange={(procedure) => change({ procedure, state: undefined })}
        />
        {found.view === 'board' ? null : (
          <Choice
            label={say('状态', 'State')}
            words={Object.fromEntries(states.map((one) => [one, stateWords[one]])) as Record<MatterState, Pair>}
            value={found.state}
            onChange={(state) => change({ state })}
          />
        )}
        <Choice
          label={say('来源', 'Source')}
          words={sourceWords}
          value={found.source}
          onChange={(source) => change({ source })}
        />
        <WrittenField
          label={say('机构编码', 'Institution')}
          value={found.providerCode}
          width={170}
          onChange={(providerCode) => change({ providerCode })}
        />
      </FilterBar>
      {found.view === 'board' ? (
        <Board found={found} asked={asked} />
      ) : (
        <RowList
          name="matters.list"
          input={asked}
          label={say('疑点与案件', 'Review items and cases')}
          columns={columns}
          rowKey={({ matterId }) => matterId}
          onOpen={({ matterId }) => go({ to: '/matters/$matterId', params: { matterId } })}
          height="calc(100vh - 14rem)"
        />
      )}
    </Sheet>
  )
}
