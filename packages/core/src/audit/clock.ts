import { addDays, type IsoDate, isoDate } from '../kernel/index.ts'

/*
 * Days and times as whole numbers, read from their texts without making new ones: a rule asks for them on every line. What is no date gives
 * NaN, which is before and after nothing.
 */

const epoch = isoDate('1970-01-01')
const zero = 48

export const secondsPerDay = 86_400

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - zero) * 10 + text.charCodeAt(at + 1) - zero
}

function yearAt(text: string): number {
  return twoDigits(text, 0) * 100 + twoDigits(text, 2)
}

/** Days since 1970-01-01 of a date or time (Howard Hinnant's days_from_civil). */
export function dayNumber(text: string): number {
  const month = twoDigits(text, 5)
  const year = yearAt(text) - (month <= 2 ? 1 : 0)
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + twoDigits(text, 8) - 1
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - 719_468
}

/** Seconds since 1970-01-01 00:00:00; a date is its midnight. */
export function secondNumber(text: string): number {
  const midnight = dayNumber(text) * secondsPerDay
  if (text.length < 19) return midnight
  return midnight + twoDigits(text, 11) * 3600 + twoDigits(text, 14) * 60 + twoDigits(text, 17)
}

export function monthStart(text: string): number {
  return dayNumber(text) - twoDigits(text, 8) + 1
}

export function yearStart(text: string): number {
  return dayNumber(`${text.slice(0, 4)}-01-01`)
}

export function hourOf(text: string): number {
  return text.length < 13 ? 0 : twoDigits(text, 11)
}

/** 1 Monday to 7 Sunday; the first of January 1970 was a Thursday. */
export function weekdayOf(text: string): number {
  return ((((dayNumber(text) + 3) % 7) + 7) % 7) + 1
}

/** Completed years; negative before the birth. */
export function yearsBetween(birth: string, on: string): number {
  const years = yearAt(on) - yearAt(birth)
  const monthAndDay = (text: string) => twoDigits(text, 5) * 100 + twoDigits(text, 8)
  return monthAndDay(on) < monthAndDay(birth) ? years - 1 : years
}

export function dayText(day: number): IsoDate {
  return addDays(epoch, day)
}
