import type { Answer } from '@yibao/contract/rest'
import { Button, Descriptions, Flex, Table, Tabs } from 'antd'
import {
  Asked,
  Called,
  Chart,
  Failure,
  Money,
  RowList,
  Sheet,
  useAnswer,
  useCan,
  useParam,
  useSave,
  useSay,
  yuanText,
} from '../kit/index.ts'
import { kindText, percentText } from './words.ts'

type Compared = Answer<'workbench.compare'>
type Series = Compared['series'][number]

const scale: Readonly<Record<Series['unit'], number>> = { fen: 1_000_000, ppm: 1_000_000, cases: 1 }

function Picture({ series }: { readonly series: Series }) {
  const say = useSay()
  const { name, unit, labels, lines } = series
  const byMonth = series.code.endsWith('by-month')
  const unitName = { fen: say('万元', '10,000 yuan'), ppm: say('指数', 'index'), cases: say('例', 'cases') }[unit]
  const scaled = (value: number | null) => (value === null ? null : Math.round((value / scale[unit]) * 1_000) / 1_000)
  const names = labels.map((label) => (series.code === 'kinds-by-method' ? kindText(label.code, say) : say(label.name)))
  const title = `${say(name)}（${unitName}）`
  return (
    <Chart
      title={title}
      height={300}
      heads={[say('名称', 'Name'), ...lines.map((line) => say(line.name))]}
      rows={names.map((label, place) => [label, ...lines.map((line) => scaled(line.values[place] ?? null))])}
      option={{
        tooltip: { trigger: 'axis', confine: true },
        legend: { type: 'scroll', top: 0 },
        grid: { left: 56, right: 16, top: 36, bottom: names.length > 8 ? 76 : 36 },
        xAxis: { type: 'category', data: names, axisLabel: { rotate: names.length > 8 ? 45 : 0 } },
        yAxis: { type: 'value' },
        series: lines.map((line, place) => ({
          type: byMonth ? 'line' : 'bar',
          name: say(line.name),
          data: line.values.map(scaled),
          symbol: ['circle', 'rect', 'triangle', 'diamond'][place % 4],
        })),
      }}
    />
  )
}

/** Every method beside what was charged: income, difference, who gains and who loses. */
function MethodTable({ compared: { methods, sums, outcomes } }: { readonly compared: Compared }) {
  const say = useSay()
  const rows = methods.map(({ id, name }, place) => ({
    id,
    name: say(name),
    share: sums.methods[place],
    outcome: outcomes[place],
  }))
  const money = (title: string, of: (row: (typeof rows)[number]) => number | undefined) => ({
    title,
    key: title,
    align: 'right' as const,
    render: (_: unknown, row: (typeof rows)[number]) => <Money fen={of(row)} />,
  })
  return (
    <Table
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={rows}
      columns={[
        { title: say('方案', 'Plan'), dataIndex: 'name' },
        money(say('支付标准', 'Standard'), ({ share }) => share?.standard),
        money(say('基金收入', 'Income from the fund'), ({ share }) => share?.income),
        money(say('与记账之差', 'Difference to charges'), ({ share }) => share?.difference),
        {
          title: say('受益 / 受损机构', 'Gain / lose'),
          key: 'winners',
          align: 'right',
          render: (_: unknown, { outcome }) => (outcome === undefined ? '–' : `${outcome.winners} / ${outcome.losers}`),
        },
        money(say('受益额', 'Gained'), ({ outcome }) => outcome?.gained),
        money(say('受损额', 'Lost'), ({ outcome }) => outcome?.lost),
      ]}
    />
  )
}

function Institutions({ compared: { comparisonId, methods } }: { readonly compared: Compared }) {
  const say = useSay()
  return (
    <RowList
      name="workbench.institutions"
      input={{ comparisonId }}
      label={say('测算中的机构', 'Institutions of the comparison')}
      height="calc(100vh - 22rem)"
      rowKey={({ providerCode }) => providerCode}
      columns={[
        {
          key: 'code',
          title: say('机构', 'Institution'),
          width: '15rem',
          show: ({ providerCode, providerName }) => <Called name={providerName} code={providerCode} />,
        },
        { key: 'cases', title: say('病例', 'Cases'), width: '6rem', align: 'right', show: ({ cases }) => cases },
        {
          key: 'booked',
          title: say('已记账', 'Charged'),
          width: '9rem',
          align: 'right',
          show: ({ fundPaid }) => <Money fen={fundPaid} />,
        },
        ...methods.map(({ id, name }, place) => ({
          key: id,
          title: say(`${say(name)} 之差`, `${say(name)}: difference`),
          width: '10rem',
          align: 'right' as const,
          show: (row: { readonly methods: Compared['sums']['methods'] }) => (
            <Money fen={row.methods[place]?.difference} />
          ),
        })),
        {
          key: 'cmi',
          title: 'CMI',
          width: '5rem',
          align: 'right',
          show: ({ cmiPpm }) => (cmiPpm === null ? '–' : (cmiPpm / 1_000_000).toFixed(3)),
        },
        {
          key: 'low',
          title: say('低倍率', 'Low-cost'),
          width: '6rem',
          align: 'right',
          show: ({ lowCostSharePpm }) => percentText(lowCostSharePpm),
        },
        {
          key: 'high',
          title: say('高倍率', 'High-cost'),
          width: '6rem',
          align: 'right',
          show: ({ highCostSharePpm }) => percentText(highCostSharePpm),
        },
      ]}
    />
  )
}

