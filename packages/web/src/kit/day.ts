import { parseIsoDate } from '@yibao/core/kernel'

/** The centre takes no later ones. */
const lastYear = '2199'

/** A day of the calendar that stands in an address; nothing where there is none, as 2023-02-30 is none. */
export function dayIn(value: unknown): string | undefined {
  const day = typeof value === 'string' ? parseIsoDate(value) : null
  return day?.ok === true && day.value.slice(0, 4) <= lastYear ? day.value : undefined
}
