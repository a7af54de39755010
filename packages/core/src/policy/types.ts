import type { Dated, Fen, IsoDate, Ppm, Rounding } from '../kernel/index.ts'
import type { Expression } from './expression.ts'

/** Where a piece of law stands in its file; refusals and messages to authors name it. */
export interface Place {
  readonly file: string
  readonly line: number
}

/** One band of a rate table: from the previous band's `to` (or zero) up to `to`; `null` is open-ended. */
export interface Tier {
  readonly to: Fen | null
  /** `null`: the source says nothing about this band; an amount that reaches it is refused. */
  readonly rate: Ppm | null
}

/** A rate is a share of the whole; a factor may exceed it; a number is a plain number, kept in millionths like both. */
export type ParameterKind = 'money' | 'rate' | 'factor' | 'number' | 'tiers'
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

/** What rules may ask about person, place and visit: a word, a number or an amount in fen, a date, a list of words. */
export type Facts = Readonly<Record<string, string | number | readonly string[]>>

/** A fact that one set of rules asks for beyond those that every visit has. */
export interface Input {
  readonly name: string
  readonly label: string
  readonly kind: 'text' | 'number' | 'money' | 'date' | 'list'
  /** The words it may say, of a text or a list; empty when any. */
  readonly words: readonly string[]
  /** Of a list: the name by which one of its words is asked for. */
  readonly each: string | null
}

/**
 * A condition on one fact or on an earlier class: one of these words, a number within bounds (both ends inside;
 * `null` is open), or a date on or after `since` and earlier than `before`.
 */
export type Condition =
  | { readonly fact: string; readonly oneOf: readonly string[] }
  | { readonly fact: string; readonly atLeast: number | null; readonly atMost: number | null }
  | { readonly fact: string; readonly since: IsoDate | null; readonly before: IsoDate | null }

/** A classification: the first row whose conditions all hold gives the class. */
export interface Classification {
  readonly name: string
  readonly rows: readonly { readonly when: readonly Condition[]; readonly is: string }[]
  readonly place: Place
}

/** What a formula comes to: an amount in fen, a share of the whole, or a plain number (both in millionths). */
export type FormulaKind = 'money' | 'rate' | 'number'

/** A named calculation over parameters, facts, amounts and other formulas. */
export interface Formula {
  readonly name: string
  readonly label: string
  readonly kind: FormulaKind
  readonly is: Expression
  readonly place: Place
}

/** Dated law of any room: facts it asks for, words it makes of them, numbers, and how they combine. */
export interface Rules {
  readonly id: string
  readonly label: string
  readonly labelEn: string
  readonly inputs: readonly Input[]
  readonly classes: readonly Classification[]
  readonly parameters: Readonly<Record<string, Parameter>>
  readonly formulas: Readonly<Record<string, Formula>>
  readonly place: Place
}

/** Who pays a layer. `hospital` is an amount that the hospital waives; the others are funds. */
export type Payer = Fund | 'hospital'

/** 统筹基金, 大额补助, 大病保险, 公务员补助, 企业补充, 医疗救助 and everything else, such as a commercial plan. */
export type Fund = 'pool' | 'largeAmount' | 'criticalIllness' | 'civilServant' | 'enterprise' | 'assistance' | 'other'

/** The parts into which a layer's base falls; together they are the base. */
export type LayerPart =
  | 'overCostLimit'
  | 'accountStage'
  | 'deductible'
  | 'priorShare'
  | 'paid'
  | 'copay'
  | 'overPaymentLimit'

/** The parts of a bill that are not eligible. */
export type OtherPart = 'nonCovered' | 'overPriceLimit' | 'preCoinsurance'

/** The parts that may stay with the person, whom the personal account may help to pay them. */
export type PersonPart = Exclude<LayerPart, 'paid' | 'accountStage'> | OtherPart

