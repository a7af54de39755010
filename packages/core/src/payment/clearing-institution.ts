import { addFen, type Fen, negateFen, subtractFen, sumFen, zeroFen } from '../kernel/index.ts'
import { input, numberText, percentInput, yuanInput } from './amounts.ts'
import { shareByBands, shareForScore } from './bands.ts'
import { institutionBudget, shareOfMoney } from './budget.ts'
import { notePool, type PoolPart, sumsIn } from './clearing-pools.ts'
import { holds } from './compare.ts'
import { noteHighShare } from './high-share.ts'
import { deductionInputs } from './statement.ts'
import { mergeSums, noCases } from './sums.ts'
import type { CaseSums, Clearing, ClearingRule } from './types.ts'
import { giveUp, need, note, type Work, yuanValue } from './work.ts'
import type { InstitutionYear } from './year-types.ts'

/** An institution's year before the reserve is shared. */
export interface Settled {
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

/** What an institution is owed at most: by cases, by its budget or by capitation. Null when something is missing (kept as the refusal). */
export function payableOf(
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
    const sums = part.sums[index] ?? noCases
    noteHighShare(work, sumsIn(facts, part.year.pool))
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
export function settle(work: Work, rule: ClearingRule, facts: InstitutionYear, payable: Fen): Settled | null {
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

/** What assessment takes of the deposit. Null when something is missing (kept as the refusal). */
export function depositLostBy(work: Work, rule: ClearingRule, facts: InstitutionYear, year: number): Fen | null {
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

/**
 * What the institution itself is owed of what is settled for its people: others were paid of it, and it is paid for people of others.
 * Under a plan that clears cases, what the months gave for heads comes to it as it was.
 */
function owedUnder(work: Work, { capitation, charges }: InstitutionYear, settled: Fen): Fen {
  if (charges === undefined) return settled
  const byHeads = work.prepared.plan.clearing?.payable === 'capitation'
  const heads = byHeads ? zeroFen : (capitation ?? zeroFen)
  const { elsewhere, others } = charges
  const owed = addFen(subtractFen(addFen(settled, heads), elsewhere), others)
  note(
    work,
    'clearing.charges',
    () => [
      yuanInput('settled', settled),
      yuanInput('capitation', heads),
      yuanInput('elsewhere', elsewhere),
      yuanInput('others', others),
    ],
    () => yuanValue(owed),
  )
  return owed
}

/** The end of an institution's year, with what the reserve gives it. */
export function clearingOf(
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
  const owed = owedUnder(work, facts, whole)
  const deductions = sumFen(facts.deductions.map(({ amount }) => amount))
  const paidBefore = addFen(facts.monthsPaid, facts.advances)
  const final = subtractFen(subtractFen(subtractFen(owed, depositLost), deductions), paidBefore)
  note(
    work,
    'clearing.final',
    () => [
      yuanInput('settled', owed),
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
    settled: owed,
    depositLost,
    deductions,
    paidBefore,
    final,
    awaitingReview: sums.awaitingReview,
    steps: work.steps,
  }
}
