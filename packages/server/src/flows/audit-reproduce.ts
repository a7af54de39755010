import { type AuditFinding, type AuditGround, type AuditRelease, auditGround, findingIdentity } from '@yibao/core/audit'
import { addDays, type DivisionCode, type IsoDate } from '@yibao/core/kernel'
import type { AuditArchive } from './audit-archive-ports.ts'
import type { StoredFinding } from './audit-findings.ts'
import { type AuditPlan, auditPlan } from './audit-plan.ts'
import { sideReader } from './audit-side.ts'
import { personGrounds } from './audit-work.ts'

/** When a visit was settled, and for which region. */
export interface SettledOn {
  readonly settledOn: IsoDate
  readonly division: DivisionCode
}

/** What came of computing a finding again from what is stored. */
export type Reproduced =
  | { readonly outcome: 'same' }
  /** Found again with another amount or other facts: what it stood on has changed since. */
  | { readonly outcome: 'different'; readonly now: AuditFinding }
  /** Not found any more. */
  | { readonly outcome: 'gone'; readonly why: 'visit-not-settled' | 'no-hit' }
  /** Findings of a group need the group's whole period: an audit of those days makes them again. */
  | { readonly outcome: 'not-tried'; readonly why: 'group' | 'no-release' }

const factsText = ({ facts }: AuditFinding): string => JSON.stringify(facts)

const isSame = (one: AuditFinding, other: AuditFinding): boolean =>
  one.stake === other.stake && one.quantity === other.quantity && factsText(one) === factsText(other)

/** A bill knows before it is paid neither who pays it nor what is imported; a run over the archive knows both. */
function asKnownThen(ground: AuditGround, { moment, visitId }: StoredFinding): AuditGround {
  if (moment === 'post') return ground
  const visits = ground.visits.map((visit) => {
    if (visit.visitId !== visitId) return visit
    const { fundPaid: _fund, accountPaid: _account, cashPaid: _cash, ...known } = visit
    return known
  })
  return { ...ground, side: {}, visits }
}

/** The rules of one release, made ready once for many findings. */
export const plansByDigest = (releaseOf: (digest: string) => Promise<AuditRelease | null>) => {
  const plans = new Map<string, AuditPlan | null>()
  return async ({ digest, rule }: Pick<StoredFinding, 'digest' | 'rule'>): Promise<AuditPlan | null> => {
    const key = `${digest} ${rule}`
    const known = plans.get(key)
    if (known !== undefined) return known
    const release = await releaseOf(digest)
    const plan = release === null ? null : auditPlan(release, [rule])
    plans.set(key, plan)
    return plan
  }
}

/**
 * Computes a finding again from the archive and the release that it names, as it was looked for at its moment.
 *
 * @param settled null when no settlement of its visit stands
 */
export async function reproduce(
  archive: AuditArchive,
  stored: StoredFinding,
  { plan, settled }: { readonly plan: AuditPlan | null; readonly settled: SettledOn | null },
): Promise<Reproduced> {
  const { insuredId, visitId, content } = stored
  if (insuredId === null || visitId === null) return { outcome: 'not-tried', why: 'group' }
  if (plan === null) return { outcome: 'not-tried', why: 'no-release' }
  if (plan.program.release.rules.length === 0)
    return { outcome: 'not-tried', why: plan.groups.length > 0 ? 'group' : 'no-release' }
  if (settled === null) return { outcome: 'gone', why: 'visit-not-settled' }
  const { division, settledOn } = settled
  const scope = { division, from: settledOn, until: addDays(settledOn, 1) }
  const side = await sideReader(archive, plan.tables)
  const wanted = findingIdentity(content)
  const bucket = { firstKey: insuredId, lastKey: insuredId }
  for await (const ground of personGrounds(archive, scope, bucket, { programs: [plan.program], side })) {
    const { findings } = auditGround(plan.program, asKnownThen(ground, stored), { moment: stored.moment })
    const now = findings.find((finding) => findingIdentity(finding) === wanted)
    if (now !== undefined) return isSame(now, content) ? { outcome: 'same' } : { outcome: 'different', now }
  }
  return { outcome: 'gone', why: 'no-hit' }
}
