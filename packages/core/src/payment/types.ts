import type { GroupStatus } from '../drg/index.ts'
import type { SchemeCode } from '../encounter/index.ts'
import type { Branded, Fen, IsoDate } from '../kernel/index.ts'
import type { CaseKind, Millionths, Points } from './parameter-types.ts'
import type { PaymentRefusal } from './refusals.ts'

export type * from './method-types.ts'
export type * from './parameter-types.ts'
export type * from './plan-types.ts'
export type { PaymentRefusal }

/** Yuan a point, in whole millionths of a yuan. */
export type PointValueAmount = Branded<number, 'point-value'>

export type StepUnit =
  | 'yuan'
  | 'points'
  | 'yuan-per-point'
  | 'yuan-per-day'
  | 'number'
  | 'percent'
  | 'days'
  | 'cases'
  | 'people'
  | 'score'
  | 'text'

export interface StepValue {
  /** A decimal text, exact or to the last digit shown: `1250`, `18112.50`, `12.0000`, `72%`. */
  readonly value: string
  readonly unit: StepUnit
}

export interface StepInput extends StepValue {
  /** What it is: `weight`, `institution`, `mean`, `pointValue` …; text for people is made elsewhere. */
  readonly name: string
}

/** One line of a trace: how an amount came about. */
export interface Step {
  /** `case.normal`, `case.low`, `value.standard`, `clearing.overspend` … */
  readonly formula: string
  readonly inputs: readonly StepInput[]
  readonly result: StepValue
  /** Where the numbers of the law among the inputs are written. */
  readonly sources: readonly StepSource[]
}

export interface StepSource {
  readonly parameter: string
  readonly source: string
  readonly assumed: boolean
}

/** The group of a case under one kind of grouping, as payment reads it. */
export interface CaseGroup {
  readonly status: GroupStatus
  /** The code under which the table of weights knows it. */
  readonly group: string
  /** DIP: the group of those that no group takes. */
  readonly blank: boolean
  /** DIP: the auxiliary coefficients that apply. */
  readonly auxiliary: readonly { readonly name: string; readonly coefficient: Millionths }[]
}

/** What groupings know of a case; a plan reads those that its methods ask for. */
export interface CaseGroups {
  readonly drg: CaseGroup | null
  readonly dip: CaseGroup | null
}

export interface MethodExit {
  readonly method: string
  readonly reason: 'cost' | 'other-treatment' | 'leaving'
}

/** What a case is worth before there is a point value; keeps everything that valuing needs. */
export interface CaseScore {
  readonly caseId: string
  readonly institution: string
  readonly level: string
  readonly scheme: SchemeCode
  /** Of a person insured in another region; absent of others. */
  readonly area?: 'remote'
  /** The day that its values followed. */
  readonly on: IsoDate
  readonly method: string
  readonly methodKind: 'disease' | 'bed-day' | 'cost' | 'drg' | 'dip'
  readonly group: string | null
  readonly kind: CaseKind
  /** Words of the pool, in the order of the plan: `310`, `310/tertiary`; empty of a single pool. */
  readonly pool: string
  /** Zero of a case priced in yuan. */
  readonly points: Points
  /** Of a high-cost case the points above those of a normal one; absent of others. */
  readonly extra?: Points
  /** Null of a case priced in points. */
  readonly money: Fen | null
  /** Paid so only until somebody reviewed it. */
  readonly awaitsReview: boolean
  readonly reviewId: string | null
  /** Weight of its group, for the case-mix index; null without one. */
  readonly weight: Millionths | null
  /** Mean cost of its group, for the cost index; null without one. */
  readonly groupMean: Fen | null
  readonly groupMeanStay: Millionths | null
  readonly total: Fen
  readonly fundPaid: Fen
  readonly otherPaid: Fen
  readonly stayDays: number
  readonly exits: readonly MethodExit[]
  readonly steps: readonly Step[]
}

export interface PointValue {
  readonly pool: string
  readonly stage: 'budget' | 'settlement'
  readonly amount: PointValueAmount
  readonly steps: readonly Step[]
}

