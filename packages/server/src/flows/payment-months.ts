import { addMonths, type IsoDate, isoDate, parseIsoDate } from '@yibao/core/kernel'

/** The first day of a month `2025-03`; null when it is none. */
export function firstOfMonth(month: string): IsoDate | null {
  const day = parseIsoDate(`${month}-01`)
  return day.ok ? day.value : null
}

/** The first day behind a month. */
export const dayAfterMonth = (month: string): IsoDate => addMonths(isoDate(`${month}-01`), 1)
