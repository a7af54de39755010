import {
  addExact,
  addFen,
  compareExact,
  divideExact,
  type Exact,
  type Fen,
  fen,
  multiplyExact,
  ok,
  type Result,
  refuse,
  roundExact,
  subtractFen,
  yearOf,
  yuan,
} from '../kernel/index.ts'
import {
  input,
  moneyText,
  percentInput,
  points,
  pointsInput,
  pointValueOf,
  pointValueText,
  roundDecimals,
  yuanInput,
} from './amounts.ts'
import { type PoolMoney, poolAsking, poolMoney, poolOf } from './budget.ts'
import type { PreparedPlan } from './prepare.ts'
import { othersOfPoints } from './sums.ts'
import type { CaseSums, PaymentRefusal, Points, PointValue, PointValueAmount, PointValueRule } from './types.ts'
import { cite, giveUp, need, newWork, note, refusalIn, type Work } from './work.ts'

const fenPerYuan = 100
/** A billion yuan a point. */
const mostValue = 1_000_000_000_000_000

/** Money by points, rounded as the rule says. Null when it is too much for so few points (kept as the refusal). */
function dividedAmong(
  work: Work,
  rule: PointValueRule,
  pool: string,
  money: Exact,
  shared: Points,
): PointValueAmount | null {
  const fenPerPoint = divideExact(money, shared)
  // Dividing two plain numbers gives millionths, which is what a point value counts in.
  const value = divideExact(fenPerPoint, fenPerYuan)
  if (compareExact(value, mostValue) <= 0) return pointValueOf(roundDecimals(value, rule.decimals, rule.mode))
  const { id } = work.prepared.plan
  return giveUp(work, { code: 'payment.too-few-points', plan: id, year: yearOf(work.asking.on), pool, points: shared })
}

function historyValue(work: Work, rule: PointValueRule, pool: string): PointValueAmount | null {
  if (rule.budget.kind !== 'history') return null
  let [cost, shared]: [Exact, Exact] = [0, 0]
  for (const year of rule.budget.years) {
    cost = addExact(cost, multiplyExact(year.cost, year.weight))
    shared = addExact(shared, multiplyExact(year.points, year.weight))
    cite(work, `pointValue.${year.year}`, year.source, false)
  }
  if (compareExact(shared, 0) === 0) {
    const { id } = work.prepared.plan
    return giveUp(work, { code: 'payment.no-points', plan: id, year: yearOf(work.asking.on), pool })
  }
  const weightedPoints = points(roundExact(shared, 1, 'half-up'))
  const amount = dividedAmong(work, rule, pool, cost, weightedPoints)
  if (amount === null) return null
  note(
    work,
    'pointValue.history',
    () => [input('weightedCost', moneyText(cost), 'yuan'), pointsInput('weightedPoints', weightedPoints)],
    () => ({ value: pointValueText(amount), unit: 'yuan-per-point' }),
  )
  return amount
}

const knownBudgetValues = new WeakMap<PreparedPlan, Map<string, Result<PointValue, PaymentRefusal>>>()

/**
 * The point value (or rate) that cases of a year and pool are valued with until the year is cleared.
 *
 * @returns the value, `payment.no-rule` when the plan has no points, `payment.no-parameter`, `payment.no-points`
 */
export function budgetPointValue(
  prepared: PreparedPlan,
  year: number,
  pool: string,
): Result<PointValue, PaymentRefusal> {
  const known = knownBudgetValues.get(prepared) ?? new Map<string, Result<PointValue, PaymentRefusal>>()
  knownBudgetValues.set(prepared, known)
  const key = `${year} ${pool}`
  const found = known.get(key) ?? makeBudgetValue(prepared, year, pool)
  known.set(key, found)
  return found
}

function makeBudgetValue(prepared: PreparedPlan, year: number, pool: string): Result<PointValue, PaymentRefusal> {
  const rule = prepared.plan.pointValue
  if (rule === null) return refuse({ code: 'payment.no-rule', plan: prepared.plan.id, rule: 'pointValue' })
  const work = newWork(prepared, poolAsking(prepared, year, pool), true)
  const amount = rule.budget.kind === 'history' ? historyValue(work, rule, pool) : givenValue(work, rule)
  return amount === null ? refuse(refusalIn(work)) : ok({ pool, stage: 'budget', amount, steps: work.steps })
}

function givenValue(work: Work, rule: PointValueRule): PointValueAmount | null {
  if (rule.budget.kind !== 'given') return null
  const value = need(work, 'pointValue.budget', rule.budget.value)
  if (value === null) return null
  const amount = pointValueOf(value)
  note(
    work,
    'pointValue.given',
    () => [],
    () => ({ value: pointValueText(amount), unit: 'yuan-per-point' }),
  )
  return amount
}

/** The budget value of the pool that a case belongs to. Null when there is none (kept as the refusal). */
export function budgetValueOf(work: Work): PointValueAmount | null {
  const { on } = work.asking
  const pool = poolOf(work.prepared, { area: 'local', ...work.asking, month: on.slice(0, 7) })
  const found = budgetPointValue(work.prepared, yearOf(on), pool)
  return found.ok ? found.value.amount : giveUp(work, found.error)
}

