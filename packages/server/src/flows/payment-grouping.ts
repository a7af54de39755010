import { type DipGrouper, type TracedDipGrouping, traceDip } from '@yibao/core/dip'
import { type Grouper, type Nearby, nearestGroups, type TracedGrouping, traceCase, unknownCodes } from '@yibao/core/drg'
import type { DischargeRecord } from '@yibao/core/encounter'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import { type Asker, withinReach } from './asker.ts'
import type { PaymentReads, ShownCase } from './payment-read-ports.ts'
import type { PaymentRun } from './payment-run-ports.ts'

/** Schemes and directories by the digest of their content, ready for cases; null of one that was never kept. */
export interface KeptGroupers {
  drg(digest: string): Promise<Grouper | null>
  dip(digest: string): Promise<DipGrouper | null>
}

export interface GroupingDesk {
  readonly reads: Pick<PaymentReads, 'case' | 'run'>
  readonly groupers: KeptGroupers
}

/** How a record came into its group under one scheme or directory. */
export type GroupingRoad =
  | {
      readonly kind: 'drg'
      readonly digest: string
      readonly grouper: Grouper
      readonly traced: TracedGrouping
      readonly unknown: readonly string[]
      readonly nearby: readonly Nearby[]
    }
  | { readonly kind: 'dip'; readonly digest: string; readonly grouper: DipGrouper; readonly traced: TracedDipGrouping }

export interface ExploredCase {
  readonly case: ShownCase
  /** The one that was grouped. */
  readonly record: DischargeRecord
  readonly roads: readonly GroupingRoad[]
}

type GroupingRefusal = { readonly code: 'payment.unknown-case' } | { readonly code: 'grouping.no-grouper' }

const nearAtMost = 6

function drgRoad(digest: string, grouper: Grouper, record: DischargeRecord): GroupingRoad {
  const traced = traceCase(grouper, record)
  const unknown = unknownCodes(grouper, record).map(({ code }) => code)
  return { kind: 'drg', digest, grouper, traced, unknown, nearby: nearestGroups(grouper, record, nearAtMost) }
}

function dipRoad(digest: string, grouper: DipGrouper, { facts }: ShownCase, record: DischargeRecord): GroupingRoad {
  const { admittedOn, dischargedOn, total: cost, drugs, consumables } = facts
  const one = { admittedOn, dischargedOn, record, cost, drugs, consumables, visitNumber: null }
  return { kind: 'dip', digest, grouper, traced: traceDip(grouper, one) }
}

async function roadsOf({ groupers }: GroupingDesk, run: PaymentRun, one: ShownCase, record: DischargeRecord) {
  const { drgScheme, dipDirectory } = run
  const drg = drgScheme === null ? null : await groupers.drg(drgScheme)
  const dip = dipDirectory === null ? null : await groupers.dip(dipDirectory)
  return [
    ...(drg === null || drgScheme === null ? [] : [drgRoad(drgScheme, drg, record)]),
    ...(dip === null || dipDirectory === null ? [] : [dipRoad(dipDirectory, dip, one, record)]),
  ]
}

/**
 * How a case of a run came into its group, or where an edited record of it would go, by the scheme and the directory that the run had.
 * Keeps nothing. Refuses with `payment.unknown-case` beyond reach, and `grouping.no-grouper` where the run had none.
 *
 * @param edited the record to be grouped instead of the case's own
 */
export async function exploreCase(
  desk: GroupingDesk,
  asker: Asker,
  { runId, caseId }: { readonly runId: string; readonly caseId: string },
  edited: DischargeRecord | null,
): Promise<Result<ExploredCase, GroupingRefusal>> {
  const found = await withinReach(asker, `${runId} ${caseId}`, await desk.reads.case(runId, caseId))
  if (found === null) return refuse({ code: 'payment.unknown-case' })
  const run = await desk.reads.run(runId)
  const record = edited ?? found.facts.record
  const roads = run === null ? [] : await roadsOf(desk, run, found, record)
  return roads.length === 0 ? refuse({ code: 'grouping.no-grouper' }) : ok({ case: found, record, roads })
}
