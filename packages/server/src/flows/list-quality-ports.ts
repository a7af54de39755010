import type { SchemeCode } from '@yibao/core/encounter'
import type { IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { FindingCode, ListFinding } from '@yibao/core/settlement-list'

/** How the settlement lists of an institution's month stand. */
export interface ListQuality {
  readonly providerCode: string
  readonly providerName: string
  /** Stays that ended and stand; each is due one list. */
  readonly settled: number
  readonly submitted: number
  /** Kept and never submitted. */
  readonly saved: number
  readonly withdrawn: number
  readonly missing: number
  readonly flagged: number
  readonly replaced: number
  readonly faults: readonly { readonly code: FindingCode; readonly lists: number }[]
}

type ListStanding = 'missing' | 'saved' | 'withdrawn' | 'submitted'

export interface DueList {
  readonly settlementId: string
  readonly insuredId: string
  readonly scheme: SchemeCode
  readonly settledOn: IsoDate
  readonly state: ListStanding
  readonly version: number | null
  readonly sentAt: LocalDateTime | null
  readonly findings: readonly ListFinding[]
}

interface ListQuestion {
  /** Of settlement, `2025-03`. */
  readonly month: string
  readonly scheme: SchemeCode | null
}

/** Settlement lists as the payer looks after them; within a reach, in pages. */
export interface ListQualityReads {
  /** Behind an institution, by its code. */
  quality(
    asked: ListQuestion & { readonly providerCode: string | null },
    reach: Reach,
    after: string | null,
    limit: number,
  ): Promise<readonly ListQuality[]>
  /** Behind a settlement, by its number. */
  lists(
    asked: ListQuestion & { readonly providerCode: string; readonly state: ListStanding | 'flagged' | null },
    reach: Reach,
    after: string | null,
    limit: number,
  ): Promise<readonly DueList[]>
}
