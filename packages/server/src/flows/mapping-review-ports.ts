import type { CatalogItem } from '@yibao/core/catalog'
import type { IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { FiledMapping, MappingStanding } from '@yibao/core/mapping'
import type { Reach } from '@yibao/core/office'
import type { MappingDetails } from './mapping-ports.ts'
import type { Operation } from './operation-log.ts'
import type { Belongs } from './rest-ports.ts'

/** What makes a mapping doubtful on the day it is looked at. */
type MappingDoubt = 'unknown-item' | 'not-in-force' | 'other-name' | 'other-form'

/** A mapping beside the item that it names. */
export interface ReviewedMapping extends FiledMapping, MappingStanding {
  readonly providerCode: string
  readonly providerName: string
  readonly details: MappingDetails
  readonly mappedAt: LocalDateTime
  readonly withdrawnAt: LocalDateTime | null
  readonly reviewedBy: string | null
  readonly reviewedAt: LocalDateTime | null
  readonly reason: string | null
  readonly doubts: readonly MappingDoubt[]
  /** The row in force on the day, else the latest one; null when the catalogue does not know the code. */
  readonly item: Pick<CatalogItem, 'name' | 'kind' | 'class' | 'form' | 'unit' | 'restriction' | 'range'> | null
}

export interface MappingSearch {
  readonly providerCode: string | null
  readonly state: MappingStanding['state'] | null
  readonly doubt: MappingDoubt | 'any' | null
  readonly itemCode: string | null
  /** How the local code begins, or a part of the local name. */
  readonly search: string | null
  readonly today: IsoDate
}

export type MappingKey = Pick<ReviewedMapping, 'mappedAt' | 'providerCode' | 'mappingId'>

export interface MappingReads {
  /** The longest on file first. */
  list(
    search: MappingSearch,
    reach: Reach,
    after: MappingKey | null,
    limit: number,
  ): Promise<readonly ReviewedMapping[]>
}

/** What is written down of one review. */
interface MappingVerdict extends MappingStanding {
  readonly by: string
  readonly at: LocalDateTime
  readonly reason: string | null
}

export interface MappingReviews {
  find(providerCode: string, mappingId: string): Promise<(MappingStanding & Belongs) | null>
  /**
   * Writes a verdict with its row of the operation log. A refused mapping is withdrawn with it.
   *
   * @param before the version that the verdict is about
   * @returns false when somebody else's review, or a withdrawal, came first
   */
  record(
    key: Pick<ReviewedMapping, 'providerCode' | 'mappingId'>,
    before: number,
    verdict: MappingVerdict,
    operation: Operation,
  ): Promise<boolean>
}
