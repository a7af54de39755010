import { fen, subtractFen } from '@yibao/core/kernel'
import type ExcelJS from 'exceljs'
import { amountInWords } from '../text/amount-in-words.ts'
import { newWorkbook } from './new-workbook.ts'
import { addSheet, money } from './rerun-xlsx.ts'
import type { PaperRow, StatementPaper } from './statement-paper.ts'

const moneyFormat = '#,##0.00'
const countFormat = '#,##0'

/** A formula with the value that it comes to, so that viewers that do not compute show it too. */
const formula = (text: string, result: number): ExcelJS.CellFormulaValue => ({ formula: text, result })

function formatColumns(sheet: ExcelJS.Worksheet, columns: Readonly<Record<number, string>>): void {
  for (const [column, format] of Object.entries(columns)) sheet.getColumn(Number(column)).numFmt = format
}

const sumHead = [
  '例数 cases',
  '总费用 total charge',
  '已记账基金 charged',
  '支付标准 standard',
  '应付基金 payable',
] as const

/** Rows with their sums below, as formulas. */
function sumsSheet(workbook: ExcelJS.Workbook, title: string, first: string, rows: readonly PaperRow[]): void {
  const sheet = addSheet(workbook, title, [first, ...sumHead])
  const cells = ({ cases, total, charged, standard, payable }: PaperRow): readonly number[] => [
    cases,
    ...[total, charged, standard, payable].map(money),
  ]
  for (const row of rows) sheet.addRow([`${row.name.zh} ${row.name.en}`, ...cells(row)])
  const last = rows.length + 1
  const fenOf: readonly ((row: PaperRow) => number)[] = [
    ({ total }) => total,
    ({ charged }) => charged,
    ({ standard }) => standard,
    ({ payable }) => payable,
  ]
  const sums = fenOf.map((of) => rows.reduce((sum, row) => sum + of(row), 0))
  const count = rows.reduce((sum, { cases }) => sum + cases, 0)
  sheet.addRow([
    '合计 sum',
    formula(`SUM(B2:B${last})`, count),
    ...sums.map((sum, index) => {
      const column = 'CDEF'.charAt(index)
      return formula(`SUM(${column}2:${column}${last})`, money(fen(sum)))
    }),
  ]).font = { bold: true }
  formatColumns(sheet, { 2: countFormat, 3: moneyFormat, 4: moneyFormat, 5: moneyFormat, 6: moneyFormat })
}

function headSheet(workbook: ExcelJS.Workbook, paper: StatementPaper): void {
  const sheet = addSheet(workbook, '结算单 Statement', ['项目 item', '内容 content', '', ''])
  const { provider, insurance } = paper
  const rows: readonly (readonly [string, string])[] = [
    ['结算单号 statement', paper.number],
    ['拨付通知书文号 notice', paper.noticeNumber],
    ['经办机构 authority', paper.authority],
    ['机构编码 code', provider.code],
    ['机构名称 institution', provider.name],
    ['等级 level', `${provider.level.zh} ${provider.level.en}`],
    ['险种 insurance', `${insurance.zh} ${insurance.en}`],
    ['期间 period', paper.period],
    ['支付方案 plan', paper.plan],
    ['开具日期 issued', paper.issuedOn],
  ]
  for (const row of rows) sheet.addRow([...row])
  sheet.addRow([])
  sheet.addRow(['计算 calculation', '金额（元）yuan', '方向 sign', '算式 how']).font = { bold: true }
  const first = sheet.rowCount + 1
  const signs = { add: 1, less: -1, told: 0 } as const
  for (const { name, effect, amount, formula: how } of paper.lines)
    sheet.addRow([`${name.zh} ${name.en}`, money(amount), signs[effect], how])
  const last = Math.max(first, sheet.rowCount)
  const whole = `SUMPRODUCT(B${first}:B${last},C${first}:C${last})`
  // A sheet counts in floats: the sum is rounded to the fen that it stands for.
  const payable = sheet.addRow(['本次应拨付 to be paid', formula(`MAX(0,ROUND(${whole},2))`, money(paper.payable))])
  payable.font = { bold: true }
  const carried = formula(`MAX(0,ROUND(-${whole},2))`, money(paper.carriedOut))
  sheet.addRow([paper.kind === 'year' ? '应收回 to be taken back' : '结转下期 carried to the next period', carried])
  sheet.addRow(['大写 in words', `人民币${amountInWords(paper.payable)}`])
  for (let row = first; row <= payable.number + 1; row += 1) sheet.getCell(row, 2).numFmt = moneyFormat
  sheet.getColumn(1).width = 36
  sheet.getColumn(2).width = 30
  sheet.getColumn(4).width = 60
}

/**
 * The statement as a workbook: head and calculation, sums by kind and by method with formulas, and the deviating cases.
 *
 * @returns the bytes of an .xlsx file
 */
export async function statementWorkbook(paper: StatementPaper): Promise<Uint8Array> {
  const workbook = await newWorkbook()
  // Records of the file itself, so that the same paper is the same workbook.
  workbook.created = new Date(`${paper.issuedOn}T00:00:00Z`)
  workbook.modified = workbook.created
  headSheet(workbook, paper)
  // An advance and a year's clearing list no cases; a sum of no rows would be a formula that counts itself.
  if (paper.kinds.length > 0) {
    sumsSheet(workbook, '按种类 Kinds', '种类 kind', paper.kinds)
    sumsSheet(workbook, '按方式 Methods', '方式 method', paper.methods)
    casesSheet(workbook, paper)
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

function casesSheet(workbook: ExcelJS.Workbook, paper: StatementPaper): void {
  const sheet = addSheet(workbook, '偏差病例 Deviating', [
    '结算编号 case',
    '出院日期 discharged',
    '病组 group',
    '种类 kind',
    '总费用 total charge',
    '已记账 charged',
    '应付 payable',
    '差额 difference',
  ])
  for (const [index, one] of paper.deviating.entries()) {
    const row = index + 2
    const difference = formula(`ROUND(G${row}-F${row},2)`, money(subtractFen(one.payable, one.charged)))
    sheet.addRow([
      one.caseId,
      one.dischargedOn,
      one.group,
      `${one.kind.zh} ${one.kind.en}`,
      ...[one.total, one.charged, one.payable].map(money),
      difference,
    ])
  }
  formatColumns(sheet, { 5: moneyFormat, 6: moneyFormat, 7: moneyFormat, 8: moneyFormat })
  if (paper.leftOut > 0)
    sheet.addRow([`另有 ${paper.leftOut} 例金额变动较小的未列出 and ${paper.leftOut} more that move less money`])
}
