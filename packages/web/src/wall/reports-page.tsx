import type { Answer } from '@yibao/contract/rest'
import { Button, DatePicker, Flex, Input, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import {
  Asked,
  Called,
  type Column,
  dayIn,
  Failure,
  Money,
  RowList,
  type Say,
  Sheet,
  save,
  schemeWords,
  useAnswer,
  useCan,
  useFilters,
  useSay,
} from '../kit/index.ts'

type By = 'institutions' | 'day'
type Scheme = '310' | '390'

interface Filter {
  readonly [name: string]: string | undefined
  readonly from: string | undefined
  readonly until: string | undefined
  readonly by: By
  readonly scheme: Scheme | undefined
  readonly providerCode: string | undefined
  readonly division: string | undefined
}

const textIn = (value: unknown, form: RegExp): string | undefined =>
  // The address reader takes a code of digits for a number.
  (typeof value === 'string' || typeof value === 'number') && form.test(String(value)) ? String(value) : undefined

const pick = (search: Readonly<Record<string, unknown>>): Filter => {
  const scheme = String(search.scheme)
  return {
    from: dayIn(search.from),
    until: dayIn(search.until),
    by: search.by === 'day' ? 'day' : 'institutions',
    scheme: scheme === '310' || scheme === '390' ? scheme : undefined,
    providerCode: textIn(search.providerCode, /^[0-9A-Za-z_-]{1,30}$/),
    division: textIn(search.division, /^\d{6}$/),
  }
}

type Row = Answer<'reports.institutions'>['rows'][number] | Answer<'reports.daily'>['rows'][number]

const counts = (say: Say): readonly Column<Row>[] => [
  { key: 'settled', title: say('结算', 'Settled'), width: '4rem', align: 'right', show: ({ settled }) => settled },
  { key: 'undone', title: say('撤销', 'Undone'), width: '4rem', align: 'right', show: ({ undone }) => undone },
]

const amounts = (say: Say): readonly Column<Row>[] =>
  (
    [
      ['total', say('总费用', 'Total charge')],
      ['pool', say('统筹基金', 'Pooled fund')],
      ['account', say('个人账户', 'Account')],
      ['cash', say('现金', 'Cash')],
    ] as const
  ).map(([key, title]) => ({
    key,
    title,
    width: 'minmax(6.25rem, 1fr)',
    align: 'right' as const,
    show: (row: Row) => <Money fen={row[key]} />,
  }))

/** The sums of the whole range, above the rows that they are the sums of. */
function Sums({ of, say }: { readonly of: Answer<'reports.daily'>['sums']; readonly say: Say }) {
  const shown = [
    [say('结算', 'Settled'), String(of.settled)],
    [say('撤销', 'Undone'), String(of.undone)],
  ] as const
  const money = [
    [say('总费用', 'Total charge'), of.total],
    [say('统筹基金', 'Pooled fund'), of.pool],
    [say('个人账户', 'Account'), of.account],
    [say('现金', 'Cash'), of.cash],
  ] as const
  return (
    <Flex component="dl" gap="large" wrap style={{ margin: 0 }} aria-label={say('合计', 'Sums')}>
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd style={{ margin: 0, fontWeight: 600 }}>{value}</dd>
        </div>
      ))}
      {money.map(([name, fen]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd style={{ margin: 0, fontWeight: 600 }}>
            <Money fen={fen} />
          </dd>
        </div>
      ))}
    </Flex>
  )
}

