import type { Fen, IsoDate } from '../kernel/index.ts'
import type { CaseSums, Clearing, Deduction, Millionths, Points, PointValue, Step } from './types.ts'

/** What an advance may be based on; only what the plan's rule asks for is needed. */
export interface AdvanceFacts {
  readonly institution: string
  readonly level: string | null
  readonly scheme: '310' | '390'
  /** `2025-03`. */
  readonly month: string
  /** The institution's budget of the year. */
  readonly budgetOfYear: Fen | null
  /** Fund charges that it filed for the month. */
  readonly filedOfMonth: Fen | null
  /** Fund payments of last year, whole. */
  readonly paidLastYear: Fen | null
}

export interface MonthFacts {
  readonly institution: string
  readonly level: string | null
  readonly scheme: '310' | '390'
  readonly month: string
  /** Sums of its cases, priced at the budget point value. */
  readonly sums: CaseSums
  /** What capitation gives for the month, beside cases that it does not pay for; null under plans that pay only cases. */
  readonly capitation: Fen | null
  /** What was charged under capitation; without it the amount is paid whole. */
  readonly charges?: CapitationCharges
  readonly deductions: readonly Deduction[]
  /** Advance paid for the month and not yet offset. */
  readonly advance: Fen
  /** `carriedOut` of the month before. */
  readonly carriedIn: Fen
}

/** A pool's part of an institution's year. */
export interface InstitutionPool {
  readonly pool: string
  readonly sums: CaseSums
}

export interface InstitutionYear {
  readonly institution: string
  readonly level: string | null
  /**
   * Its cases of the year by pool, priced at the settlement point value when the plan's allocation is `cases`; a plan without points needs one entry with the
   * fund charges in `sums.fundPaid`.
   */
  readonly pools: readonly InstitutionPool[]
  /** What clearing by capitation owes it; null under other plans. */
  readonly capitation: Fen | null
  /** What was charged under capitation in the year; without it the institution is owed the amount whole. */
  readonly charges?: CapitationCharges
  /** Score of the yearly assessment in millionths (92.5 is 92500000); null: not assessed. */
  readonly assessment: Millionths | null
  /** All deductions of the year, those that months took off already among them. */
  readonly deductions: readonly Deduction[]
  /** Deposit withheld over the year. */
  readonly depositWithheld: Fen
  /** Advances paid out in the year, whether offset or not. */
  readonly advances: Fen
  /** `payable` of the year's monthly statements: what was paid out. */
  readonly monthsPaid: Fen
}

/** A whole region's year. */
export interface YearClearing {
  readonly plan: string
  readonly year: number
  readonly pools: readonly PoolYear[]
  readonly institutions: readonly Clearing[]
  /** Adjustment money of the budget, what overspend asked of it and what it gave. */
  readonly reserve: Fen
  readonly overspendAsked: Fen
  readonly overspendShared: Fen
  /** What somebody should look at before the money is paid out. */
  readonly findings: readonly ClearingFinding[]
  readonly steps: readonly Step[]
}

export type ClearingFinding =
  /** The budget has money for a pool in which nobody had a case: nobody gets it. */
  | { readonly code: 'clearing.pool-without-cases'; readonly pool: string; readonly fund: Fen }
  /** Cases that are paid so only until somebody reviewed them. */
  | { readonly code: 'clearing.awaiting-review'; readonly institution: string; readonly cases: number }

export interface PoolYear {
  readonly pool: string
  /** Null of a pool whose cases were all priced in yuan. */
  readonly value: PointValue | null
  /** What the points of the pool share, in standard and in fund money. */
  readonly pot: Fen
  readonly fund: Fen
  readonly points: Points
}

/** How far a budget is used, against the calendar. */
export interface BudgetProgress {
  readonly budget: Fen
  readonly used: Fen
  /** Negative when overspent. */
  readonly left: Fen
  readonly usedShare: Millionths
  /** The part of the budget meant for the months up to and including the last one given. */
  readonly planned: Fen
  readonly plannedShare: Millionths
  /** `used` less `planned`; negative when behind. */
  readonly ahead: Fen
  readonly months: readonly MonthProgress[]
  readonly steps: readonly Step[]
}

export interface MonthProgress {
  readonly month: string
  readonly planned: Fen
  readonly used: Fen
  readonly usedToDate: Fen
  readonly plannedToDate: Fen
}

export interface CapitationFacts {
  readonly institution: string
  readonly level: string | null
  readonly scheme: '310' | '390'
  readonly month: string
  /** People signed on with it in the month, by band of the plan. */
  readonly people: readonly { readonly band: string; readonly count: number }[]
}

/** People of one age who have filed the same diseases. */
export interface SignedPeople {
  readonly age: number
  readonly diseases: readonly string[]
  readonly count: number
}

/** What the fund was charged with by settlements that a capitation covers. */
export interface CapitationCharges {
  /** By the institution for the people signed on with it. */
  readonly own: Fen
  /** By others for its people, where the plan charges that to it. */
  readonly elsewhere: Fen
  /** By the institution for all others: paid as charged. */
  readonly others: Fen
}

export interface CapitationMonth {
  readonly institution: string
  readonly month: string
  readonly people: number
  readonly amount: Fen
  readonly steps: readonly Step[]
}

/** A case as weights and indices are made of it. */
export interface WeighedCase {
  readonly group: string
  readonly total: Fen
  readonly stayDays: number
  readonly level: string
}

/** Which cases count when weights are made. Ranks are parts of the sorted costs of a group, millionths. */
export interface WeightRules {
  readonly trim:
    | { readonly kind: 'none' }
    | { readonly kind: 'ranks'; readonly low: Millionths; readonly high: Millionths }
    /** Costs below `low` times or above `high` times the group's median go. */
    | { readonly kind: 'multiples'; readonly low: Millionths; readonly high: Millionths }
  /** M: `all` counted cases, or the mean of one group. */
  readonly reference: { readonly kind: 'all' } | { readonly kind: 'group'; readonly group: string }
  /** 1 for weights, 1000 for DIP scores; millionths. */
  readonly scale: Millionths
  readonly decimals: number
  /** Groups with fewer counted cases are not stable. */
  readonly fewest: number
}

export interface ReviewCap {
  readonly most: number
  readonly left: number
  readonly steps: readonly Step[]
}

export interface ReviewPlea {
  readonly institution: string
  readonly level: string | null
  readonly scheme: '310' | '390'
  readonly on: IsoDate
  /** Discharges of the rule's period. */
  readonly discharges: number
  /** Applications of the period so far. */
  readonly applied: number
}
