import {
  Choice,
  Cut,
  Division,
  FilterBar,
  given,
  isOneOf,
  providerKindWords,
  providerLevelWords,
  RowList,
  SearchField,
  Sheet,
  useFilters,
  useGo,
  useSay,
} from '../kit/index.ts'
import { designatedWords } from './words.ts'

const pick = ({ search, kind, level, designated }: Readonly<Record<string, unknown>>) => ({
  search: typeof search === 'string' && search.trim() !== '' ? search.trim() : undefined,
  kind: isOneOf(providerKindWords, kind) ? kind : undefined,
  level: isOneOf(providerLevelWords, level) ? level : undefined,
  designated: isOneOf(designatedWords, designated) ? designated : undefined,
})

/** Designated institutions, searched. */
export function Page() {
  const say = useSay()
  const go = useGo()
  const [filters, change] = useFilters(pick)
  return (
    <Sheet title={say('定点机构', 'Institutions')}>
      <FilterBar>
        <SearchField
          label={say('编码开头或名称', 'Code or part of the name')}
          value={filters.search}
          width={260}
          onChange={(search) => change({ search })}
        />
        <Choice
          label={say('类型', 'Kind')}
          words={providerKindWords}
          value={filters.kind}
          onChange={(kind) => change({ kind })}
        />
        <Choice
          label={say('等级', 'Level')}
          words={providerLevelWords}
          value={filters.level}
          onChange={(level) => change({ level })}
        />
        <Choice
          label={say('协议', 'Agreement')}
          words={designatedWords}
          value={filters.designated}
          onChange={(designated) => change({ designated })}
        />
      </FilterBar>
      <RowList
        name="providers.list"
        input={given(filters)}
        label={say('机构', 'Institutions')}
        rowKey={({ providerCode }) => providerCode}
        onOpen={({ providerCode }) => go({ to: '/providers/$providerCode', params: { providerCode } })}
        columns={[
          { key: 'code', title: say('编码', 'Code'), width: '7.5rem', show: (row) => <code>{row.providerCode}</code> },
          {
            key: 'name',
            title: say('名称', 'Name'),
            width: 'minmax(14rem, 1fr)',
            show: ({ name }) => <Cut>{name}</Cut>,
          },
          {
            key: 'kind',
            title: say('类型', 'Kind'),
            width: '7.25rem',
            show: ({ kind }) => say(...providerKindWords[kind]),
          },
          {
            key: 'level',
            title: say('等级', 'Level'),
            width: '4.5rem',
            show: ({ level }) => say(...providerLevelWords[level]),
          },
          {
            key: 'division',
            title: say('区划', 'Division'),
            width: '7.5rem',
            show: ({ division }) => <Division code={division} />,
          },
          { key: 'from', title: say('协议起', 'From'), width: '5.5rem', show: ({ from }) => from },
          { key: 'until', title: say('协议止', 'Until'), width: '5.5rem', show: ({ until }) => until ?? '—' },
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
