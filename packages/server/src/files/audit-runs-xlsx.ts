import { findingChangeWords, momentWords, severityWords } from '@yibao/core/audit'
import { fen } from '@yibao/core/kernel'
import type ExcelJS from 'exceljs'
import { type AuditComparison, type ComparedCount, wholeOfRule } from '../flows/audit-compare.ts'
import type { StoredFinding } from '../flows/audit-findings.ts'
import { newWorkbook } from './new-workbook.ts'
import { addSheet, money } from './rerun-xlsx.ts'

const moneyFormat = '#,##0.00'

interface ToldRow extends StoredFinding {
  readonly person: string
  readonly ruleName: string
  readonly says: { readonly zh: string; readonly en: string }
}

const bytesOf = async (workbook: ExcelJS.Workbook): Promise<Uint8Array> =>
  new Uint8Array(await workbook.xlsx.writeBuffer())

function formatColumns(sheet: ExcelJS.Worksheet, columns: readonly number[]): void {
  for (const column of columns) sheet.getColumn(column).numFmt = moneyFormat
}

/** Findings as a workbook, persons masked. */
export async function findingsWorkbook(findings: readonly ToldRow[]): Promise<Uint8Array> {
  const workbook = await newWorkbook()
  const sheet = addSheet(workbook, '发现 findings', [
    '编号 id',
    '日期 day',
    '环节 moment',
    '规则 rule',
    '名称 name',
    '程度 severity',
    '机构 institution',
    '人员编号 person',
    '姓名 name',
    '就诊 visit',
    '明细 line',
    '涉及 at stake',
    '已扣 deducted',
    '说明 says',
    '规则版本 release',
  ])
  for (const one of findings) {
    sheet.addRow([
      one.findingId,
      one.foundOn,
      momentWords[one.moment][0],
      one.rule,
      one.ruleName,
      severityWords[one.severity][0],
      one.providerCode,
      one.insuredId,
      one.person,
      one.visitId,
      one.lineNumber,
      money(fen(one.stake)),
      money(fen(one.deducted)),
      one.says.zh,
      one.digest,
    ])
  }
  formatColumns(sheet, [12, 13])
  return bytesOf(workbook)
}

const comparedHeads = [
  '原发现 before',
  '新发现 after',
  '减少 gone',
  '新增 come',
  '金额变 changed',
  '原涉及 at stake before',
  '新涉及 at stake after',
  '差额 difference',
]

const comparedCells = ({ before, after, gone, come, changed }: ComparedCount): number[] => [
  before.hits,
  after.hits,
  gone.hits,
  come.hits,
  changed,
  money(fen(before.stake)),
  money(fen(after.stake)),
  money(fen(after.stake - before.stake)),
]

/** The difference of two releases as a workbook: by rule, by rule and institution, and examples. */
export async function comparisonOfReleases(
  { rules, examples }: AuditComparison,
  nameOf: (code: string) => string,
): Promise<Uint8Array> {
  const workbook = await newWorkbook()
  const byRule = addSheet(workbook, '按规则 by rule', ['规则 rule', '名称 name', ...comparedHeads])
  const byPlace = addSheet(workbook, '按机构 by institution', ['规则 rule', '机构 institution', ...comparedHeads])
  for (const [rule, byProvider] of Object.entries(rules)) {
    byRule.addRow([rule, nameOf(rule), ...comparedCells(wholeOfRule(byProvider))])
    for (const [providerCode, counts] of Object.entries(byProvider))
      byPlace.addRow([rule, providerCode, ...comparedCells(counts)])
  }
  formatColumns(byRule, [8, 9, 10])
  formatColumns(byPlace, [8, 9, 10])
  const sheet = addSheet(workbook, '例 examples', [
    '规则 rule',
    '变化 how',
    '机构 institution',
    '人员编号 person',
    '就诊 visit',
    '明细 line',
    '日期 day',
    '涉及 at stake',
  ])
  for (const { rule, how, providerCode, finding } of examples) {
    const { insuredId, visitId, lineId, on, stake } = finding
    sheet.addRow([rule, findingChangeWords[how].join(' '), providerCode, insuredId, visitId, lineId, on, money(stake)])
  }
  formatColumns(sheet, [8])
  return bytesOf(workbook)
}
