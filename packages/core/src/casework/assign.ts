import { divideRounded, invariant, ok, type Ppm, type Result, refuse, wholePpm } from '../kernel/index.ts'
import type { CaseworkRefusal } from './refusals.ts'

export interface Candidate {
  readonly userId: string
  /** Matters that are his now. */
  readonly load: number
  /** Institutions that he must keep away from. */
  readonly conflicts: readonly string[]
}

/** One-way digest of a text, the same everywhere; the shells bring it (SM3). */
export type Digest = (text: string) => string

/** Everybody may work the order out again from the seed. */
function inDrawnOrder<T>(
  things: readonly T[],
  nameOf: (thing: T) => string,
  seed: string,
  digest: Digest,
): readonly T[] {
  return things
    .map((thing) => ({ thing, name: nameOf(thing), key: digest(`${seed}|${nameOf(thing)}`) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.name < b.name ? -1 : 1))
    .map(({ thing }) => thing)
}

export interface AssignTerms {
  readonly providerCode: string
  /** Who has another part in the matter. */
  readonly keepAway: readonly string[]
  /** How many are asked for: one reviewer, two investigators. */
  readonly count: number
  readonly seed: string
  readonly digest: Digest
}

/**
 * Gives a matter to those with the least load who have no interest and no other part in it; among equals the seed draws.
 *
 * @returns as many users as asked for, or `casework.nobody-free`
 */
export function assignTo(
  candidates: readonly Candidate[],
  { providerCode, keepAway, count, seed, digest }: AssignTerms,
): Result<readonly string[], CaseworkRefusal> {
  const free = candidates.filter(
    ({ userId, conflicts }) => !keepAway.includes(userId) && !conflicts.includes(providerCode),
  )
  if (free.length < count) return refuse({ code: 'casework.nobody-free', providerCode, asked: count })
  const drawn = inDrawnOrder(free, ({ userId }) => userId, seed, digest).toSorted((a, b) => a.load - b.load)
  return ok(drawn.slice(0, count).map(({ userId }) => userId))
}

/**
 * Draws which cleared items somebody else looks at again. The draw is the order of the digests of seed and number, so
 * who knows the seed can check it; the share is rounded up, so of few items one is drawn.
 *
 * @param cleared numbers of the items, each once
 * @throws InvariantError when the share is above the whole
 */
export function drawRecheck(
  cleared: readonly string[],
  { share, seed, digest }: { readonly share: Ppm; readonly seed: string; readonly digest: Digest },
): readonly string[] {
  const count = Number(divideRounded(BigInt(cleared.length) * BigInt(share), BigInt(wholePpm), 'ceil'))
  invariant(count <= cleared.length, 'no more is drawn than there is')
  return inDrawnOrder(cleared, (matterId) => matterId, seed, digest).slice(0, count)
}
