import type { DischargedCase } from '../encounter/index.ts'
import type { Fen } from '../kernel/index.ts'
import type { PreparedPlan } from './prepare.ts'
import type {
  CaseGroups,
  CaseScore,
  CaseSums,
  PaymentRefusal,
  PointValue,
  PricedCase,
  SpecialCaseReview,
} from './types.ts'

/**
 * What stands of a case: `listed` has a settlement list, `no-list` waits for one, `two-insurances` has bills under several insurances,
 * `undone` was accounted for and no longer stands.
 */
export type CaseState = 'listed' | 'no-list' | 'two-insurances' | 'undone'

/** A plan that cases of a month may follow. */
export interface CaseLaw {
  readonly hash: string
  readonly prepared: PreparedPlan
  /** Groups of a case as this plan's tables ask for them; null where the case brings them. */
  readonly groups: ((facts: DischargedCase) => CaseGroups) | null
}

/** A value of a point that cases of a year were priced with. */
export interface UsedValue {
  readonly year: number
  readonly value: PointValue
  /** The plan it is of, where that is not the month's own. */
  readonly planHash?: string
}

/** What closed months recognised for a case so far, undone ones taken back. */
export interface Recognised {
  readonly points: number
  readonly total: Fen
  readonly fundPaid: Fen
  readonly otherPaid: Fen
  readonly standard: Fen
  readonly fundPayable: Fen
  /** The run that priced it as a case. */
  readonly runId: string
  /** Whether the last of them took it back. */
  readonly takenBack: boolean
}

/** A case of a month before it is priced. */
export interface CaseToPrice {
  readonly facts: DischargedCase
  readonly factsDigest: string
  readonly state: CaseState
  readonly groups: CaseGroups
  readonly recognised: Recognised | null
  readonly review: SpecialCaseReview | null
}

/** What keeps a case from being priced: no list yet, bills under several insurances, or what a plan refuses. */
export type HeldReason =
  | PaymentRefusal
  | { readonly code: 'payment.no-list' | 'payment.two-insurances'; readonly caseId: string }

/** Amounts of a row; of an adjustment the differences to what was recognised before. */
export interface MonthAmounts {
  readonly points: number
  readonly total: Fen
  readonly fundPaid: Fen
  readonly otherPaid: Fen
  readonly standard: Fen
  readonly fundPayable: Fen
}

/** What a month made of a case. */
export interface MonthCase extends MonthAmounts {
  readonly facts: DischargedCase
  readonly factsDigest: string
  readonly role: 'case' | 'adjustment' | 'held'
  readonly why: 'undone' | 'restored' | 'review' | null
  readonly reviewId: string | null
  readonly method: string | null
  readonly kind: string
  readonly groupCode: string | null
  readonly groups: CaseGroups | null
  readonly score: CaseScore | null
  readonly price: PricedCase | null
  readonly refusal: HeldReason | null
  /** The plan that priced it, where that is not the month's own: that of its own day. */
  readonly planHash: string | null
}

/** Sums of an institution's part of a month. */
export interface PartSums {
  readonly level: string | null
  readonly pools: readonly { readonly pool: string; readonly sums: CaseSums }[]
  readonly adjustments: {
    readonly undone: number
    readonly restored: number
    readonly review: number
    readonly standard: Fen
    readonly fundPayable: Fen
    readonly fundPaid: Fen
  }
  /** The values of a point that it was priced with. */
  readonly values: readonly UsedValue[]
  /** Cases that wait, by the code of what is missing. */
  readonly held: Readonly<Record<string, number>>
  /** The first refusals that only a decision cures. */
  readonly refusals: readonly PaymentRefusal[]
}
