import type { SchemeCode } from '@yibao/core/encounter'
import {
  type DateRange,
  type DivisionCode,
  type LocalDateTime,
  ok,
  type Result,
  rangesOverlap,
  refuse,
} from '@yibao/core/kernel'

/** Which stays are grouped: those of one region's insurance, discharged on some days. */
export interface GrouperScope {
  readonly division: DivisionCode
  readonly insurance: SchemeCode
  readonly range: DateRange
}

/** What a region groups by: a scheme of DRG or a directory of DIP, by the name of its content. */
export interface GrouperInForce extends GrouperScope {
  readonly digest: string
}

/** The tables of schemes or of directories, for one decision that nobody else takes at the same time. */
export interface GrouperTables<Kept, InForce extends GrouperInForce> {
  isKept(digest: string): Promise<boolean>
  keep(kept: Kept, at: LocalDateTime): Promise<void>
  inForce(division: DivisionCode, insurance: SchemeCode): Promise<readonly InForce[]>
  takeUp(scope: GrouperScope, digest: string, at: LocalDateTime): Promise<void>
  /** Gives what began on the first day of the scope the scope's end. */
  changeEnd(scope: GrouperScope): Promise<void>
}

export interface GrouperStore<Kept, InForce extends GrouperInForce> {
  /** Runs `work` in one transaction, alone. */
  alone<T>(work: (tables: GrouperTables<Kept, InForce>) => Promise<T>): Promise<T>
}

export interface GrouperOrder<Kept> {
  readonly kept: Kept
  /** The days that it is meant for by its own words; null when it does not say. */
  readonly meantFor: DateRange | null
  /** Null when it is only kept. */
  readonly scope: GrouperScope | null
  readonly at: LocalDateTime
}

export interface GrouperReport {
  readonly kept: 'added' | 'unchanged'
  /** What became of its being in force: begun, its end changed, as it was; null when that was not asked. */
  readonly inForce: 'added' | 'changed' | 'unchanged' | null
}

export type GrouperRefusal<InForce extends GrouperInForce> =
  /** Days on which the region groups by another one already. */
  | { readonly code: 'grouper.overlaps'; readonly other: InForce }
  /** Days that it is not meant for. */
  | { readonly code: 'grouper.outside-its-days'; readonly range: DateRange }

/** Whether every day of one range lies in another. */
function within(inner: DateRange, outer: DateRange): boolean {
  if (inner.from < outer.from) return false
  return outer.until === null || (inner.until !== null && inner.until <= outer.until)
}

/**
 * Keeps a scheme or a directory for good and, when asked, lets a region group by it. What is there already stays as it is;
 * the same one from the same day may get another end.
 *
 * Refusals, which change nothing: `grouper.outside-its-days`, `grouper.overlaps`.
 *
 * @param dryRun decides, and writes nothing
 */
export async function takeUpGrouper<Kept extends { readonly digest: string }, InForce extends GrouperInForce>(
  store: GrouperStore<Kept, InForce>,
  { kept: one, meantFor, scope, at }: GrouperOrder<Kept>,
  dryRun: boolean,
): Promise<Result<GrouperReport, GrouperRefusal<InForce>>> {
  if (scope !== null && meantFor !== null && !within(scope.range, meantFor)) {
    return refuse({ code: 'grouper.outside-its-days', range: meantFor })
  }
  return store.alone(async (tables) => {
    const { digest } = one
    const held = scope === null ? [] : await tables.inForce(scope.division, scope.insurance)
    const same = held.find((other) => other.digest === digest && other.range.from === scope?.range.from)
    const other = held.find((other) => other !== same && scope !== null && rangesOverlap(other.range, scope.range))
    if (other !== undefined) return refuse({ code: 'grouper.overlaps', other })

    const isKept = await tables.isKept(digest)
    if (!isKept && !dryRun) await tables.keep(one, at)
    const kept = isKept ? 'unchanged' : 'added'
    if (scope === null) return ok({ kept, inForce: null })
    if (same === undefined) {
      if (!dryRun) await tables.takeUp(scope, digest, at)
      return ok({ kept, inForce: 'added' })
    }
    if (same.range.until === scope.range.until) return ok({ kept, inForce: 'unchanged' })
    if (!dryRun) await tables.changeEnd(scope)
    return ok({ kept, inForce: 'changed' })
  })
}
