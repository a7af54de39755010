import type { Result } from './result.ts'
import { ok, refuse } from './result.ts'

/** Why a text is not the decimal it should be. */
export interface AmountRefusal {
  readonly code: 'kernel.bad-amount'
  readonly text: string
  readonly reason: 'not-a-number' | 'too-many-decimals' | 'too-large'
}

const decimalForm = /^([+-]?)(\d+)(?:\.(\d+))?$/

/**
 * Reads a plain decimal text as an integer scaled by a power of ten, without ever passing through a float.
 *
 * @param decimals how many decimals the text may have; the result is in units of 10^-decimals
 * @returns a safe integer, or `kernel.bad-amount`: `not-a-number` (also for exponents, blanks, `.5` and `5.`),
 * `too-many-decimals` (even when they are zeros) or `too-large`
 */
export function parseScaled(text: string, decimals: number): Result<number, AmountRefusal> {
  const match = decimalForm.exec(text)
  if (match === null) return refuse({ code: 'kernel.bad-amount', text, reason: 'not-a-number' })
  const [, sign = '', whole = '', fraction = ''] = match
  if (fraction.length > decimals) return refuse({ code: 'kernel.bad-amount', text, reason: 'too-many-decimals' })
  const magnitude = Number(whole + fraction.padEnd(decimals, '0'))
  if (!Number.isSafeInteger(magnitude)) return refuse({ code: 'kernel.bad-amount', text, reason: 'too-large' })
  return ok(sign === '-' ? 0 - magnitude : magnitude)
}

/**
 * Writes an integer scaled by 10^decimals as a decimal text, exactly.
 *
 * @param fewest decimals that stay even when they are zeros
 */
export function scaledText(scaled: number | bigint, decimals: number, fewest: number): string {
  const negative = scaled < 0
  const digits = String(scaled).slice(negative ? 1 : 0)
  const padded = digits.padStart(decimals + 1, '0')
  const point = padded.length - decimals
  let end = padded.length
  while (end > point + fewest && padded[end - 1] === '0') end -= 1
  const fraction = padded.slice(point, end)
  return (negative ? '-' : '') + padded.slice(0, point) + (fraction === '' ? '' : `.${fraction}`)
}
