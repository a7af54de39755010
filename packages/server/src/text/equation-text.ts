import {
  addExact,
  type Exact,
  type Fen,
  halfUpFen,
  multiplyExact,
  parsePercent,
  parseYuan,
  type Rounding,
  roundExact,
  subtractFen,
  sumFen,
  yuan,
} from '@yibao/core/kernel'
import { unitOf, valueText } from '@yibao/core/policy'
import { isNormal, roundingWord } from './rounding-words.ts'
import { aside, type Language } from './words.ts'

/** The amount that a trace writes as decimal yuan; null when it is none. */
export function amountOf(text: string | undefined): Fen | null {
  const parsed = text === undefined ? null : parseYuan(text)
  return parsed?.ok ? parsed.value : null
}

/** The first amount less all others, as a calculation. */
export function lessText(first: Fen, others: readonly Fen[]): string {
  return [first, ...others].map(yuan).join(' − ')
}

/** Whether the first amount less all others is the result: only a calculation that comes out is shown. */
export function comesTo(result: Fen, first: Fen, others: readonly Fen[]): boolean {
  return subtractFen(first, sumFen(others)) === result
}

/** `amount × rate`, exact; null when the texts are no amount and rate. */
export function productOf(amount: string, rate: string): Exact | null {
  const [whole, share] = [amountOf(amount), parsePercent(rate)]
  return whole === null || !share.ok ? null : multiplyExact(whole, share.value)
}

/** Of a band as the trace writes it: `4700.00 × 85%`. */
export function bandOf(value: string): { readonly amount: Fen; readonly product: Exact } | null {
  const [left = '', right = ''] = value.split(' × ')
  const [amount, product] = [amountOf(left), productOf(left, right)]
  return amount === null || product === null ? null : { amount, product }
}

export function sumOf(values: readonly Exact[]): Exact {
  return values.reduce(addExact, 0)
}

/** A rounding that is not the usual one, in brackets. */
export function specialRounding(rounding: Rounding | undefined, language: Language): string {
  return rounding === undefined || isNormal(rounding) ? '' : aside(roundingWord(rounding, language), language)
}

/** The right side of a calculation: its exact outcome, the rounded one where that differs, and a rounding of its own kind. */
export function resultText(
  exact: Exact | null,
  result: Fen,
  rounding: Rounding | undefined,
  language: Language,
): string {
  const how = rounding ?? halfUpFen
  const special = specialRounding(how, language)
  const whole = yuan(result)
  if (exact === null || roundExact(exact, unitOf(how), how.mode) !== result) return `→ ${whole}${special}`
  const fine = valueText(exact, 'money')
  return fine === whole ? `= ${whole}${special}` : `= ${fine} ≈ ${whole}${special}`
}
