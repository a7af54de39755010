import { type Fen, fen } from './fen.ts'
import { invariant } from './invariant.ts'
import { type Ppm, ppm, wholePpm } from './ppm.ts'
import { divideRounded, divideSafeRounded, fenPerUnit, type Rounding } from './rounding.ts'

export interface Share {
  readonly amount: Fen
  readonly rate: Ppm
}

/**
 * Adds shares of amounts exactly and rounds the sum once, as a rate table over several bands asks.
 *
 * @returns fen, a multiple of the rounding's unit
 * @throws InvariantError when an amount is negative or the outcome leaves the safe integers
 */
export function sumOfShares(shares: readonly Share[], rounding: Rounding): Fen {
  const unit = fenPerUnit[rounding.unit]
  const denominator = wholePpm * unit
  let exact = 0
  for (const share of shares) {
    invariant(share.amount >= 0, 'a band of a rate table holds no negative amount')
    exact += share.amount * share.rate
  }
  // No partial sum of such products exceeds the whole sum, so one look at the end is enough.
  if (exact <= Number.MAX_SAFE_INTEGER) return fen(divideSafeRounded(exact, denominator, rounding.mode) * unit)
  const big = shares.reduce((sum, share) => sum + BigInt(share.amount) * BigInt(share.rate), 0n)
  return fen(Number(divideRounded(big, BigInt(denominator), rounding.mode)) * unit)
}

/**
 * What share of the whole a part is, rounded half up to one ppm; zero of nothing.
 *
 * @throws InvariantError when either is negative
 */
export function shareOf(part: Fen, whole: Fen): Ppm {
  invariant(part >= 0 && whole >= 0, 'shares are taken of amounts of zero or more')
  if (whole === 0) return ppm(0)
  return ppm(Number(divideRounded(BigInt(part) * BigInt(wholePpm), BigInt(whole), 'half-up')))
}

/** A rate of a rate, rounded half up to one ppm. */
export function multiplyRates(a: Ppm, b: Ppm): Ppm {
  return ppm(Number(divideRounded(BigInt(a) * BigInt(b), BigInt(wholePpm), 'half-up')))
}
