import {
  divideExact,
  type Fen,
  fen,
  isoDate,
  minFen,
  ok,
  type Result,
  refuse,
  roundExact,
  yearOf,
} from '../kernel/index.ts'
import { input, percentInput, yuanInput } from './amounts.ts'
import { monthOfBudget, monthParts, shareOfMoney } from './budget.ts'
import { institutionWords, type PreparedPlan } from './prepare.ts'
import type { Advance, AdvanceRule, PaymentRefusal } from './types.ts'
import { giveUp, need, newWork, note, refusalIn, type Work, yuanValue } from './work.ts'
import type { AdvanceFacts } from './year-types.ts'

const million = 1_000_000

function budgetOfMonth(work: Work, facts: AdvanceFacts): Fen | null {
  const { budget, id } = work.prepared.plan
  if (budget === null || facts.budgetOfYear === null || facts.budgetOfYear <= 0) {
    const { institution } = facts
    return giveUp(work, { code: 'payment.no-budget', plan: id, year: yearOf(work.asking.on), pool: institution })
  }
  const part = monthOfBudget(facts.budgetOfYear, budget.months, facts.month)
  if (part === null) return giveUp(work, { code: 'payment.bad-month', month: facts.month })
  const { budgetOfYear } = facts
  note(
    work,
    'advance.month-of-budget',
    () => [
      yuanInput('budgetOfYear', budgetOfYear),
      input('weight', String(budget.months[(monthParts(facts.month)?.number ?? 1) - 1]), 'number'),
      input('weights', String(budget.months.reduce((sum, weight) => sum + weight, 0)), 'number'),
    ],
    () => yuanValue(part),
  )
  return part
}

function basisOf(work: Work, rule: AdvanceRule, facts: AdvanceFacts): Fen | null {
  const { institution } = facts
  const missing = () =>
    giveUp(work, { code: 'payment.no-basis', plan: work.prepared.plan.id, institution, basis: rule.basis })
  if (rule.basis === 'budget-share') return budgetOfMonth(work, facts)
  const { filedOfMonth, paidLastYear } = facts
  // Where more was taken back than filed there is nothing to advance.
  if (rule.basis === 'filed-month') return filedOfMonth === null || filedOfMonth < 0 ? missing() : filedOfMonth
  if (paidLastYear === null || paidLastYear < 0) return missing()
  const mean = fen(roundExact(divideExact(paidLastYear, 12 * million), 1, 'half-up'))
  note(
    work,
    'advance.mean-of-year',
    () => [yuanInput('paidLastYear', paidLastYear)],
    () => yuanValue(mean),
  )
  return mean
}

/**
 * What an institution is paid in advance for a month: a ratio of the plan's basis, up to the cap.
 *
 * @returns the advance with its trace, `payment.no-rule`, `payment.no-basis`, `payment.no-budget`, `payment.bad-month`,
 * `payment.no-parameter`, `payment.institution-without-level`
 */
export function advanceFor(prepared: PreparedPlan, facts: AdvanceFacts): Result<Advance, PaymentRefusal> {
  const { plan } = prepared
  const { institution, month, scheme } = facts
  if (plan.advance === null) return refuse({ code: 'payment.no-rule', plan: plan.id, rule: 'advance' })
  if (monthParts(month) === null) return refuse({ code: 'payment.bad-month', month })
  const words = institutionWords(prepared, institution, facts.level)
  const work = newWork(prepared, { scheme, ...words, institution, group: '', on: isoDate(`${month}-01`) }, true)
  const amount = amountOf(work, plan.advance, facts)
  return amount === null ? refuse(refusalIn(work)) : ok({ institution, month, amount, steps: work.steps })
}

function amountOf(work: Work, rule: AdvanceRule, facts: AdvanceFacts): Fen | null {
  const basis = basisOf(work, rule, facts)
  const ratio = basis === null ? null : need(work, 'advance.ratio', rule.ratio)
  if (basis === null || ratio === null) return null
  const amount = shareOfMoney(work, basis, ratio)
  note(
    work,
    `advance.${rule.basis}`,
    () => [yuanInput('basis', basis), percentInput('ratio', ratio)],
    () => yuanValue(amount),
  )
  if (rule.most === null) return amount
  const share = need(work, 'advance.most', rule.most)
  const month = share === null ? null : budgetOfMonth(work, facts)
  if (share === null || month === null) return null
  const most = shareOfMoney(work, month, share)
  if (amount <= most) return amount
  note(
    work,
    'advance.cap',
    () => [yuanInput('amount', amount), yuanInput('monthOfBudget', month), percentInput('most', share)],
    () => yuanValue(most),
  )
  return minFen(amount, most)
}
