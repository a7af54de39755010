import { invariant } from './invariant.ts'

/**
 * `half-up` rounds a half away from zero, so that a refund mirrors its payment; `floor` and `ceil` go towards
 * minus and plus infinity, `truncate` towards zero.
 */
export type RoundingMode = 'half-up' | 'floor' | 'ceil' | 'truncate'

export type RoundingUnit = 'fen' | 'jiao' | 'yuan'

/** How one step of a calculation becomes money: the law names both, so both are data. */
export interface Rounding {
  readonly mode: RoundingMode
  readonly unit: RoundingUnit
}

export const halfUpFen: Rounding = { mode: 'half-up', unit: 'fen' }

export const fenPerUnit: Readonly<Record<RoundingUnit, number>> = { fen: 1, jiao: 10, yuan: 100 }

/** Divides exactly and rounds to an integer. @throws InvariantError when the denominator is not positive */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  invariant(denominator > 0n, 'a denominator is positive')
  const quotient = numerator / denominator
  const remainder = numerator % denominator
  if (remainder === 0n) return quotient
  const negative = remainder < 0n
  const rest = negative ? -remainder : remainder
  if (!movesAwayFromZero(mode, negative, rest >= denominator - rest)) return quotient
  return negative ? quotient - 1n : quotient + 1n
}

/**
 * The same for safe integers, without the cost of bigint. The remainder of two safe integers is exact, and
 * so is the division of a multiple; dividing first would not be.
 *
 * @throws InvariantError when an argument is not a safe integer or the denominator is not positive
 */
export function divideSafeRounded(numerator: number, denominator: number, mode: RoundingMode): number {
  invariant(Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator), 'a fast division needs safe integers')
  invariant(denominator > 0, 'a denominator is positive')
  const remainder = numerator % denominator
  const quotient = (numerator - remainder) / denominator
  if (remainder === 0) return quotient
  const negative = remainder < 0
  const rest = Math.abs(remainder)
  if (!movesAwayFromZero(mode, negative, rest >= denominator - rest)) return quotient
  return negative ? quotient - 1 : quotient + 1
}

function movesAwayFromZero(mode: RoundingMode, negative: boolean, atLeastHalf: boolean): boolean {
  switch (mode) {
    case 'half-up':
      return atLeastHalf
    case 'floor':
      return negative
    case 'ceil':
      return !negative
    case 'truncate':
      return false
  }
}

/**
 * a × b ÷ denominator, rounded once: by numbers while the product is safe, by bigint beyond.
 *
 * @throws InvariantError when the outcome is not a safe integer
 */
export function multiplyThenDivide(a: number, b: number, denominator: number, mode: RoundingMode): number {
  const product = a * b
  if (Number.isSafeInteger(product)) return divideSafeRounded(product, denominator, mode)
  const rounded = Number(divideRounded(BigInt(a) * BigInt(b), BigInt(denominator), mode))
  invariant(Number.isSafeInteger(rounded), 'the rounded product is a safe integer')
  return rounded
}
