import type { Dated, DivisionCode, Fen, Ppm, Rounding } from '../kernel/index.ts'

/** Where a piece of law stands in its file; refusals and messages to authors name it. */
export interface Place {
  readonly file: string
  readonly line: number
}

/** One band of a rate table: from the previous band's `to` (or zero) up to `to`; `null` is open-ended. */
export interface Tier {
  readonly to: Fen | null
  readonly rate: Ppm
}

export type ParameterKind = 'money' | 'rate' | 'tiers'
export type ParameterValue = Fen | Ppm | readonly Tier[]

/** One row of a parameter: the classes it holds for, in the order of `Parameter.by`, and its dated values. */
export interface ParameterRow {
  readonly key: readonly string[]
  readonly values: readonly Dated<ParameterValue>[]
  readonly place: Place
}

/** A number (or rate table) of the law, by classes of person and place, over time. */
export interface Parameter {
  readonly name: string
  readonly label: string
  readonly kind: ParameterKind
  readonly by: readonly string[]
  readonly rows: readonly ParameterRow[]
  readonly place: Place
}

/** What a plan may ask about person, place and visit. */
export type Facts = Readonly<Record<string, string | number>>

/** A condition on one fact: one of these texts, or a number within bounds (both ends inside; `null` is open). */
export type Condition =
  | { readonly fact: string; readonly oneOf: readonly string[] }
  | { readonly fact: string; readonly atLeast: number | null; readonly atMost: number | null }

/** A classification: the first row whose conditions all hold gives the class. */
export interface Classification {
  readonly name: string
  readonly rows: readonly { readonly when: readonly Condition[]; readonly is: string }[]
  readonly place: Place
}

/** How parameters combine into an amount or a rate. */
export type Expression =
  | { readonly parameter: string }
  | { readonly product: readonly Expression[] }
  | { readonly sum: readonly Expression[] }
  | { readonly complement: Expression }

/** From where a rate table counts: this bill alone, the running total of the year, or this bill's deductible upwards. */
export type TierPosition = 'visit' | 'year' | 'above-deductible'

/** The parts into which the eligible expense of a bill falls; together they are the eligible expense. */
export type EligiblePart = 'overCostLimit' | 'accountStage' | 'deductible' | 'pool' | 'copay' | 'overPaymentLimit'

/** The parts of a bill that are not eligible. */
export type OtherPart = 'nonCovered' | 'overPriceLimit' | 'preCoinsurance'

export type BillPart = EligiblePart | OtherPart

/** The parts that stay with the person, whom the personal account may help to pay them. */
export type PersonPart = Exclude<BillPart, 'pool' | 'accountStage'>

export type PlanStep =
  | { readonly step: 'cost-limit'; readonly limit: Expression; readonly total: string }
  | { readonly step: 'account-stage' }
  | { readonly step: 'deductible'; readonly amount: Expression; readonly total: string | null }
  | { readonly step: 'pool-rate'; readonly rate: Expression }
  | {
      readonly step: 'pool-tiers'
      readonly tiers: string
      /** The table prints the person's share instead of the fund's. */
      readonly copay: boolean
      readonly position: TierPosition
      readonly total: string | null
    }
  | { readonly step: 'payment-limit'; readonly limit: Expression; readonly total: string }

/** What a plan is for; special drugs (特药) are outpatient care with a plan of their own. */
export type CareName = 'outpatient' | 'special-drug' | 'pharmacy' | 'inpatient'

/** A running total of the year that this plan reads or feeds; the code is what 5206 answers as `cum_type_code`. */
export interface TotalRule {
  readonly code: string
  readonly label: string
  readonly adds: 'eligible' | EligiblePart
}

/** How one scheme of one region pays one kind of care. */
export interface Plan {
  readonly id: string
  readonly label: string
  readonly labelEn: string
  readonly scheme: '310' | '390'
  readonly care: readonly CareName[]
  readonly classes: readonly Classification[]
  readonly parameters: Readonly<Record<string, Parameter>>
  readonly steps: readonly PlanStep[]
  readonly totals: readonly TotalRule[]
  /** The parts of the bill that the personal account may pay, in this order; empty when it pays none. */
  readonly accountPays: readonly PersonPart[]
  /** How the fund's payment becomes whole fen. */
  readonly rounding: Rounding
  readonly place: Place
}

/** What a region says about single items, before any plan: the share borne first and the price ceilings. */
export interface CoverageRules {
  /** By item class (`A`, `B`, `C`): the share borne first when the catalogue row has none of its own. */
  readonly preCoinsurance: Parameter | null
  /** By national charge type (`01` bed …): the price ceiling per unit. */
  readonly priceCeiling: Parameter | null
}

/** Everything one region says; its hash names this exact content for good. */
export interface RegionPack {
  readonly hash: string
  readonly division: DivisionCode
  readonly name: string
  readonly nameEn: string
  readonly coverage: CoverageRules
  readonly plans: readonly Plan[]
  readonly place: Place
}

export type PolicyRefusal =
  | {
      readonly code: 'policy.no-value'
      readonly plan: string
      readonly parameter: string
      readonly key: readonly string[]
      readonly on: string
      readonly reason: 'before-first' | 'repealed' | 'no-such-class'
      readonly firstFrom: string | null
      readonly place: Place
    }
  | {
      readonly code: 'policy.no-class'
      readonly plan: string
      readonly classification: string
      readonly place: Place
    }
  | {
      readonly code: 'policy.no-plan'
      readonly division: string
      readonly scheme: string
      readonly care: CareName
    }
