import { writeFile } from 'node:fs/promises'
import { type Fen, yuan } from '@yibao/core/kernel'
import type ExcelJS from 'exceljs'
import { comparedPayers, type RerunReport, type Share } from '../flows/rerun.ts'
import { anyPayerWord, reasonText } from '../text/rerun-text.ts'
import { newWorkbook } from './new-workbook.ts'

/** Money for a spreadsheet: at most sixteen digits before and two behind the point print exactly. */
export const money = (amount: Fen): number => Number(yuan(amount))

const moneyFormat = '#,##0.00'

/** A sheet with a bold head that stays in sight. */
export function addSheet(workbook: ExcelJS.Workbook, title: string, head: readonly string[]): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.addRow([...head]).font = { bold: true }
  for (const [index] of head.entries()) sheet.getColumn(index + 1).width = 20
  return sheet
}

/** Gives every number of a sheet two decimals; texts stay texts. */
export function formatMoney(sheet: ExcelJS.Worksheet): void {
  sheet.eachRow((row) =>
    row.eachCell((cell) => {
      if (typeof cell.value === 'number') cell.numFmt = moneyFormat
    }),
  )
}

const cellsOf = ({ before, after, difference }: Share): number[] => [money(before), money(after), money(difference)]

/**
 * Writes what another law would have made of settlements as a workbook: each settlement, the sums by payer, and what
 * was left out.
 *
 * @throws the file system's error when the file exists or cannot be written
 */
export async function writeRerun(report: RerunReport, path: string): Promise<void> {
  const workbook = await newWorkbook()
  const names = comparedPayers.map((payer) => anyPayerWord(payer, 'zh'))
  const each = addSheet(workbook, '逐笔 Settlements', [
    '收到时间',
    '交易',
    '人员编号',
    '结算',
    '原方案',
    '新方案',
    '仍有效',
    '明细未重算',
    '按零计的累计',
    '总费用',
    ...names.flatMap((name) => [`${name} 原`, `${name} 新`, `${name} 差额`]),
  ])
  for (const { message, settlement, stands, rerun, shares, coverageDiffers } of report.rerun) {
    each.addRow([
      message.receivedAt,
      message.infno,
      message.insuredId,
      settlement.settlementId,
      settlement.basis.planId,
      rerun.planId,
      stands ? '是' : '否',
      coverageDiffers ? '是' : '',
      rerun.unknownTotals.join('、'),
      money(rerun.amounts.total),
      ...comparedPayers.flatMap((payer) => cellsOf(shares[payer])),
    ])
  }
  const sums = addSheet(workbook, '合计 Sums', ['支付方 payer', '原金额 before', '新金额 after', '差额 difference'])
  for (const [index, payer] of comparedPayers.entries()) {
    sums.addRow([names[index] ?? payer, ...cellsOf(report.sums[payer])])
  }
  for (const sheet of [each, sums]) formatMoney(sheet)
  const leftOut = addSheet(workbook, '未重算 Left out', ['报文 message', '交易 infno', '原因 reason'])
  for (const { message, reason } of report.leftOut) {
    leftOut.addRow([message.messageId, message.infno, reasonText(reason)])
  }
  await writeFile(path, new Uint8Array(await workbook.xlsx.writeBuffer()), { flag: 'wx' })
}
