import type { DischargedCase } from '../encounter/index.ts'
import { inRange, ok, type Result, subtractFen, zeroFen } from '../kernel/index.ts'
import type { CaseLaw, CaseToPrice, HeldReason, MonthAmounts, MonthCase, Recognised } from './month-types.ts'
import type { MonthValues } from './month-values.ts'
import type { PreparedPlan } from './prepare.ts'
import { dayOfCase, scoreCase } from './score.ts'
import type { CaseScore, PaymentRefusal, PointValue, PricedCase } from './types.ts'
import { valueScore } from './value.ts'

/**
 * The plan that a case follows: the first whose days hold the case's own day. Where none does it is the first, which says what is wrong.
 *
 * @param laws the month's own, and behind it others, the one taken up last first
 */
function lawOfCase(laws: readonly [CaseLaw, ...CaseLaw[]], facts: DischargedCase): CaseLaw {
  return laws.find(({ prepared: { plan } }) => inRange(plan.range, dayOfCase(plan, facts))) ?? laws[0]
}

interface Priced {
  readonly score: CaseScore
  readonly price: PricedCase
}

/** Scores and values one case. Refuses as `scoreCase` and `valueScore` do. */
export function priceCase(
  prepared: PreparedPlan,
  { facts, groups, review }: Pick<CaseToPrice, 'facts' | 'groups' | 'review'>,
  valueFor: (score: CaseScore) => Result<PointValue | null, PaymentRefusal>,
): Result<Priced, PaymentRefusal> {
  const score = scoreCase(prepared, facts, groups, { review })
  if (!score.ok) return score
  const value = valueFor(score.value)
  if (!value.ok) return value
  const price = valueScore(prepared, score.value, value.value)
  return price.ok ? ok({ score: score.value, price: price.value }) : price
}

const nothing: MonthAmounts = {
  points: 0,
  total: zeroFen,
  fundPaid: zeroFen,
  otherPaid: zeroFen,
  standard: zeroFen,
  fundPayable: zeroFen,
}

const less = (target: MonthAmounts, recognised: Recognised): MonthAmounts => ({
  points: target.points - recognised.points,
  total: subtractFen(target.total, recognised.total),
  fundPaid: subtractFen(target.fundPaid, recognised.fundPaid),
  otherPaid: subtractFen(target.otherPaid, recognised.otherPaid),
  standard: subtractFen(target.standard, recognised.standard),
  fundPayable: subtractFen(target.fundPayable, recognised.fundPayable),
})

const isNothing = (amounts: MonthAmounts): boolean => Object.values(amounts).every((amount) => amount === 0)

function amountsOf({ score, price }: Priced): MonthAmounts {
  const { points, total, fundPaid, otherPaid } = score
  return { points, total, fundPaid, otherPaid, standard: price.standard, fundPayable: price.fundPayable }
}

/** What the row of a case shows whatever became of it. */
const rowOf = ({ facts, factsDigest }: CaseToPrice) => ({
  facts,
  factsDigest,
  why: null,
  reviewId: null,
  method: null,
  groupCode: null,
  groups: null,
  score: null,
  price: null,
  refusal: null,
  planHash: null,
})

function held(one: CaseToPrice, refusal: HeldReason): MonthCase {
  const { total, fundPaid, otherPaid } = one.facts
  return { ...rowOf(one), ...nothing, total, fundPaid, otherPaid, role: 'held', kind: refusal.code, refusal }
}

/**
 * What a month makes of one case: it is priced under the plan of its own day; or, when earlier months recognised it, it is the difference
 * to what it is worth now; or it is held. Null when there is nothing to tell.
 *
 * @param laws the month's own plan, and behind it those of earlier days
 */
export function caseOfMonth(
  laws: readonly [CaseLaw, ...CaseLaw[]],
  one: CaseToPrice,
  values: MonthValues,
): MonthCase | null {
  const { facts, state, recognised, review } = one
  if (state === 'undone') {
    if (recognised === null || recognised.takenBack) return null
    return { ...rowOf(one), ...less(nothing, recognised), role: 'adjustment', why: 'undone', kind: 'undone' }
  }
  if (state !== 'listed') return held(one, { code: `payment.${state}`, caseId: facts.caseId })
  const law = lawOfCase(laws, facts)
  const groups = law.groups === null ? one.groups : law.groups(facts)
  const made = priceCase(law.prepared, { facts, groups, review }, (score) => values.of(law, score, recognised))
  if (!made.ok) return held(one, made.error)
  const { score, price } = made.value
  const told = {
    ...rowOf(one),
    reviewId: review?.reviewId ?? null,
    method: score.method,
    kind: score.kind,
    groupCode: score.group,
    groups,
    score,
    price,
    planHash: law === laws[0] ? null : law.hash,
  }
  const amounts = amountsOf(made.value)
  if (recognised === null) return { ...told, ...amounts, role: 'case' }
  const difference = less(amounts, recognised)
  if (isNothing(difference)) return null
  return { ...told, ...difference, role: 'adjustment', why: recognised.takenBack ? 'restored' : 'review' }
}
