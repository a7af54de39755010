import { fen, parseYuan } from '@yibao/core/kernel'
import { isScalar } from 'yaml'
import { complain, isList, itemsOf, type Spot, textOf } from './policy-sheet.ts'

const numberForm = /^-?\d{1,15}(\.\d{1,6})?$/
const percentForm = /^(-?\d{1,9}(\.\d{1,4})?)%$/

/** Whether an author wrote quotes about a text: then it is one, whatever it looks like. */
function isQuoted({ node }: Spot): boolean {
  return isScalar(node) && (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE')
}

/** `12.50 yuan` in fen, or null of another text. */
function yuanText(written: string): number | null {
  const amount = /^(\S+) yuan$/.exec(written)?.[1]
  const parsed = amount === undefined ? null : parseYuan(amount)
  return parsed?.ok === true ? parsed.value : null
}

/** Numbers, percentages and amounts of yuan (in fen) are numbers; all else, and whatever stands in quotes, is text. */
function plainValue(spot: Spot): number | string {
  const written = textOf(spot) ?? ''
  if (isQuoted(spot)) return written
  if (numberForm.test(written)) return Number(written)
  const percent = percentForm.exec(written)?.[1]
  return percent === undefined ? (yuanText(written) ?? written) : Number((Number(percent) / 100).toFixed(6))
}

/** A value of a parameter: number, text, or a list of texts. */
export function parameterValue(spot: Spot): number | string | readonly string[] {
  return isList(spot) ? itemsOf(spot).map((item) => textOf(item) ?? '') : plainValue(spot)
}

export function numberOf(spot: Spot): number {
  const value = plainValue(spot)
  if (typeof value === 'number') return value
  complain(spot, `\`${spot.name}\` is not a number`, 'write it as 6, 3.5 or 85%', value)
  return 0
}

/** A whole number from least to most. */
export function wholeWithin(spot: Spot, least: number, most: number): number {
  const value = numberOf(spot)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  complain(
    spot,
    `\`${spot.name}\` is not a whole number from ${least} to ${most}`,
    `write one of ${least} … ${most}`,
    String(value),
  )
  return least
}

/** `12.50 yuan`, or a plain number of yuan, in fen. */
export function yuanOf(spot: Spot): ReturnType<typeof fen> {
  const written = textOf(spot) ?? ''
  const parsed = parseYuan(written.endsWith(' yuan') ? written.slice(0, -5) : written)
  if (parsed.ok) return parsed.value
  complain(spot, `\`${spot.name}\` is not an amount`, 'write it as 12.50 yuan or 12.50', written)
  return fen(0)
}
