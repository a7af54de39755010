import {
  type Fen,
  type IsoDate,
  isoDate,
  type Ppm,
  parseIsoDate,
  parsePercent,
  parseRate,
  parseYuan,
  type Rounding,
  wholePpm,
  zeroFen,
  zeroPpm,
} from '@yibao/core/kernel'
import type { StepRounding } from '@yibao/core/policy'
import { complain, fieldsOf, type Spot, textOf } from './policy-sheet.ts'

/** What both languages call something. */
export function bothLanguages(spot: Spot): { readonly zh: string; readonly en: string } {
  const { zh, en } = fieldsOf(spot, ['zh', 'en'])
  return { zh: textOf(zh) ?? '', en: textOf(en) ?? '' }
}

/** One of the given words; the first stands in for a wrong one (reported). */
export function wordOf<Word extends string>(spot: Spot, words: readonly [Word, ...Word[]]): Word {
  const text = textOf(spot)
  const word = words.find((candidate) => candidate === text)
  if (word !== undefined) return word
  if (text !== null) complain(spot, `\`${spot.name}\` has no such value`, `use one of: ${words.join(', ')}`, text)
  return words[0]
}

/** `true` or `false`. */
export function flagOf(spot: Spot): boolean {
  return wordOf(spot, ['false', 'true']) === 'true'
}

export function dateOfSpot(spot: Spot): IsoDate {
  const text = textOf(spot)
  const parsed = text === null ? null : parseIsoDate(text)
  if (parsed?.ok) return parsed.value
  if (text !== null) complain(spot, `\`${spot.name}\` is not a date of the calendar`, 'write it as 2023-01-01', text)
  return isoDate('1900-01-01')
}

/** `300 yuan`, zero or more, at most two decimals. */
export function moneyOfSpot(spot: Spot): Fen {
  const text = textOf(spot)
  if (text === null) return zeroFen
  const number = /^(\S+) yuan$/.exec(text)?.[1]
  const parsed = number === undefined ? null : parseYuan(number)
  if (parsed?.ok && parsed.value >= 0) return parsed.value
  complain(spot, `\`${spot.name}\` is not an amount`, 'write it as `300 yuan` or `300.50 yuan`, zero or more', text)
  return zeroFen
}

/** `85%`; above 100 % only when the value is a factor. */
export function rateOfSpot(spot: Spot, mayExceedWhole = false): Ppm {
  const text = textOf(spot)
  if (text === null) return zeroPpm
  const parsed = parsePercent(text)
  if (!parsed.ok) {
    complain(spot, `\`${spot.name}\` is not a rate`, 'write it as `85%`, at most four decimals', text)
    return zeroPpm
  }
  if (parsed.value > wholePpm && !mayExceedWhole) {
    complain(spot, 'a rate above 100 %', 'correct it, or use `kind: factor` for a multiplier', text)
    return zeroPpm
  }
  return parsed.value
}

/** `6` or `3.5`, zero or more, at most six decimals; in millionths. */
export function numberOfSpot(spot: Spot): Ppm {
  const text = textOf(spot)
  if (text === null) return zeroPpm
  const parsed = parseRate(text)
  if (parsed.ok) return parsed.value
  complain(spot, `\`${spot.name}\` is not a number`, 'write it as `6` or `3.5`, at most six decimals', text)
  return zeroPpm
}

const roundingModes = ['half-up', 'floor', 'ceil', 'truncate'] as const

/** `{ mode: half-up, unit: fen }`, how an amount becomes whole. */
export function roundingOf(spot: Spot): Rounding {
  const { mode, unit } = fieldsOf(spot, ['mode', 'unit'])
  return { mode: wordOf(mode, roundingModes), unit: wordOf(unit, ['fen', 'jiao', 'yuan']) }
}

/** The same where a plain number may be rounded too, from the fields of the expression. */
export function stepRoundingOf(mode: Spot, unit: Spot): StepRounding {
  return { mode: wordOf(mode, roundingModes), unit: wordOf(unit, ['fen', 'jiao', 'yuan', 'one']) }
}
