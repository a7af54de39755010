import {
  type DivisionCode,
  divisionCode,
  type Fen,
  parseDivisionCode,
  parsePercent,
  parseRate,
} from '@yibao/core/kernel'
import type { DayBand, Millionths, RatioBand, ScoreBand, Tier } from '@yibao/core/payment'
import { complain, fieldsOf, isList, isText, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { moneyOfSpot } from './policy-values.ts'

/** `1.05` or `72%`, zero or more; in millionths. */
export function plainOf(spot: Spot): Millionths {
  const text = textOf(spot)
  if (text === null) return 0
  const parsed = text.endsWith('%') ? parsePercent(text) : parseRate(text)
  if (parsed.ok) return parsed.value
  complain(
    spot,
    `\`${spot.name}\` is not a number`,
    'write it as `1.05` or `72%`, zero or more, at most six decimals',
    text,
  )
  return 0
}

/** A number that something is divided by or multiplied with for good. */
export function aboveZeroOf(spot: Spot): Millionths {
  const value = plainOf(spot)
  if (value === 0 && spot.node !== null) complain(spot, `\`${spot.name}\` is zero`, 'write a number above zero', '0')
  return value
}

/** A part of the whole that something is divided by: above zero, up to 100 %. */
export function partAboveZeroOf(spot: Spot): Millionths {
  return partOf(spot, aboveZeroOf)
}

/** A part of the whole, up to 100 %. */
export function partOf(spot: Spot, read: (spot: Spot) => Millionths = plainOf): Millionths {
  const value = read(spot)
  if (value <= 1_000_000) return value
  complain(spot, `\`${spot.name}\` is more than the whole`, 'write a share up to 100%', textOf(spot) ?? '')
  return 0
}

export function moneyAboveZeroOf(spot: Spot): Fen {
  const amount = moneyOfSpot(spot)
  if (amount === 0 && spot.node !== null)
    complain(spot, `\`${spot.name}\` is zero`, 'write an amount above zero', '0 yuan')
  return amount
}

/** A whole number of zero or more. */
export function wholeOf(spot: Spot): number {
  const text = textOf(spot)
  if (text === null) return 0
  if (/^\d{1,9}$/.test(text)) return Number(text)
  complain(spot, `\`${spot.name}\` is not a whole number`, 'write it as `60`', text)
  return 0
}

/** Rising upper bounds, of which the last is open. */
function bandsOf<Band extends { readonly to: number | null }>(spot: Spot, read: (item: Spot) => Band): readonly Band[] {
  const items = itemsOf(spot)
  if (items.length === 0 && spot.node !== null) complain(spot, `\`${spot.name}\` has no band`, 'write at least one')
  let previous = 0
  return items.map((item, index) => {
    const band = read(item)
    const last = index === items.length - 1
    if (band.to === null && !last)
      complain(item, 'an open band that is not the last', 'give every band but the last its `to:`')
    if (band.to !== null && last)
      complain(item, 'the last band is not open', 'add a band without `to:` for what lies above')
    if (band.to !== null && band.to <= previous) {
      complain(item, 'the bounds of bands must rise', 'sort the bands by `to:`, each once')
    }
    previous = band.to ?? previous
    return band
  })
}

/** One number for all groups, or `[{ to: 100, value: 3 }, { value: 2 }]` by base points. */
export function tiersOf(spot: Spot): readonly Tier[] {
  if (isText(spot)) return [{ to: null, value: aboveZeroOf(spot) }]
  return bandsOf(spot, (item) => {
    const fields = fieldsOf(item, ['value'], ['to'])
    return { to: fields.to === null ? null : plainOf(fields.to), value: aboveZeroOf(fields.value) }
  })
}

/** One amount for every day, or `[{ to: 60, perDay: 380 yuan }, { perDay: 300 yuan }]`. */
export function dayBandsOf(unit: 'money' | 'points'): (spot: Spot) => readonly DayBand[] {
  const amount = (spot: Spot): number => (unit === 'money' ? moneyAboveZeroOf(spot) : aboveZeroOf(spot))
  return (spot) => {
    if (!isList(spot)) return [{ to: null, perDay: amount(spot) }]
    return bandsOf(spot, (item) => {
      const fields = fieldsOf(item, ['perDay'], ['to'])
      return { to: fields.to === null ? null : wholeOf(fields.to), perDay: amount(fields.perDay) }
    })
  }
}

/** One share of everything, or `[{ to: 10%, share: 100% }, { share: 0% }]`. */
export function ratioBandsOf(spot: Spot): readonly RatioBand[] {
  if (!isList(spot)) return [{ to: null, share: partOf(spot) }]
  return bandsOf(spot, (item) => {
    const fields = fieldsOf(item, ['share'], ['to'])
    return { to: fields.to === null ? null : plainOf(fields.to), share: partOf(fields.share) }
  })
}

/** `[{ from: 0, share: 0% }, { from: 60, share: 80% }]`: scores from 0 on, rising. */
export function scoreBandsOf(spot: Spot): readonly ScoreBand[] {
  const items = itemsOf(spot)
  let previous = -1
  return items.map((item, index) => {
    const fields = fieldsOf(item, ['from', 'share'])
    const from = plainOf(fields.from)
    if (index === 0 && from !== 0)
      complain(fields.from, 'the lowest score has no band', 'begin with `from: 0`', textOf(fields.from) ?? '')
    if (from <= previous)
      complain(
        fields.from,
        'scores of bands must rise',
        'sort the bands by `from:`, each once',
        textOf(fields.from) ?? '',
      )
    previous = from
    return { from, share: partOf(fields.share) }
  })
}

/** A point value: yuan with at most six decimals; in millionths of a yuan. */
export function pointValueOfSpot(spot: Spot): Millionths {
  const text = textOf(spot)
  if (text === null) return 0
  const number = /^(\S+) yuan$/.exec(text)?.[1]
  const parsed = number === undefined ? null : parseRate(number)
  if (parsed?.ok && parsed.value > 0) return parsed.value
  complain(
    spot,
    `\`${spot.name}\` is not a point value`,
    'write it as `12.0000 yuan`, above zero, at most six decimals',
    text,
  )
  return 0
}

/** A fixed standard: yuan, or points. */
export function standardOf(unit: 'money' | 'points'): (spot: Spot) => number {
  return (spot) => (unit === 'money' ? moneyAboveZeroOf(spot) : aboveZeroOf(spot))
}

/** Codes or words, each once. */
export function wordsOf(spot: Spot): readonly string[] {
  const seen = new Set<string>()
  return itemsOf(spot).flatMap((item) => {
    const word = textOf(item)
    if (word === null) return []
    if (seen.has(word)) complain(item, `\`${spot.name}\` has a word twice`, 'keep one of them', word)
    seen.add(word)
    return [word]
  })
}

export function divisionOf(spot: Spot): DivisionCode {
  const text = textOf(spot)
  const parsed = text === null ? null : parseDivisionCode(text)
  if (parsed?.ok) return parsed.value
  if (text !== null) complain(spot, 'not a code of a division', "write its six digits in quotes: '990301'", text)
  return divisionCode('000000')
}
