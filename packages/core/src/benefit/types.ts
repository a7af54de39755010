import type { CatalogItem } from '../catalog/index.ts'
import type { Fen, Ppm, Rounding, UnitPrice } from '../kernel/index.ts'
import type { Facts, LayerPart, LayerStep, OtherPart, Payer, PolicyRefusal, ValueTrace } from '../policy/index.ts'

/** Why a line is not paid at all. */
export type NotCoveredReason = 'class-c' | 'restricted' | 'rejected-by-hospital'

/** What a step of a computation did: to a line, to a layer of the plan, or with the account at the end. */
export type StepCode =
  | 'line-total'
  /** An audit rule took an amount out of a line: the institution bears it, or it is not covered. */
  | 'audit-institution'
  | 'audit-person'
  | NotCoveredReason
  | 'over-price-limit'
  | 'pre-coinsurance'
  | 'layer'
  | LayerStep['step']
  /** A payment stopped at what the earlier layers left of the bill. */
  | 'nothing-left'
  /** Of a stay: the bill is what the whole stay came to, less its earlier bills. */
  | 'earlier-bills'
  | 'account'
  | 'family'

/** The engine's own quantities that go into a step. */
export type InputCode =
  | 'price'
  | 'quantity'
  | 'amount'
  | 'ceiling'
  | 'base'
  | 'preCoinsuranceRate'
  | 'rate'
  | 'usedBefore'
  | 'accountBalance'
  | 'startsAt'
  | 'band'
  | 'payable'
  | 'available'
  | 'wholeStay'
  | 'earlierBills'
  | 'rule'
  | 'says'
  | 'saysEnglish'
  | 'knowledge'
  | 'clause'

/**
 * One thing that went into a step: a quantity of the engine's own, or a value of the law with everything behind it.
 * `value` as people write it: `600.00`, `85%`, of a band `4700.00 × 85%`; bands are those of the table, from 1. `how` says how a rate or an
 * amount came about where the law calculates it.
 */
export type TraceInput =
  | { readonly name: Exclude<InputCode, 'band'>; readonly value: string; readonly how?: string }
  | { readonly name: 'band'; readonly index: number; readonly value: string; readonly how?: string }
  | ValueTrace

/**
 * One step of a computation: what went in, what came out, how it was rounded, and which words of the law say so; a
 * layer holds its steps. It is kept with the settlement, so it carries codes; whoever shows it has the words.
 */
export interface TraceStep {
  readonly step: StepCode
  /** The item's name in the steps of a line, the layer's label in a layer; empty elsewhere. */
  readonly subject: string
  /** Of a layer: its name, by which the calculations of later ones call it. */
  readonly layer?: string
  readonly payer?: Payer
  /** In the order in which people read them. */
  readonly inputs: readonly TraceInput[]
  readonly result: Fen
  readonly rounding?: Rounding
  /** Of a line: where class, share and ceiling come from. The values of a plan carry their own sources. */
  readonly source: string
  /** True when a value used here is not printed in any source. */
  readonly assumed: boolean
  readonly steps?: readonly TraceStep[]
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
  /** The stream of the bill to which the eligible part belongs; `ordinary` is none. */
  readonly stream: string
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
  readonly stream: string
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
  /** Eligible expense that the region puts into a stream of its own (特药, 植入材料 …); the rest is ordinary. */
  readonly streams: Readonly<Record<string, Fen>>
  readonly facts: Facts
  /** Running totals before this bill by code, each of its own period; an absent code is zero. */
  readonly used: Readonly<Record<string, Fen>>
  /** Deductible that the same stay paid in an earlier benefit year: the basic layer asks that much less. */
  readonly deductibleBefore?: Fen
  readonly accountBalance: Fen
  /** What relatives let this person use of their accounts (家庭共济); absent when nobody does. */
  readonly familyBalance?: Fen
  /** Whether the person wants the account to pay what it may pay. */
  readonly accountUsed: boolean
  /** At most this much from the account; null lets it pay whatever it may. */
  readonly accountAsked: Fen | null
}

/** What one layer did: its parts add up to its base. */
export interface LayerResult {
  readonly name: string
  readonly payer: Payer
  readonly base: Fen
  readonly parts: Readonly<Record<LayerPart, Fen>>
}

/** Who pays what of one bill. */
export interface Apportionment {
  /** The layers that applied, in their order. */
  readonly layers: readonly LayerResult[]
  /** The parts of the basic layer; all zero when it did not apply. */
  readonly parts: Readonly<Record<LayerPart, Fen>>
  readonly payments: Readonly<Record<Payer, Fen>>
  /** All funds together, without what the hospital waives. */
  readonly fund: Fen
  /** Paid by the personal account: the account stage and what it pays of the person's share. */
  readonly account: Fen
  /** Paid by accounts of relatives, of what the own account left of the parts it may pay. */
  readonly family: Fen
  readonly cash: Fen
  /** account + family + cash */
  readonly person: Fen
  /** The basic layer's share above the deductible, as the plan states it; by bands, payment ÷ base. */
  readonly poolRate: Ppm
  readonly totalsAdded: Readonly<Record<string, Fen>>
  /** Empty when none was asked for. */
  readonly trace: readonly TraceStep[]
}

export type BenefitRefusal =
  | PolicyRefusal
  | {
      readonly code: 'benefit.bad-bill'
      readonly reason: 'negative' | 'parts-do-not-sum' | 'streams-exceed-eligible'
      readonly part: OtherPart | 'eligible' | 'total' | 'streams'
    }
