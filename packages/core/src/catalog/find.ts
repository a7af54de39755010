import type { IsoDate, Result } from '../kernel/index.ts'
import { inRange, invariant, ok, rangesOverlap, refuse } from '../kernel/index.ts'
import type { CatalogItem } from './types.ts'

export type CatalogRefusal =
  | { readonly code: 'catalog.unknown-item'; readonly itemCode: string }
  | { readonly code: 'catalog.not-yet-valid'; readonly itemCode: string; readonly on: IsoDate; readonly from: IsoDate }
  | { readonly code: 'catalog.expired-item'; readonly itemCode: string; readonly on: IsoDate; readonly until: IsoDate }

/** The rows of each code, the earliest first, their ranges apart. */
export type Catalog = ReadonlyMap<string, readonly CatalogItem[]>

/**
 * Gathers rows by code.
 *
 * @throws InvariantError when two rows of one code hold on the same day
 */
export function buildCatalog(items: Iterable<CatalogItem>): Catalog {
  const catalog = new Map<string, CatalogItem[]>()
  for (const item of items) {
    const rows = catalog.get(item.code)
    if (rows === undefined) {
      catalog.set(item.code, [item])
      continue
    }
    const clash = rows.find((row) => rangesOverlap(row.range, item.range))
    invariant(
      clash === undefined,
      () => `${item.code} has two rows for one day, from ${clash?.range.from} and ${item.range.from}`,
    )
    rows.push(item)
    rows.sort((a, b) => (a.range.from < b.range.from ? -1 : 1))
  }
  return catalog
}

/** The row of `itemCode` that holds on a day, or why there is none. */
export function findItem(catalog: Catalog, itemCode: string, on: IsoDate): Result<CatalogItem, CatalogRefusal> {
  const rows = catalog.get(itemCode)
  return rows === undefined ? refuse({ code: 'catalog.unknown-item', itemCode }) : itemOn(rows, on)
}

/**
 * The row that holds on a day, among all rows of one code. A neighbouring row never stands in: a day in a gap between two
 * rows is refused as expired, with the day the earlier one ended.
 *
 * @param rows at least one, all of one code, in any order; who may have none asks `findItem`
 * @throws InvariantError when there is no row, or rows of two codes
 */
export function itemOn(rows: readonly CatalogItem[], on: IsoDate): Result<CatalogItem, CatalogRefusal> {
  const [first] = rows
  invariant(first !== undefined, 'a code without rows is unknown, which findItem tells')
  const itemCode = first.code
  invariant(
    rows.every((row) => row.code === itemCode),
    () => `rows of another code stand among those of ${itemCode}`,
  )
  const current = rows.find((row) => inRange(row.range, on))
  if (current !== undefined) return ok(current)

  const until = rows
    .map((row) => row.range.until)
    .filter((end): end is IsoDate => end !== null && end <= on)
    .sort()
    .at(-1)
  if (until !== undefined) return refuse({ code: 'catalog.expired-item', itemCode, on, until })
  const earliest = rows.reduce((a, b) => (b.range.from < a.range.from ? b : a))
  return refuse({ code: 'catalog.not-yet-valid', itemCode, on, from: earliest.range.from })
}
