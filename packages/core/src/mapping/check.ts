import { type Catalog, type CatalogItem, findItem } from '../catalog/index.ts'
import { type DateRange, type IsoDate, rangesOverlap, rangeThrough } from '../kernel/index.ts'
import type { FiledMapping, LocalMapping, MappingFault, RowFault } from './types.ts'

/** Charge type of herbal slices and granules; a drug of any other charge type is western or patent medicine. */
const herbs = '10'

const isDrug = (item: CatalogItem): boolean => item.kind === 'drug'
const isHerb = (item: CatalogItem): boolean => isDrug(item) && item.chargeType === herbs

/**
 * Which items each list of an institution may name; a list that is not here has no items in the catalogue.
 *
 * @source national dictionary `list_type`
 */
const fits: Readonly<Record<string, (item: CatalogItem) => boolean>> = {
  '101': (item) => isDrug(item) && !isHerb(item),
  '102': isHerb,
  '103': isDrug,
  '104': isDrug,
  '105': isDrug,
  '106': isHerb,
  '201': (item) => item.kind === 'service',
  '301': (item) => item.kind === 'consumable',
}

/** The list on which the insurance catalogue shows an item: 101, 102, 201 or 301 of `list_type`. */
export function listTypeOf({ kind, chargeType }: Pick<CatalogItem, 'kind' | 'chargeType'>): string {
  if (kind === 'service') return '201'
  if (kind === 'consumable') return '301'
  return chargeType === herbs ? '102' : '101'
}

/** A row as it is sent: `last` is the last day on which it holds, null has no end. */
export interface SentMapping extends Omit<LocalMapping, 'range'> {
  readonly from: IsoDate
  readonly last: IsoDate | null
}

export interface MappingCheck {
  readonly rows: readonly SentMapping[]
  /** What the institution has on file and did not withdraw. */
  readonly onFile: readonly FiledMapping[]
  readonly catalog: Catalog
}

/** A mapping of the same local code that came earlier: on file, or in an earlier row. */
interface Earlier {
  readonly itemCode: string
  readonly range: DateRange
  readonly row: number | null
}

export function rangeOf({ from, last }: Pick<SentMapping, 'from' | 'last'>): DateRange {
  return rangeThrough(from, last)
}

function faultOf(sent: SentMapping, earlier: readonly Earlier[], catalog: Catalog): MappingFault | null {
  const { from, last, listType } = sent
  if (last !== null && last < from) return { fault: 'ends-before-it-begins', from, last }
  const clash = earlier.find(({ range }) => rangesOverlap(range, rangeOf(sent)))
  if (clash !== undefined) {
    const { row, itemCode, range } = clash
    return row === null ? { fault: 'overlaps', itemCode, from: range.from } : { fault: 'twice-in-message', first: row }
  }
  const item = findItem(catalog, sent.itemCode, from)
  if (!item.ok) return { fault: 'not-in-catalogue', why: item.error }
  return fits[listType]?.(item.value) === true ? null : { fault: 'wrong-list', listType, kind: item.value.kind }
}

/**
 * Every fault of an upload, at most one per row: the row ends after it begins, no other mapping of the same local code
 * holds on one of its days, its item is in the catalogue on its first day and belongs to its list.
 *
 * @returns the faults in the order of the rows; none when the upload may be taken
 */
export function mappingFaults({ rows, onFile, catalog }: MappingCheck): readonly RowFault[] {
  const byCode = new Map<string, Earlier[]>()
  const earlierOf = (localCode: string): Earlier[] => {
    const known = byCode.get(localCode) ?? []
    byCode.set(localCode, known)
    return known
  }
  for (const { localCode, itemCode, range } of onFile) earlierOf(localCode).push({ itemCode, range, row: null })
  return rows.flatMap((sent, index) => {
    const { localCode, itemCode } = sent
    const row = index + 1
    const earlier = earlierOf(localCode)
    const fault = faultOf(sent, earlier, catalog)
    if (fault !== null) return [{ ...fault, row, localCode }]
    earlier.push({ itemCode, range: rangeOf(sent), row })
    return []
  })
}
