import { createHash } from 'node:crypto'
import {
  type AuditFinding,
  type AuditGround,
  type AuditRelease,
  type AuditRule,
  findingIdentity,
  renderSays,
} from '@yibao/core/audit'
import type { IsoDate } from '@yibao/core/kernel'

/** A finding as it is kept. */
export interface FoundRow {
  readonly findingId: string
  readonly words: FindingWords | null
  readonly digest: string
  readonly settlementId: string | null
  /** Null of a finding that is no visit's. */
  readonly providerCode: string | null
  readonly finding: AuditFinding
}

/** Names a finding by what it is about: the same one has the same name at every moment. */
export const findingIdOf = (finding: AuditFinding): string =>
  createHash('sha256').update(findingIdentity(finding)).digest('hex').slice(0, 32)

/** What a finding says to people, kept with it. */
export interface FindingWords {
  readonly name: AuditRule['name']
  readonly basis: string
  readonly says: AuditRule['says']
}

const keyOf = (code: string, from: string): string => `${code} ${from}`

/** The words of the findings of a release. */
export function wordsOf({ rules }: Pick<AuditRelease, 'rules'>): (finding: AuditFinding) => FindingWords | null {
  const byKey = new Map(rules.map((rule) => [keyOf(rule.code, rule.range.from), rule]))
  return (finding) => {
    const rule = byKey.get(keyOf(finding.rule, finding.ruleFrom))
    return rule === undefined ? null : { name: rule.name, basis: rule.basis, says: renderSays(rule, finding) }
  }
}

/** Where a finding was made, of the visit that it hangs on. */
export function placeOf(
  ground: AuditGround,
): (finding: AuditFinding) => Pick<FoundRow, 'settlementId' | 'providerCode'> {
  const visits = new Map(ground.visits.map((visit) => [visit.visitId, visit]))
  return ({ visitId }) => {
    const visit = visits.get(visitId)
    return { settlementId: visit?.settlementId ?? null, providerCode: visit?.provider.providerCode ?? null }
  }
}

export function foundRows(
  findings: readonly AuditFinding[],
  ground: AuditGround,
  { digest, wordsOf: words }: { readonly digest: string; readonly wordsOf: ReturnType<typeof wordsOf> },
): readonly FoundRow[] {
  if (findings.length === 0) return []
  const place = placeOf(ground)
  return findings.map((finding) => ({
    findingId: findingIdOf(finding),
    digest,
    ...place(finding),
    words: words(finding),
    finding,
  }))
}

/** One finding on file, of a person or of a group. */
export interface StoredFinding {
  readonly findingId: string
  readonly moment: 'pre' | 'in' | 'post'
  readonly digest: string
  readonly settlementId: string | null
  readonly insuredId: string | null
  readonly visitId: string | null
  readonly lineNumber: string | null
  readonly rule: string
  readonly severity: AuditFinding['severity']
  readonly action: AuditFinding['action']
  readonly bears: AuditFinding['bears']
  readonly stake: number
  readonly deducted: number
  readonly providerCode: string | null
  readonly foundOn: IsoDate
  readonly foundAt: string
  readonly runId: string | null
  readonly content: AuditFinding & Partial<FindingWords>
}

export interface FindingFilter {
  readonly rule: string | null
  readonly providerCode: string | null
  readonly insuredId: string | null
  /** The day of what was found, half-open. */
  readonly from: IsoDate | null
  readonly until: IsoDate | null
}

/** Where a page of findings ends. */
export type FindingKey = Pick<StoredFinding, 'foundOn' | 'findingId'>
