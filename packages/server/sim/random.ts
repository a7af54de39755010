import { invariant } from '@yibao/core/kernel'

/** A stream of draws that the seed and the purpose alone determine. */
export interface Random {
  /** An integer from 0 up to, but not including, `bound`. */
  below(bound: number): number
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** True with the given share, 0 to 1. */
  chance(share: number): boolean
  /** One of the things, each as likely as the others. */
  pick<T>(things: readonly T[]): T
  /** One of the things, as likely as its weight says. */
  weighted<T>(things: readonly T[], weightOf: (thing: T) => number): T
  /** The same things in another order. */
  shuffled<T>(things: readonly T[]): T[]
}

const wholeRange = 2 ** 32

/** FNV-1a: turns a name into 32 bits. */
function hash(name: string): number {
  let state = 0x811c9dc5
  for (const character of name) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return state >>> 0
}

/** splitmix32: spreads one number into many, to fill the state of the generator. */
function spread(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x9e3779b9) | 0
    const first = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    const second = Math.imul(first ^ (first >>> 15), 0x735a2d97)
    return (second ^ (second >>> 15)) >>> 0
  }
}

/** xoshiro128**, by Blackman and Vigna: 32-bit integers, the same on every machine. */
function generator(start: number): () => number {
  const fill = spread(start)
  let [a, b, c, d] = [fill(), fill(), fill(), fill()]
  return () => {
    const mixed = Math.imul(b, 5)
    const result = Math.imul((mixed << 7) | (mixed >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
}

/**
 * Opens the stream of one purpose, so that one more draw in one place does not shift the draws of another.
 *
 * @param seed    any safe integer; the same seed gives the same world
 * @param purpose a name such as `town.births`
 */
export function randomStream(seed: number, purpose: string): Random {
  invariant(Number.isSafeInteger(seed), 'a seed is a whole number')
  const next = generator(hash(`${seed}/${purpose}`))
  const below = (bound: number): number => {
    invariant(Number.isSafeInteger(bound) && bound > 0, 'something to choose from')
    return Math.floor((next() / wholeRange) * bound)
  }
  const pick = <T>(things: readonly T[]): T => {
    const index = below(things.length)
    // `below` answers an index of the list, whatever the element type holds.
    return things[index] as T
  }
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (share) => next() / wholeRange < share,
    pick,
    weighted: (things, weightOf) => {
      const total = things.reduce((sum, thing) => sum + weightOf(thing), 0)
      invariant(total > 0, 'something with a weight to choose from')
      let left = (next() / wholeRange) * total
      for (const thing of things) {
        left -= weightOf(thing)
        if (left < 0) return thing
      }
      return pick(things.filter((thing) => weightOf(thing) > 0))
    },
    shuffled: <T>(things: readonly T[]) => {
      const order = [...things]
      for (let last = order.length - 1; last > 0; last -= 1) {
        const other = below(last + 1)
        const held = order[last] as T
        order[last] = order[other] as T
        order[other] = held
      }
      return order
    },
  }
}
