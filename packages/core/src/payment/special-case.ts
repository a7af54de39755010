import type { Fen } from '../kernel/index.ts'
import { fen, fenPerUnit, multiplyExact, ok, type Result, refuse, roundExact } from '../kernel/index.ts'
import { countInput, input, percentInput, points, pointsText, yuanInput } from './amounts.ts'
import { institutionWords, type PreparedPlan } from './prepare.ts'
import type { CaseKind, CaseScore, PaymentRefusal, SpecialCaseReview } from './types.ts'
import { need, newWork, note, refusalIn, type Work, yuanValue } from './work.ts'
import type { ReviewCap, ReviewPlea } from './year-types.ts'

const million = 1_000_000
const fewestReviewers = 2

/** Whether a decision counts: of this case, by two different reviewers neither of whom applied, of a kind that may be asked for. */
export function checkReview(
  prepared: PreparedPlan,
  review: SpecialCaseReview,
  caseId: string,
  kind: CaseKind,
): PaymentRefusal | null {
  const { reviewId, applicant } = review
  const { plan } = prepared
  if (plan.review === null) return { code: 'payment.no-rule', plan: plan.id, rule: 'review' }
  if (review.caseId !== caseId) return { code: 'payment.review-other-case', reviewId, caseId }
  const reviewers = new Set(review.reviewers)
  if (reviewers.has(applicant)) return { code: 'payment.review-same-person', reviewId, person: applicant }
  if (reviewers.size < fewestReviewers) return { code: 'payment.review-too-few', reviewId, reviewers: reviewers.size }
  const { kinds } = plan.review
  if (kinds.length === 0 || kinds.includes(kind)) return null
  return { code: 'payment.review-kind', plan: plan.id, caseId, kind }
}

/** What a decision puts in the place of the computed amount; a rejection leaves it, but it waits for nobody any more. */
export function reviewedAmount(
  work: Work,
  review: SpecialCaseReview,
  total: Fen,
): Partial<Pick<CaseScore, 'kind' | 'points' | 'money' | 'awaitsReview'>> {
  const { outcome } = review
  const who = () => [input('review', review.reviewId, 'text'), input('reviewers', review.reviewers.join('、'), 'text')]
  if (outcome.kind === 'rejected') {
    note(work, 'review.rejected', who, () => ({ value: 'rejected', unit: 'text' }))
    return { awaitsReview: false }
  }
  if (outcome.kind === 'points') {
    note(work, 'review.points', who, () => ({ value: pointsText(outcome.points), unit: 'points' }))
    return { kind: 'reviewed', points: outcome.points, money: null, awaitsReview: false }
  }
  const { mode, unit } = work.prepared.plan.money
  const money =
    outcome.kind === 'money'
      ? outcome.standard
      : fen(roundExact(multiplyExact(total, outcome.share), fenPerUnit[unit], mode))
  const how = () => (outcome.kind === 'cost' ? [yuanInput('cost', total), percentInput('share', outcome.share)] : [])
  note(
    work,
    `review.${outcome.kind}`,
    () => [...who(), ...how()],
    () => yuanValue(money),
  )
  return { kind: 'reviewed', points: points(0), money, awaitsReview: false }
}

/**
 * How many special cases an institution may apply for in the period of the rule.
 *
 * @returns the most and what is left of it, `payment.review-over-cap` when nothing is left, `payment.no-rule`,
 * `payment.no-parameter`
 */
export function reviewCap(prepared: PreparedPlan, plea: ReviewPlea): Result<ReviewCap, PaymentRefusal> {
  const { plan } = prepared
  const { institution, scheme, on, discharges, applied } = plea
  if (plan.review === null) return refuse({ code: 'payment.no-rule', plan: plan.id, rule: 'review' })
  const words = institutionWords(prepared, institution, plea.level)
  const work = newWork(prepared, { scheme, ...words, institution, group: '', on }, true)
  const cap = need(work, 'review.cap', plan.review.cap)
  if (cap === null) return refuse(refusalIn(work))
  const most = roundExact(multiplyExact(discharges * million, cap), million, plan.review.capMode) / million
  note(
    work,
    'review.cap',
    () => [
      countInput('discharges', discharges, 'cases'),
      percentInput('share', cap),
      countInput('applied', applied, 'cases'),
    ],
    () => ({ value: String(most), unit: 'cases' }),
  )
  if (applied >= most) {
    return refuse({ code: 'payment.review-over-cap', plan: plan.id, institution, discharges, most, applied })
  }
  return ok({ most, left: most - applied, steps: work.steps })
}
