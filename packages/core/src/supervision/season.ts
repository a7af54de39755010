import { medianOf } from './robust.ts'

/** A series of whole months, one number each, without holes. */
export interface MonthSeries {
  /** `2024-01` */
  readonly first: string
  readonly values: readonly number[]
}

/** The month so many months later. @param month `2024-11` */
export function monthAfter(month: string, months: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** All months from one to another, both included; none when they are the wrong way about. */
export function monthsThrough(from: string, through: string): readonly string[] {
  const months: string[] = []
  for (let month = from; month <= through; month = monthAfter(month, 1)) months.push(month)
  return months
}

const calendarMonth = (first: string, index: number): number => (Number(first.slice(5, 7)) - 1 + index) % 12

/**
 * The mean of the twelve months around each, half a month early: on a line that moves all of them alike, and one odd month touches each
 * calendar month once. Null where there are not twelve.
 */
function yearMeans(values: readonly number[]): readonly (number | null)[] {
  return values.map((_, at) => {
    if (at < 6 || at + 6 > values.length) return null
    return values.slice(at - 6, at + 6).reduce((sum, one) => sum + one, 0) / 12
  })
}

/**
 * What each calendar month usually has above the level of its year: the median over years of the distance to the mean of the year
 * around it, together zero. Classical decomposition with medians, so that one odd month does not become a season.
 *
 * @returns twelve numbers from January; null when a calendar month has no distance, which takes 23 months
 */
export function seasonOf({ first, values }: MonthSeries): readonly number[] | null {
  const distances: number[][] = Array.from({ length: 12 }, () => [])
  for (const [at, mean] of yearMeans(values).entries()) {
    const value = values[at]
    if (mean !== null && value !== undefined) distances[calendarMonth(first, at)]?.push(value - mean)
  }
  if (distances.some((ofMonth) => ofMonth.length === 0)) return null
  const medians = distances.map(medianOf)
  const middle = medians.reduce((sum, one) => sum + one, 0) / 12
  return medians.map((one) => one - middle)
}

/** What a season adds to one month of a series. */
export const seasonalAt = (season: readonly number[] | null, first: string, index: number): number =>
  season?.[calendarMonth(first, index)] ?? 0
