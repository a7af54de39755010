import {
  addDays,
  addWorkdays,
  daysBetween,
  type IsoDate,
  inRange,
  invariant,
  isWorkday,
  ok,
  type Result,
  refuse,
  type WorkYear,
  yearOf,
} from '../kernel/index.ts'
import type { CaseworkRefusal } from './refusals.ts'
import type { CaseworkLaw, Deadline, LimitName, Matter, TimeLimit } from './types.ts'

/** A limit as it runs, and whether days off were not known for some of it. */
export interface CountedDeadline {
  readonly deadline: Deadline
  readonly holidaysUnknown: boolean
}

export function limitOn(name: LimitName, on: IsoDate, { limits }: CaseworkLaw): Result<TimeLimit, CaseworkRefusal> {
  const limit = limits.find((one) => one.name === name && inRange(one.range, on))
  return limit === undefined ? refuse({ code: 'casework.no-limit', limit: name, on }) : ok(limit)
}

/** Years whose days off nobody published have ordinary weekends here; whoever asks is told. */
function yearsFrom(from: IsoDate, { workYears }: CaseworkLaw): readonly WorkYear[] {
  const known = new Set(workYears.map(({ year }) => year))
  const here = yearOf(from)
  const supposed = [here, here + 1, here + 2].filter((year) => !known.has(year))
  return [...workYears, ...supposed.map((year) => ({ year, off: [], worked: [] }))]
}

/** The first day from this one on that is worked. */
function rolled(day: IsoDate, years: readonly WorkYear[]): IsoDate {
  return isWorkday(day, years) === true ? day : (addWorkdays(day, 1, years) ?? day)
}

/**
 * The last day of a limit that begins on a day; the day itself does not count. A limit of calendar days that would end on a
 * day off ends on the next working day.
 *
 * @returns the day, and whether ordinary weekends stood in for days off that are not published; or `casework.no-limit`
 */
export function deadlineOf(name: LimitName, from: IsoDate, law: CaseworkLaw): Result<CountedDeadline, CaseworkRefusal> {
  const limit = limitOn(name, from, law)
  if (!limit.ok) return limit
  const years = yearsFrom(from, law)
  const { days, counted } = limit.value
  const until = counted === 'workdays' ? addWorkdays(from, days, years) : rolled(addDays(from, days), years)
  invariant(until !== null, 'a limit lasts less than two years')
  const first = yearOf(from)
  const reached = Array.from({ length: yearOf(until) - first + 1 }, (_, index) => first + index)
  const holidaysUnknown = reached.some((year) => law.workYears.every((known) => known.year !== year))
  return ok({ deadline: { name, started: from, until }, holidaysUnknown })
}

/** Calendar days until the limit ends; below zero when it has. */
export function daysLeft({ until }: Deadline, today: IsoDate): number {
  return daysBetween(today, until)
}

/** A limit that is about to end, or has ended. */
export interface Reminder {
  readonly matterId: string
  readonly deadline: Deadline
  readonly daysLeft: number
  /** The mark that it has reached: so many days before the end, or `overdue`; each is told once. */
  readonly mark: number | 'overdue'
}

/**
 * Which limits are to be reminded of on a day: each with the closest mark that it has reached, so that a day on which nobody
 * asked loses no reminder. Limits that ended come first, then by their last day.
 */
export function remindersDue(
  matters: readonly Pick<Matter, 'matterId' | 'deadline'>[],
  today: IsoDate,
  law: CaseworkLaw,
): readonly Reminder[] {
  return matters
    .flatMap(({ matterId, deadline }): readonly Reminder[] => {
      if (deadline === null) return []
      const left = daysLeft(deadline, today)
      if (left < 0) return [{ matterId, deadline, daysLeft: left, mark: 'overdue' }]
      const limit = limitOn(deadline.name, deadline.started, law)
      const marks = limit.ok ? limit.value.remindBefore.filter((mark) => left <= mark) : []
      return marks.length === 0 ? [] : [{ matterId, deadline, daysLeft: left, mark: Math.min(...marks) }]
    })
    .toSorted((a, b) => a.daysLeft - b.daysLeft || (a.matterId < b.matterId ? -1 : 1))
}
