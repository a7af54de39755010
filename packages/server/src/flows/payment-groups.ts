import type { DischargedCase } from '@yibao/core/encounter'
import type { LocalDateTime } from '@yibao/core/kernel'
import type { CaseGroup } from '@yibao/core/payment'
import type { PaymentScope } from './payment-ports.ts'

/** What a grouping scheme or a disease directory made of one case. */
interface GroupedCase {
  readonly status: string
  readonly groupCode: string | null
  /** In the words of its own room; kept as it is. */
  readonly grouping: object
  /** As payment reads it. */
  readonly caseGroup: CaseGroup
}

/** A grouping scheme (DRG) or disease directory (DIP) ready for many cases. */
export interface CaseGrouper {
  readonly kind: 'drg' | 'dip'
  /** Names its content for good. */
  readonly digest: string
  group(facts: DischargedCase): GroupedCase
}

/** A case that has no group under a grouper, or whose facts are no longer those that were grouped. */
export interface UngroupedCase {
  readonly facts: DischargedCase
  readonly factsDigest: string
}

interface GroupRow extends GroupedCase {
  readonly providerCode: string
  readonly caseId: string
  readonly kind: CaseGrouper['kind']
  readonly grouper: string
  readonly factsDigest: string
}

/** The groups of collected cases. Only cases with a list are grouped. */
export interface GroupStore {
  /** How many cases of the month have no group yet. */
  ungroupedCount(scope: PaymentScope, month: string, grouper: string): Promise<number>
  /** In the order of institutions and numbers, those behind `after`. */
  ungrouped(
    scope: PaymentScope,
    month: string,
    grouper: string,
    page: { readonly after: Pick<GroupRow, 'providerCode' | 'caseId'> | null; readonly limit: number },
  ): Promise<readonly UngroupedCase[]>
  put(rows: readonly GroupRow[], at: LocalDateTime): Promise<void>
  /** Cases of the month by status. */
  statuses(scope: PaymentScope, month: string, grouper: string): Promise<Readonly<Record<string, number>>>
}

export interface GroupReport {
  readonly kind: CaseGrouper['kind']
  readonly grouper: string
  /** Grouped now; those that had their group are left alone. */
  readonly grouped: number
  readonly statuses: Readonly<Record<string, number>>
}

const chunk = 2_000

/**
 * Groups what was collected for a month and has no group yet. A chunk is written at once; what was killed goes on where it was.
 */
export async function groupCases(
  store: GroupStore,
  grouper: CaseGrouper,
  { scope, month, at }: { readonly scope: PaymentScope; readonly month: string; readonly at: LocalDateTime },
  progress: (done: number, all: number) => void,
): Promise<GroupReport> {
  const { kind, digest } = grouper
  const all = await store.ungroupedCount(scope, month, digest)
  let grouped = 0
  let after: GroupRow | null = null
  for (;;) {
    const cases = await store.ungrouped(scope, month, digest, { after, limit: chunk })
    if (cases.length === 0) break
    const rows = cases.map(({ facts, factsDigest }): GroupRow => {
      const { providerCode, caseId } = facts
      return { ...grouper.group(facts), providerCode, caseId, kind, grouper: digest, factsDigest }
    })
    await store.put(rows, at)
    after = rows.at(-1) ?? null
    grouped += rows.length
    progress(grouped, Math.max(all, grouped))
  }
  return { kind, grouper: digest, grouped, statuses: await store.statuses(scope, month, digest) }
}
