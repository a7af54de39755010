import type { DateRange, IsoDate, Ppm } from '../kernel/index.ts'

/** Whose archive it is. */
export type CreditKind = 'institution' | 'doctor' | 'person'

/** 责任程度: where in its band a breach is counted. */
export type Responsibility = 'general' | 'important' | 'main'

/** What points are taken for; the band is all that anybody may take for it. */
export interface Breach {
  readonly code: string
  readonly kind: CreditKind
  readonly zh: string
  readonly en: string
  readonly least: number
  readonly most: number
  readonly range: DateRange
  readonly source: string
  readonly assumed: boolean
}

/** What gives points back. */
export interface Repair {
  readonly code: string
  readonly kind: CreditKind
  readonly zh: string
  readonly en: string
  readonly points: number
  readonly mostPerYear: number
  readonly range: DateRange
  readonly source: string
  readonly assumed: boolean
}

/** What is left of a point after so many months. */
export interface Fading {
  readonly months: number
  readonly left: Ppm
}

/** From so many points in a natural year on. */
export interface Threshold {
  readonly points: number
  /** Reached by one breach alone. */
  readonly atOnce: boolean
  readonly does: 'talk' | 'pause' | 'end'
  /** How long it lasts, both included. */
  readonly months: readonly [least: number, most: number]
}

export interface Grade {
  readonly grade: string
  /** The least score that has it. */
  readonly from: number
}

/** How an archive of a kind counts, from a day on. */
export interface CreditScheme {
  readonly kind: CreditKind
  /** `year`: points add up within a natural year; otherwise they are taken from `base` and fade. */
  readonly counts: 'year' | 'base'
  readonly base: number
  readonly fading: readonly Fading[]
  readonly grades: readonly Grade[]
  readonly thresholds: readonly Threshold[]
  /** Where in a band each degree of responsibility counts. */
  readonly responsibility: Readonly<Record<Responsibility, Ppm>>
  /** Calendar days in which a record may be appealed. */
  readonly appealDays: number
  readonly range: DateRange
  readonly source: string
  readonly assumed: boolean
}

export interface CreditRules {
  readonly schemes: readonly CreditScheme[]
  readonly breaches: readonly Breach[]
  readonly repairs: readonly Repair[]
}

/** What happened to an archive; never changed. `refers` is the number of the record that it is about. */
export type CreditDeed =
  | {
      readonly kind: 'record'
      readonly breach: string
      readonly responsibility: Responsibility
      readonly points: number
      /** The matter that was decided. */
      readonly matterId: string
    }
  | { readonly kind: 'appeal'; readonly refers: number }
  /** The points that remain; none takes the record back. */
  | { readonly kind: 'resolve'; readonly refers: number; readonly points: number }
  | { readonly kind: 'repair'; readonly refers: number; readonly repair: string; readonly points: number }

export interface CreditEvent {
  /** 1 for the first of an archive. */
  readonly number: number
  readonly on: IsoDate
  readonly by: string
  readonly reason: string
  readonly deed: CreditDeed
}

/** What somebody asks for; points that are not named follow from the responsibility. */
export type CreditOrder =
  | {
      readonly kind: 'record'
      readonly breach: string
      readonly responsibility: Responsibility
      readonly points?: number
      readonly matterId: string
    }
  | { readonly kind: 'appeal'; readonly refers: number }
  | { readonly kind: 'resolve'; readonly refers: number; readonly points: number }
  | { readonly kind: 'repair'; readonly refers: number; readonly repair: string }

/** How one record comes to count what it counts. */
export interface CreditPart {
  readonly number: number
  readonly on: IsoDate
  readonly breach: string
  readonly matterId: string
  readonly recorded: number
  /** After an appeal; the same as recorded without one. */
  readonly upheld: number
  readonly repaired: number
  /** What fell away with time, or with the year. */
  readonly faded: number
  readonly counts: number
  readonly appeal: 'none' | 'open' | 'resolved'
}

export interface Consequence {
  readonly does: Threshold['does']
  readonly points: number
  readonly atOnce: boolean
  readonly reachedOn: IsoDate
  /** The first day on which it may be over, and the last on which it may still hold. */
  readonly earliestEnd: IsoDate
  readonly latestEnd: IsoDate
}

/** An archive on a day. `value` is what is left of the base, or the points of the year. */
export interface CreditStanding {
  readonly kind: CreditKind
  readonly on: IsoDate
  readonly counts: CreditScheme['counts']
  readonly value: number
  readonly grade: string | null
  readonly parts: readonly CreditPart[]
  /** What holds on the day. */
  readonly consequences: readonly Consequence[]
  readonly source: string
  readonly assumed: boolean
}

export type CreditRefusal =
  | { readonly code: 'credit.no-scheme'; readonly kind: CreditKind; readonly on: IsoDate }
  | { readonly code: 'credit.no-reason' }
  | { readonly code: 'credit.unknown-breach'; readonly breach: string }
  | { readonly code: 'credit.unknown-record'; readonly number: number }
  | { readonly code: 'credit.unknown-repair'; readonly repair: string }
  | { readonly code: 'credit.already-recorded'; readonly number: number }
  | { readonly code: 'credit.already-appealed'; readonly number: number }
  | { readonly code: 'credit.no-appeal'; readonly number: number }
  | { readonly code: 'credit.same-person'; readonly userId: string }
  | { readonly code: 'credit.too-late'; readonly until: IsoDate; readonly today: IsoDate }
  | { readonly code: 'credit.points'; readonly points: number; readonly least: number; readonly most: number }
  | { readonly code: 'credit.appeal-open'; readonly number: number }
  | { readonly code: 'credit.nothing-left'; readonly number: number }
  | { readonly code: 'credit.repair-cap'; readonly most: number; readonly year: number }
  | { readonly code: 'credit.out-of-order'; readonly last: IsoDate; readonly today: IsoDate }
