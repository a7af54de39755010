import { type DateRange, type LocalDateTime, ok, type Result, rangesOverlap, refuse } from '@yibao/core/kernel'
import type { DirectoryInForce, DirectoryScope, DirectoryStore, KeptDirectory } from './import-dip-ports.ts'

interface DirectoryImport extends KeptDirectory {
  /** Null when it is only kept. */
  readonly scope: DirectoryScope | null
  readonly at: LocalDateTime
}

export interface DirectoryImportReport {
  readonly kept: 'added' | 'unchanged'
  /** What became of its being in force; null when that was not asked. */
  readonly inForce: 'added' | 'changed' | 'unchanged' | null
}

export type DirectoryImportRefusal =
  /** Days on which the region groups by another directory already. */
  | { readonly code: 'directory.overlaps'; readonly other: DirectoryInForce }
  /** Days for which the directory, by its rules, is not meant. */
  | { readonly code: 'directory.outside-its-days'; readonly range: DateRange }

/** Whether every day of one range lies in another. */
function within(inner: DateRange, outer: DateRange): boolean {
  if (inner.from < outer.from) return false
  return outer.until === null || (inner.until !== null && inner.until <= outer.until)
}

/**
 * Keeps a directory for good and, when asked, lets a region group by it. What is there already stays as it is; the same
 * directory from the same day may get another end.
 *
 * Refusals, which change nothing: `directory.outside-its-days`, `directory.overlaps`.
 *
 * @param dryRun decides, and writes nothing
 */
export async function importDirectory(
  store: DirectoryStore,
  { scope, at, ...named }: DirectoryImport,
  dryRun: boolean,
): Promise<Result<DirectoryImportReport, DirectoryImportRefusal>> {
  const { digest, directory } = named
  const { range } = directory.rules
  if (scope !== null && !within(scope.range, range)) return refuse({ code: 'directory.outside-its-days', range })
  return store.alone(async (tables) => {
    const others = scope === null ? [] : await tables.inForce(scope.division, scope.insurance)
    const same = others.find((one) => one.digest === digest && one.range.from === scope?.range.from)
    const other = others.find((one) => one !== same && scope !== null && rangesOverlap(one.range, scope.range))
    if (other !== undefined) return refuse({ code: 'directory.overlaps', other })

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
