import { scaledText } from './decimal.ts'
import { invariant } from './invariant.ts'
import { divideRounded, divideSafeRounded, type RoundingMode } from './rounding.ts'

/**
 * An exact value between two roundings, zero or more: a safe integer of base units, or a fraction of them. The base
 * unit of money is the fen, that of a plain number (and of a rate) one millionth.
 */
export type Exact = number | Fraction

/** `n / d`, reduced, `d` positive: what no safe integer of base units can say. */
export interface Fraction {
  readonly n: bigint
  readonly d: bigint
}

const millionths = 1_000_000
const bigMillionths = 1_000_000n

function fractionOf(value: Exact): Fraction {
  return typeof value === 'number' ? { n: BigInt(value), d: 1n } : value
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

function exactOf(n: bigint, d: bigint): Exact {
  const divisor = greatestCommonDivisor(n, d)
  const [top, bottom] = [n / divisor, d / divisor]
  const whole = bottom === 1n ? Number(top) : Number.NaN
  return Number.isSafeInteger(whole) ? whole : { n: top, d: bottom }
}

export function addExact(a: Exact, b: Exact): Exact {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isSafeInteger(sum)) return sum
  }
  const [x, y] = [fractionOf(a), fractionOf(b)]
  return exactOf(x.n * y.d + y.n * x.d, x.d * y.d)
}

/** `a` less `b`; zero when that would be negative. */
export function lessExact(a: Exact, b: Exact): Exact {
  if (typeof a === 'number' && typeof b === 'number') return a > b ? a - b : 0
  const [x, y] = [fractionOf(a), fractionOf(b)]
  const n = x.n * y.d - y.n * x.d
  return n <= 0n ? 0 : exactOf(n, x.d * y.d)
}

/** An amount times a plain number, or two plain numbers: one of them counts in millionths of the other's unit. */
export function multiplyExact(a: Exact, b: Exact): Exact {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    if (Number.isSafeInteger(product) && product % millionths === 0) return product / millionths
  }
  const [x, y] = [fractionOf(a), fractionOf(b)]
  return exactOf(x.n * y.n, x.d * y.d * bigMillionths)
}

/**
 * An amount by a plain number (an amount), or two of the same unit (a plain number).
 *
 * @throws InvariantError when `b` is zero
 */
export function divideExact(a: Exact, b: Exact): Exact {
  const [x, y] = [fractionOf(a), fractionOf(b)]
  invariant(y.n > 0n, 'nothing is divided by zero')
  return exactOf(x.n * y.d * bigMillionths, x.d * y.n)
}

/** Negative when `a` is less than `b`, zero when equal, positive when greater. */
export function compareExact(a: Exact, b: Exact): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [x, y] = [fractionOf(a), fractionOf(b)]
  const [left, right] = [x.n * y.d, y.n * x.d]
  if (left === right) return 0
  return left < right ? -1 : 1
}

/**
 * Rounds to a multiple of `unit` base units.
 *
 * @throws InvariantError when the outcome leaves the safe integers
 */
export function roundExact(value: Exact, unit: number, mode: RoundingMode): number {
  const rounded =
    typeof value === 'number'
      ? divideSafeRounded(value, unit, mode) * unit
      : Number(divideRounded(value.n, value.d * BigInt(unit), mode)) * unit
  invariant(Number.isSafeInteger(rounded), 'a rounded value is a safe integer')
  return rounded
}

/** For a trace, not for calculation: the value as a decimal of its larger unit, fractions half up at `decimals`. */
export function exactText(value: Exact, decimals: { readonly unit: 2 | 4 | 6; readonly least: number }): string {
  const { unit, least } = decimals
  if (typeof value === 'number') return scaledText(value, unit, least)
  const finer = divideRounded(value.n * 10_000n, value.d, 'half-up')
  return scaledText(finer, unit + 4, least)
}
