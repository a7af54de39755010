import { dateOf, daysBetween, isoDate, type LocalDateTime } from '../kernel/index.ts'

const epoch = isoDate('2000-01-01')

/** Minutes since 2000, with the seconds as a fraction. */
export function minuteOf(at: LocalDateTime): number {
  const [hour, minute, second] = at.slice(11).split(':').map(Number)
  return daysBetween(epoch, dateOf(at)) * 1440 + (hour ?? 0) * 60 + (minute ?? 0) + (second ?? 0) / 60
}

export function hourOf(at: LocalDateTime): number {
  return Number(at.slice(11, 13))
}

/** Standard deviation by mean; zero of fewer than two, infinite around nothing. */
export function spreadOf(values: readonly number[]): number {
  if (values.length < 2) return 0
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return mean === 0 ? (variance === 0 ? 0 : Number.POSITIVE_INFINITY) : Math.sqrt(variance) / Math.abs(mean)
}
