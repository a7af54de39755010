import { addFen, zeroFen } from '../kernel/index.ts'
import type { FigureDifference } from './refusals.ts'
import type { Figures, Sums } from './types.ts'

export const noSums: Sums = { count: 0, total: zeroFen, fund: zeroFen, account: zeroFen }

export function addSums(a: Sums, b: Sums): Sums {
  return {
    count: a.count + b.count,
    total: addFen(a.total, b.total),
    fund: addFen(a.fund, b.fund),
    account: addFen(a.account, b.account),
  }
}

/** Row count and sums of a side. */
export function sumsOf(rows: Iterable<Figures>): Sums {
  let sums = noSums
  for (const { total, fund, account } of rows) sums = addSums(sums, { count: 1, total, fund, account })
  return sums
}

/** Which of the named figures the two sides do not agree on, in the order of the names. */
export function figuresThatDiffer<Name extends string>(
  names: readonly Name[],
  stated: Readonly<Record<Name, number>>,
  filed: Readonly<Record<Name, number>>,
): readonly FigureDifference<Name>[] {
  const differing = names.filter((name) => stated[name] !== filed[name])
  return differing.map((figure) => ({ figure, stated: stated[figure], filed: filed[figure] }))
}

/**
 * Whether the totals of both sides agree (对总账): `institution-more` when the institution has settlements that the
 * centre has not, `differ` for any other difference.
 */
export function compareSums(stated: Sums, filed: Sums): 'equal' | 'institution-more' | 'differ' {
  const differences = figuresThatDiffer(['count', 'total', 'fund', 'account'], stated, filed)
  if (differences.length === 0) return 'equal'
  return stated.count > filed.count ? 'institution-more' : 'differ'
}
