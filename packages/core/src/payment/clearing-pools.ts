import {
  type Fen,
  invariant,
  ok,
  type Result,
  refuse,
  splitByWeights,
  subtractFen,
  sumFen,
  zeroFen,
} from '../kernel/index.ts'
import { points, pointsInput, yuanInput } from './amounts.ts'
import { poolAsking, poolMoney } from './budget.ts'
import { withinHighShare } from './high-share.ts'
import { type Pot, potOf } from './point-value.ts'
import type { PreparedPlan } from './prepare.ts'
import { mergeSums, noCases, othersOfPoints } from './sums.ts'
import type { CaseSums, PaymentRefusal } from './types.ts'
import { newWork, note, refusalIn, type Work, yuanValue } from './work.ts'
import type { InstitutionYear, PoolYear } from './year-types.ts'

/** A pool's year: its money, and what each institution gets of it. */
export interface PoolPart {
  readonly year: PoolYear
  readonly reserve: Fen
  /** Fund money by institution, in the order of the facts. */
  readonly fund: readonly Fen[]
  /** Their sums as they share, in the same order. */
  readonly sums: readonly CaseSums[]
}

/** An institution's cases in a pool. */
export function sumsIn(facts: InstitutionYear, pool: string): CaseSums {
  return facts.pools.find((part) => part.pool === pool)?.sums ?? noCases
}

/** The fund money of a pool's points by institution: by points, or by what cases come to; by largest remainder. */
function fundByInstitution(prepared: PreparedPlan, sums: readonly CaseSums[], pot: Pot): readonly Fen[] {
  const rule = prepared.plan.pointValue
  invariant(rule !== null, 'a pot is made by a rule')
  const ofCases = sums.map(({ fundPayable, moneyFund }) => subtractFen(fundPayable, moneyFund))
  if (rule.settlement === 'budget') return ofCases
  if (rule.allocation === 'points') {
    const weights = sums.map((sum) => sum.points)
    if (rule.settlement === 'fund-over-rate') return splitByWeights(pot.fund, weights)
    const standards = splitByWeights(pot.pot, weights)
    return standards.map((standard, index) => subtractFen(standard, othersOfPoints(sums[index] ?? noCases)))
  }
  const excess = subtractFen(sumFen(ofCases), pot.fund)
  if (excess <= 0) return ofCases
  // Only those who get something give something back, so that nobody comes to owe by it.
  const cuts = splitByWeights(
    excess,
    ofCases.map((amount) => Math.max(amount, 0)),
  )
  return ofCases.map((amount, index) => subtractFen(amount, cuts[index] ?? zeroFen))
}

/**
 * A pool whose cases were all priced in yuan: they are paid as priced, and there are no points to have a value. Refuses with
 * `payment.budget-spent` when they come first out of the pool's money and exceed it.
 */
function poolWithoutPoints(
  prepared: PreparedPlan,
  year: number,
  pool: string,
  { moneyFund }: CaseSums,
  sums: readonly CaseSums[],
): Result<PoolPart, PaymentRefusal> {
  const { budget, id, pointValue } = prepared.plan
  const nobody = {
    year: { pool, value: null, pot: zeroFen, fund: zeroFen, points: points(0) },
    fund: sums.map(() => zeroFen),
    sums,
  }
  if (budget === null) return ok({ ...nobody, reserve: zeroFen })
  const { month, ...asking } = poolAsking(prepared, year, pool)
  const work = newWork(prepared, asking, false)
  const money = poolMoney(work, year, pool, month)
  if (money === null) return refuse(refusalIn(work))
  if (pointValue?.moneyCases === 'first' && moneyFund > money.fund) {
    return refuse({ code: 'payment.budget-spent', plan: id, year, pool, pot: money.fund, money: moneyFund })
  }
  return ok({ ...nobody, reserve: money.reserve })
}

/** Divides a pool's money of a year. Refuses as `potOf` does. */
export function poolPart(
  prepared: PreparedPlan,
  year: number,
  pool: string,
  institutions: readonly InstitutionYear[],
): Result<PoolPart, PaymentRefusal> {
  const sums: CaseSums[] = []
  for (const facts of institutions) {
    const shared = withinHighShare(prepared, year, facts, sumsIn(facts, pool))
    if (!shared.ok) return shared
    sums.push(shared.value)
  }
  const totals = sums.reduce(mergeSums, noCases)
  const fixed = prepared.plan.pointValue?.settlement === 'budget'
  if (!fixed && totals.cases > 0 && totals.moneyCases === totals.cases) {
    return poolWithoutPoints(prepared, year, pool, totals, sums)
  }
  const pot = potOf(prepared, year, pool, totals)
  if (!pot.ok) return pot
  const { money, fund, value } = pot.value
  return ok({
    year: { pool, value, pot: pot.value.pot, fund, points: totals.points },
    reserve: money.reserve,
    fund: fundByInstitution(prepared, sums, pot.value),
    sums,
  })
}

/** Reserve of plans that pay budgets or heads; those without a regional fund have none. */
export function budgetReserve(prepared: PreparedPlan, year: number, pool: string): Result<Fen, PaymentRefusal> {
  if (prepared.plan.budget === null || prepared.plan.budget.fund.length === 0) return ok(zeroFen)
  const { month, ...asking } = poolAsking(prepared, year, pool)
  const work = newWork(prepared, asking, false)
  const money = poolMoney(work, year, pool, month)
  return money === null ? refuse(refusalIn(work)) : ok(money.reserve)
}

/** How an institution's part of a pool came about. */
export function notePool(work: Work, { year }: PoolPart, sums: CaseSums, fund: Fen): void {
  const rule = work.prepared.plan.pointValue
  const byPoints = rule !== null && rule.allocation === 'points' && rule.settlement !== 'budget'
  if (!byPoints) {
    const ofCases = subtractFen(sums.fundPayable, sums.moneyFund)
    const inputs = () => [yuanInput('ofCases', ofCases), yuanInput('cut', subtractFen(ofCases, fund))]
    note(work, 'clearing.pool.cases', inputs, () => yuanValue(fund))
    return
  }
  const shares = [pointsInput('points', sums.points), pointsInput('allPoints', year.points)]
  if (rule.settlement === 'fund-over-rate') {
    note(
      work,
      'clearing.pool.points',
      () => [yuanInput('fund', year.fund), ...shares],
      () => yuanValue(fund),
    )
    return
  }
  const inputs = () => [yuanInput('pot', year.pot), ...shares, yuanInput('others', othersOfPoints(sums))]
  note(work, 'clearing.pool.others', inputs, () => yuanValue(fund))
}
