import { addDays, dateOf, daysBetween, isoDate, type LocalDateTime, localDateTime } from '../kernel/index.ts'

const origin = isoDate('1970-01-01')
const daySeconds = 86_400

/**
 * Seconds of civil time since 1970. Beijing keeps one zone and no summer time, so differences are real seconds.
 */
export function secondsOf(at: LocalDateTime): number {
  const [hour, minute, second] = [at.slice(11, 13), at.slice(14, 16), at.slice(17, 19)].map(Number)
  return daysBetween(origin, dateOf(at)) * daySeconds + (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0)
}

/** The civil time of so many seconds since 1970. @throws InvariantError outside the years 1900 to 2999 */
export function momentOf(seconds: number): LocalDateTime {
  const day = Math.floor(seconds / daySeconds)
  const rest = seconds - day * daySeconds
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  return localDateTime(`${addDays(origin, day)} ${two(rest / 3600)}:${two((rest % 3600) / 60)}:${two(rest % 60)}`)
}