/** What one step of a layer does with what is left of the layer's base. */
export type LayerStep =
  /** Only so much cost counts; the rest stays out. */
  | { readonly step: 'cost-limit'; readonly limit: Expression; readonly total: string | null }
  /** The personal account pays the front, as far as it reaches. */
  | { readonly step: 'account-stage' }
  /** The person bears the front. */
  | { readonly step: 'deductible'; readonly amount: Expression; readonly total: string | null }
  /** The person bears this share of what is left first (先行自付 of off-site care). */
  | { readonly step: 'prior-share'; readonly rate: Expression }
  /** The payer pays one share of what is left. */
  | { readonly step: 'rate'; readonly rate: Expression }
  /** The payer pays by the bands of a rate table. */
  | {
      readonly step: 'tiers'
      readonly tiers: string
      /** The payer's share within a band, from the band's own rate. */
      readonly rate: Expression
      /** Where in the table this bill begins; null at its beginning. */
      readonly startsAt: Expression | null
      /** Whether what was taken from the front of this bill eats into the lowest bands. */
      readonly front: 'inside' | 'outside'
    }
  /** The payer pays an amount, at most what is left. */
  | { readonly step: 'pay'; readonly amount: Expression }
  /** The payer pays no less than this (保底). */
  | { readonly step: 'at-least'; readonly amount: Expression }
  /** The payer pays no more than this. */
  | { readonly step: 'payment-limit'; readonly limit: Expression; readonly total: string | null }

/** One payer's turn: a base of its own, steps that divide it, and what the payer pays of it. */
export interface Layer {
  readonly name: string
  readonly label: string
  readonly payer: Payer
  /** The layer is passed over unless all hold; empty for every bill. */
  readonly when: readonly Condition[]
  readonly base: Expression
  readonly steps: readonly LayerStep[]
  /** How the payment becomes whole fen. */
  readonly rounding: Rounding
  readonly place: Place
}

/** What a plan is for; special drugs (特药) and chronic diseases (门慢门特) are outpatient care with plans of their own. */
export type CareName = 'outpatient' | 'special-drug' | 'chronic' | 'pharmacy' | 'inpatient' | 'maternity'

/** Over what a running total runs: a year of the region, a calendar month, one stay, or stays linked by transfer. */
export type TotalSpan = 'year' | 'month' | 'stay' | 'episode'

/** A running total that a plan reads or feeds; the code is what 5206 answers as `cum_type_code`. */
export interface TotalRule {
  readonly code: string
  readonly label: string
  /** The amount of the bill that it adds: `eligible`, `basic.deductible` … */
  readonly adds: string
  readonly over: TotalSpan
}

/** How one scheme of one region pays one kind of care. */
export interface Plan extends Rules {
  /** Null for a plan that no settlement chooses by itself: it is asked by name. */
  readonly scheme: '310' | '390' | null
  readonly care: readonly CareName[]
  /** In the order in which they pay; the first is the basic one. */
  readonly layers: readonly Layer[]
  readonly totals: readonly TotalRule[]
  /** The parts of the bill and of its basic layer that the personal account may pay; empty when it pays none. */
  readonly accountPays: readonly PersonPart[]
  /** Other ways to read the same text, by name: whole plans, for comparison only. */
  readonly readings: Readonly<Record<string, Plan>>
}

export type PolicyRefusal =
  | {
      readonly code: 'policy.no-value'
      readonly plan: string
      readonly parameter: string
      readonly key: readonly string[]
      readonly on: string
      readonly reason: 'before-first' | 'repealed' | 'no-such-class' | 'not-stated'
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
      readonly code: 'policy.no-fact'
      readonly plan: string
      readonly fact: string
      readonly place: Place
    }
  | {
      readonly code: 'policy.divided-by-zero'
      readonly plan: string
      readonly place: Place
    }
  | {
      readonly code: 'policy.no-plan'
      readonly division: string
      readonly scheme: string
      readonly care: CareName
    }
