import type { ProviderKind, ProviderLevel } from '../encounter/index.ts'
import type { Fen, IsoDate, LocalDateTime } from '../kernel/index.ts'

/** One settled stay, as patterns look at it: what a claim of any country also tells. */
export interface StayFact {
  /** Of the settlement or claim; unique. */
  readonly stayId: string
  readonly personId: string
  readonly providerCode: string
  /** Where the institution is, as far as distance matters: a division, a state. */
  readonly place: string | null
  /** Attending doctor. */
  readonly doctor: string | null
  readonly department: string | null
  readonly from: IsoDate
  /** Day of discharge; not before `from`. */
  readonly until: IsoDate
  readonly amount: Fen
  /** What the funds paid. */
  readonly paid: Fen
  /** The first is the principal one. */
  readonly diagnoses: readonly string[]
  readonly operations: readonly string[]
  readonly group: string | null
  readonly diedOn: IsoDate | null
  readonly homePlace: string | null
}

/** One presence at a counter: a visit or a purchase, to the second. */
export interface CardEvent {
  readonly eventId: string
  readonly personId: string
  readonly providerCode: string
  readonly place: string | null
  readonly terminal: string | null
  readonly doctor: string | null
  readonly at: LocalDateTime
  readonly amount: Fen
  readonly items: readonly string[]
}

/** One dispensing of one ingredient. */
export interface DispensedDrug {
  readonly lineId: string
  readonly personId: string
  readonly providerCode: string
  readonly ingredient: string
  readonly on: IsoDate
  /** Days that the quantity lasts. */
  readonly daysSupply: number
  readonly amount: Fen
}

/** 监管方法: against a set value, among peers, over time, from several signals. */
export type Means = 'target' | 'outlier' | 'trend' | 'risk'

export type BadWhen = 'high' | 'low' | 'two-sided'

/** What an indicator is a value of: `provider` 330000…; `provider` and `department`; one person. */
export const grains = [
  'region',
  'scheme',
  'provider',
  'department',
  'doctor',
  'disease-group',
  'person',
  'age-band',
  'rule',
  'terminal',
  'ingredient',
  'unit',
  'risk-class',
] as const

export type Grain = (typeof grains)[number]

/** The subject of a value. `peers` names what it may be compared with, the narrowest first: level × kind × region, level × kind, kind. */
export interface Subject {
  readonly grain: Grain
  /** Every code that it takes to name it: of a department the institution's and its own. */
  readonly key: readonly string[]
  readonly level: ProviderLevel | null
  readonly kind: ProviderKind | null
  readonly region: string | null
}

/** One value of one indicator; exact sums, so that it can be added up and opened. */
export interface IndicatorValue {
  readonly indicator: string
  /** `2025-03`, `2025`, or a day. */
  readonly period: string
  readonly subject: Subject
  readonly numerator: number
  /** Null of an indicator that is a plain count or sum. */
  readonly denominator: number | null
  /** Null where the denominator is nothing. */
  readonly value: number | null
  /** How many rows stand behind it. */
  readonly rows: number
}
