import type { IsoDate } from '../kernel/index.ts'
import type { YearRule } from './region-pack.ts'
import type { TotalSpan } from './types.ts'

/** When and in which stay a bill arises. A visit that is no stay is a stay of its own. */
export interface Occasion {
  readonly on: IsoDate
  readonly admission: IsoDate | null
  readonly discharge: IsoDate | null
  readonly stay: string
  /** The first of the stays that transfers link to this one; the stay itself when none does. */
  readonly episode: string
}

/** The benefit year of a region to which a bill belongs, named by the calendar year in which it begins. */
export function benefitYear(rule: YearRule, { on, admission, discharge }: Occasion): number {
  const day = { settlement: on, admission: admission ?? on, discharge: discharge ?? on }[rule.by]
  const year = Number(day.slice(0, 4))
  return day.slice(5) >= rule.startsOn ? year : year - 1
}

/**
 * The period over which a running total runs on this occasion: `2025`, `2025-03`, `stay:…` or `episode:…`. Two bills
 * share a total when their periods are equal.
 */
export function periodOf(span: TotalSpan, occasion: Occasion, year: YearRule): string {
  switch (span) {
    case 'year':
      return String(benefitYear(year, occasion))
    case 'month':
      return occasion.on.slice(0, 7)
    case 'stay':
      return `stay:${occasion.stay}`
    case 'episode':
      return `episode:${occasion.episode}`
  }
}
