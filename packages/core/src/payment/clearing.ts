import { addFen, type Fen, ok, type Result, refuse, splitByWeights, sumFen, zeroFen } from '../kernel/index.ts'
import { dayOfYear, poolAsking, poolMoney } from './budget.ts'
import { awaitingReview, poolsWithoutCases } from './clearing-findings.ts'
import { clearingOf, depositLostBy, payableOf, type Settled, settle } from './clearing-institution.ts'
import { budgetReserve, type PoolPart, poolPart } from './clearing-pools.ts'
import { institutionWords, type PreparedPlan } from './prepare.ts'
import type { ClearingRule, PaymentRefusal } from './types.ts'
import { newWork, refusalIn } from './work.ts'
import type { InstitutionYear, YearClearing } from './year-types.ts'

/** What the reserve gives of what overspend asks: all of it, or by largest remainder when it is too small. */
function sharesOfOverspend(rule: ClearingRule, reserve: Fen, asked: readonly Fen[]): readonly Fen[] {
  const sum = sumFen(asked)
  return rule.overspendLimit === 'none' || sum <= reserve ? asked : splitByWeights(reserve, asked)
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
  const cleared = settled.map((one, index) =>
    clearingOf(plan.id, year, one, shared[index] ?? zeroFen, lost[index] ?? zeroFen),
  )
  return ok({
    plan: plan.id,
    year,
    pools: parts.map((part) => part.year),
    institutions: cleared,
    reserve,
    overspendAsked: sumFen(asked),
    overspendShared: sumFen(shared),
    findings: [...poolsWithoutCases(prepared, year, new Set(pools)), ...awaitingReview(cleared)],
    steps: parts.flatMap((part) => part.year.value?.steps ?? []),
  })
}
