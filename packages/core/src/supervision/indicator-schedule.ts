import { addDays, dateOf, type LocalDateTime } from '../kernel/index.ts'
import { monthAfter } from './season.ts'

/** When a set of statistics is made, and of what. */
export interface IndicatorSchedule {
  readonly code: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly every: 'day' | 'month'
  /** Day of the following month from which a month is told; 1 of days. */
  readonly day: number
  /** `02:30` */
  readonly at: string
  /** Codes of topics whose indicators are judged; null of all indicators. */
  readonly topics: readonly string[] | null
  /** Indicators beside those of the topics. */
  readonly indicators: readonly string[]
}

/**
 * The latest period that a schedule should have told by now: the day before, or the last month that is settled.
 *
 * @param now civil time of the centre
 */
export function duePeriod({ every, day, at }: IndicatorSchedule, now: LocalDateTime): string {
  const isNight = now.slice(11, 16) >= at
  const lastNight = isNight ? dateOf(now) : addDays(dateOf(now), -1)
  if (every === 'day') return addDays(lastNight, -1)
  return monthAfter(lastNight.slice(0, 7), Number(lastNight.slice(8)) >= day ? -1 : -2)
}
