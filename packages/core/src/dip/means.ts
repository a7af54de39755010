import { divideExact, type Exact, multiplyExact, roundExact } from '../kernel/index.ts'
import { wholeRoot } from './exact-sums.ts'
import type { YearWeight } from './rules-types.ts'

/** What one year has: a sum of whole amounts and how many cases it is of. */
export interface YearSum {
  readonly year: number
  readonly cases: number
  readonly sum: bigint
}

const one = 1_000_000
const weightUnits = (weight: Exact): bigint => BigInt(roundExact(weight, 1, 'half-up'))

/**
 * 加权均值: the means of the years by their weights. Years without cases are left out and the other weights keep their
 * proportion, so that a group that began last year is measured by last year.
 *
 * @returns an amount in the unit of the sums; null without any case
 */
export function weightedMean(
  sums: readonly YearSum[],
  weights: readonly YearWeight[],
  directoryYear: number,
): Exact | null {
  let n = 0n
  let d = 1n
  let weightSum = 0n
  for (const { year, cases, sum } of sums) {
    const weight = weights.find(({ back }) => directoryYear - back === year)
    if (weight === undefined || cases === 0) continue
    const units = weightUnits(weight.weight)
    const count = BigInt(cases)
    n = n * count + units * sum * d
    d *= count
    weightSum += units
  }
  return weightSum === 0n ? null : ratioOf(n, d * weightSum)
}

/** n / d as an amount: reduced, a number where it is whole. */
function ratioOf(n: bigint, d: bigint): Exact {
  return divideExact({ n, d }, one)
}

/** The plain mean; null without a case. */
export function meanOf(sum: bigint, cases: number): Exact | null {
  return cases === 0 ? null : ratioOf(sum, BigInt(cases))
}

/**
 * 分值: an amount by the reference, times the scale, to the published decimals.
 *
 * @returns a plain number
 */
export function scoreOf(amount: Exact, reference: Exact, scale: number, decimals: 4 | 6 | null): Exact {
  const score = multiplyExact(divideExact(amount, reference), scale * one)
  if (decimals === null) return score
  return roundExact(score, decimals === 4 ? 100 : 1, 'half-up')
}

/** 变异系数: standard deviation by mean over a population, whole ppm, the rest cut off; zero for fewer than two cases. */
export function variationPpm(cases: number, sum: bigint, squares: bigint): number {
  if (cases < 2 || sum === 0n) return 0
  const spread = BigInt(cases) * squares - sum * sum
  return Number(wholeRoot((spread * 1_000_000_000_000n) / (sum * sum)))
}
