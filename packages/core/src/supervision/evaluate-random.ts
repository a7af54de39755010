import { invariant } from '../kernel/index.ts'

/** A stream of draws that the seed alone determines. */
export interface Draws {
  /** A whole number from 0 up to, but not including, `bound`. */
  below(bound: number): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** True with the given share, 0 to 1. */
  chance(share: number): boolean
  /** `count` different things, in the order of their drawing; all when there are no more. */
  some<T>(things: readonly T[], count: number): T[]
}

/**
 * mulberry32: 32 bits of state, the same on every machine; enough for resampling and planting, not for secrets.
 *
 * @param seed any safe integer
 */
export function drawsFrom(seed: number): Draws {
  invariant(Number.isSafeInteger(seed), 'a seed is a whole number')
  let state = Math.imul((seed ^ 0x9e3779b9) | 0, 0x85ebca6b) | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (bound: number): number => Math.floor(next() * bound)
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (share) => next() < share,
    some: <T>(things: readonly T[], count: number): T[] => {
      const pool = [...things]
      const taken: T[] = []
      while (taken.length < count && pool.length > 0) {
        const index = below(pool.length)
        const last = pool.pop() as T
        taken.push(index === pool.length ? last : (pool[index] as T))
        if (index < pool.length) pool[index] = last
      }
      return taken
    },
  }
}
