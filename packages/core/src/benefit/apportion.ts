import {
  addFen,
  type Fen,
  type IsoDate,
  invariant,
  maxFen,
  minFen,
  ok,
  type Result,
  refuse,
  subtractFen,
  sumFen,
  yuan,
  zeroFen,
  zeroPpm,
} from '../kernel/index.ts'
import { type BillPart, type EligiblePart, type Plan, resolveParameter } from '../policy/index.ts'
import { lookUpFor } from './look-up.ts'
import { takeStep, type Work } from './steps.ts'
import type { Apportionment, BenefitRefusal, BillInput, BillTotals } from './types.ts'

/** A plan with the law of one date filled in. */
export interface CompiledPlan {
  readonly plan: Plan
  readonly on: IsoDate
  readonly apportion: (bill: BillInput) => Result<Apportionment, BenefitRefusal>
}

/** The parts of the eligible expense that the person bears. */
const personParts: readonly EligiblePart[] = ['overCostLimit', 'deductible', 'copay', 'overPaymentLimit']

function checkTotals(totals: BillTotals): BenefitRefusal | null {
  for (const part of ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const) {
    if (totals[part] < 0) return { code: 'benefit.bad-bill', reason: 'negative', part }
  }
  const parts = sumFen([totals.nonCovered, totals.overPriceLimit, totals.preCoinsurance, totals.eligible])
  return parts === totals.total ? null : { code: 'benefit.bad-bill', reason: 'parts-do-not-sum', part: 'total' }
}

function partOf(totals: BillTotals, work: Work, part: BillPart): Fen {
  return part === 'nonCovered' || part === 'overPriceLimit' || part === 'preCoinsurance'
    ? totals[part]
    : work.parts[part]
}

/** What the account pays of the person's share, beyond a stage that the law itself gives it. */
function payFromAccount(plan: Plan, bill: BillInput, work: Work): Fen {
  if (!bill.accountUsed || plan.accountPays.length === 0) return zeroFen
  const payable = sumFen(plan.accountPays.map((part) => partOf(bill.totals, work, part)))
  const upTo = bill.accountAsked === null ? bill.accountBalance : minFen(bill.accountBalance, bill.accountAsked)
  const available = maxFen(zeroFen, subtractFen(upTo, work.parts.accountStage))
  const paid = minFen(available, payable)
  const inputs = [
    { name: 'payable', value: yuan(payable) },
    { name: 'available', value: yuan(available) },
  ] as const
  work.trace.push({ step: 'account', subject: '', inputs, result: paid, source: '', assumed: false })
  return paid
}

/**
 * Fills the law of one date into a plan. Compile once per plan and date, then apportion any number of bills.
 *
 * `apportion` splits a bill between fund, personal account and cash:
 * total = pool + person, person = account + cash, and the eligible parts add up to the eligible expense.
 *
 * Refusals: `benefit.bad-bill` (a negative amount, parts that do not sum), `policy.no-value` and `policy.no-class`
 * when the law says nothing for this date, person or place.
 */
export function compilePlan(plan: Plan, on: IsoDate): CompiledPlan {
  const resolved = new Map(
    Object.values(plan.parameters).map((parameter) => [parameter.name, resolveParameter(plan.id, parameter, on)]),
  )
  const classifications = new Map(plan.classes.map((classification) => [classification.name, classification]))

  const apportion = (bill: BillInput): Result<Apportionment, BenefitRefusal> => {
    const problem = checkTotals(bill.totals)
    if (problem !== null) return refuse(problem)
    invariant(bill.accountBalance >= 0, 'a personal account is never negative')
    const work: Work = {
      lookUp: lookUpFor(plan, resolved, classifications, bill.facts),
      rounding: plan.rounding,
      used: bill.used,
      accountBalance: bill.accountBalance,
      taken: zeroFen,
      left: bill.totals.eligible,
      poolRate: null,
      parts: {
        overCostLimit: zeroFen,
        accountStage: zeroFen,
        deductible: zeroFen,
        pool: zeroFen,
        copay: zeroFen,
        overPaymentLimit: zeroFen,
      },
      trace: [],
    }
    for (const step of plan.steps) {
      const done = takeStep(step, work)
      if (!done.ok) return done
    }
    // What no step gave to anybody stays with the person.
    work.parts.copay = addFen(work.parts.copay, work.left)
    work.left = zeroFen

    const { totals } = bill
    const voluntary = payFromAccount(plan, bill, work)
    const account = addFen(work.parts.accountStage, voluntary)
    const person = sumFen([
      totals.nonCovered,
      totals.overPriceLimit,
      totals.preCoinsurance,
      work.parts.accountStage,
      ...personParts.map((part) => work.parts[part]),
    ])
    const cash = subtractFen(person, account)
    const totalsAdded: Record<string, Fen> = {}
    for (const total of plan.totals) {
      totalsAdded[total.code] = total.adds === 'eligible' ? totals.eligible : work.parts[total.adds]
    }

    invariant(sumFen(Object.values(work.parts)) === totals.eligible, 'the eligible parts are the eligible expense')
    invariant(addFen(work.parts.pool, person) === totals.total, 'fund and person together pay the bill')
    invariant(
      cash >= 0 && account >= 0 && account <= bill.accountBalance,
      'nobody pays less than nothing, no account more than it has',
    )
    return ok({
      parts: work.parts,
      pool: work.parts.pool,
      account,
      cash,
      person,
      poolRate: work.poolRate ?? zeroPpm,
      totalsAdded,
      trace: work.trace,
    })
  }
  return { plan, on, apportion }
}
