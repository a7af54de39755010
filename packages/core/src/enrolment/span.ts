import {
  addDays,
  addMonths,
  addWorkdays,
  firstOfNextMonth,
  type IsoDate,
  ok,
  type Result,
  refuse,
  type WorkYear,
  wholePpm,
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
 * @returns null when working days are counted into a year whose holidays are not known
 */
export function lastDayOf(
  after: IsoDate,
  { unit, dayOne }: Pick<Span, 'unit' | 'dayOne'>,
  length: number,
  years: readonly WorkYear[],
): IsoDate | null {
  const first = dayOneAfter(after, dayOne)
  if (unit === 'day') return addDays(first, length - 1)
  if (unit === 'month') return addDays(addMonths(first, length), -1)
  return addWorkdays(addDays(first, -1), length, years)
}

/** Where a span ends, how long it is and why. */
interface SpanEnd extends Explained {
  readonly length: number
  readonly lastDay: IsoDate
}

export type CompiledSpan = (scope: Scope<null>, after: IsoDate) => Result<SpanEnd, EnrolmentRefusal>

export interface SpanContext {
  readonly rules: EnrolmentRules
  readonly compile: CompiledRules<null>['compile']
}

/** A span on one date of the law; it refuses a length that is no whole number, and working days of an unknown year. */
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
    const lastDay = lastDayOf(after, span, units, rules.holidays)
    if (lastDay === null) return refuse({ code: 'enrolment.holidays-unknown', rules: rules.id, after, place })
    return ok({ length: units, lastDay, ...explainIn(scope, span.length) })
  }
}
