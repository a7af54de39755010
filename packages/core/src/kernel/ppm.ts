import type { Branded } from './branded.ts'
import type { AmountRefusal } from './decimal.ts'
import { parseScaled, scaledText } from './decimal.ts'
import type { Fen } from './fen.ts'
import { fen } from './fen.ts'
import { invariant } from './invariant.ts'
import type { Result } from './result.ts'
import { ok, refuse } from './result.ts'
import type { Rounding } from './rounding.ts'
import { divideSafeRounded, fenPerUnit, multiplyThenDivide } from './rounding.ts'

/** A rate in whole parts per million, zero or more. It may exceed one: some limits are multiples of an average wage. */
export type Ppm = Branded<number, 'ppm'>

export interface RateRefusal {
  readonly code: 'kernel.bad-rate'
  readonly text: string
  readonly reason: AmountRefusal['reason'] | 'negative'
}

const partsPerWhole = 1_000_000

/**
 * @param n whole parts per million
 * @throws InvariantError when `n` is negative or not a safe integer
 */
export function ppm(n: number): Ppm {
  invariant(Number.isSafeInteger(n) && n >= 0, () => `a rate is a safe integer of zero or more ppm, not ${n}`)
  return (n + 0) as Ppm
}

export const zeroPpm: Ppm = ppm(0)
export const wholePpm: Ppm = ppm(partsPerWhole)

/** Reads `85%` or `0.5%`, at most four decimals. Refuses with `kernel.bad-rate`. */
export function parsePercent(text: string): Result<Ppm, RateRefusal> {
  if (!text.endsWith('%')) return refuse({ code: 'kernel.bad-rate', text, reason: 'not-a-number' })
  return readRate(text, text.slice(0, -1), 4)
}

/** Reads `0.85` or `6`, at most six decimals. Refuses with `kernel.bad-rate`. */
export function parseRate(text: string): Result<Ppm, RateRefusal> {
  return readRate(text, text, 6)
}

function readRate(text: string, digits: string, decimals: number): Result<Ppm, RateRefusal> {
  const scaled = parseScaled(digits, decimals)
  if (!scaled.ok) return refuse({ code: 'kernel.bad-rate', text, reason: scaled.error.reason })
  if (scaled.value < 0) return refuse({ code: 'kernel.bad-rate', text, reason: 'negative' })
  return ok(ppm(scaled.value))
}

/** Writes a rate for people, exactly: `85%`, `12.5%`. */
export function percent(rate: Ppm): string {
  return `${scaledText(rate, 4, 0)}%`
}

/** Writes a rate as a decimal with four places, `0.8500`, the width of the national interface; finer parts round half up. */
export function rateText(rate: Ppm): string {
  return scaledText(divideSafeRounded(rate, 100, 'half-up'), 4, 4)
}

/** What is left of the whole. @throws InvariantError when the rate exceeds the whole */
export function complementPpm(rate: Ppm): Ppm {
  invariant(rate <= wholePpm, 'only a rate up to the whole has a complement')
  return ppm(wholePpm - rate)
}

/**
 * A share of an amount, computed exactly and rounded once.
 *
 * @returns fen, a multiple of the rounding's unit
 * @throws InvariantError when the outcome leaves the safe integers
 */
export function multiplyByPpm(amount: Fen, rate: Ppm, rounding: Rounding): Fen {
  const unit = fenPerUnit[rounding.unit]
  return fen(multiplyThenDivide(amount, rate, partsPerWhole * unit, rounding.mode) * unit)
}
