import type { Branded } from './branded.ts'
import { invariant } from './invariant.ts'
import type { Result } from './result.ts'
import { ok, refuse } from './result.ts'

/** A Beijing civil date, `yyyy-MM-dd`, in the years 1900 to 2999. Dates compare as strings. */
export type IsoDate = Branded<string, 'iso-date'>

export interface DateRefusal {
  readonly code: 'kernel.bad-date'
  readonly text: string
  readonly reason: 'form' | 'year-out-of-range' | 'no-such-day' | 'no-such-time'
}

const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/
const firstYear = 1900
const lastYear = 2999

/** The last day that can be written; what is said to last through it has no end. */
export const lastDay = `${lastYear}-12-31` as IsoDate

/** Reads a real calendar date. Refuses with `kernel.bad-date`. */
export function parseIsoDate(text: string): Result<IsoDate, DateRefusal> {
  const match = dateForm.exec(text)
  if (match === null) return refuse({ code: 'kernel.bad-date', text, reason: 'form' })
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < firstYear || year > lastYear) return refuse({ code: 'kernel.bad-date', text, reason: 'year-out-of-range' })
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    return refuse({ code: 'kernel.bad-date', text, reason: 'no-such-day' })
  }
  return ok(text as IsoDate)
}

/** For dates we write ourselves. @throws InvariantError when the text is not a real date */
export function isoDate(text: string): IsoDate {
  const parsed = parseIsoDate(text)
  invariant(parsed.ok, () => `not a date: ${text}`)
  return parsed.value
}

export function yearOf(date: IsoDate): number {
  return Number(date.slice(0, 4))
}

function monthOf(date: IsoDate): number {
  return Number(date.slice(5, 7))
}

function dayOf(date: IsoDate): number {
  return Number(date.slice(8, 10))
}

/** @throws InvariantError when the outcome leaves the years 1900 to 2999 */
export function addDays(date: IsoDate, days: number): IsoDate {
  invariant(Number.isSafeInteger(days), 'a date moves by whole days')
  return dateFromDayNumber(dayNumber(date) + days)
}

/**
 * The same day of another month, or that month's last day when it is shorter: 31 January and one month is 28 or 29 February.
 *
 * @throws InvariantError when the outcome leaves the years 1900 to 2999
 */
export function addMonths(date: IsoDate, months: number): IsoDate {
  invariant(Number.isSafeInteger(months), 'a date moves by whole months')
  const count = yearOf(date) * 12 + (monthOf(date) - 1) + months
  const year = Math.floor(count / 12)
  const month = count - year * 12 + 1
  return dateFromParts(year, month, Math.min(dayOf(date), daysInMonth(year, month)))
}

/**
 * A day of a year and month; `end` is the last day of the month.
 *
 * @throws InvariantError when the calendar has no such day
 */
export function civilDate(year: number, month: number, day: number | 'end'): IsoDate {
  return dateFromParts(year, month, day === 'end' ? daysInMonth(year, month) : day)
}

/** The first day of the next month, whatever the day. @throws InvariantError after the year 2999 */
export function firstOfNextMonth(date: IsoDate): IsoDate {
  return addMonths(dateFromParts(yearOf(date), monthOf(date), 1), 1)
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from)
}

export function laterDate(a: IsoDate, b: IsoDate): IsoDate {
  return daysBetween(a, b) > 0 ? b : a
}

/**
 * Completed years of age, reached on the birthday itself; who was born on 29 February completes a common year on 1 March.
 *
 * @throws InvariantError when `on` lies before the birth
 */
export function ageOn(birth: IsoDate, on: IsoDate): number {
  invariant(on >= birth, () => `nobody born on ${birth} has an age on ${on}`)
  const years = yearOf(on) - yearOf(birth)
  return on.slice(5) < birth.slice(5) ? years - 1 : years
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function dateFromParts(year: number, month: number, day: number): IsoDate {
  const two = (n: number) => String(n).padStart(2, '0')
  return isoDate(`${year}-${two(month)}-${two(day)}`)
}

// The two functions below are Howard Hinnant's days_from_civil and civil_from_days ("chrono-Compatible Low-Level Date
// Algorithms"), for years after 0. Years begin in March, so that the leap day is the last of its year; 400 years are 146097 days.

function dayNumber(date: IsoDate): number {
  const month = monthOf(date)
  const year = yearOf(date) - (month <= 2 ? 1 : 0)
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOf(date) - 1
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear
}

function dateFromDayNumber(number: number): IsoDate {
  const era = Math.floor(number / 146_097)
  const dayOfEra = number - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return dateFromParts(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
}
