import {
  addDays,
  addMonths,
  addWorkdays,
  firstOfNextMonth,
  type IsoDate,
  isWorkday,
  ok,
  type Result,
  refuse,
  type WorkYear,
  weekdayOf,
  wholePpm,
  yearOf,
} from '../kernel/index.ts'
import {
  type CompiledRules,
  type EnrolmentRules,
  type Explained,
  explainIn,
  type Place,
  type Scope,
  type Span,
  unlessRefused,
  valueText,
} from '../policy/index.ts'
import type { EnrolmentRefusal } from './types.ts'

type HolidaysUnknown = Extract<EnrolmentRefusal, { code: 'enrolment.holidays-unknown' }>

function dayOneAfter(day: IsoDate, dayOne: Span['dayOne']): IsoDate {
  switch (dayOne) {
    case 'same-day':
      return day
    case 'next-day':
      return addDays(day, 1)
    case 'next-month':
      return firstOfNextMonth(day)
  }
}

/**
 * The last day of a span of whole units after a day; a span of nothing ends on the day before its day one.
 *
 * Months whose day one is the day after end on the corresponding day of a later month, or on the last day of a month
 * that has none; with the day itself as day one they end one day earlier. Source: 民法典第二百零一条、第二百零二条.
 *
 * @returns null when working days are counted into a year whose holidays are not known
 */
export function lastDayOf(
  after: IsoDate,
  { unit, dayOne }: Pick<Span, 'unit' | 'dayOne'>,
  length: number,
  years: readonly WorkYear[],
): IsoDate | null {
  const before = addDays(dayOneAfter(after, dayOne), -1)
  switch (unit) {
    case 'day':
      return addDays(before, length)
    case 'month':
      if (dayOne === 'next-day') return addMonths(after, length)
      return addDays(addMonths(addDays(before, 1), length), -1)
    case 'working-day':
      return addWorkdays(before, length, years)
  }
}

/** More days off on weekdays than any yearly notice gives; 2025 has 18. */
const mostDaysOff = 30

function outermostWorkday(before: IsoDate, count: number, years: readonly WorkYear[], side: keyof LastDays): IsoDate {
  const daysOff = new Map<number, number>()
  const isWorked = (day: IsoDate): boolean => {
    if (side === 'earliest') return true
    if (weekdayOf(day) > 5) return false
    const off = daysOff.get(yearOf(day)) ?? 0
    daysOff.set(yearOf(day), off + 1)
    return off >= mostDaysOff
  }
  let day = before
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkday(day, years) ?? isWorked(day)) left -= 1
  }
  return day
}

/** The earliest and the latest day on which a span can end; the same day when all holidays are known. */
export interface LastDays {
  readonly earliest: IsoDate
  readonly latest: IsoDate
}

/**
 * Where a span ends at the earliest, were every day of an unknown year worked, and at the latest, were each such year to
 * begin with more days off than any year has.
 */
export function lastDaysOf(
  after: IsoDate,
  span: Pick<Span, 'unit' | 'dayOne'>,
  length: number,
  years: readonly WorkYear[],
): LastDays {
  const lastDay = lastDayOf(after, span, length, years)
  if (lastDay !== null) return { earliest: lastDay, latest: lastDay }
  const before = addDays(dayOneAfter(after, span.dayOne), -1)
  return {
    earliest: outermostWorkday(before, length, years, 'earliest'),
    latest: outermostWorkday(before, length, years, 'latest'),
  }
}

/** Where a span ends, how long it is and why. */
interface SpanEnd extends Explained, LastDays {
  readonly length: number
}

export type CompiledSpan = (scope: Scope<null>, after: IsoDate) => Result<SpanEnd, EnrolmentRefusal>

export interface SpanContext {
  readonly rules: EnrolmentRules
  readonly compile: CompiledRules<null>['compile']
}

/** The refusal of who needs to know on which day a span ends, and cannot. */
export function holidaysUnknown(rules: EnrolmentRules, after: IsoDate, place: Place): HolidaysUnknown {
  return { code: 'enrolment.holidays-unknown', rules: rules.id, after, place }
}

/** A span on one date of the law; it refuses a length that is no whole number. */
export function compileSpan(span: Span, place: Place, { rules, compile }: SpanContext): CompiledSpan {
  const lengthIn = compile(span.length)
  return (scope, after) => {
    const length = unlessRefused(scope, lengthIn(scope))
    if (!length.ok) return length
    if (typeof length.value !== 'number' || length.value % wholePpm !== 0) {
      const text = valueText(length.value, 'number')
      return refuse({ code: 'enrolment.part-of-a-day', rules: rules.id, length: text, place })
    }
    const units = length.value / wholePpm
    return ok({ length: units, ...lastDaysOf(after, span, units, rules.holidays), ...explainIn(scope, span.length) })
  }
}
