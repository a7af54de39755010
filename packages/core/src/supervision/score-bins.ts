import { invariant } from '../kernel/index.ts'

/** One feature of all rows, cut into parts of about equal size. */
export interface BinnedFeature {
  /** Ascending; a value is in bin `n` when `n` of the cuts are not above it. */
  readonly cuts: readonly number[]
  readonly bins: Uint8Array
}

/**
 * Cuts a feature at values that occur in it, so that a model's questions do not depend on rounding.
 *
 * @param values of all rows, finite
 * @param most   bins at most, 2 to 256
 */
export function binned(values: readonly number[], most: number): BinnedFeature {
  invariant(most >= 2 && most <= 256, 'a bin is a byte')
  const sorted = values.toSorted((a, b) => a - b)
  const least = sorted[0] ?? 0
  const cuts: number[] = []
  for (let part = 1; part < most; part += 1) {
    const cut = sorted[Math.floor((part * sorted.length) / most)] ?? least
    if (cut > (cuts.at(-1) ?? least)) cuts.push(cut)
  }
  return { cuts, bins: Uint8Array.from(values, (value) => cutsUpTo(cuts, value)) }
}

function cutsUpTo(cuts: readonly number[], value: number): number {
  let [low, high] = [0, cuts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (value >= (cuts[middle] ?? Number.POSITIVE_INFINITY)) low = middle + 1
    else high = middle
  }
  return low
}
