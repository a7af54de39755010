import { addDays, type IsoDate, parseIsoDate, weekdayOf, yearOf } from '@yibao/core/kernel'
import type { HolidayYear } from '@yibao/core/policy'
import { complain, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'

/** `2026-01-01`, or `2026-02-15..2026-02-23` with both ends. */
function daysOf(spot: Spot): readonly IsoDate[] {
  const text = textOf(spot)
  if (text === null) return []
  const [first = '', last = first, ...more] = text.split('..')
  const [from, through] = [parseIsoDate(first), parseIsoDate(last)]
  if (!from.ok || !through.ok || more.length > 0 || through.value < from.value) {
    complain(spot, 'not a day or a range of days', 'write `2026-01-01` or `2026-02-15..2026-02-23`', text)
    return []
  }
  const days: IsoDate[] = []
  for (let day = from.value; day <= through.value; day = addDays(day, 1)) days.push(day)
  return days
}

function listOf(spot: Spot | null, year: number): readonly IsoDate[] {
  if (spot === null) return []
  const days = itemsOf(spot).flatMap(daysOf)
  const other = days.find((day) => yearOf(day) !== year)
  if (other !== undefined) complain(spot, `a day outside ${year}`, 'move it to its own year', other)
  return days
}

/**
 * Reads `holidays:`, what the yearly notice of the State Council says: days off, and weekend days that are worked
 * instead. Ordinary weekends need not be written.
 */
export function holidaysOf(spot: Spot | null): readonly HolidayYear[] {
  const seen = new Set<number>()
  return (spot === null ? [] : itemsOf(spot)).map((item) => {
    const fields = fieldsOf(item, ['year', 'source'], ['off', 'worked'])
    const text = textOf(fields.year) ?? ''
    const year = Number(text)
    if (text !== '' && !/^\d{4}$/.test(text)) complain(fields.year, 'not a year', 'write it as `2026`', text)
    if (seen.has(year)) complain(fields.year, `the year ${text} occurs twice`, 'keep one of them')
    seen.add(year)
    const [off, worked] = [listOf(fields.off, year), listOf(fields.worked, year)]
    const both = worked.find((day) => off.includes(day))
    if (both !== undefined && fields.worked !== null) {
      complain(fields.worked, 'a day that is off and worked at once', 'keep it in one list', both)
    }
    const weekday = worked.find((day) => weekdayOf(day) <= 5)
    if (weekday !== undefined && fields.worked !== null) {
      complain(fields.worked, 'a day that is worked anyway', 'list only days of a weekend', weekday)
    }
    return { year, off, worked, source: textOf(fields.source) ?? '' }
  })
}
