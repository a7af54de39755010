import type { Fen } from '../kernel/index.ts'

/** An amount of one month, `2025-03`. */
export interface MonthAmount {
  readonly month: string
  readonly amount: Fen
}

/** What is on file about the fund of one region and insurance. */
export interface FundFacts {
  /** The month that runs now. */
  readonly month: string
  /** What was there when a month began; null when nobody entered it. */
  readonly opening: MonthAmount | null
  readonly income: readonly MonthAmount[]
  /** What settlements, institutions' statements and corrections took out; less what came back. */
  readonly spending: readonly MonthAmount[]
}

/** How a fund stands. */
export interface FundStanding {
  /** Of the year that runs, up to now. */
  readonly income: Fen
  readonly spending: Fen
  /** Null without an opening. */
  readonly balance: Fen | null
  /** Mean spending of the whole months before this one, at most twelve; null before the first is over. */
  readonly meanMonth: Fen | null
  /** Over how many months. */
  readonly months: number
  /** For how many months the balance pays (可支付月数), in tenths, rounded down; null where balance or mean is missing. */
  readonly payableTenths: number | null
}
