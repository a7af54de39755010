import { type DateRange, type LocalDateTime, ok, type Result, rangesOverlap, refuse } from '@yibao/core/kernel'
import type { NamedScheme, SchemeInForce, SchemeScope, SchemeStore } from './import-scheme-ports.ts'

export interface SchemeImport extends NamedScheme {
  /** Null when it is only kept. */
  readonly scope: SchemeScope | null
  readonly at: LocalDateTime
}

export interface SchemeImportReport {
  readonly kept: 'added' | 'unchanged'
  /** What became of its being in force: begun, its end changed, as it was; null when that was not asked. */
  readonly inForce: 'added' | 'changed' | 'unchanged' | null
}

export type SchemeImportRefusal =
  /** Days on which the region groups by another scheme already. */
  | { readonly code: 'scheme.overlaps'; readonly other: SchemeInForce }
  /** Days for which the scheme, by its own words, is not meant. */
  | { readonly code: 'scheme.outside-its-days'; readonly range: DateRange }

/** Whether every day of one range lies in another. */
function within(inner: DateRange, outer: DateRange): boolean {
  if (inner.from < outer.from) return false
  return outer.until === null || (inner.until !== null && inner.until <= outer.until)
}

/**
 * Keeps a scheme for good and, when asked, lets a region group by it. What is there already stays as it is; the same scheme
 * from the same day may get another end.
 *
 * Refusals, which change nothing: `scheme.outside-its-days`, `scheme.overlaps`.
 *
 * @param dryRun decides, and writes nothing
 */
export async function importScheme(
  store: SchemeStore,
  { scope, at, ...named }: SchemeImport,
  dryRun: boolean,
): Promise<Result<SchemeImportReport, SchemeImportRefusal>> {
  const { digest, scheme } = named
  if (scope !== null && scheme.range !== null && !within(scope.range, scheme.range)) {
    return refuse({ code: 'scheme.outside-its-days', range: scheme.range })
  }
  return store.alone(async (tables) => {
    const others = scope === null ? [] : await tables.inForce(scope.division, scope.insurance)
    const same = others.find((one) => one.digest === digest && one.range.from === scope?.range.from)
    const other = others.find((one) => one !== same && scope !== null && rangesOverlap(one.range, scope.range))
    if (other !== undefined) return refuse({ code: 'scheme.overlaps', other })

    const isKept = await tables.isKept(digest)
    if (!isKept && !dryRun) await tables.keep(named, at)
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
