import type { CatalogItem, ItemClass, ItemKind, RowChange } from '@yibao/core/catalog'
import type { IsoDate } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { CatalogueList, Edition, PublishedRow, StampedItem } from './catalogue-ports.ts'

/** One published version; the counts are null where it was made before they were kept. */
export interface PublishedVersion {
  readonly list: CatalogueList
  readonly number: number
  readonly version: string
  readonly madeOn: IsoDate
  readonly rows: number | null
  readonly came: number | null
  readonly changed: number | null
  readonly gone: number | null
}

/** What is searched among the items; null asks nothing. */
export interface ItemSearch {
  /** How the code begins, or a part of the name. */
  readonly search: string | null
  readonly kind: ItemKind | null
  readonly class: ItemClass | null
  readonly chargeType: string | null
  readonly restricted: boolean | null
  readonly on: IsoDate
  readonly state: ItemStanding | null
}

/** How a row stands on a day. */
export type ItemStanding = 'in-force' | 'coming' | 'ended'

export type ItemKey = Pick<PublishedRow, 'code' | 'since'>

/** What the items of two days are asked for. */
export interface DayComparison {
  readonly from: IsoDate
  readonly until: IsoDate
  readonly kind: ItemKind | null
  readonly change: RowChange | null
  readonly search: string | null
}

/** An item that another row, or none, holds on one of two days. */
export interface MovedItem {
  readonly code: string
  readonly before: CatalogItem | null
  readonly after: CatalogItem | null
}

export type ChangeCounts = Readonly<Record<RowChange, number>>

/** What a row said from one version on. */
export interface PublishedState {
  readonly list: CatalogueList
  readonly since: IsoDate
  readonly number: number
  readonly version: string
  readonly madeOn: IsoDate
  readonly gone: boolean
  readonly content: PublishedRow['content']
  /** Whether every earlier state was kept. */
  readonly isComplete: boolean
}

/** A row that says something else in the second of two versions. */
export interface MovedRow extends ItemKey {
  readonly version: string
  readonly change: RowChange
  readonly before: PublishedRow['content'] | null
  readonly after: PublishedRow['content'] | null
  /** False where what it said before is older than what is kept. */
  readonly isComplete: boolean
}

export interface VersionComparison {
  readonly list: CatalogueList
  readonly first: number
  readonly second: number
  readonly change: RowChange | null
}

/** The catalogues as people look at them. */
export interface CatalogueReads {
  /** All of one list, newest first, those before a number; without a list the latest of each. */
  versions(list: CatalogueList | null, before: number | null, limit: number): Promise<readonly PublishedVersion[]>
  isVersion(list: CatalogueList, number: number): Promise<boolean>
  /** By code and first day. */
  items(search: ItemSearch, after: ItemKey | null, limit: number): Promise<readonly StampedItem[]>
  count(search: ItemSearch): Promise<number>
  /** The earliest first. */
  rowsOf(code: string): Promise<readonly StampedItem[]>
  /** By list and first day, the earliest state first. */
  statesOf(code: string): Promise<readonly PublishedState[]>
  mappingsOf(code: string, reach: Reach): Promise<number>
  codes(
    list: CatalogueList,
    search: string | null,
    after: ItemKey | null,
    limit: number,
  ): Promise<readonly PublishedRow[]>
  moved(comparison: DayComparison, after: string | null, limit: number): Promise<readonly MovedItem[]>
  movedCounts(comparison: DayComparison): Promise<ChangeCounts>
  movedRows(comparison: VersionComparison, after: ItemKey | null, limit: number): Promise<readonly MovedRow[]>
}

export interface CatalogueDesk {
  readonly reads: CatalogueReads
  /** Takes what changed up into versions. */
  readonly publish: (list: CatalogueList, today: IsoDate) => Promise<Edition>
  readonly today: () => IsoDate
}
