import { type Occasion, periodOf, type TotalRule, type YearRule } from '../policy/index.ts'
import type { EarlierBill } from './types.ts'

/**
 * The period of each running total of a plan on one occasion, by code. A later bill of a stay counts where the first one
 * that stands did: as the difference of two sums it belongs to no other month than they do.
 */
export function periodsFor(
  totals: readonly TotalRule[],
  occasion: Occasion,
  year: YearRule,
  before: readonly EarlierBill[] = [],
): Readonly<Record<string, string>> {
  const begun = (code: string): string | undefined => before.find(({ periods }) => code in periods)?.periods[code]
  return Object.fromEntries(totals.map(({ code, over }) => [code, begun(code) ?? periodOf(over, occasion, year)]))
}
