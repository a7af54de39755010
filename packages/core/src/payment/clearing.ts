import {
  addFen,
  type Fen,
  negateFen,
  ok,
  type Result,
  refuse,
  splitByWeights,
  subtractFen,
  sumFen,
  zeroFen,
} from '../kernel/index.ts'
import { input, numberText, percentInput, yuanInput } from './amounts.ts'
import { shareByBands, shareForScore } from './bands.ts'
import { dayOfYear, institutionBudget, poolAsking, poolMoney, shareOfMoney } from './budget.ts'
import { budgetReserve, notePool, type PoolPart, poolPart, sumsIn } from './clearing-pools.ts'
import { holds } from './compare.ts'
import { institutionWords, type PreparedPlan } from './prepare.ts'
import { deductionInputs } from './statement.ts'
import { mergeSums, noCases } from './sums.ts'
import type { CaseSums, Clearing, ClearingRule, PaymentRefusal } from './types.ts'
import { giveUp, need, newWork, note, refusalIn, type Work, yuanValue } from './work.ts'
import type { InstitutionYear, YearClearing } from './year-types.ts'

interface Settled {
  readonly facts: InstitutionYear
  readonly work: Work
  readonly sums: CaseSums
  readonly payable: Fen
  readonly charged: Fen
  readonly savingsKept: Fen
  readonly asked: Fen
  /** Paid for the year before any share of overspend. */
  readonly settled: Fen
}

function sumsOfYear(facts: InstitutionYear): CaseSums {
  return facts.pools.reduce((sum, part) => mergeSums(sum, part.sums), noCases)
}

function payableOf(
  work: Work,
  rule: ClearingRule,
  facts: InstitutionYear,
  year: number,
  parts: readonly PoolPart[],
  index: number,
): Fen | null {
  const { id } = work.prepared.plan
  if (rule.payable === 'budget') {
    const budget = institutionBudget(work, year)
    if (budget !== null)
      note(
        work,
        'clearing.budget',
        () => [yuanInput('budget', budget)],
        () => yuanValue(budget),
      )
    return budget
  }
  if (rule.payable === 'capitation') {
    const { capitation, institution } = facts
    if (capitation === null)
      return giveUp(work, { code: 'payment.no-basis', plan: id, institution, basis: 'capitation' })
    note(
      work,
      'clearing.capitation',
      () => [yuanInput('capitation', capitation)],
      () => yuanValue(capitation),
    )
    return capitation
  }
  let payable = zeroFen
  for (const part of parts) {
    const sums = sumsIn(facts, part.year.pool)
    const fund = part.fund[index] ?? zeroFen
    payable = addFen(payable, fund)
    if (sums.points === 0 && fund === 0) continue
    notePool(work, part, sums, fund)
  }
  const { moneyFund } = sumsOfYear(facts)
  if (moneyFund === 0) return payable
  const points = payable
  const sum = addFen(points, moneyFund)
  const inputs = () => [yuanInput('points', points), yuanInput('moneyCases', moneyFund)]
  note(work, 'clearing.with-money-cases', inputs, () => yuanValue(sum))
  return sum
}

