import { addDays, daysBetween, type IsoDate, isoDate, yearOf } from './dates.ts'
import { invariant } from './invariant.ts'

/** What the State Council says of one year: days off, and weekend days that are worked instead (调休). */
export interface WorkYear {
  readonly year: number
  readonly off: readonly IsoDate[]
  readonly worked: readonly IsoDate[]
}

const aMonday = isoDate('1900-01-01')

/** The day of the week, 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: IsoDate): number {
  return (daysBetween(aMonday, date) % 7) + 1
}

/** Whether people work on this day; null when the holidays of its year are not known. */
export function isWorkday(date: IsoDate, years: readonly WorkYear[]): boolean | null {
  const known = years.find(({ year }) => year === yearOf(date))
  if (known === undefined) return null
  if (known.off.includes(date)) return false
  return known.worked.includes(date) || weekdayOf(date) <= 5
}

/**
 * The n-th working day after a day; the day itself counts for nothing, and zero days later it is still the day itself.
 *
 * @returns null when the count reaches a year whose holidays are not known
 * @throws InvariantError when the count is no whole number of zero or more
 */
export function addWorkdays(date: IsoDate, count: number, years: readonly WorkYear[]): IsoDate | null {
  invariant(Number.isSafeInteger(count) && count >= 0, 'working days are counted forwards, in whole days')
  let day = date
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    const worked = isWorkday(day, years)
    if (worked === null) return null
    if (worked) left -= 1
  }
  return day
}
