import { type IsoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import type { AuditHands } from './audit-bucket-ports.ts'
import { type AuditComparison, comparisonDesk } from './audit-compare.ts'
import { type AuditCounts, countsDesk } from './audit-counts.ts'
import { type GroupPlan, groupBuckets } from './audit-plan.ts'
import type { AuditAim, AuditBucket, AuditPart, AuditRun, AuditRunStore, AuditScope } from './audit-run-ports.ts'
import { type Actor, actorName, type OperationSource } from './operation-log.ts'

export interface RunOrder extends AuditAim {
  readonly scope: AuditScope
  readonly groups: readonly GroupPlan[]
  /** Writes nothing. */
  readonly dry: boolean
  readonly actor: Actor
  /** Visits of one bucket; what is lost when the run is killed. */
  readonly bucketVisits?: number
}

export interface RunReport {
  /** Null of a dry run. */
  readonly runId: string | null
  /** It had been begun before and went on where it was. */
  readonly resumed: boolean
  readonly buckets: number
  readonly counts: AuditCounts
  readonly comparison: AuditComparison | null
}

export type AuditRunRefusal =
  | { readonly code: 'audit.busy'; readonly division: string }
  /** Lines of these days were archived and dropped: their bills would look as if nothing had been on them. */
  | { readonly code: 'audit.retired'; readonly completeFrom: IsoDate }

/** Told at the beginning and after each bucket: visits of persons done and all, and buckets left. */
export type AuditProgress = (done: { readonly visits: number; readonly of: number; readonly left: number }) => void

const usualVisits = 2_000

/** Hands out buckets, no more at a time than there are hands, and takes what comes back. */
async function workAll(
  buckets: readonly AuditBucket[],
  hands: AuditHands,
  take: (bucket: AuditBucket, outcome: Awaited<ReturnType<AuditHands['work']>>) => void,
): Promise<void> {
  const waiting = buckets.values()
  let stopped = false
  const lane = async (): Promise<void> => {
    for (const bucket of waiting) {
      if (stopped) return
      take(bucket, await hands.work(bucket))
    }
  }
  const lanes = Array.from({ length: hands.count }, () =>
    lane().catch((error) => {
      stopped = true
      throw error
    }),
  )
  // Every lane ends before anybody hears of the fault: nobody works on behind the back of who asked.
  const ended = await Promise.allSettled(lanes)
  for (const end of ended) if (end.status === 'rejected') throw end.reason
}

async function cut(
  store: AuditRunStore,
  { scope, groups, bucketVisits = usualVisits }: RunOrder,
): Promise<readonly AuditBucket[]> {
  const people = await store.buckets(scope, bucketVisits)
  return [...people, ...groups.flatMap((group) => groupBuckets(scope, group))]
}

type Begun = Pick<RunReport, 'runId' | 'resumed'> & { readonly parts: readonly AuditPart[] }

async function begin(store: AuditRunStore, source: OperationSource, order: RunOrder): Promise<Begun> {
  const { scope, digest, rules, dry, actor } = order
  const standing = dry ? null : await store.unfinished(scope, { digest, rules })
  if (standing !== null) return { runId: standing.runId, resumed: true, parts: await store.parts(standing.runId) }
  const buckets = await cut(store, order)
  const parts = buckets.map((bucket) => ({ ...bucket, counts: null }))
  if (dry) return { runId: null, resumed: false, parts }
  const run: AuditRun = {
    ...scope,
    runId: source.newId(),
    digest,
    rules,
    state: 'running',
    counts: null,
    startedAt: source.now(),
    startedBy: actorName(actor),
    finishedAt: null,
  }
  await store.begin(run, buckets)
  return { runId: run.runId, resumed: false, parts }
}

/**
 * Audits the bills that were settled in a scope: the same order again goes on where a killed one was, and a finding that is on
 * file is not written twice. A dry run writes nothing. Refuses with `audit.retired` when lines of these days are not on file any more,
 * and with `audit.busy` while somebody else audits the region.
 *
 * @param open makes the hands for a run; null for a dry one
 */
export async function runAudit(
  store: AuditRunStore,
  source: OperationSource,
  order: RunOrder,
  open: (runId: string | null) => Promise<AuditHands>,
  progress: AuditProgress,
): Promise<Result<RunReport, AuditRunRefusal>> {
  const { scope, dry } = order
  const completeFrom = await store.completeFrom()
  if (completeFrom !== null && scope.from < completeFrom) return refuse({ code: 'audit.retired', completeFrom })
  const work = async (): Promise<RunReport> => {
    const { runId, resumed, parts } = await begin(store, source, order)
    const counts = countsDesk()
    const compared = comparisonDesk()
    for (const part of parts) if (part.counts !== null) counts.counts(part.counts)
    const waiting = parts.filter((part) => part.counts === null)
    const of = parts.reduce((sum, { visits }) => sum + visits, 0)
    let [visits, left, isCompared] = [of - waiting.reduce((sum, part) => sum + part.visits, 0), waiting.length, false]
    progress({ visits, of, left })
    const hands = await open(runId)
    try {
      await workAll(waiting, hands, (bucket, outcome) => {
        counts.counts(outcome.counts)
        if (outcome.comparison !== null) {
          isCompared = true
          compared.add(outcome.comparison)
        }
        visits += bucket.visits
        left -= 1
        progress({ visits, of, left })
      })
    } finally {
      await hands.close()
    }
    const total = counts.total()
    if (runId !== null) await store.finish(runId, total, source.now())
    return { runId, resumed, buckets: parts.length, counts: total, comparison: isCompared ? compared.total() : null }
  }
  if (dry) return ok(await work())
  const done = await store.alone(scope.division, work)
  return done === 'busy' ? refuse({ code: 'audit.busy', division: scope.division }) : ok(done)
}
