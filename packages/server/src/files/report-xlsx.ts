import type { Fen } from '@yibao/core/kernel'
import type { WholeReport } from '../flows/report-desk.ts'
import type { ReportSums } from '../flows/rest-ports.ts'
import { anyPayerWord } from '../text/rerun-text.ts'
import { newWorkbook } from './new-workbook.ts'
import { addSheet, formatMoney, money } from './rerun-xlsx.ts'

const payers = [
  'pool',
  'largeAmount',
  'criticalIllness',
  'civilServant',
  'enterprise',
  'assistance',
  'other',
  'hospital',
  'account',
  'family',
  'cash',
] as const

const sumHeads = ['结算笔数', '撤销冲正', '恢复', '总费用', ...payers.map((payer) => anyPayerWord(payer, 'zh'))]

/** Three counts, then amounts in yuan. */
function sumCells(sums: ReportSums): readonly (number | string)[] {
  const amounts: readonly Fen[] = [sums.total, ...payers.map((payer) => sums[payer])]
  return [sums.settled, sums.undone, sums.restored, ...amounts.map(money)]
}

const countFormat = '#,##0'

/**
 * A report of settlements as a workbook: one row for each row of the report, the sums last. Amounts are yuan.
 *
 * @returns the bytes of an .xlsx file
 */
export async function reportWorkbook(report: WholeReport): Promise<Uint8Array> {
  const workbook = await newWorkbook()
  const { from, until } = report.filter
  const title = `${report.report === 'daily' ? '按日' : '按机构'} ${from}～${until}`
  const heads = report.report === 'daily' ? ['日期', '机构', '险种'] : ['机构', '名称', '就医人数']
  const sheet = addSheet(workbook, title, [...heads, ...sumHeads])
  if (report.report === 'daily') {
    for (const row of report.rows) sheet.addRow([row.day, row.providerCode, row.scheme, ...sumCells(row)])
  } else {
    for (const row of report.rows) sheet.addRow([row.providerCode, row.name ?? '', row.people, ...sumCells(row)])
  }
  sheet.addRow(['合计', '', '', ...sumCells(report.sums)]).font = { bold: true }
  formatMoney(sheet)
  const counts = report.report === 'daily' ? [4, 5, 6] : [3, 4, 5, 6]
  for (const column of counts) {
    sheet.getColumn(column).eachCell((cell) => {
      cell.numFmt = countFormat
    })
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}
