import { invariant } from '../kernel/index.ts'

/** Makes the median absolute deviation an estimate of the standard deviation of a normal population. */
const madFactor = 1.4826
/** The same of the mean absolute deviation: the root of half of pi. */
const meanDeviationFactor = 1.2533

/** Where the middle of several numbers lies, and how far they usually are from it. */
export interface Spread {
  readonly count: number
  readonly median: number
  /** Median absolute deviation, as it is. */
  readonly mad: number
  /** What one unit of z is. Zero only when all numbers are alike. */
  readonly scale: number
  /** More than half of the numbers alike: their median deviation is zero and the mean deviation stands in for it. */
  readonly by: 'mad' | 'mean-deviation' | 'none'
}

export const ascending = (one: number, other: number): number => one - other

/**
 * @param sorted ascending, at least one
 * @param share  0 the least, 1 the greatest; between two numbers in proportion
 */
export function quantileOf(sorted: readonly number[], share: number): number {
  invariant(sorted.length > 0 && share >= 0 && share <= 1, 'a quantile needs numbers, and a share of them')
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}

/** @param values at least one, in any order */
export function medianOf(values: readonly number[]): number {
  return quantileOf(values.toSorted(ascending), 0.5)
}

/**
 * Median and robust scale of a population: 1.4826 × MAD. Where more than half are alike that is zero, and 1.2533 × the mean
 * absolute deviation about the median is used, so that z stays finite: among n numbers it is then at most 0.8 n.
 *
 * @param values at least one
 * @source  robust z-score as in reference practice; the stand-in after Iglewicz and Hoaglin, How to Detect and Handle Outliers
 */
export function spreadOf(values: readonly number[]): Spread {
  const median = medianOf(values)
  const deviations = values.map((value) => Math.abs(value - median))
  const mad = medianOf(deviations)
  const mean = deviations.reduce((sum, one) => sum + one, 0) / deviations.length
  // What is left of equal numbers after a logarithm or a division is no spread.
  const nothing = 1e-12 * Math.max(1, Math.abs(median))
  const count = values.length
  if (mad > nothing) return { count, median, mad, scale: madFactor * mad, by: 'mad' }
  if (mean > nothing) return { count, median, mad: 0, scale: meanDeviationFactor * mean, by: 'mean-deviation' }
  return { count, median, mad: 0, scale: 0, by: 'none' }
}

/**
 * @param chance standard error of the value itself, in its unit; what chance alone does to a small institution
 * @returns null when nothing spreads, and so nothing can be said about a number that differs
 */
export function robustZ(value: number, { median, scale }: Spread, chance = 0): number | null {
  const distance = value - median
  if (distance === 0) return 0
  const unit = Math.hypot(scale, chance)
  return unit > 0 ? distance / unit : null
}

/** The share of a population that is below a number; of those alike with it, half. */
export function rankOf(value: number, sorted: readonly number[]): number {
  let below = 0
  let alike = 0
  for (const one of sorted) {
    if (one < value) below += 1
    else if (one === value) alike += 1
  }
  return sorted.length === 0 ? 0 : (below + alike / 2) / sorted.length
}
