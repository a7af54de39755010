import { addDays, type Dated, type IsoDate, zeroFen } from '@yibao/core/kernel'
import type { ParameterKind, ParameterValue, Tier } from '@yibao/core/policy'
import { complain, fieldsOf, isText, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot, moneyOfSpot, numberOfSpot, rateOfSpot } from './policy-values.ts'

/** What the author may write as `kind:`. */
export const valueKinds = ['money', 'rate', 'factor', 'number', 'tiers'] as const satisfies readonly ParameterKind[]

function says(spot: Spot, word: string): boolean {
  return isText(spot) && String(spot.node).trim() === word
}

/** Bands of a rate table: rising bounds, the last one open. */
function tiersOfSpot(spot: Spot): readonly Tier[] {
  const items = itemsOf(spot)
  if (items.length === 0 && spot.node !== null) complain(spot, 'a rate table without bands', 'write `- { rate: 60% }`')
  let previous = zeroFen
  return items.map((item, index) => {
    const fields = fieldsOf(item, ['rate'], ['to'])
    const rate = says(fields.rate, 'unknown') ? null : rateOfSpot(fields.rate)
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

function valueOfSpot(spot: Spot, kind: ParameterKind): ParameterValue {
  if (kind === 'money') return moneyOfSpot(spot)
  if (kind === 'tiers') return tiersOfSpot(spot)
  if (kind === 'number') return numberOfSpot(spot)
  return rateOfSpot(spot, kind === 'factor')
}

interface Period {
  readonly spot: Spot
  readonly from: IsoDate
  readonly through: IsoDate | null
}

/** Dates must rise, and a value that ends must be followed the day after, by another or by `none`. */
function checkPeriods(periods: readonly Period[]): void {
  for (const [index, { spot, from, through }] of periods.entries()) {
    const next = periods[index + 1]
    if (through !== null && through < from) {
      complain(spot, 'a value that ends before it begins', 'correct `from:` or `through:`', through)
    } else if (next !== undefined && next.from === from) {
      complain(next.spot, 'two values from the same date', 'keep one of them', from)
    } else if (next !== undefined && next.from < from) {
      complain(next.spot, 'dates out of order', 'sort the values by `from:`', next.from)
    } else if (through !== null && next !== undefined && next.from <= through) {
      complain(spot, `a value that overlaps the next one from ${next.from}`, 'end it the day before', through)
    } else if (through !== null && next?.from !== addDays(through, 1)) {
      const after = addDays(through, 1)
      const cure = `say what holds from ${after}: a value, or \`value: none\` with its source`
      complain(spot, next === undefined ? 'nothing follows this value' : `a gap before ${next.from}`, cure, through)
    }
  }
}

/** A value over time, of the kind that a parameter of a plan has. */
export function datedOfSpot(spot: Spot, kind: ParameterKind): readonly Dated<ParameterValue>[] {
  return datedBy(spot, (value) => valueOfSpot(value, kind))
}

/**
 * A value over time, each entry with its date and source. The reason of an assumed value is kept at the end of its
 * source, so that whoever shows the source shows the doubt with it.
 */
export function datedBy<T>(spot: Spot, read: (value: Spot) => T): readonly Dated<T>[] {
  const items = itemsOf(spot)
  if (items.length === 0 && spot.node !== null) {
    complain(spot, `\`${spot.name}\` has no dated value`, 'write `- { from: 2023-01-01, value: …, source: … }`')
  }
  const before = spot.sheet.problems.length
  const periods: Period[] = []
  const values = items.map((item): Dated<T> => {
    const fields = fieldsOf(item, ['from', 'value', 'source'], ['through', 'assumed'])
    const from = dateOfSpot(fields.from)
    const through = fields.through === null ? null : dateOfSpot(fields.through)
    periods.push({ spot: item, from, through })
    const source = textOf(fields.source) ?? ''
    const reason = fields.assumed === null ? null : (textOf(fields.assumed) ?? '')
    return {
      from,
      value: says(fields.value, 'none') ? 'none' : read(fields.value),
      source: reason === null ? source : `${source}（推定：${reason}）`,
      assumed: reason !== null,
    }
  })
  // A date that could not be read would be reported a second time as out of order.
  if (spot.sheet.problems.length === before) checkPeriods(periods)
  return values
}
