import { complain, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { wordOf } from './policy-values.ts'

/** A number of analysis, not of money: `3`, `0.9`; zero after a complaint. */
export function decimalOf(spot: Spot): number {
  const text = textOf(spot)
  if (text === null) return 0
  if (/^\d{1,9}(\.\d{1,6})?$/.test(text)) return Number(text)
  complain(spot, `\`${spot.name}\` is not a number`, 'write it as `3` or `0.9`', text)
  return 0
}

/** A share, 0 to 1. */
export function partOf(spot: Spot): number {
  const share = decimalOf(spot)
  if (share > 1) complain(spot, `\`${spot.name}\` is more than the whole`, 'write a part of 1, as `0.8`', String(share))
  return share
}

/** A whole number of at least `least`. */
export function wholeOf(spot: Spot, least: number): number {
  const value = decimalOf(spot)
  if (!Number.isInteger(value) || value < least)
    complain(spot, `\`${spot.name}\` is no whole number from ${least} on`, `write ${least} or more`, String(value))
  return value
}

const codeForm = /^[a-z][a-z0-9-]*$/

/** The code of a topic or schedule. */
export function codeOf(spot: Spot): string {
  const text = textOf(spot) ?? ''
  if (text !== '' && !codeForm.test(text)) complain(spot, 'not a code', 'write small letters, digits and `-`', text)
  return text
}

/** Words of a list, each one that is known. */
export function knownWords<Word extends string>(spot: Spot, words: readonly [Word, ...Word[]]): readonly Word[] {
  return [...new Set(itemsOf(spot).map((item) => wordOf(item, words)))]
}

/** What stands behind values of analysis: for people, yet it must be there. */
export function checkOrigin(fields: Readonly<Record<'from' | 'source' | 'confidence', Spot>>): void {
  const day = textOf(fields.from) ?? ''
  if (day !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(day)) complain(fields.from, '`from` is no day', 'write 2026-01-01', day)
  textOf(fields.source)
  wordOf(fields.confidence, ['high', 'medium', 'low'])
}

/** Those that occur twice are refused, since one of the two would be lost. */
export function checkOnce(spot: Spot, codes: readonly string[]): void {
  const twice = codes.find((code, index) => codes.indexOf(code) !== index)
  if (twice !== undefined) complain(spot, 'a code twice', 'keep one of them', twice)
}
