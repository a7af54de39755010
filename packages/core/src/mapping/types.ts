import type { CatalogItem, CatalogRefusal } from '../catalog/index.ts'
import type { DateRange, IsoDate } from '../kernel/index.ts'

/** One item of an institution's own list, and what it is in the catalogue over a range of dates. */
export interface LocalMapping {
  readonly localCode: string
  readonly localName: string
  /** National `list_type`: 101 western and patent drugs … 301 consumables. */
  readonly listType: string
  readonly itemCode: string
  readonly range: DateRange
}

/** A mapping on file; one that was withdrawn stays there and counts no more. */
export interface FiledMapping extends LocalMapping {
  readonly mappingId: string
}

/** What names a mapping when it is withdrawn. */
export interface MappingReference {
  readonly providerCode: string
  readonly localCode: string
  readonly listType: string
  readonly itemCode: string
}

/** What is wrong with one row of an upload or a withdrawal. */
export type MappingFault =
  | { readonly fault: 'not-in-catalogue'; readonly why: CatalogRefusal }
  | { readonly fault: 'wrong-list'; readonly listType: string; readonly kind: CatalogItem['kind'] }
  | { readonly fault: 'ends-before-it-begins'; readonly from: IsoDate; readonly last: IsoDate }
  | { readonly fault: 'overlaps'; readonly itemCode: string; readonly from: IsoDate }
  | { readonly fault: 'twice-in-message'; readonly first: number }
  | { readonly fault: 'not-on-file' }
  | { readonly fault: 'other-institution'; readonly providerCode: string }

/** A fault with the row it stands in: 1 is the first. */
export type RowFault = MappingFault & { readonly row: number; readonly localCode: string }

export type MappingRefusal =
  | { readonly code: 'mapping.too-many-rows'; readonly count: number; readonly limit: number }
  | { readonly code: 'mapping.bad-rows'; readonly faults: readonly [RowFault, ...RowFault[]]; readonly rows: number }
  | { readonly code: 'mapping.other-institution'; readonly stated: string }