/** What the points of a pool share at the end of a year. */
export interface Pot {
  readonly money: PoolMoney
  /** Fund money that points share. */
  readonly fund: Fen
  /** Standard that points share. */
  readonly pot: Fen
  readonly value: PointValue
}

/**
 * Divides a year's money of a pool among its points.
 *
 * @param totals sums of all the pool's cases of the year
 * @returns the settlement value with what it was made of, `payment.no-rule`, `payment.no-budget`, `payment.budget-zero`,
 * `payment.budget-spent` when cases priced in yuan leave nothing, `payment.no-points`, `payment.no-parameter`
 */
export function potOf(
  prepared: PreparedPlan,
  year: number,
  pool: string,
  totals: CaseSums,
): Result<Pot, PaymentRefusal> {
  const { plan } = prepared
  const rule = plan.pointValue
  if (rule === null) return refuse({ code: 'payment.no-rule', plan: plan.id, rule: 'pointValue' })
  if (rule.settlement === 'budget') return fixedPot(prepared, year, pool)
  const { month, ...asking } = poolAsking(prepared, year, pool)
  const work = newWork(prepared, asking, true)
  const money = poolMoney(work, year, pool, month)
  if (money === null) return refuse(refusalIn(work))
  const moneyFund = rule.moneyCases === 'first' ? totals.moneyFund : fen(0)
  const fund = subtractFen(money.fund, moneyFund)
  if (totals.points === 0) return refuse({ code: 'payment.no-points', plan: plan.id, year, pool })
  if (fund <= 0) {
    return refuse({ code: 'payment.budget-spent', plan: plan.id, year, pool, pot: money.fund, money: moneyFund })
  }
  if (moneyFund !== 0) {
    const inputs = () => [yuanInput('fund', money.fund), yuanInput('moneyCases', moneyFund)]
    note(work, 'pointValue.left', inputs, () => ({ value: yuan(fund), unit: 'yuan' }))
  }
  const pot = rule.settlement === 'fund-over-rate' ? fundOverRate(work, rule, fund) : fundAndOthers(work, fund, totals)
  if (pot === null) return refuse(refusalIn(work))
  const amount = dividedAmong(work, rule, pool, pot, totals.points)
  if (amount === null) return refuse(refusalIn(work))
  note(
    work,
    'pointValue.settlement',
    () => [yuanInput('pot', pot), pointsInput('points', totals.points)],
    () => ({ value: pointValueText(amount), unit: 'yuan-per-point' }),
  )
  return ok({ money, fund, pot, value: { pool, stage: 'settlement', amount, steps: work.steps } })
}

/** A value that no budget moves: nothing is shared, and only adjustment money is asked of a budget, if there is one. */
function fixedPot(prepared: PreparedPlan, year: number, pool: string): Result<Pot, PaymentRefusal> {
  const value = budgetPointValue(prepared, year, pool)
  if (!value.ok) return value
  const { month, ...asking } = poolAsking(prepared, year, pool)
  const work = newWork(prepared, asking, false)
  const none = { fund: fen(0), reserve: fen(0) }
  const money = prepared.plan.budget === null ? none : poolMoney(work, year, pool, month)
  if (money === null) return refuse(refusalIn(work))
  return ok({ money, fund: money.fund, pot: money.fund, value: { ...value.value, stage: 'settlement' } })
}

function fundOverRate(work: Work, rule: PointValueRule, fund: Fen): Fen | null {
  const rate = need(work, 'pointValue.fundRate', rule.fundRate ?? [])
  if (rate === null) return null
  if (rate === 0) {
    const { id } = work.prepared.plan
    return giveUp(work, {
      code: 'payment.zero-divisor',
      plan: id,
      parameter: 'pointValue.fundRate',
      on: work.asking.on,
    })
  }
  const pot = fen(roundExact(divideExact(fund, rate), 1, 'half-up'))
  const inputs = () => [yuanInput('fund', fund), percentInput('rate', rate)]
  note(work, 'pointValue.fund-over-rate', inputs, () => ({ value: yuan(pot), unit: 'yuan' }))
  return pot
}

function fundAndOthers(work: Work, fund: Fen, totals: CaseSums): Fen {
  const others = othersOfPoints(totals)
  const pot = addFen(fund, others)
  const inputs = () => [yuanInput('fund', fund), yuanInput('others', others)]
  note(work, 'pointValue.fund-and-others', inputs, () => ({ value: yuan(pot), unit: 'yuan' }))
  return pot
}

/** The value that a year's money gives the year's points. Refuses as `potOf` does. */
export function settlementPointValue(
  prepared: PreparedPlan,
  year: number,
  pool: string,
  totals: CaseSums,
): Result<PointValue, PaymentRefusal> {
  const pot = potOf(prepared, year, pool, totals)
  return pot.ok ? ok(pot.value.value) : pot
}
