import type { Catalog } from '../catalog/index.ts'
import type { Insured, ProviderLevel } from '../encounter/index.ts'
import type { Fen, IsoDate, Quantity, UnitPrice } from '../kernel/index.ts'

/** Before an order is given (3101, 事前), or before a bill is settled (3102, 事中). */
export type ReviewMoment = 'ordering' | 'settling'

/** One order as the doctor or the till sees it. */
export interface ReviewOrder {
  /** The hospital's number of the prescription or order; several items may share it. */
  readonly orderId: string
  readonly itemCode: string
  readonly itemName: string
  /** The day of the order; null when it was not told. */
  readonly on: IsoDate | null
  readonly price: UnitPrice | null
  readonly quantity: Quantity | null
  readonly amount: Fen | null
  /** Under review now; the others are there to be looked at beside it. */
  readonly current: boolean
}

export interface ReviewEncounter {
  readonly encounterId: string
  readonly orders: readonly ReviewOrder[]
}

export interface ReviewPatient {
  readonly patientId: string
  readonly gender: Insured['gender']
  readonly birth: IsoDate | null
  readonly encounters: readonly ReviewEncounter[]
}

/** What a review is asked about, and what it looks things up in. */
export interface ReviewRequest {
  readonly patients: readonly ReviewPatient[]
  readonly catalog: Catalog
  readonly level: ProviderLevel
  readonly today: IsoDate
  /** Only these rules; null for all of them. */
  readonly rules: readonly string[] | null
}

export type RuleCode =
  | 'unknown-item'
  | 'not-valid'
  | 'not-covered'
  | 'over-ceiling'
  | 'other-sex'
  | 'other-age'
  | 'restricted'
  | 'duplicate'

/** National `sev_deg`: 1 明确违规, 2 高度可疑, 3 轻度可疑, 4 监测分析. */
export type ReviewSeverity = '1' | '2' | '3' | '4'

/** One warning about one order. */
export interface ReviewFinding {
  readonly rule: RuleCode
  readonly severity: ReviewSeverity
  readonly patientId: string
  readonly encounterId: string
  readonly orderId: string
  readonly itemCode: string
  readonly itemName: string
  /** Which one it is of the same item under the same order, from 1: tells rows apart without their place in the message. */
  readonly occurrence: number
  /** The money in question; null where the message names none. */
  readonly amount: Fen | null
  /** What the order was held against: the text of the restriction, a ceiling, a day, the other order. */
  readonly evidence: string
}

/** What a doctor does with a warning: goes on with a reason, or changes the order. */
export type FeedbackWay = 'continue' | 'change'

export interface Feedback {
  readonly resultId: string
  readonly way: FeedbackWay
  /** Empty when the order was changed without a word. */
  readonly reason: string
}