/** Compares what is payable with what was charged: what is kept of savings, what is asked for overspend. */
function settle(work: Work, rule: ClearingRule, facts: InstitutionYear, payable: Fen): Settled | null {
  const sums = sumsOfYear(facts)
  const charged = sums.fundPaid
  const same = { facts, work, sums, payable, charged, savingsKept: zeroFen, asked: zeroFen, settled: payable }
  if (rule.settle === 'all') return same
  const unused = subtractFen(payable, charged)
  if (unused < 0) {
    const bands = rule.overspend === null ? [] : need(work, 'clearing.overspend', rule.overspend)
    if (bands === null) return null
    return { ...same, asked: shareByBands(work, 'clearing.overspend', bands, payable, negateFen(unused)) }
  }
  if (rule.lowCost !== null) {
    const limit = need(work, 'clearing.lowCost', rule.lowCost.limit)
    if (limit === null) return null
    const bound = shareOfMoney(work, payable, limit)
    if (holds(charged, rule.lowCost.sign, bound)) {
      const { sign } = rule.lowCost
      const inputs = () => [
        yuanInput('charged', charged),
        input('sign', sign, 'text'),
        yuanInput('payable', payable),
        percentInput('limit', limit),
      ]
      note(work, 'clearing.low-cost', inputs, () => yuanValue(charged))
      return { ...same, settled: charged }
    }
  }
  const bands = rule.savings === null ? [] : need(work, 'clearing.savings', rule.savings)
  if (bands === null) return null
  const savingsKept = shareByBands(work, 'clearing.savings', bands, payable, unused)
  return { ...same, savingsKept, settled: addFen(charged, savingsKept) }
}

function depositLostBy(work: Work, rule: ClearingRule, facts: InstitutionYear, year: number): Fen | null {
  const { depositWithheld, institution, assessment } = facts
  if (depositWithheld === 0 || rule.assessment === null) return zeroFen
  const plan = work.prepared.plan.id
  if (assessment === null) return giveUp(work, { code: 'payment.no-assessment', plan, institution, year })
  const bands = need(work, 'clearing.assessment', rule.assessment)
  if (bands === null) return null
  const share = shareForScore(bands, assessment)
  if (share === null) {
    return giveUp(work, { code: 'payment.no-band', plan, value: numberText(assessment), of: 'assessment' })
  }
  const back = shareOfMoney(work, depositWithheld, share)
  const lost = subtractFen(depositWithheld, back)
  note(
    work,
    'clearing.deposit',
    () => [
      yuanInput('deposit', depositWithheld),
      { name: 'assessment', value: numberText(assessment), unit: 'score' },
      percentInput('share', share),
    ],
    () => yuanValue(lost),
  )
  return lost
}

/** What the reserve gives of what overspend asks: all of it, or by largest remainder when it is too small. */
function sharesOfOverspend(rule: ClearingRule, reserve: Fen, asked: readonly Fen[]): readonly Fen[] {
  const sum = sumFen(asked)
  return rule.overspendLimit === 'none' || sum <= reserve ? asked : splitByWeights(reserve, asked)
}

function clearingOf(
  plan: string,
  year: number,
  { facts, work, sums, payable, charged, savingsKept, asked, settled }: Settled,
  overspendShared: Fen,
  depositLost: Fen,
): Clearing {
  const whole = addFen(settled, overspendShared)
  if (asked > 0) {
    note(
      work,
      'clearing.settled-overspend',
      () => [yuanInput('payable', settled), yuanInput('asked', asked), yuanInput('shared', overspendShared)],
      () => yuanValue(whole),
    )
  } else if (whole !== addFen(charged, savingsKept)) {
    note(
      work,
      'clearing.settled-payable',
      () => [yuanInput('payable', payable)],
      () => yuanValue(whole),
    )
  } else {
    note(
      work,
      'clearing.settled',
      () => [yuanInput('charged', charged), yuanInput('kept', savingsKept)],
      () => yuanValue(whole),
    )
  }
  const deductions = sumFen(facts.deductions.map(({ amount }) => amount))
  const paidBefore = addFen(facts.monthsPaid, facts.advances)
  const final = subtractFen(subtractFen(subtractFen(whole, depositLost), deductions), paidBefore)
  note(
    work,
    'clearing.final',
    () => [
      yuanInput('settled', whole),
      yuanInput('depositLost', depositLost),
      ...deductionInputs(facts.deductions),
      yuanInput('monthsPaid', facts.monthsPaid),
      yuanInput('advances', facts.advances),
    ],
    () => yuanValue(final),
  )
  return {
    plan,
    institution: facts.institution,
    year,
    points: sums.points,
    payable,
    charged,
    savingsKept,
    overspendShared,
    settled: whole,
    depositLost,
    deductions,
    paidBefore,
    final,
    steps: work.steps,
  }
}

