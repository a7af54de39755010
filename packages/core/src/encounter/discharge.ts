import type { DivisionCode, Fen, IsoDate } from '../kernel/index.ts'
import type { ProviderLevel, SchemeCode } from './types.ts'

/** 出院病例, as grouping reads it. Codes are opaque texts: `A17.000+G01*` is one diagnosis. */
export interface DischargeRecord {
  /** National `gend`: 1 male, 2 female. */
  readonly gender: string
  /** Whole years. */
  readonly ageYears: number | null
  /** Days of age; only of those under one year. */
  readonly ageDays: number | null
  readonly birthWeightGrams: number | null
  readonly department: string | null
  readonly stayDays: number | null
  /** National `dscg_way`. */
  readonly leavingType: string | null
  /** The first is the principal one. */
  readonly diagnoses: readonly string[]
  /** The first is the principal one. */
  readonly operations: readonly string[]
  readonly intensiveCareHours: number | null
}

/** A discharge with what it cost and who has paid so far: what the payer prices. */
export interface DischargedCase {
  readonly caseId: string
  readonly providerCode: string
  readonly providerLevel: ProviderLevel
  readonly scheme: SchemeCode
  /** The region whose fund pays. */
  readonly division: DivisionCode
  readonly insuredId: string
  readonly admittedOn: IsoDate
  readonly dischargedOn: IsoDate
  readonly settledOn: IsoDate
  readonly record: DischargeRecord
  readonly total: Fen
  readonly drugs: Fen
  readonly consumables: Fen
  /** What the pooled fund was charged with when the person settled. */
  readonly fundPaid: Fen
  /** What every other fund and the person paid: total less `fundPaid`. */
  readonly otherPaid: Fen
}