function Groups({ compared: { comparisonId, methods } }: { readonly compared: Compared }) {
  const say = useSay()
  return (
    <RowList
      name="workbench.groups"
      input={{ comparisonId }}
      label={say('测算中的病组', 'Groups of the comparison')}
      height="calc(100vh - 22rem)"
      rowKey={({ group }) => group ?? 'none'}
      columns={[
        {
          key: 'group',
          title: say('病组', 'Group'),
          width: '10rem',
          show: ({ group }) => group ?? say('未入组', 'ungrouped'),
        },
        { key: 'cases', title: say('病例', 'Cases'), width: '6rem', align: 'right', show: ({ cases }) => cases },
        {
          key: 'mean',
          title: say('例均费用', 'Mean cost'),
          width: '9rem',
          align: 'right',
          show: ({ meanCost }) => <Money fen={meanCost} />,
        },
        ...methods.map(({ id, name }, place) => ({
          key: id,
          title: say(`${say(name)} 之差`, `${say(name)}: difference`),
          width: '11rem',
          align: 'right' as const,
          show: (row: { readonly methods: Compared['sums']['methods'] }) => (
            <Money fen={row.methods[place]?.difference} />
          ),
        })),
      ]}
    />
  )
}

function Whole({ compared }: { readonly compared: Compared }) {
  const say = useSay()
  const { sums, year, source, cases, institutions, madeAt } = compared
  return (
    <Tabs
      items={[
        {
          key: 'whole',
          label: say('合计', 'Sums'),
          children: (
            <Flex vertical gap="middle">
              <Descriptions
                size="small"
                bordered
                column={{ xs: 1, md: 4 }}
                items={[
                  { key: 'year', label: say('年度', 'Year'), children: year },
                  { key: 'source', label: say('数据来源', 'Cases from'), children: say(source) },
                  { key: 'made', label: say('测算时间', 'Made'), children: madeAt },
                  { key: 'cases', label: say('病例', 'Cases'), children: cases.toLocaleString('en-US') },
                  { key: 'institutions', label: say('机构', 'Institutions'), children: institutions },
                  { key: 'total', label: say('总费用（元）', 'Cost, yuan'), children: yuanText(sums.total) },
                  {
                    key: 'fund',
                    label: say('已记账基金（元）', 'Charged to the fund, yuan'),
                    children: yuanText(sums.fundPaid),
                  },
                  {
                    key: 'ungrouped',
                    label: say('未入组率', 'Ungrouped'),
                    children: percentText(sums.ungroupedSharePpm),
                  },
                ]}
              />
              <MethodTable compared={compared} />
            </Flex>
          ),
        },
        {
          key: 'pictures',
          label: say('图', 'Charts'),
          children: (
            <div
              style={{
                display: 'grid',
                gap: 24,
                gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 460px), 1fr))',
              }}
            >
              {compared.series.map((series) => (
                <Picture key={series.code} series={series} />
              ))}
            </div>
          ),
        },
        { key: 'institutions', label: say('机构', 'Institutions'), children: <Institutions compared={compared} /> },
        { key: 'groups', label: say('病组', 'Groups'), children: <Groups compared={compared} /> },
      ]}
    />
  )
}

/** One comparison: sums, charts, and the institutions and groups behind them. */
export function Page() {
  const say = useSay()
  const comparisonId = useParam('comparisonId')
  const may = useCan('payments.export')
  const [save, error] = useSave()
  const query = useAnswer('workbench.compare', { comparisonId })
  return (
    <Sheet
      title={say('支付方式测算', 'Methods compared')}
      extra={
        may ? (
          <Button onClick={() => save('workbench.export', { comparisonId })}>
            {say('导出 Excel', 'Export to Excel')}
          </Button>
        ) : null
      }
    >
      {error === null ? null : <Failure of={error} />}
      <Asked of={query}>{(compared) => <Whole compared={compared} />}</Asked>
    </Sheet>
  )
}
