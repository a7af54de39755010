import type { CatalogItem } from '../catalog/index.ts'
import type { Fen, Ppm, UnitPrice } from '../kernel/index.ts'
import type { EligiblePart, Facts, OtherPart, PlanStep, PolicyRefusal } from '../policy/index.ts'

/** Why a line is not paid at all. */
export type NotCoveredReason = 'class-c' | 'restricted' | 'rejected-by-hospital'

/** What a step of a computation did: to a line, to the bill as the plan says, or with the account at the end. */
export type StepCode =
  | 'line-total'
  | NotCoveredReason
  | 'over-price-limit'
  | 'pre-coinsurance'
  | PlanStep['step']
  | 'account'

/** The engine's own quantities that go into a step. */
export type InputCode =
  | 'price'
  | 'quantity'
  | 'amount'
  | 'ceiling'
  | 'base'
  | 'preCoinsuranceRate'
  | 'poolRate'
  | 'usedThisYear'
  | 'accountBalance'
  | 'startsAt'
  | 'band'
  | 'payable'
  | 'available'

/** A value of the law; `label` is the policy's own. */
export interface ParameterInput {
  readonly parameter: string
  readonly label: string
  readonly value: string
}

/** One thing that went into a step; `value` as people write it: `600.00`, `85%`, of a band `4700.00 × 85%`; bands count from 1. */
export type TraceInput =
  | { readonly name: Exclude<InputCode, 'band'>; readonly value: string }
  | { readonly name: 'band'; readonly index: number; readonly value: string }
  | ParameterInput

/**
 * One step of a computation: what went in, what came out, and which words of the law say so. It is kept with the
 * settlement, so it carries codes; whoever shows it has the words.
 */
export interface TraceStep {
  readonly step: StepCode
  /** The item's name in the steps of a line; empty in those of a bill. */
  readonly subject: string
  /** In the order in which people read them. */
  readonly inputs: readonly TraceInput[]
  readonly result: Fen
  readonly source: string
  /** True when a value used here is not printed in any source. */
  readonly assumed: boolean
}

/** The four parts of one line; they add up to `total`. */
export interface LineSplit {
  readonly total: Fen
  readonly nonCovered: Fen
  readonly overPriceLimit: Fen
  readonly preCoinsurance: Fen
  readonly eligible: Fen
  /** The share borne first that was used; the whole for an item that is not covered. */
  readonly preCoinsuranceRate: Ppm
  /** The price ceiling that was used; null when there is none. */
  readonly ceiling: UnitPrice | null
  readonly reason: 'covered' | NotCoveredReason
  /** Where class, share and ceiling come from. */
  readonly source: string
  readonly assumed: boolean
  readonly trace: readonly TraceStep[]
}

export interface ItemTerms {
  /** What the split asks of the item. */
  readonly item: Pick<CatalogItem, 'name' | 'class' | 'restricted'>
  readonly preCoinsuranceRate: Ppm
  readonly ceiling: UnitPrice | null
  readonly source: string
  readonly assumed: boolean
}

/** The sums of a bill's lines, in fen. */
export interface BillTotals {
  readonly total: Fen
  readonly nonCovered: Fen
  readonly overPriceLimit: Fen
  readonly preCoinsurance: Fen
  readonly eligible: Fen
}

export interface BillInput {
  readonly totals: BillTotals
  readonly facts: Facts
  /** Running totals of the year by code; an absent code is zero. */
  readonly used: Readonly<Record<string, Fen>>
  readonly accountBalance: Fen
  /** Whether the person wants the account to pay what it may pay. */
  readonly accountUsed: boolean
  /** At most this much from the account; null lets it pay whatever it may. */
  readonly accountAsked: Fen | null
}

/** Who pays what of one bill. */
export interface Apportionment {
  readonly parts: Readonly<Record<EligiblePart, Fen>>
  readonly pool: Fen
  /** Paid by the personal account: the account stage and what it pays of the person's share. */
  readonly account: Fen
  readonly cash: Fen
  /** account + cash */
  readonly person: Fen
  /** The fund's share above the deductible, as the plan states it; for a tiered plan pool ÷ base. */
  readonly poolRate: Ppm
  readonly totalsAdded: Readonly<Record<string, Fen>>
  readonly trace: readonly TraceStep[]
}

export type BenefitRefusal =
  | PolicyRefusal
  | {
      readonly code: 'benefit.bad-bill'
      readonly reason: 'negative' | 'parts-do-not-sum'
      readonly part: OtherPart | 'eligible' | 'total'
    }