/** Settlements summed up by institution or by day: the rows behind the wall's figures. */
export function Page() {
  const say = useSay()
  const mayExport = useCan('reports.export')
  const [filter, change] = useFilters(pick)
  const [failure, setFailure] = useState<Error | null>(null)
  // The centre's own day, which a test bench or a demonstration has set apart from that of the browser.
  const figures = useAnswer('wall.figures', {}, { enabled: filter.from === undefined || filter.until === undefined })
  const { by, scheme, providerCode, division } = filter
  const from = filter.from ?? figures.data?.day
  const until = filter.until ?? figures.data?.day
  const rest = {
    ...(scheme === undefined ? {} : { scheme }),
    ...(providerCode === undefined ? {} : { providerCode }),
    ...(division === undefined ? {} : { division }),
  }
  const exported = async (input: { readonly from: string; readonly until: string }): Promise<void> => {
    setFailure(null)
    await save('reports.export', { report: by === 'day' ? 'daily' : 'institutions', ...input, ...rest }).catch(
      setFailure,
    )
  }
  return (
    <Sheet
      title={say('结算报表', 'Reports')}
      extra={
        mayExport && from !== undefined && until !== undefined ? (
          <Button onClick={() => void exported({ from, until })}>{say('导出 Excel', 'Export to Excel')}</Button>
        ) : null
      }
    >
      <Flex gap="small" wrap align="center">
        <Segmented<By>
          aria-label={say('按什么汇总', 'Summed up by')}
          value={by}
          onChange={(value) => change({ by: value })}
          options={[
            { value: 'institutions', label: say('按机构', 'By institution') },
            { value: 'day', label: say('按日', 'By day') },
          ]}
        />
        <DatePicker.RangePicker
          aria-label={say('日期', 'Days')}
          allowClear={false}
          value={from === undefined || until === undefined ? null : [dayjs(from), dayjs(until)]}
          onChange={(range) => {
            const [first, last] = range ?? []
            if (first && last) change({ from: first.format('YYYY-MM-DD'), until: last.format('YYYY-MM-DD') })
          }}
        />
        <Select<Scheme | 'all'>
          aria-label={say('险种', 'Scheme')}
          value={scheme ?? 'all'}
          style={{ width: 140 }}
          onChange={(value) => change({ scheme: value === 'all' ? undefined : value })}
          options={[
            { value: 'all', label: say('全部险种', 'All schemes') },
            { value: '310', label: say(...schemeWords['310']) },
            { value: '390', label: say(...schemeWords['390']) },
          ]}
        />
        <Input.Search
          key={`p ${providerCode ?? ''}`}
          aria-label={say('机构编码', 'Code of the institution')}
          placeholder={say('机构编码', 'Institution')}
          defaultValue={providerCode ?? ''}
          style={{ width: 200 }}
          onSearch={(text) => change({ providerCode: textIn(text.trim(), /^[0-9A-Za-z_-]{1,30}$/) })}
        />
        <Input.Search
          key={`d ${division ?? ''}`}
          aria-label={say('机构所在区划', 'Division of the institutions')}
          placeholder={say('区划', 'Division')}
          defaultValue={division ?? ''}
          style={{ width: 140 }}
          onSearch={(text) => change({ division: textIn(text.trim(), /^\d{6}$/) })}
        />
      </Flex>
      {failure === null ? null : <Failure of={failure} />}
      {from === undefined || until === undefined ? (
        <Asked of={figures}>{() => null}</Asked>
      ) : (
        <Rows by={by} input={{ from, until, ...rest }} />
      )}
    </Sheet>
  )
}

interface RowsProps {
  readonly by: By
  readonly input: {
    readonly from: string
    readonly until: string
    readonly scheme?: Scheme
    readonly providerCode?: string
  }
}

function Rows({ by, input }: RowsProps) {
  const say = useSay()
  const name = by === 'day' ? 'reports.daily' : 'reports.institutions'
  const sums = useAnswer(name, { ...input, limit: 1 })
  return (
    <>
      <Asked of={sums}>{(answer) => <Sums of={answer.sums} say={say} />}</Asked>
      {by === 'day' ? (
        <RowList
          key="day"
          name="reports.daily"
          input={input}
          label={say('按日结算', 'Settlements by day')}
          rowKey={({ day, providerCode, scheme }) => `${day} ${providerCode} ${scheme}`}
          columns={[
            { key: 'day', title: say('日期', 'Day'), width: '6rem', show: ({ day }) => day },
            {
              key: 'providerCode',
              title: say('机构', 'Institution'),
              width: 'minmax(11rem, 2fr)',
              show: ({ providerName, providerCode }) => <Called name={providerName} code={providerCode} />,
            },
            {
              key: 'scheme',
              title: say('险种', 'Scheme'),
              width: '5.5rem',
              show: (row) => say(...schemeWords[row.scheme]),
            },
            ...counts(say),
            ...amounts(say),
          ]}
        />
      ) : (
        <RowList
          key="institutions"
          name="reports.institutions"
          input={input}
          label={say('按机构结算', 'Settlements by institution')}
          rowKey={({ providerCode }) => providerCode}
          columns={[
            { key: 'providerCode', title: say('编码', 'Code'), width: '8rem', show: (row) => row.providerCode },
            {
              key: 'name',
              title: say('机构', 'Institution'),
              width: 'minmax(8rem, 2fr)',
              show: (row) => row.name ?? '–',
            },
            { key: 'people', title: say('人数', 'People'), width: '4rem', align: 'right', show: (row) => row.people },
            ...counts(say),
            ...amounts(say),
          ]}
        />
      )}
    </>
  )
}
