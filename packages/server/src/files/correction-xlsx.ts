import { writeFile } from 'node:fs/promises'
import { yuan } from '@yibao/core/kernel'
import { type CorrectionReport, correctedPayers } from '../flows/correction.ts'
import { correctedWord, problemText } from '../text/correction-text.ts'
import { newWorkbook } from './new-workbook.ts'
import { addSheet, formatMoney, money } from './rerun-xlsx.ts'

/**
 * Writes corrections that were found as a workbook: each settlement, the sums by payer and direction, and what was not
 * computed.
 *
 * @throws the file system's error when the file exists or cannot be written
 */
export async function writeCorrections(report: CorrectionReport, path: string): Promise<void> {
  const workbook = await newWorkbook()
  const names = correctedPayers.map((payer) => correctedWord(payer, 'zh'))
  const each = addSheet(workbook, '逐笔 Settlements', [
    '人员编号',
    '结算',
    '结算时间',
    '机构',
    '待遇年度',
    '原方案',
    '新方案',
    '累计变动',
    '总费用',
    ...names.map((name) => `${name} 差额`),
  ])
  for (const found of report.found) {
    each.addRow([
      found.insuredId,
      found.settlementId,
      found.at,
      found.providerCode,
      String(found.year),
      found.planBefore,
      found.planAfter ?? '该日未参保',
      found.totals.map(({ period, code, amount }) => `${code} ${period} ${yuan(amount)}`).join('；'),
      money(found.total),
      ...correctedPayers.map((payer) => money(found.difference[payer])),
    ])
  }
  const sums = addSheet(workbook, '合计 Sums', ['合计 sum', '人数 people', '金额 amount'])
  for (const [index, payer] of correctedPayers.entries()) sums.addRow([names[index], '', money(report.sums[payer])])
  const { toPeople, fromPeople } = report
  sums.addRow(['应补给个人 owed to people', String(toPeople.people), money(toPeople.amount)])
  sums.addRow(['应由个人退回 owed by people', String(fromPeople.people), money(fromPeople.amount)])
  for (const sheet of [each, sums]) formatMoney(sheet)
  const left = addSheet(workbook, '未能重算 Not computed', ['人员编号 person', '结算 settlement', '原因 reason'])
  for (const { insuredId, settlementId, problem } of report.notComputed) {
    left.addRow([insuredId, settlementId, problemText(problem)])
  }
  await writeFile(path, new Uint8Array(await workbook.xlsx.writeBuffer()), { flag: 'wx' })
}
