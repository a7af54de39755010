import type { DateRange, Fen, IsoDate } from '../kernel/index.ts'
import type { Facts, Place, PolicyRefusal, Span, ValueTrace } from '../policy/index.ts'

/** Where the others of the household stand for the same year of cover; `alone` when no household is looked at. */
export type HouseholdStanding = 'alone' | 'patient-insured' | 'members-insured' | 'none-insured'

/** One person who pays to be insured for a year, or from a month on. */
export interface EnrolmentRequest {
  /** For what is paid: a year of cover `2026`, or its first month `2026-03` where cover runs by the month. */
  readonly period: string
  /** Person status, age, day of birth and whatever else the rules ask. */
  readonly facts: Facts
  /** The periods already paid for, in any order; null leaves the counters to the facts. */
  readonly paid: readonly string[] | null
}

/** How long a person has been insured without a break when a period begins. */
export interface Standing {
  /** The number of the period's year in the unbroken run: 1 for who begins or begins again. */
  readonly consecutiveYear: number
  /** Periods missed just before; 0 when the gap stayed within the grace, and for who was never insured. */
  readonly missed: number
  readonly everInsured: boolean
}

/**
 * How well a last day is known: it is `exact`, or the holidays of its year are not known and it is the earliest
 * (`at-least`) or the latest (`at-most`) that it can be, whichever the decision needed.
 */
export type Certainty = 'exact' | 'at-least' | 'at-most'

/** What the engine decided on the way, in order; `inputs` lead to the law. */
export type EnrolmentStep =
  | ({ readonly step: 'continuity' } & Standing & { readonly inputs: readonly ValueTrace[] })
  | {
      readonly step: 'window'
      readonly label: string
      /** The first and the last day inside. */
      readonly opens: IsoDate
      readonly closes: IsoDate
      readonly closing: Certainty
      /** Windows before this one of which unknown holidays do not let anybody say whether they were still open. */
      readonly undecided: readonly string[]
      /** Of calendar days; the values of a span are among its inputs. */
      readonly source: string
      readonly assumed: boolean
      readonly inputs: readonly ValueTrace[]
    }
  | {
      readonly step: 'wait'
      readonly label: string
      readonly from: IsoDate
      readonly length: number
      readonly unit: Span['unit']
      readonly dayOne: Span['dayOne']
      /** Empty when the length is a single named value. */
      readonly how: string
      /** The last day that is not paid. */
      readonly lastDay: IsoDate
      readonly ending: Certainty
      readonly inputs: readonly ValueTrace[]
    }
  | { readonly step: 'premium'; readonly how: string; readonly result: Fen; readonly inputs: readonly ValueTrace[] }
  | { readonly step: 'cover'; readonly from: IsoDate; readonly until: IsoDate }

/** From which day care of one person is paid, and why. */
export interface EnrolmentDecision {
  readonly rules: string
  readonly paidOn: IsoDate
  readonly year: number
  readonly window: string
  /** The days of the year of cover on which care is paid; there is at least one. */
  readonly cover: DateRange
  /** The first of them. */
  readonly coverageFrom: IsoDate
  readonly standing: Standing | null
  /** What the rules were asked with: the facts given and the counters. */
  readonly facts: Facts
  /** What the window asks to be paid; null when it asks the usual premium. */
  readonly premium: Fen | null
  readonly trace: readonly EnrolmentStep[]
}

/** A window that was for the person, with its days; days after an event may lie in other years than the one in question. */
export interface WindowSeen {
  readonly window: string
  readonly opens: IsoDate
  readonly closes: IsoDate
  readonly closing: Certainty
}

export type EnrolmentRefusal =
  | PolicyRefusal
  /** No window for this person is open on the day of payment. */
  | {
      readonly code: 'enrolment.outside-window'
      readonly rules: string
      readonly year: number
      readonly paidOn: IsoDate
      readonly windows: readonly WindowSeen[]
    }
  /** The windows for this person say nothing about the day of payment: it lies before them, or they are repealed. */
  | {
      readonly code: 'enrolment.no-window'
      readonly rules: string
      readonly paidOn: IsoDate
      readonly firstFrom: IsoDate | null
      readonly place: Place
    }
  /** Working days are counted into a year whose holidays the rules do not know, and the decision depends on them. */
  | {
      readonly code: 'enrolment.holidays-unknown'
      readonly rules: string
      readonly after: IsoDate
      readonly place: Place
    }
  /** The window is open, but care would be paid only after the year of cover: the payment would buy nothing. */
  | {
      readonly code: 'enrolment.no-day-covered'
      readonly rules: string
      readonly year: number
      readonly paidOn: IsoDate
      readonly window: string
      /** The first day that would be covered, were the year longer. */
      readonly coverageFrom: IsoDate
      readonly place: Place
    }
  /** A span comes to a part of a day or month. */
  | { readonly code: 'enrolment.part-of-a-day'; readonly rules: string; readonly length: string; readonly place: Place }

/** One member of a household, in the year of cover in question. */
export interface HouseholdMember {
  readonly member: string
  readonly facts: Facts
  readonly paid: readonly string[] | null
  /** Insured for the year already, by an earlier payment. */
  readonly insured: boolean
  /** The day of the payment that is to be decided; null when nothing was paid. */
  readonly paidOn: IsoDate | null
}

export interface Household {
  readonly period: string
  readonly members: readonly HouseholdMember[]
  /** The member who needs care; null when nobody does. */
  readonly patient: string | null
}

export interface MemberDecision {
  readonly member: string
  /** May enrol alone; nobody waits for such a member. */
  readonly exempt: boolean
  readonly outcome:
    | { readonly is: 'insured' }
    | { readonly is: 'not-paid' }
    | { readonly is: 'enrolled'; readonly decision: EnrolmentDecision }
    | { readonly is: 'refused'; readonly refusal: EnrolmentRefusal }
}

/** What comes of a household that must enrol together. */
export interface HouseholdDecision {
  readonly rules: string
  /** What makes them enrol together on that day; null when nothing does, and each member stands alone. */
  readonly obligedBy: { readonly label: string; readonly source: string; readonly assumed: boolean } | null
  readonly standing: HouseholdStanding
  readonly members: readonly MemberDecision[]
  /** Members who must be insured and are not; while there are any, care of the household is not paid. */
  readonly missing: readonly string[]
  /** The last payment that made the household complete; null while members are missing, or when none was needed. */
  readonly completeOn: IsoDate | null
  /** What the windows of the newcomers ask together; the usual premiums are not in it. */
  readonly premiumTotal: Fen
}
