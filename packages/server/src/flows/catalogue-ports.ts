import type { CatalogItem, Page } from '@yibao/core/catalog'
import type { IsoDate, LocalDateTime } from '@yibao/core/kernel'

/** The lists that are kept as plain code lists, each with an importer layout of its name. */
export const codeLists = [
  'chronic-diseases',
  'payment-diseases',
  'day-surgery',
  'tumour-morphology',
  'tcm-diseases',
  'tcm-syndromes',
] as const
export type CodeList = (typeof codeLists)[number]

/** What the centre hands out as one catalogue of its own. */
export type CatalogueList =
  | 'western-and-patent-drugs'
  | 'herbal-slices'
  | 'services'
  | 'consumables'
  | 'consumables-27'
  | 'diagnoses'
  | 'operations'
  | CodeList

/** A state of one catalogue: version numbers count from 1; 0 is a catalogue that never had a row. */
export interface Edition {
  readonly number: number
  /** `20231113_000001`: the day, and the number; later versions come later in the alphabet. `0` for number 0. */
  readonly version: string
}

/** A row as a catalogue published it; `content` by the names of its origin, whatever that is. */
export interface PublishedRow {
  readonly code: string
  readonly since: IsoDate
  readonly version: string
  /** The row is in the catalogue no more. */
  readonly gone: boolean
  readonly content: RowContent
  readonly cameAt: LocalDateTime
  readonly changedAt: LocalDateTime
}

/** What a row says; fields that its origin does not have are absent. */
interface RowContent {
  readonly name: string
  readonly from: IsoDate | null
  readonly until: IsoDate | null
  readonly class?: CatalogItem['class']
  readonly form?: string
  readonly unit?: string
  readonly restricted?: boolean
  readonly restriction?: string
  readonly edition?: string
  readonly classCode?: string
  readonly className?: string
  readonly division?: string
  readonly note?: string
}

/** A file that is ready to be fetched with 9102. */
export interface PreparedFile {
  readonly fileNo: string
  readonly filename: string
  readonly rows: number
  /** The first day on which it can no longer be fetched. */
  readonly until: IsoDate
}

/** Which file: all changes after one version up to another, as one message writes them. */
export interface FileKey {
  readonly infno: string
  readonly after: number
  readonly number: number
}

/** A catalogue row with when it came and when it was last changed. */
export interface StampedItem {
  readonly item: CatalogItem
  readonly createdAt: LocalDateTime
  readonly updatedAt: LocalDateTime
}

/** What is asked of the catalogue; null asks nothing. */
export interface ItemQuestion {
  readonly code: string | null
  /** Part of the name. */
  readonly name: string | null
  readonly listType: string | null
  readonly chargeType: string | null
  readonly class: CatalogItem['class'] | null
  readonly restricted: boolean | null
  /** In force on this day. */
  readonly on: IsoDate | null
  readonly beginsOn: IsoDate | null
  /** Whether it is in force on `today`. */
  readonly valid: boolean | null
  readonly today: IsoDate
  readonly updatedSince: LocalDateTime | null
  /** Rows that an institution maps this local code of its own to, on `today`. */
  readonly mappedFrom: { readonly providerCode: string; readonly localCode: string } | null
}

export interface Part<Row> {
  readonly rows: readonly Row[]
  /** Of all parts together. */
  readonly count: number
}

export interface CatalogueStore {
  /** Takes all changes so far up into a version of their own, if there were any. */
  publish(list: CatalogueList, today: IsoDate): Promise<Edition>
  /** Null when no version has this name. */
  versionNumber(list: CatalogueList, version: string): Promise<number | null>
  /** Rows that changed after one version up to another, in the order of their keys, `limit` at a time. */
  changes(
    list: CatalogueList,
    between: Pick<FileKey, 'after' | 'number'>,
    since: Pick<PublishedRow, 'code' | 'since'> | null,
    limit: number,
  ): Promise<readonly PublishedRow[]>
  /** A file that was made before and can still be fetched on that day. */
  preparedFile(key: FileKey, on: IsoDate): Promise<PreparedFile | null>
  keepPrepared(key: FileKey, file: PreparedFile): Promise<void>
  /** Counts every change of the items. */
  itemRevision(): Promise<number>
  items(question: ItemQuestion, page: Page): Promise<Part<StampedItem>>
  /** The items in force on a day, by code, those after a code; `limit` at a time. */
  inForce(on: IsoDate, after: string, limit: number): Promise<readonly StampedItem[]>
}
