import type { AuditFinding, AuditGround } from '@yibao/core/audit'
import type { BucketOutcome, BucketStore } from './audit-bucket-ports.ts'
import { comparisonDesk } from './audit-compare.ts'
import { type CountsDesk, countsDesk } from './audit-counts.ts'
import { type FoundRow, foundRows, placeOf, wordsOf } from './audit-findings.ts'
import type { AuditPlan } from './audit-plan.ts'
import type { AuditBucket, AuditScope } from './audit-run-ports.ts'
import { type AuditedGround, auditBucket, type PassedGroup } from './audit-work.ts'

export interface BucketOrder {
  readonly scope: AuditScope
  /** Null of a dry run, which writes nothing. */
  readonly runId: string | null
  /** The release; or of a comparison the earlier and the later. */
  readonly plans: readonly [AuditPlan] | readonly [AuditPlan, AuditPlan]
}

/** Findings are sent to the database some at a time. */
const rowsAtOnce = 500

function addSizes(desk: CountsDesk, { visits }: AuditGround, isPerson: boolean): void {
  const current = visits.filter((visit) => visit.current)
  const lines = current.reduce((sum, visit) => sum + visit.lines.length, 0)
  // Groups look at the same visits again, each from its own side.
  if (isPerson && current.length > 0) desk.size({ persons: 1, visits: current.length, lines })
}

function addPassed(desk: CountsDesk, { rules, missing, lines }: PassedGroup): void {
  for (const rule of new Set(rules.flat())) desk.missed(rule, missing, lines)
}

const providerIn =
  (ground: AuditGround) =>
  (finding: AuditFinding): string =>
    placeOf(ground)(finding).providerCode ?? ground.visits[0]?.provider.providerCode ?? ''

/**
 * Audits one bucket. What is counted are the findings of the release, of a comparison those of the later one.
 */
export function workBucket(
  store: BucketStore,
  { scope, runId, plans }: BucketOrder,
  bucket: AuditBucket,
): Promise<BucketOutcome> {
  return store.inBucket(runId, bucket, async (archive, keep) => {
    const desk = countsDesk()
    const { release } = plans[0]
    const told = { digest: release.digest, wordsOf: wordsOf(release) }
    const compared = comparisonDesk()
    let waiting: FoundRow[] = []
    const flush = async (): Promise<void> => {
      if (waiting.length === 0) return
      desk.added(await keep(waiting, bucket.kind))
      waiting = []
    }
    const take = ({ ground, partition, results }: AuditedGround): void => {
      const [first, second] = results
      const last = second ?? first
      if (first === undefined || last === undefined) return
      addSizes(desk, ground, partition === 'person')
      desk.result(last)
      if (second !== undefined) compared.compare(first.findings, second.findings, providerIn(ground))
      if (runId !== null) waiting.push(...foundRows(last.findings, ground, told))
    }
    for await (const one of auditBucket(archive, scope, bucket, plans)) {
      if ('missing' in one) addPassed(desk, one)
      else take(one)
      if (waiting.length >= rowsAtOnce) await flush()
    }
    await flush()
    return { counts: desk.total(), comparison: plans.length === 2 ? compared.total() : null }
  })
}
