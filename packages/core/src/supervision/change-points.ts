import type { Draws } from './evaluate-random.ts'
import { medianOf } from './robust.ts'

/** Where a series takes a new level. */
export interface LevelChange {
  /** Index of the first number of the new level. */
  readonly at: number
  readonly before: number
  readonly after: number
  /** The share of shuffled series that look as much like a change. */
  readonly p: number
}

export interface ChangeRules {
  readonly p: number
  readonly permutations: number
  readonly draws: Draws
}

/** A level of fewer numbers than this is an odd month. */
const shortestLevel = 3
/** Chance alone is larger in more than every third series: nothing to shuffle for. */
const hopeless = 2

const meanOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length

/**
 * The greatest difference between what is before and what is after, in its own standard deviations, and where it is: a running sum of
 * deviations, weighted so that a change near either end is seen as well as one in the middle.
 */
function greatestDifference(values: readonly number[], mean: number, deviation: number): { at: number; size: number } {
  const count = values.length
  let [sum, at, size] = [0, 0, 0]
  for (const [index, value] of values.entries()) {
    sum += value - mean
    const before = index + 1
    if (before < shortestLevel || before > count - shortestLevel) continue
    const difference = Math.abs(sum) / Math.sqrt((before * (count - before)) / count)
    if (difference > size) [at, size] = [before, difference]
  }
  return { at, size: size / deviation }
}

function shuffled(values: readonly number[], draws: Draws): readonly number[] {
  const mixed = [...values]
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = draws.below(last + 1)
    const kept = mixed[last] ?? 0
    mixed[last] = mixed[other] ?? 0
    mixed[other] = kept
  }
  return mixed
}

/** The likeliest change of one stretch, if chance seldom makes one as large. */
function changeOf(values: readonly number[], { p: limit, permutations, draws }: ChangeRules) {
  if (values.length < 2 * shortestLevel) return null
  const mean = meanOf(values)
  const deviation = Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)))
  // Differences of the size of a rounding error are none.
  if (deviation <= 1e-12 * Math.max(1, Math.abs(mean))) return null
  const found = greatestDifference(values, mean, deviation)
  if (found.size < hopeless) return null
  let alike = 0
  for (let round = 0; round < permutations; round += 1) {
    if (greatestDifference(shuffled(values, draws), mean, deviation).size >= found.size) alike += 1
  }
  const p = (alike + 1) / (permutations + 1)
  return p <= limit ? { at: found.at, p } : null
}

/**
 * Where a series changes its level: a weighted running sum of deviations (CUSUM) points at the likeliest place, shuffling says how often
 * chance does as much, and both sides are searched again. Levels are medians of at least three numbers.
 *
 * @returns the changes in order; none is said of fewer than six numbers
 * @source  W. A. Taylor, Change-Point Analysis: CUSUM with permutations, split in two
 */
export function changePointsOf(values: readonly number[], rules: ChangeRules): readonly LevelChange[] {
  const search = (from: number, until: number): readonly { at: number; p: number }[] => {
    const change = changeOf(values.slice(from, until), rules)
    if (change === null) return []
    const at = from + change.at
    return [...search(from, at), { at, p: change.p }, ...search(at, until)]
  }
  const places = search(0, values.length)
  return places.map(({ at, p }, index) => {
    const [from, until] = [places[index - 1]?.at ?? 0, places[index + 1]?.at ?? values.length]
    return { at, before: medianOf(values.slice(from, at)), after: medianOf(values.slice(at, until)), p }
  })
}
