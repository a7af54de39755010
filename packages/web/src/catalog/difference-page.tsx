import type { Answer } from '@yibao/contract/rest'
import { Alert, Segmented } from 'antd'
import { useState } from 'react'
import {
  Choice,
  Cut,
  DayField,
  dayIn,
  FilterBar,
  Go,
  isOneOf,
  RowList,
  SearchField,
  Sheet,
  useAnswer,
  useFilters,
  useSay,
} from '../kit/index.ts'
import { CatalogueLinks } from './catalogue-links.tsx'
import { ChangeTag, DifferenceLine, DifferenceWindow } from './differences.tsx'
import { type Change, changeWords, kindWords, textIn } from './words.ts'
import './catalog.css'

type Row = Answer<'catalogues.difference'>['rows'][number]

const pick = ({ from, until, kind, change, search }: Readonly<Record<string, unknown>>) => ({
  from: dayIn(from),
  until: dayIn(until),
  kind: isOneOf(kindWords, kind) ? kind : undefined,
  change: isOneOf(changeWords, change) ? change : undefined,
  search: textIn(search),
})

interface Days {
  readonly from: string
  readonly until: string
}

type Chosen = ReturnType<typeof pick>

/** The rows that differ between two days, with how many there are of each kind. */
function Differences({
  days,
  filters,
  onChange,
}: {
  readonly days: Days
  readonly filters: Chosen
  readonly onChange: (change: Change | undefined) => void
}) {
  const say = useSay()
  const [open, setOpen] = useState<Row | null>(null)
  const { kind, search, change } = filters
  const asked = { ...days, ...(kind === undefined ? {} : { kind }), ...(search === undefined ? {} : { search }) }
  const { data } = useAnswer('catalogues.difference', { ...asked, limit: 1 })
  const counts = data?.counts ?? null
  const count = (one: Change): string => (counts === null ? '' : ` ${counts[one]}`)
  return (
    <>
      <Segmented<Change | 'all'>
        aria-label={say('变化', 'Change')}
        value={change ?? 'all'}
        onChange={(chosen) => onChange(chosen === 'all' ? undefined : chosen)}
        options={[
          { value: 'all', label: say('全部', 'All') },
          ...(['added', 'changed', 'ended'] as const).map((one) => ({
            value: one,
            label: `${say(...changeWords[one])}${count(one)}`,
          })),
        ]}
      />
      <RowList
        name="catalogues.difference"
        input={{ ...asked, ...(change === undefined ? {} : { change }) }}
        label={say('不同的条目', 'Items that differ')}
        height="calc(100vh - 18rem)"
        rowKey={({ code }) => code}
        onOpen={setOpen}
        columns={[
          {
            key: 'change',
            title: say('变化', 'Change'),
            width: '6rem',
            show: (row) => <ChangeTag change={row.change} />,
          },
          { key: 'code', title: say('编码', 'Code'), width: '13rem', show: ({ code }) => <code>{code}</code> },
          {
            key: 'name',
            title: say('名称', 'Name'),
            width: 'minmax(12rem, 1fr)',
            show: ({ name }) => <Cut>{name}</Cut>,
          },
          { key: 'kind', title: say('类别', 'Kind'), width: '6rem', show: (row) => say(...kindWords[row.kind]) },
          {
            key: 'fields',
            title: say('不同之处', 'What differs'),
            width: 'minmax(16rem, 3fr)',
            show: (row) => <DifferenceLine {...row} />,
          },
        ]}
      />
      <DifferenceWindow
        title={open === null ? '' : `${open.code} ${open.name}`}
        row={open}
        onClose={() => setOpen(null)}
        footer={
          open === null ? null : (
            <Go to="/catalogue/items/$itemCode" params={{ itemCode: open.code }}>
              {say('打开条目', 'Open the item')}
            </Go>
          )
        }
      />
    </>
  )
}

/** How the items in force differ between two days. */
export function Page() {
  const say = useSay()
  const [filters, change] = useFilters(pick)
  const { from, until } = filters
  return (
    <Sheet title={say('两日差异', 'Days compared')} extra={<CatalogueLinks here="/catalogue/difference" />}>
      <FilterBar>
        <DayField label={say('前一日期', 'Earlier day')} value={from} onChange={(day) => change({ from: day })} />
        <span aria-hidden="true">→</span>
        <DayField label={say('后一日期', 'Later day')} value={until} onChange={(day) => change({ until: day })} />
        <Choice
          label={say('类别', 'Kind')}
          words={kindWords}
          value={filters.kind}
          onChange={(kind) => change({ kind })}
        />
        <SearchField
          label={say('编码开头或名称', 'Code or part of the name')}
          value={filters.search}
          onChange={(search) => change({ search })}
        />
      </FilterBar>
      {from === undefined || until === undefined ? (
        <Alert
          type="info"
          showIcon
          title={say(
            '请选择两个日期，例如目录换版的前一日和当日',
            'Choose two days, such as those before and after a new edition',
          )}
        />
      ) : (
        <Differences days={{ from, until }} filters={filters} onChange={(chosen) => change({ change: chosen })} />
      )}
    </Sheet>
  )
}
