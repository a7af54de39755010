import { type Fen, minFen } from '../kernel/index.ts'
import type { AuditFinding, AuditSeverity, Deduction } from './types.ts'

/** A line that may lose money: what of it may be deducted at most. */
export interface DeductibleLine {
  readonly visitId: string
  readonly lineId: string
  readonly amount: Fen
}

const strength: Readonly<Record<AuditSeverity, number>> = { violation: 0, suspect: 1, remind: 2 }

function byText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** Clear breach before suspect before reminder, then the bigger stake, then the rule's code. */
export function compareRanks(a: AuditFinding, b: AuditFinding): number {
  return strength[a.severity] - strength[b.severity] || b.stake - a.stake || byText(a.rule, b.rule)
}

/** The order of precedence; findings of one rank stand by visit, line and what else tells them apart. */
export function compareFindings(a: AuditFinding, b: AuditFinding): number {
  return compareRanks(a, b) || byText(findingIdentity(a), findingIdentity(b))
}

/**
 * What is taken out of each line: by the first finding that deducts, in the order of precedence, and never more than the line. Other
 * findings on it take nothing; a finding about a whole visit, or with nothing at stake, takes nothing either.
 */
export function deductionsOf(findings: readonly AuditFinding[], lines: Iterable<DeductibleLine>): readonly Deduction[] {
  const first = new Map<string, AuditFinding>()
  for (const finding of findings) {
    if (finding.action !== 'deduct' || finding.lineId === null || finding.stake <= 0) continue
    const key = lineKey(finding.visitId, finding.lineId)
    const known = first.get(key)
    if (known === undefined || compareFindings(finding, known) < 0) first.set(key, finding)
  }
  const deductions: Deduction[] = []
  for (const { visitId, lineId, amount } of lines) {
    const key = lineKey(visitId, lineId)
    const finding = first.get(key)
    if (finding === undefined || amount <= 0) continue
    first.delete(key)
    deductions.push({
      lineId,
      visitId,
      rule: finding.rule,
      bears: finding.bears,
      amount: minFen(finding.stake, amount),
    })
  }
  return deductions
}

function lineKey(visitId: string, lineId: string): string {
  return `${visitId}\n${lineId}`
}

/** The canonical name of a finding: the same at every moment and under every version of its rule; servers digest it. */
export function findingIdentity(finding: AuditFinding): string {
  const { rule, insuredId, visitId, lineId, point, group } = finding
  return [rule, insuredId, visitId, lineId ?? '', point?.table ?? '', point?.point ?? '', ...group].join('\n')
}