export interface PricedCase {
  readonly caseId: string
  readonly institution: string
  readonly kind: CaseKind
  /** Payment standard. */
  readonly standard: Fen
  /** What the fund owes for it; may be negative where the plan says so. */
  readonly fundPayable: Fen
  /** `fundPayable` less what the fund was charged: the institution's gain, negative a loss. */
  readonly difference: Fen
  readonly steps: readonly Step[]
}

/** Sums of priced cases; adding them is associative and starts from `noCases`. */
export interface CaseSums {
  readonly cases: number
  readonly points: Points
  /** Weight of the groups, for the case-mix index, and how many cases have one. */
  readonly weight: Points
  readonly weighted: number
  /** Standard of the cases priced in yuan. */
  readonly money: Fen
  readonly moneyCases: number
  /** What the fund owes for them, and what others paid of them. */
  readonly moneyFund: Fen
  readonly moneyOther: Fen
  readonly standard: Fen
  readonly fundPayable: Fen
  readonly total: Fen
  readonly fundPaid: Fen
  readonly otherPaid: Fen
  readonly stayDays: number
  /** Sums over the cases that have them, for the indices of cost and of time. */
  readonly groupMeans: Fen
  readonly costWithMean: Fen
  readonly groupStays: Points
  readonly stayWithMean: number
  readonly kinds: Readonly<Partial<Record<CaseKind, number>>>
  readonly awaitingReview: number
  /** Points of high-cost cases above those of normal ones; absent where nobody counted them. */
  readonly highExtra?: Points
}

/** 扣款: of an audit, a contract; positive comes off. */
export interface Deduction {
  readonly id: string
  readonly reason: string
  readonly amount: Fen
}

export interface Advance {
  readonly institution: string
  readonly month: string
  readonly amount: Fen
  readonly steps: readonly Step[]
}

/** 月结算单. */
export interface Statement {
  readonly plan: string
  readonly institution: string
  /** `2025-03`. */
  readonly month: string
  readonly cases: number
  readonly points: Points
  readonly standard: Fen
  readonly fundPayable: Fen
  readonly deductions: Fen
  readonly deposit: Fen
  readonly advanceOffset: Fen
  readonly carriedIn: Fen
  /** What is to be paid now: zero or more. */
  readonly payable: Fen
  /** What could not be taken off now, positive: it comes off the next month. */
  readonly carriedOut: Fen
  readonly steps: readonly Step[]
}

/** 年终清算结果. */
export interface Clearing {
  readonly plan: string
  readonly institution: string
  readonly year: number
  readonly points: Points
  /** What the fund owes at the settlement point value, or by budget or capitation. */
  readonly payable: Fen
  readonly charged: Fen
  /** Kept part of what was saved. */
  readonly savingsKept: Fen
  /** What the reserve adds for what was overspent. */
  readonly overspendShared: Fen
  /** Paid for the year before deductions and deposit. */
  readonly settled: Fen
  /** Part of the deposit that is lost by assessment. */
  readonly depositLost: Fen
  readonly deductions: Fen
  readonly paidBefore: Fen
  /** What is still to be paid; negative: to be taken back. */
  readonly final: Fen
  /** Its cases that nobody reviewed, though the plan asks for it. */
  readonly awaitingReview: number
  readonly steps: readonly Step[]
}

/** 特例单议 of one case, decided by two reviewers. */
export interface SpecialCaseReview {
  readonly reviewId: string
  readonly caseId: string
  readonly applicant: string
  readonly reviewers: readonly string[]
  readonly decidedOn: IsoDate
  readonly reason: string
  readonly outcome: ReviewOutcome
}

export type ReviewOutcome =
  | { readonly kind: 'rejected' }
  | { readonly kind: 'points'; readonly points: Points }
  | { readonly kind: 'money'; readonly standard: Fen }
  /** Its own cost times a share of at most the whole. */
  | { readonly kind: 'cost'; readonly share: Millionths }
