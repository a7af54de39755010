import {
  type Exact,
  type Fen,
  fen,
  fenPerUnit,
  multiplyExact,
  ok,
  type Result,
  refuse,
  roundExact,
  subtractFen,
  zeroFen,
} from '../kernel/index.ts'
import { input, numberInput, percentInput, pointsInput, pointValueText, yuanInput } from './amounts.ts'
import { shareOfMoney } from './budget.ts'
import { type Asking, institutionWords, type PreparedPlan } from './prepare.ts'
import type { CaseScore, PaymentRefusal, PointValue, PricedCase } from './types.ts'
import { giveUp, need, newWork, note, refusalIn, type Work, yuanValue } from './work.ts'

/** A product of points and yuan a point counts in millionths of a yuan. */
const valuePerFen = 10_000

function standardOf(work: Work, score: CaseScore, value: PointValue | null): Fen | null {
  const { id, money, pointValue } = work.prepared.plan
  if (score.money !== null) return score.money
  if (value === null) {
    return giveUp(work, { code: 'payment.no-point-value', plan: id, pool: score.pool, needed: score.caseId })
  }
  const exact: Exact = multiplyExact(score.points, value.amount)
  const standard = fen(roundExact(exact, fenPerUnit[money.unit] * valuePerFen, money.mode) / valuePerFen)
  note(
    work,
    pointValue?.word === 'rate' ? 'value.by-rate' : 'value.by-points',
    () => [
      pointsInput('points', score.points),
      input(pointValue?.word === 'rate' ? 'rate' : 'pointValue', pointValueText(value.amount), 'yuan-per-point'),
    ],
    () => yuanValue(standard),
  )
  return standard
}

function capped(work: Work, score: CaseScore, standard: Fen): Fen | null {
  const { costCap } = work.prepared.plan
  if (costCap === null) return standard
  const multiple = need(work, 'costCap', costCap)
  if (multiple === null) return null
  const most = shareOfMoney(work, score.total, multiple)
  if (standard <= most) return standard
  note(
    work,
    'value.cost-cap',
    () => [yuanInput('standard', standard), yuanInput('cost', score.total), numberInput('multiple', multiple)],
    () => yuanValue(most),
  )
  return most
}

function fundOf(work: Work, score: CaseScore, standard: Fen): Fen | null {
  const { fundShare, id } = work.prepared.plan
  if (fundShare === null) return giveUp(work, { code: 'payment.no-rule', plan: id, rule: 'fundShare' })
  if (fundShare.kind === 'rate') {
    const rate = need(work, 'fundShare', fundShare.rate)
    if (rate === null) return null
    const fund = shareOfMoney(work, standard, rate)
    const inputs = () => [yuanInput('standard', standard), percentInput('rate', rate)]
    note(work, 'value.fund-share', inputs, () => yuanValue(fund))
    return fund
  }
  const difference = subtractFen(standard, score.otherPaid)
  const fund = difference < 0 && fundShare.least === 'zero' ? zeroFen : difference
  const inputs = () => [yuanInput('standard', standard), yuanInput('others', score.otherPaid)]
  note(work, fund === difference ? 'value.less-others' : 'value.others-exceed', inputs, () => yuanValue(fund))
  return fund
}

/**
 * What a scored case is paid at a point value. The same score may be valued again with any other value.
 *
 * @param value of the score's pool; null when every case of the plan is priced in yuan
 * @param options `trace: false` leaves out the steps
 * @returns standard and fund payable, each rounded once as the plan says; `payment.no-point-value`, `payment.no-rule`,
 * `payment.no-parameter`
 */
export function valueScore(
  prepared: PreparedPlan,
  score: CaseScore,
  value: PointValue | null,
  options: { readonly trace?: boolean } = {},
): Result<PricedCase, PaymentRefusal> {
  const { scheme, area = 'local', institution, level, on, caseId, kind } = score
  const asking: Asking = {
    scheme,
    area,
    level,
    kind: institutionWords(prepared, institution, null).kind,
    institution,
    group: score.group ?? '',
    on,
  }
  const work = newWork(prepared, asking, options.trace ?? true)
  if (value !== null && value.pool !== score.pool) {
    return refuse({ code: 'payment.no-point-value', plan: prepared.plan.id, pool: score.pool, needed: caseId })
  }
  const full = standardOf(work, score, value)
  const standard = full === null ? null : capped(work, score, full)
  const fundPayable = standard === null ? null : fundOf(work, score, standard)
  if (standard === null || fundPayable === null) return refuse(refusalIn(work))
  return ok({
    caseId,
    institution,
    kind,
    standard,
    fundPayable,
    difference: subtractFen(fundPayable, score.fundPaid),
    steps: work.steps,
  })
}
