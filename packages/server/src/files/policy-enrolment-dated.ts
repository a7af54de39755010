import type { Dated, IsoDate } from '@yibao/core/kernel'
import { complain, fieldsOf, isText, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot } from './policy-values.ts'

function checkOrder(items: readonly Spot[], dates: readonly IsoDate[]): void {
  for (const [index, from] of dates.entries()) {
    const [before, spot] = [dates[index - 1], items[index]]
    if (before === undefined || spot === undefined || from > before) continue
    if (from === before) complain(spot, 'two values from the same date', 'keep one of them', from)
    else complain(spot, 'dates out of order', 'sort the values by `from:`', from)
  }
}

/**
 * Reads law over time that is no parameter: each line has its first day, its source and a value of its own shape, or
 * `none` where it was repealed.
 */
export function datedLines<T>(spot: Spot, read: (value: Spot) => T): readonly Dated<T>[] {
  const items = itemsOf(spot)
  if (items.length === 0 && spot.node !== null) {
    complain(spot, `\`${spot.name}\` has no dated value`, 'write `- { from: 2023-01-01, value: …, source: … }`')
  }
  const before = spot.sheet.problems.length
  const lines = items.map((item): Dated<T> => {
    const { from, value, source, assumed } = fieldsOf(item, ['from', 'value', 'source'], ['assumed'])
    const isRepealed = isText(value) && String(value.node).trim() === 'none'
    const printed = textOf(source) ?? ''
    return {
      from: dateOfSpot(from),
      value: isRepealed ? 'none' : read(value),
      source: assumed === null ? printed : `${printed}（推定：${textOf(assumed) ?? ''}）`,
      assumed: assumed !== null,
    }
  })
  // A date that could not be read would be reported a second time as out of order.
  const dates = lines.map(({ from }) => from)
  if (spot.sheet.problems.length === before) checkOrder(items, dates)
  return lines
}
