import type { SchemeCode } from '@yibao/core/encounter'
import type { DivisionCode, Fen, Result } from '@yibao/core/kernel'
import type { Actor } from './operation-log.ts'

/** What is taken from an institution in the statement of a month. */
interface DeductionOrder {
  readonly providerCode: string
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  readonly month: string
  /** More than nothing. */
  readonly amount: Fen
  readonly reason: string
}

/** How an institution's year was assessed, by insurance. */
interface AssessmentOrder {
  readonly providerCode: string
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  readonly year: string
  /** Millionths of a score: 92.5 is 92500000. */
  readonly score: number
  /** The document or list that it is from. */
  readonly source: string
}

export type EntryRefusal =
  | { readonly code: 'payment.unknown-institution'; readonly providerCode: string }
  | { readonly code: 'payment.month-closed'; readonly month: string; readonly runId: string }
  | { readonly code: 'payment.year-cleared'; readonly year: string; readonly runId: string }

/** What people enter by hand beside the cases; each with its row in the operation log. */
export interface PaymentEntries {
  /** Refuses with `payment.unknown-institution`, `payment.month-closed` and `payment.year-cleared`. */
  deduct(actor: Actor, order: DeductionOrder): Promise<Result<{ readonly deductionId: string }, EntryRefusal>>
  /** The latest entry counts. Refuses with `payment.unknown-institution` and `payment.year-cleared`. */
  assess(actor: Actor, order: AssessmentOrder): Promise<Result<{ readonly number: number }, EntryRefusal>>
}
