import { invariant } from '../kernel/index.ts'
import { poolAsking, poolMoney } from './budget.ts'
import type { PreparedPlan } from './prepare.ts'
import type { Clearing } from './types.ts'
import { newWork } from './work.ts'
import type { ClearingFinding } from './year-types.ts'

/** Every pool that a plan's year may have: of levels those that its budget names. */
function poolsOfYear({ plan }: PreparedPlan, year: number): readonly string[] {
  const { from, until } = plan.range
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`)
  const levels = plan.budget?.fund.flatMap(({ where }) => (where.level === undefined ? [] : [where.level])) ?? []
  const words = {
    scheme: plan.schemes,
    area: ['local', 'remote'],
    level: [...new Set(levels)],
    month: months.filter((month) => month >= from.slice(0, 7) && (until === null || `${month}-01` < until)),
  } as const satisfies Readonly<Record<string, readonly string[]>>
  const pools = (plan.pointValue?.pools ?? []).reduce<readonly (readonly string[])[]>(
    (found, word) => found.flatMap((pool) => words[word].map((one) => [...pool, one])),
    [[]],
  )
  return pools.map((pool) => pool.join('/'))
}

/** Pools of a year with money, and no case to get it. None under plans that divide no budget among points. */
export function poolsWithoutCases(
  prepared: PreparedPlan,
  year: number,
  withCases: ReadonlySet<string>,
): readonly ClearingFinding[] {
  const { budget, clearing, pointValue } = prepared.plan
  invariant(clearing !== null, 'a year is cleared by a rule')
  if (clearing.payable !== 'cases' || pointValue === null || pointValue.settlement === 'budget') return []
  if (budget === null || budget.fund.length === 0) return []
  return poolsOfYear(prepared, year).flatMap((pool) => {
    if (withCases.has(pool)) return []
    const { month, ...asking } = poolAsking(prepared, year, pool)
    const money = poolMoney(newWork(prepared, asking, false), year, pool, month)
    return money === null ? [] : [{ code: 'clearing.pool-without-cases', pool, fund: money.fund } as const]
  })
}

/** Institutions with cases that were cleared before anybody reviewed them. */
export const awaitingReview = (cleared: readonly Clearing[]): readonly ClearingFinding[] =>
  cleared.flatMap(({ institution, awaitingReview: cases }) =>
    cases === 0 ? [] : [{ code: 'clearing.awaiting-review', institution, cases } as const],
  )
