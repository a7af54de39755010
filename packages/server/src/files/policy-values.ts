import {
  type Dated,
  type Fen,
  type IsoDate,
  isoDate,
  type Ppm,
  parseIsoDate,
  parsePercent,
  parseYuan,
  wholePpm,
  zeroFen,
  zeroPpm,
} from '@yibao/core/kernel'
import type { ParameterValue, Tier } from '@yibao/core/policy'
import { complain, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'

/** What the author may write as `kind:`; a factor is a rate that may exceed the whole and only multiplies. */
export const valueKinds = ['money', 'rate', 'factor', 'tiers'] as const
export type ValueKind = (typeof valueKinds)[number]

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

/** Bands of a rate table: rising bounds, the last one open. */
function tiersOfSpot(spot: Spot): readonly Tier[] {
  const items = itemsOf(spot)
  if (items.length === 0 && spot.node !== null) complain(spot, 'a rate table without bands', 'write `- { rate: 60% }`')
  let previous = zeroFen
  return items.map((item, index) => {
    const fields = fieldsOf(item, ['rate'], ['to'])
    const rate = rateOfSpot(fields.rate)
    const last = index === items.length - 1
    if (fields.to === null) {
      if (!last) complain(item, 'an open band that is not the last', 'give every band but the last its `to:`')
      return { to: null, rate }
    }
    const to = moneyOfSpot(fields.to)
    if (to <= previous)
      complain(fields.to, 'the bounds of a rate table must rise', 'sort the bands by `to:`', String(fields.to.node))
    if (last) complain(item, 'the last band is not open', 'add a band without `to:` for what lies above')
    previous = to
    return { to, rate }
  })
}

function valueOfSpot(spot: Spot, kind: ValueKind): ParameterValue {
  if (kind === 'money') return moneyOfSpot(spot)
  if (kind === 'tiers') return tiersOfSpot(spot)
  return rateOfSpot(spot, kind === 'factor')
}

function isNone(spot: Spot): boolean {
  return spot.node !== null && String(spot.node).trim() === 'none'
}

/**
 * A value over time, each entry with its date and source. The reason of an assumed value is kept at the end of its
 * source, so that whoever shows the source shows the doubt with it.
 */
export function datedOfSpot(spot: Spot, kind: ValueKind): readonly Dated<ParameterValue>[] {
  const items = itemsOf(spot)
  if (items.length === 0 && spot.node !== null) {
    complain(spot, `\`${spot.name}\` has no dated value`, 'write `- { from: 2023-01-01, value: …, source: … }`')
  }
  let previous = ''
  return items.map((item) => {
    const fields = fieldsOf(item, ['from', 'value', 'source'], ['assumed'])
    const before = spot.sheet.problems.length
    const from = dateOfSpot(fields.from)
    if (spot.sheet.problems.length === before) {
      if (from === previous) complain(fields.from, 'two values from the same date', 'keep one of them', from)
      else if (from < previous) complain(fields.from, 'dates out of order', 'sort the values by `from:`', from)
      previous = from
    }
    const source = textOf(fields.source) ?? ''
    const reason = fields.assumed === null ? null : (textOf(fields.assumed) ?? '')
    return {
      from,
      value: isNone(fields.value) ? 'none' : valueOfSpot(fields.value, kind),
      source: reason === null ? source : `${source}（推定：${reason}）`,
      assumed: reason !== null,
    }
  })
}
