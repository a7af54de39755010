import type { Page } from '@yibao/core/catalog'
import type { IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { FiledMapping, LocalMapping } from '@yibao/core/mapping'
import type { Part } from './catalogue-ports.ts'

/** What an institution says of an item besides what decides, under national names; given back as it came. */
export type MappingDetails = Readonly<Record<string, string | null>>

export interface NewMapping extends LocalMapping {
  readonly mappingId: string
  readonly details: MappingDetails
}

/** The mappings of institutions, on one transaction. */
export interface MappingTables {
  /** Reads what is on file for some local codes and not withdrawn, and holds the institution's mappings until the end. */
  onFile(providerCode: string, localCodes: readonly string[]): Promise<readonly FiledMapping[]>
  add(providerCode: string, msgid: string, mappings: readonly NewMapping[], at: LocalDateTime): Promise<void>
  withdraw(providerCode: string, msgid: string, mappingIds: readonly string[], at: LocalDateTime): Promise<void>
}

export interface ShownMapping extends NewMapping {
  readonly mappedAt: LocalDateTime
  /** Null while it was not taken back. */
  readonly withdrawnAt: LocalDateTime | null
}

/** What is asked of one institution's mappings; null asks nothing. */
interface MappingQuestion {
  readonly providerCode: string
  readonly localCode: string | null
  /** Part of the local name. */
  readonly localName: string | null
  readonly listType: string | null
  readonly itemCode: string | null
  readonly on: IsoDate | null
  readonly beginsOn: IsoDate | null
  /** Whether it counts on `today`: not withdrawn and within its days. */
  readonly valid: boolean | null
  readonly today: IsoDate
  readonly updatedSince: LocalDateTime | null
}

export interface MappingStore {
  shown(question: MappingQuestion, page: Page): Promise<Part<ShownMapping>>
  /** Everything of an institution that is not withdrawn. */
  allOnFile(providerCode: string): Promise<readonly FiledMapping[]>
}
