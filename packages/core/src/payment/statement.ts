import {
  addFen,
  type Fen,
  isoDate,
  maxFen,
  minFen,
  negateFen,
  ok,
  type Result,
  refuse,
  subtractFen,
  sumFen,
  zeroFen,
} from '../kernel/index.ts'
import { countInput, input, percentInput, pointsInput, yuanInput } from './amounts.ts'
import { monthParts, shareOfMoney } from './budget.ts'
import { institutionWords, type PreparedPlan } from './prepare.ts'
import type { CaseSums, Deduction, PaymentRefusal, Statement } from './types.ts'
import { need, newWork, note, refusalIn, type Work, yuanValue } from './work.ts'
import type { MonthFacts } from './year-types.ts'

/** Deductions as inputs of a step, each with its reason. */
export function deductionInputs(deductions: readonly Deduction[]) {
  return deductions.flatMap(({ reason, amount }) => [input('reason', reason, 'text'), yuanInput('deduction', amount)])
}

/** What capitation gives, less what was paid to others for its people, and what the institution charged for people of others. */
function capitated(work: Work, capitation: Fen, { charges }: MonthFacts): Fen {
  note(
    work,
    'month.capitation',
    () => [yuanInput('capitation', capitation)],
    () => yuanValue(capitation),
  )
  if (charges === undefined || (charges.elsewhere === 0 && charges.others === 0)) return capitation
  const { elsewhere, others } = charges
  const net = addFen(subtractFen(capitation, elsewhere), others)
  note(
    work,
    'month.charges',
    () => [yuanInput('capitation', capitation), yuanInput('elsewhere', elsewhere), yuanInput('others', others)],
    () => yuanValue(net),
  )
  return net
}

/** Where the month's money begins: the cases at the budget value, what capitation gives, or both. */
function payableOf(work: Work, facts: MonthFacts): Fen {
  const { sums, capitation } = facts
  if (capitation === null) return paidCases(work, sums)
  const heads = capitated(work, capitation, facts)
  if (sums.cases === 0 && sums.fundPayable === 0) return heads
  const cases = paidCases(work, sums)
  const both = addFen(heads, cases)
  note(
    work,
    'month.heads-and-cases',
    () => [yuanInput('capitation', heads), yuanInput('cases', cases)],
    () => yuanValue(both),
  )
  return both
}

function paidCases(work: Work, sums: CaseSums): Fen {
  note(
    work,
    'month.cases',
    () => [
      countInput('cases', sums.cases, 'cases'),
      pointsInput('points', sums.points),
      yuanInput('standard', sums.standard),
    ],
    () => yuanValue(sums.fundPayable),
  )
  return sums.fundPayable
}

/**
 * The statement of one institution and month: cases at the budget point value, less deductions, deposit withheld, advance
 * and what was left over offset. What cannot be taken off is carried out; nobody is asked to pay within the year.
 *
 * @returns the statement with its trace, `payment.no-rule`, `payment.bad-month`, `payment.no-parameter`,
 * `payment.institution-without-level`
 */
export function monthStatement(prepared: PreparedPlan, facts: MonthFacts): Result<Statement, PaymentRefusal> {
  const { plan } = prepared
  const { institution, month, scheme, sums } = facts
  if (plan.month === null) return refuse({ code: 'payment.no-rule', plan: plan.id, rule: 'month' })
  if (monthParts(month) === null) return refuse({ code: 'payment.bad-month', month })
  const words = institutionWords(prepared, institution, facts.level)
  const work = newWork(prepared, { scheme, ...words, institution, group: '', on: isoDate(`${month}-01`) }, true)
  const fundPayable = payableOf(work, facts)
  const deductions = sumFen(facts.deductions.map(({ amount }) => amount))
  const afterDeductions = subtractFen(fundPayable, deductions)
  if (deductions !== 0) {
    note(
      work,
      'month.deductions',
      () => [yuanInput('payable', fundPayable), ...deductionInputs(facts.deductions)],
      () => yuanValue(afterDeductions),
    )
  }
  const share = need(work, 'month.deposit', plan.month.deposit)
  if (share === null) return refuse(refusalIn(work))
  const withheldFrom = maxFen(afterDeductions, zeroFen)
  const deposit = shareOfMoney(work, withheldFrom, share)
  note(
    work,
    'month.deposit',
    () => [yuanInput('payable', withheldFrom), percentInput('share', share)],
    () => yuanValue(deposit),
  )
  const advanceOffset = plan.month.offset === 'month' ? facts.advance : zeroFen
  const due = subtractFen(subtractFen(subtractFen(afterDeductions, deposit), advanceOffset), facts.carriedIn)
  const payable = maxFen(due, zeroFen)
  const carriedOut = negateFen(minFen(due, zeroFen))
  note(
    work,
    'month.payable',
    () => [
      yuanInput('payable', afterDeductions),
      yuanInput('deposit', deposit),
      yuanInput('advance', advanceOffset),
      yuanInput('carriedIn', facts.carriedIn),
    ],
    () => yuanValue(due),
  )
  if (carriedOut !== 0) {
    note(
      work,
      'month.carried',
      () => [yuanInput('due', due)],
      () => yuanValue(carriedOut),
    )
  }
  return ok({
    plan: plan.id,
    institution,
    month,
    cases: sums.cases,
    points: sums.points,
    standard: sums.standard,
    fundPayable,
    deductions,
    deposit,
    advanceOffset,
    carriedIn: facts.carriedIn,
    payable,
    carriedOut,
    steps: work.steps,
  })
}
