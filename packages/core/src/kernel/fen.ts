import type { Branded } from './branded.ts'
import type { AmountRefusal } from './decimal.ts'
import { parseScaled, scaledText } from './decimal.ts'
import { invariant } from './invariant.ts'
import type { Result } from './result.ts'
import { ok } from './result.ts'

/** Money: a whole number of fen (0.01 yuan), a safe integer, never minus zero. */
export type Fen = Branded<number, 'fen'>

/**
 * @param n whole fen
 * @throws InvariantError when `n` is not a safe integer
 */
export function fen(n: number): Fen {
  invariant(Number.isSafeInteger(n), () => `an amount in fen is a safe integer, not ${n}`)
  // Adding zero turns minus zero into zero, which deepEqual and Object.is would tell apart.
  return (n + 0) as Fen
}

export const zeroFen: Fen = fen(0)

/** @throws InvariantError when the sum leaves the safe integers */
export function addFen(a: Fen, b: Fen): Fen {
  return fen(a + b)
}

/** @throws InvariantError when the difference leaves the safe integers */
export function subtractFen(a: Fen, b: Fen): Fen {
  return fen(a - b)
}

export function negateFen(a: Fen): Fen {
  return fen(0 - a)
}

/** @throws InvariantError when a partial sum leaves the safe integers */
export function sumFen(amounts: Iterable<Fen>): Fen {
  let sum = zeroFen
  for (const amount of amounts) sum = addFen(sum, amount)
  return sum
}

export function minFen(a: Fen, b: Fen): Fen {
  return a < b ? a : b
}

export function maxFen(a: Fen, b: Fen): Fen {
  return a > b ? a : b
}

/**
 * Reads an amount in yuan exactly: `12.34`, `-0.05`, `+7`.
 *
 * @returns fen, or `kernel.bad-amount` when the text is not a plain decimal, has more than two decimals or is too large
 */
export function parseYuan(text: string): Result<Fen, AmountRefusal> {
  const scaled = parseScaled(text, 2)
  return scaled.ok ? ok(fen(scaled.value)) : scaled
}

/** Writes an amount in yuan, always with two decimals: `12.34`, `-0.05`. */
export function yuan(amount: Fen): string {
  return scaledText(amount, 2, 2)
}
