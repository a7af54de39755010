import { Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { type Pair, RowList, Sheet, useFilters, useGo, useSay } from '../kit/index.ts'
import { designatedWords, kindWords, levelWords } from './words.ts'
import './providers.css'

const isOneOf = <V extends string>(words: Readonly<Record<V, unknown>>, value: unknown): value is V =>
  typeof value === 'string' && Object.hasOwn(words, value)

const pick = ({ search, kind, level, designated }: Readonly<Record<string, unknown>>) => ({
  search: typeof search === 'string' && search.trim() !== '' ? search.trim() : undefined,
  kind: isOneOf(kindWords, kind) ? kind : undefined,
  level: isOneOf(levelWords, level) ? level : undefined,
  designated: isOneOf(designatedWords, designated) ? designated : undefined,
})

interface ChoiceProps<V extends string> {
  readonly label: string
  readonly words: Readonly<Record<V, Pair>>
  readonly value: V | undefined
  readonly onChange: (value: V | undefined) => void
}

function Choice<V extends string>({ label, words, value, onChange }: ChoiceProps<V>) {
  const say = useSay()
  return (
    <Select<V | ''>
      aria-label={label}
      value={value ?? ''}
      style={{ width: 170 }}
      onChange={(chosen) => onChange(chosen === '' ? undefined : chosen)}
      options={[
        { value: '', label: say(`${label}：全部`, `${label}: all`) },
        ...(Object.keys(words) as V[]).map((one) => {
          const [zh, en]: Pair = words[one]
          return { value: one, label: say(zh, en) }
        }),
      ]}
    />
  )
}

const restMs = 300

/** Designated institutions, searched. */
export function Page() {
  const say = useSay()
  const go = useGo()
  const [filters, change] = useFilters(pick)
  const [typed, setTyped] = useState(filters.search ?? '')
  const { search } = filters
  useEffect(() => {
    const wanted = typed.trim() === '' ? undefined : typed.trim()
    if (wanted === search) return
    const timer = setTimeout(() => change({ search: wanted }), restMs)
    return () => clearTimeout(timer)
  }, [typed, search, change])
  const input = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined))
  const searchLabel = say('编码开头或名称', 'Code or part of the name')
  return (
    <Sheet title={say('定点机构', 'Institutions')}>
      <search className="provider-filters" aria-label={say('筛选', 'Filters')}>
        <Input
          type="search"
          aria-label={searchLabel}
          placeholder={searchLabel}
          maxLength={60}
          style={{ width: 260 }}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Choice
          label={say('类型', 'Kind')}
          words={kindWords}
          value={filters.kind}
          onChange={(kind) => change({ kind })}
        />
        <Choice
          label={say('等级', 'Level')}
          words={levelWords}
          value={filters.level}
          onChange={(level) => change({ level })}
        />
        <Choice
          label={say('协议', 'Agreement')}
          words={designatedWords}
          value={filters.designated}
          onChange={(designated) => change({ designated })}
        />
      </search>
      <RowList
        name="providers.list"
        input={input}
        label={say('机构', 'Institutions')}
        rowKey={({ providerCode }) => providerCode}
        onOpen={({ providerCode }) => go({ to: '/providers/$providerCode', params: { providerCode } })}
        columns={[
          { key: 'code', title: say('编码', 'Code'), width: '9rem', show: (row) => <code>{row.providerCode}</code> },
          {
            key: 'name',
            title: say('名称', 'Name'),
            width: 'minmax(14rem, 1fr)',
            show: ({ name }) => (
              <span className="provider-name" title={name}>
                {name}
              </span>
            ),
          },
          { key: 'kind', title: say('类型', 'Kind'), width: '9rem', show: ({ kind }) => say(...kindWords[kind]) },
          { key: 'level', title: say('等级', 'Level'), width: '6rem', show: ({ level }) => say(...levelWords[level]) },
          { key: 'division', title: say('区划', 'Division'), width: '6rem', show: ({ division }) => division },
          { key: 'from', title: say('协议起', 'From'), width: '7rem', show: ({ from }) => from },
          { key: 'until', title: say('协议止', 'Until'), width: '7rem', show: ({ until }) => until ?? '—' },
          {
            key: 'designated',
            title: say('今日', 'Today'),
            width: '9rem',
            show: ({ isDesignated }) =>
              isDesignated ? `✓ ${say(...designatedWords.yes)}` : `✗ ${say(...designatedWords.no)}`,
          },
        ]}
      />
    </Sheet>
  )
}
