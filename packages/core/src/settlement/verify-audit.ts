import { sumFen } from '../kernel/index.ts'
import { standingOf, sumDeductions } from './deductions.ts'
import type { FiledSettlement } from './types.ts'
import { sumParts } from './verify-lines.ts'
import type { PersonHistory, Report } from './verify-types.ts'

/**
 * What audit rules took out of lines: each deduction is the sum of its parts, and all that stand together take out of no
 * line more than it has, and nothing of a line that another rule took.
 */
export function checkDeductions(
  { lines, visitsWithoutLines }: Pick<PersonHistory, 'lines' | 'visitsWithoutLines'>,
  standing: readonly FiledSettlement[],
  report: Report,
): void {
  const audited = standing.filter(({ basis }) => basis.audit !== undefined)
  for (const { settlementId, basis } of audited) {
    for (const { lineNumber, amount, parts } of basis.audit?.deductions ?? []) {
      const where = `settlement ${settlementId} line ${lineNumber}`
      const sum = sumParts(parts)
      if (sum !== amount) report(1, 'parts of a deduction', where, sum, amount)
    }
  }
  for (const [visitId, settlements] of Map.groupBy(audited, (settlement) => settlement.visitId)) {
    if (visitsWithoutLines.includes(visitId)) continue
    const settled = lines.filter((line) => line.visitId === visitId && line.settlementId !== null)
    const byNumber = new Map(standingOf(settled).map((each) => [each.line.lineNumber, each.split]))
    const taken = sumDeductions(settlements.flatMap(({ basis }) => basis.audit?.deductions ?? []))
    for (const [lineNumber, ofLine] of Map.groupBy(taken, (deduction) => deduction.lineNumber)) {
      const where = `line ${visitId}/${lineNumber}`
      if (ofLine.length > 1) report(1, 'deductions of one line', where, ofLine.length, 1)
      const split = byNumber.get(lineNumber)
      if (split === undefined) {
        report(1, 'line of a deduction', where, 'missing', 'on file')
        continue
      }
      for (const part of ['nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const) {
        const amount = sumFen(ofLine.map(({ parts }) => parts[part]))
        if (amount < 0 || amount > split[part]) report(1, `deducted ${part}`, where, amount, `0 to ${split[part]}`)
      }
    }
  }
}
