import type { Fen } from './fen.ts'
import { invariant } from './invariant.ts'
import { type Ppm, ppm, wholePpm } from './ppm.ts'
import { divideRounded } from './rounding.ts'

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
