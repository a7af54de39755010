import type { CatalogItem } from '../catalog/index.ts'
import type { Fen, Ppm, UnitPrice } from '../kernel/index.ts'
import type { EligiblePart, Facts, OtherPart, PolicyRefusal } from '../policy/index.ts'

/** One step of a computation: what went in, what came out, and which words of the law say so. */
export interface TraceStep {
  readonly step: string
  readonly label: string
  /** Amounts and rates as people write them: `600.00`, `85%`. */
  readonly inputs: Readonly<Record<string, string>>
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
  readonly reason: 'covered' | 'class-c' | 'restricted' | 'rejected-by-hospital'
  /** Where class, share and ceiling come from. */
  readonly source: string
  readonly assumed: boolean
  readonly trace: readonly TraceStep[]
}

export interface ItemTerms {
  readonly item: CatalogItem
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
