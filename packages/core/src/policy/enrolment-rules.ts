import type { Dated, WorkYear } from '../kernel/index.ts'
import type { Expression } from './expression.ts'
import type { Condition, Place, Rules } from './types.ts'

/** A day of the year of cover, or of the year before it; `end` is the last day of the month. */
export interface YearDay {
  readonly yearBefore: boolean
  readonly month: number
  readonly day: number | 'end'
}

/** The first and the last day on which a window is open. */
export interface WindowDays {
  readonly opens: YearDay
  readonly closes: YearDay
}

/** So many days, working days or months after a day, and which day is the first of them. */
export interface Span {
  readonly length: Expression
  readonly unit: 'day' | 'working-day' | 'month'
  /** Day one: the day itself, the day after, or the first day of the next month. */
  readonly dayOne: 'same-day' | 'next-day' | 'next-month'
}

/** A waiting period (等待期): care is paid from the day after its last day. */
export interface Wait extends Span {
  readonly name: string
  readonly label: string
  /** From what it is counted: the payment, or the first day of the period of cover when the payment came before it. */
  readonly counts: 'payment' | 'year'
  readonly place: Place
}

/** When a window is open: calendar days over time, or a span after an event of the person's life. */
export type WindowOpening =
  | { readonly days: readonly Dated<WindowDays>[] }
  /** `after` is a fact that is a date, such as the day of birth. */
  | { readonly after: string; readonly within: Span }

/**
 * From which day care is paid: the first day of the year (or month) of cover, the payment, the first day of the month
 * after it, the event that opened the window, or the end of a waiting period. Never before the period of cover.
 */
export type CoverStart = 'year' | 'payment' | 'next-month' | 'event' | { readonly wait: string }

/** A window in which a person may enrol for a year of cover. */
export interface EnrolmentWindow {
  readonly name: string
  readonly label: string
  /** The window is not for this person unless all hold; empty for everybody. */
  readonly when: readonly Condition[]
  readonly opening: WindowOpening
  readonly cover: CoverStart
  /** What must be paid to enrol in this window, when the law sets another premium than the usual one. */
  readonly premium: Expression | null
  readonly place: Place
}

/** How consecutive years (连续参保年限) are counted. */
export interface Continuity {
  /** Residents pay by the year, employees by the month. */
  readonly per: 'year' | 'month'
  /** A break of at most so many periods is none; null when every missed period breaks. */
  readonly grace: Expression | null
}

/** All members of a household must enrol together (家庭成员须同时参保). */
export interface HouseholdRule {
  readonly label: string
  /** Who may enrol alone, and whom nobody waits for. */
  readonly exempt: readonly Condition[]
  readonly rule: readonly Dated<'together'>[]
  readonly place: Place
}

/** The holidays of one year, with the notice that sets them. */
export interface HolidayYear extends WorkYear {
  readonly source: string
}

/** Who may enrol when in one scheme of one region, and from which day care is paid. */
export interface EnrolmentRules extends Rules {
  readonly scheme: '310' | '390'
  /** The first that is for the person and open on the day of payment decides. */
  readonly windows: readonly EnrolmentWindow[]
  readonly waits: Readonly<Record<string, Wait>>
  readonly continuity: Continuity | null
  readonly household: HouseholdRule | null
  readonly holidays: readonly HolidayYear[]
  /** Other ways to read the same text, by name: whole rules, for comparison only. */
  readonly readings: Readonly<Record<string, EnrolmentRules>>
}
