import type { SchemeCode } from '@yibao/core/encounter'
import type { DivisionCode, IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { CentreRow, ClaimFigures, ClearingApplication, Sums } from '@yibao/core/reconciliation'

/** One institution's rows of a period by the time of settlement; the last day is included whole. */
export interface PeriodQuestion {
  readonly providerCode: string
  readonly begin: IsoDate
  readonly end: IsoDate
  /** What was settled, what undid it, or both. */
  readonly side: 'settlements' | 'undoings' | 'both'
}

/** The sums of the rows that share scheme, division of insurance and kind of care. */
export interface PartSums extends Sums, ClaimFigures {
  readonly scheme: SchemeCode
  readonly division: DivisionCode
  readonly medType: string
}

/** Which parts of a period are meant. */
export interface PeriodParts {
  readonly divisions: readonly string[]
  readonly medTypes: readonly string[]
}

/** A settlement that an institution names and the period has not. */
export interface NamedSettlement {
  readonly settlementId: string
  readonly at: LocalDateTime
  /** A 2601 took it back. */
  readonly taken: boolean
  readonly stands: boolean
}

/** An institution's settlements across people: asked for when books are compared, never on the hot road. */
export interface ReconciliationStore {
  sums(question: PeriodQuestion): Promise<readonly PartSums[]>
  /** The rows of some parts, oldest first, page by page. */
  pages(question: PeriodQuestion, parts: PeriodParts): AsyncIterable<readonly CentreRow[]>
  /** What is on file of the institution under these numbers, whenever it was settled. */
  named(
    providerCode: string,
    names: readonly { readonly insuredId: string; readonly settlementId: string }[],
  ): Promise<readonly NamedSettlement[]>
}

/** Clearing applications and what they are compared with, on the transaction of one message. */
export interface ClearingTables extends Pick<ReconciliationStore, 'sums'> {
  /** Waits for whoever applies or withdraws at the same moment for this institution. */
  lock(providerCode: string): Promise<void>
  /** The application for that month, type and way that was not withdrawn. */
  standing(
    key: Pick<ClearingApplication, 'providerCode' | 'month' | 'clearingType' | 'clearingWay'>,
  ): Promise<ClearingApplication | null>
  find(key: Pick<ClearingApplication, 'providerCode' | 'applicationId'>): Promise<ClearingApplication | null>
  /** @param medTypes the kinds of care that were claimed */
  add(application: ClearingApplication, medTypes: readonly string[]): Promise<void>
  withdraw(key: Pick<ClearingApplication, 'providerCode' | 'applicationId'>, at: LocalDateTime): Promise<void>
}
