import type { Column, Pair } from '../kit/index.ts'
import {
  Choice,
  Cut,
  DayField,
  dayIn,
  FilterBar,
  given,
  isOneOf,
  RowList,
  SearchField,
  Sheet,
  useFilters,
  useGo,
  useSay,
} from '../kit/index.ts'
import { CatalogueLinks } from './catalogue-links.tsx'
import { classWords, type Item, kindWords, type Standing, standingWords, textIn } from './words.ts'
import './catalog.css'

type Wanted = Standing | 'all'

const wantedWords: Readonly<Record<Wanted, Pair>> = { ...standingWords, all: ['全部时段', 'whenever'] }

const pick = ({ search, kind, class: itemClass, state, restricted, on }: Readonly<Record<string, unknown>>) => ({
  search: textIn(search),
  kind: isOneOf(kindWords, kind) ? kind : undefined,
  class: isOneOf(classWords, itemClass) ? itemClass : undefined,
  state: isOneOf(wantedWords, state) ? state : undefined,
  restricted: restricted === 'yes' ? ('yes' as const) : undefined,
  on: dayIn(on),
})

/** Drugs, services and consumables, searched. */
export function Page() {
  const say = useSay()
  const go = useGo()
  const [filters, change] = useFilters(pick)
  const columns: readonly Column<Item>[] = [
    { key: 'code', title: say('编码', 'Code'), width: '11rem', show: ({ code }) => <code title={code}>{code}</code> },
    { key: 'name', title: say('名称', 'Name'), width: 'minmax(10rem, 2fr)', show: ({ name }) => <Cut>{name}</Cut> },
    { key: 'kind', title: say('类别', 'Kind'), width: '6rem', show: ({ kind }) => say(...kindWords[kind]) },
    { key: 'class', title: say('甲乙丙', 'Class'), width: '4rem', show: (one) => say(...classWords[one.class]) },
    {
      key: 'share',
      title: say('先行自付', 'Borne first'),
      width: '5.5rem',
      align: 'right',
      show: ({ preCoinsurance }) => preCoinsurance ?? say('按地区', 'by region'),
    },
    {
      key: 'ceiling',
      title: say('三级限价', 'Ceiling'),
      width: '6.5rem',
      align: 'right',
      show: ({ ceilingTertiary, unit }) => `${ceilingTertiary ?? '—'} /${unit}`,
    },
    {
      key: 'restriction',
      title: say('限制', 'Restriction'),
      width: 'minmax(6rem, 1fr)',
      show: ({ restricted, restriction }) => (restricted ? <Cut>{`⚠ ${restriction}`}</Cut> : null),
    },
    {
      key: 'days',
      title: say('有效期', 'Days'),
      width: '12.5rem',
      show: ({ from, until, state }) =>
        `${state === 'in-force' ? '' : `${say(...standingWords[state])} `}${from} – ${until ?? ''}`,
    },
  ]
  return (
    <Sheet title={say('三目录', 'Catalogues')} extra={<CatalogueLinks here="/catalogue" />}>
      <FilterBar>
        <SearchField
          label={say('编码开头或名称', 'Code or part of the name')}
          value={filters.search}
          onChange={(search) => change({ search })}
        />
        <Choice
          label={say('类别', 'Kind')}
          words={kindWords}
          value={filters.kind}
          onChange={(kind) => change({ kind })}
        />
        <Choice
          label={say('甲乙丙', 'Class')}
          words={classWords}
          value={filters.class}
          onChange={(chosen) => change({ class: chosen })}
        />
        <Choice
          label={say('限制使用', 'Restricted')}
          words={{ yes: ['只看限制使用', 'restricted only'] }}
          value={filters.restricted}
          onChange={(restricted) => change({ restricted })}
        />
        <DayField label={say('所看的日期', 'Day looked at')} value={filters.on} onChange={(on) => change({ on })} />
        <Choice
          label={say('状态', 'State')}
          words={wantedWords}
          value={filters.state ?? 'in-force'}
          onChange={(state) => change({ state })}
        />
      </FilterBar>
      <RowList
        name="catalogues.items"
        input={given(filters)}
        label={say('目录条目', 'Items')}
        columns={columns}
        rowKey={({ code, from }) => `${code}/${from}`}
        onOpen={({ code }) => go({ to: '/catalogue/items/$itemCode', params: { itemCode: code } })}
      />
    </Sheet>
  )
}
