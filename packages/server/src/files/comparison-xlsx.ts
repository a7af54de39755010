import { fen } from '@yibao/core/kernel'
import type { ComparedSums, Comparison } from '@yibao/core/payment'
import type ExcelJS from 'exceljs'
import { kindText, levelText, riskReason, verdictWords } from '../text/comparison-text.ts'
import { newWorkbook } from './new-workbook.ts'
import { addSheet, money } from './rerun-xlsx.ts'

const moneyFormat = '#,##0.00'
const shareFormat = '0.00%'
const indexFormat = '0.0000'

const share = (ppm: number): number => ppm / 1_000_000
const indexOf = (ppm: number | null): number | string => (ppm === null ? '' : ppm / 1_000_000)

const unitWords = { fen: '元 yuan', ppm: '比值 ratio', cases: '例 cases' } as const

/** Columns that every sheet of rows has, with how their cells are shown. */
const sumColumns: readonly (readonly [title: string, format: string, of: (row: ComparedSums) => number | string])[] = [
  ['病例 cases', '#,##0', ({ cases }) => cases],
  ['总费用 total charge', moneyFormat, ({ total }) => money(total)],
  ['例均 mean', moneyFormat, ({ meanCost }) => money(meanCost)],
  ['平均住院日 mean stay', '0.0', ({ meanStayMilliDays }) => meanStayMilliDays / 1000],
  ['CMI', indexFormat, ({ cmiPpm }) => indexOf(cmiPpm)],
  ['药占比 drugs', shareFormat, ({ drugSharePpm }) => share(drugSharePpm)],
  ['耗占比 consumables', shareFormat, ({ consumableSharePpm }) => share(consumableSharePpm)],
  ['未入组 ungrouped', shareFormat, ({ ungroupedSharePpm }) => share(ungroupedSharePpm)],
  ['低倍率 low-cost', shareFormat, ({ lowCostSharePpm }) => share(lowCostSharePpm)],
  ['高倍率 high-cost', shareFormat, ({ highCostSharePpm }) => share(highCostSharePpm)],
  ['短住院 short stays', shareFormat, ({ shortStaySharePpm }) => share(shortStaySharePpm)],
  ['已记账基金 charged', moneyFormat, ({ fundPaid }) => money(fundPaid)],
]

interface ExtraColumn<Row> {
  readonly title: string
  readonly format?: string
  readonly of: (row: Row) => number | string
}

/** A sheet of rows: what names them, the columns of all, and income and difference of each method. */
function rowsSheet<Row extends ComparedSums>(
  workbook: ExcelJS.Workbook,
  title: string,
  {
    rows,
    before,
    after,
    methods,
  }: {
    readonly rows: readonly Row[]
    readonly before: readonly ExtraColumn<Row>[]
    readonly after: readonly ExtraColumn<Row>[]
    readonly methods: Comparison['methods']
  },
): void {
  const extra = (columns: readonly ExtraColumn<Row>[]) =>
    columns.map(({ title: name, format = '@', of }) => [name, format, of] as const)
  const byMethod = methods.flatMap(({ name }, at) => [
    [`${name.zh} 收入 income`, moneyFormat, (row: Row) => money(row.methods[at]?.income ?? fen(0))] as const,
    [`${name.zh} 差额 difference`, moneyFormat, (row: Row) => money(row.methods[at]?.difference ?? fen(0))] as const,
  ])
  const columns = [...extra(before), ...sumColumns, ...byMethod, ...extra(after)]
  const sheet = addSheet(
    workbook,
    title,
    columns.map(([name]) => name),
  )
  for (const row of rows) sheet.addRow(columns.map(([, , of]) => of(row)))
  for (const [at, [, format]] of columns.entries()) if (format !== '@') sheet.getColumn(at + 1).numFmt = format
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } }
}

/**
 * A comparison as a workbook: methods, institutions with indices and signs of risk, levels, groups, months, and the values of
 * the charts.
 *
 * @param about what it is a comparison of, told below the methods
 * @returns the bytes of an .xlsx file
 */
export async function comparisonWorkbook(
  comparison: Comparison,
  { year, source }: { readonly year: number; readonly source: string },
): Promise<Uint8Array> {
  const workbook = await newWorkbook()
  const { methods, outcomes, sums, institutions, levels, groups, months, series } = comparison
  const overview = addSheet(workbook, '方式 Methods', [
    '方式 method',
    '方案 plan',
    '应付基金 payable',
    '年终 year end',
    '收入 income',
    '与记账之差 difference',
    '受益机构 winners',
    '受损机构 losers',
    '受益额 gained',
    '受损额 lost',
  ])
  for (const [at, { id, name }] of methods.entries()) {
    const [method, outcome] = [sums.methods[at], outcomes[at]]
    if (method === undefined || outcome === undefined) continue
    const { payable, yearEnd, income, difference } = method
    const amounts = [payable, yearEnd, income, difference].map(money)
    const { winners, losers, gained, lost } = outcome
    overview.addRow([`${name.zh} ${name.en}`, id, ...amounts, winners, losers, money(gained), money(lost)])
  }
  overview.addRow([])
  overview.addRow(['年度 year', String(year)])
  overview.addRow(['来源 source', source])
  overview.addRow(['病例 cases', '', sums.cases]).getCell(3).numFmt = '#,##0'
  overview.addRow(['总费用 total charge', '', money(sums.total)])
  overview.addRow(['已记账基金 charged', '', money(sums.fundPaid)])
  for (const column of [3, 4, 5, 6, 9, 10]) overview.getColumn(column).numFmt = moneyFormat
  rowsSheet(workbook, '机构 Institutions', {
    rows: institutions,
    methods,
    before: [
      { title: '机构 institution', of: ({ providerCode }) => providerCode },
      { title: '等级 level', of: ({ level }) => levelText(level) },
    ],
    after: [
      { title: '费用消耗指数 cost index', format: indexFormat, of: ({ costIndexPpm }) => indexOf(costIndexPpm) },
      { title: '时间消耗指数 time index', format: indexFormat, of: ({ timeIndexPpm }) => indexOf(timeIndexPpm) },
      { title: '风险 risk', of: ({ risk }) => verdictWords[risk.verdict] },
      {
        title: '理由 reasons',
        of: ({ risk }) =>
          risk.indicators
            .filter(({ verdict }) => verdict !== 'none')
            .map(riskReason)
            .join('；'),
      },
    ],
  })
  const plain = { methods, after: [] }
  rowsSheet(workbook, '等级 Levels', {
    ...plain,
    rows: levels,
    before: [{ title: '等级 level', of: ({ level }) => levelText(level) }],
  })
  rowsSheet(workbook, '病组 Groups', {
    ...plain,
    rows: groups,
    before: [{ title: '病组 group', of: ({ group }) => group ?? '未入组 ungrouped' }],
  })
  rowsSheet(workbook, '月份 Months', {
    ...plain,
    rows: months,
    before: [{ title: '月份 month', of: ({ month }) => month }],
  })
  const charts = addSheet(workbook, '图表数据 Series', ['图 chart', '标签 label', '线 line', '值 value', '单位 unit'])
  for (const { code, name, labels, lines, unit } of series) {
    for (const line of lines) {
      for (const [at, label] of labels.entries()) {
        const value = line.values[at] ?? null
        const shown = value === null ? '' : unit === 'fen' ? money(fen(value)) : unit === 'ppm' ? share(value) : value
        const labelText = code === 'kinds-by-method' ? kindText(label.code) : label.name.zh
        charts.addRow([name.zh, labelText, line.name.zh, shown, unitWords[unit]])
      }
    }
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}