/** Budgets of single institutions together are not more than the fund has for them. */
function overFund(prepared: PreparedPlan, year: number, settled: readonly Settled[]): PaymentRefusal | null {
  const { plan } = prepared
  if (plan.clearing?.payable !== 'budget' || plan.budget === null || plan.budget.fund.length === 0) return null
  const { month, ...asking } = poolAsking(prepared, year, '')
  const work = newWork(prepared, asking, false)
  const money = poolMoney(work, year, '', month)
  if (money === null) return refusalIn(work)
  const sum = sumFen(settled.map(({ payable }) => payable))
  return sum <= money.fund ? null : { code: 'payment.budgets-over-fund', plan: plan.id, year, fund: money.fund, sum }
}

/**
 * Clears a year for all institutions of a plan at once: what each is owed, what savings it keeps, what of its overspend is
 * shared, what assessment and deductions take, what is still to be paid or taken back.
 *
 * What is payable by points comes to the fund money of the pools exactly, shared by largest remainder in the order of
 * institutions given; shares of overspend come on top, up to the reserve when the rule says so.
 *
 * @param institutions sorted by code by the caller, so that equal remainders always fall the same way
 * @returns clearings in the same order; `payment.no-rule`, `payment.no-budget`, `payment.budget-zero`,
 * `payment.budget-spent`, `payment.no-points`, `payment.no-assessment`, `payment.no-band`, `payment.no-basis`,
 * `payment.budgets-over-fund`, `payment.no-parameter`, `payment.institution-without-level`
 */
export function clearYear(
  prepared: PreparedPlan,
  year: number,
  institutions: readonly InstitutionYear[],
): Result<YearClearing, PaymentRefusal> {
  const { plan } = prepared
  const rule = plan.clearing
  if (rule === null) return refuse({ code: 'payment.no-rule', plan: plan.id, rule: 'clearing' })
  const parts: PoolPart[] = []
  let reserve = zeroFen
  const pools = [...new Set(institutions.flatMap((facts) => facts.pools.map(({ pool }) => pool)))].sort()
  for (const pool of pools) {
    if (rule.payable === 'cases') {
      const part = poolPart(prepared, year, pool, institutions)
      if (!part.ok) return part
      parts.push(part.value)
      reserve = addFen(reserve, part.value.reserve)
    } else {
      const kept = budgetReserve(prepared, year, pool)
      if (!kept.ok) return kept
      reserve = addFen(reserve, kept.value)
    }
  }
  const settled: Settled[] = []
  const lost: Fen[] = []
  for (const [index, facts] of institutions.entries()) {
    const { institution } = facts
    const scheme = plan.schemes[0] ?? '310'
    const asking = { scheme, ...institutionWords(prepared, institution, facts.level), institution, group: '' }
    const work = newWork(prepared, { ...asking, on: dayOfYear(prepared, year) }, true)
    const payable = payableOf(work, rule, facts, year, parts, index)
    const one = payable === null ? null : settle(work, rule, facts, payable)
    const depositLost = one === null ? null : depositLostBy(work, rule, facts, year)
    if (one === null || depositLost === null) return refuse(refusalIn(work))
    settled.push(one)
    lost.push(depositLost)
  }
  const over = overFund(prepared, year, settled)
  if (over !== null) return refuse(over)
  const asked = settled.map((one) => one.asked)
  const shared = sharesOfOverspend(rule, reserve, asked)
  return ok({
    plan: plan.id,
    year,
    pools: parts.map((part) => part.year),
    institutions: settled.map((one, index) =>
      clearingOf(plan.id, year, one, shared[index] ?? zeroFen, lost[index] ?? zeroFen),
    ),
    reserve,
    overspendAsked: sumFen(asked),
    overspendShared: sumFen(shared),
    steps: parts.flatMap((part) => part.year.value?.steps ?? []),
  })
}
