import { type Fen, type IsoDate, isoDate } from '@yibao/core/kernel'

/** What a person's own account gets for a year or a month (个账划入). */
export interface Credit {
  readonly insuredId: string
  /** `2026` or `2026-01`. */
  readonly period: string
  /** fen, more than zero. */
  readonly amount: Fen
}

/** What is on file about a person and a period. */
export interface CreditFacts {
  /** Where the person's employee insurance is; null for a person without one. */
  readonly division: string | null
  /** What the period was credited with; null when it was not. */
  readonly booked: Fen | null
}

/** The first day of a period, `2026` or `2026-01`. */
export function firstDayOf(period: string): IsoDate {
  return isoDate(period.length === 4 ? `${period}-01-01` : `${period}-01`)
}

export function creditKey({ insuredId, period }: Pick<Credit, 'insuredId' | 'period'>): string {
  return `${insuredId} ${period}`
}
