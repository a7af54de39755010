import type { Fen } from './fen.ts'
import { fen, negateFen, sumFen, zeroFen } from './fen.ts'
import { invariant } from './invariant.ts'

/**
 * Splits an amount in proportion to weights by largest remainder; of equal remainders the earlier wins. A negative
 * total gives the mirror image of the positive one. A weight of zero gets nothing.
 *
 * @param weights safe integers of zero or more, for example fen
 * @returns one amount in fen per weight, adding up to `total` exactly
 * @throws InvariantError when a weight is no such integer, or all are zero (or missing) and the total is not
 */
export function splitByWeights(total: Fen, weights: readonly number[]): readonly Fen[] {
  for (const weight of weights) invariant(Number.isSafeInteger(weight) && weight >= 0, 'a weight is zero or more')
  if (total === 0) return weights.map(() => zeroFen)
  if (total < 0) return splitByWeights(negateFen(total), weights).map(negateFen)

  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  invariant(whole > 0n, 'an amount is split over at least one weight above zero')
  const shares = weights.map((weight, index) => {
    const exact = BigInt(total) * BigInt(weight)
    return { index, floor: fen(Number(exact / whole)), remainder: exact % whole }
  })
  const missing = total - sumFen(shares.map((share) => share.floor))
  const raised = new Set(
    shares
      .toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
      .slice(0, missing)
      .map((share) => share.index),
  )
  return shares.map((share) => (raised.has(share.index) ? fen(share.floor + 1) : share.floor))
}
