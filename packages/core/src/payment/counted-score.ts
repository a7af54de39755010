import { points } from './amounts.ts'
import { poolOf } from './budget.ts'
import { institutionWords, type PreparedPlan } from './prepare.ts'
import type { CaseScore, Parameter, PaymentPlan, PricedCase } from './types.ts'

const valuesOf = <T>(parameter: Parameter<T>) =>
  parameter.map(({ where, values }) => [where, values.map(({ value }) => value)])

/** What makes points of two plans add up: the same pools, and the same scale under each kind of group. */
function measureOf({ pointValue, methods }: PaymentPlan): string {
  const scales = methods.flatMap((method) =>
    method.kind === 'drg' || method.kind === 'dip' ? [[method.kind, valuesOf(method.scale)]] : [],
  )
  return JSON.stringify([pointValue?.word ?? null, pointValue?.pools ?? [], scales])
}

/** Whether points of two plans are of one measure, so that they may share a pool. */
const sameMeasure = (a: PaymentPlan, b: PaymentPlan): boolean => a === b || measureOf(a) === measureOf(b)

/**
 * A case as the sums of a plan take it. One whose points are of another measure, or whose pool is a month of another year, has no share
 * in the pools: it counts like a case priced in yuan, with what it was priced at.
 *
 * @param own the plan whose sums these are
 * @param of the plan that priced it
 * @param month that accounts for it, `2025-03`
 * @returns the score itself, or another one whose `money` is the standard
 */
export function countedScore(
  own: PreparedPlan,
  of: PaymentPlan,
  { score, price, month }: { readonly score: CaseScore; readonly price: PricedCase; readonly month: string },
): CaseScore {
  const byMonth = own.plan.pointValue?.pools.includes('month') ?? false
  const ofYear = !byMonth || score.on.slice(0, 4) === month.slice(0, 4)
  if (ofYear && sameMeasure(own.plan, of)) return score
  const { level } = institutionWords(own, score.institution, score.level)
  const pool = poolOf(own, { scheme: score.scheme, area: score.area ?? 'local', level, month })
  return { ...score, pool, points: points(0), money: price.standard }
}
