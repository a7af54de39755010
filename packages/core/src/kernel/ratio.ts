import { scaledText } from './decimal.ts'
import type { Fen } from './fen.ts'
import { fen } from './fen.ts'
import { invariant } from './invariant.ts'
import type { Ppm } from './ppm.ts'
import { wholePpm } from './ppm.ts'
import type { Rounding } from './rounding.ts'
import { divideRounded, fenPerUnit } from './rounding.ts'

/**
 * An exact fraction of fen, `n / d`, reduced, `d` positive: money between two roundings. Some laws divide by a
 * rate, and rounding earlier than the law says would lose a fen.
 */
export interface Ratio {
  readonly n: bigint
  readonly d: bigint
}

/** @throws InvariantError when `d` is zero */
export function ratioOf(n: bigint, d: bigint): Ratio {
  invariant(d !== 0n, 'nothing is divided by zero')
  const divisor = greatestCommonDivisor(n, d) * (d < 0n ? -1n : 1n)
  return { n: n / divisor, d: d / divisor }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

export function ratioFromFen(amount: Fen): Ratio {
  return { n: BigInt(amount), d: 1n }
}

export function addRatio(a: Ratio, b: Ratio): Ratio {
  return ratioOf(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function subtractRatio(a: Ratio, b: Ratio): Ratio {
  return ratioOf(a.n * b.d - b.n * a.d, a.d * b.d)
}

export function multiplyRatioByPpm(a: Ratio, rate: Ppm): Ratio {
  return ratioOf(a.n * BigInt(rate), a.d * BigInt(wholePpm))
}

/** @throws InvariantError when the rate is zero */
export function divideRatioByPpm(a: Ratio, rate: Ppm): Ratio {
  return ratioOf(a.n * BigInt(wholePpm), a.d * BigInt(rate))
}

/** Negative when `a` is less than `b`, zero when equal, positive when greater. */
export function compareRatio(a: Ratio, b: Ratio): -1 | 0 | 1 {
  const [left, right] = [a.n * b.d, b.n * a.d]
  if (left === right) return 0
  return left < right ? -1 : 1
}

export function minRatio(a: Ratio, b: Ratio): Ratio {
  return compareRatio(a, b) <= 0 ? a : b
}

export function maxRatio(a: Ratio, b: Ratio): Ratio {
  return compareRatio(a, b) >= 0 ? a : b
}

/**
 * The only way from a fraction back to money.
 *
 * @returns fen, a multiple of the rounding's unit
 * @throws InvariantError when the outcome leaves the safe integers
 */
export function roundRatio(ratio: Ratio, rounding: Rounding): Fen {
  const unit = BigInt(fenPerUnit[rounding.unit])
  return fen(Number(divideRounded(ratio.n, ratio.d * unit, rounding.mode) * unit))
}

/** Yuan with two to six decimals, for a trace: `12.50`, `33.333333`. Rounded half up beyond six, so not for calculation. */
export function ratioText(ratio: Ratio): string {
  return scaledText(divideRounded(ratio.n * 10_000n, ratio.d, 'half-up'), 6, 2)
}
