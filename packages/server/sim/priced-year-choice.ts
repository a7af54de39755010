import { invariant } from '@yibao/core/kernel'
import type { Random } from './random.ts'

const fine = 2 ** 31

/**
 * Chooses among things by weight, many times: sums are made once, a choice is a search by halves.
 *
 * @throws InvariantError when nothing has a weight
 */
export function weightedChoice<T>(things: readonly T[], weightOf: (thing: T) => number): (random: Random) => T {
  const ends: number[] = []
  let total = 0
  for (const thing of things) {
    total += weightOf(thing)
    ends.push(total)
  }
  invariant(total > 0, 'something with a weight to choose from')
  return (random) => {
    const at = (random.below(fine) / fine) * total
    let [low, high] = [0, things.length - 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((ends[middle] ?? total) > at) high = middle
      else low = middle + 1
    }
    return things[low] as T
  }
}
