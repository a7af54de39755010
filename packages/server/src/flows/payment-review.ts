import { isoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import { mayReach, reachOf, worksAt } from '@yibao/core/office'
import { type PaymentRefusal, type ReviewOutcome, reviewCap } from '@yibao/core/payment'
import { type Asker, withinReach } from './asker.ts'
import { type Actor, operationOf } from './operation-log.ts'
import { type PaymentDesk, planOfMonth, preparedOf } from './payment-desk.ts'
import type {
  FiledReview,
  ReviewableCase,
  Reviewers,
  ReviewOpinion,
  ReviewRefusal,
  ReviewTables,
  SpecialCaseStore,
} from './payment-review-ports.ts'
import type { PaymentLaw } from './payment-run-ports.ts'
import type { PaymentRunRefusal } from './payment-run-refusals.ts'

export interface ReviewDesk extends Pick<PaymentDesk, 'plans' | 'newId' | 'now'> {
  readonly reviews: SpecialCaseStore
  readonly reviewers: Reviewers
}

type Reviewed = Promise<Result<FiledReview, ReviewRefusal | PaymentRefusal | PaymentRunRefusal>>

/** Who acts on a review, and how far he reaches. */
export interface ReviewActor extends Asker {
  readonly actor: Actor
  /** The account that acts; at the machine's own command line the one that was named. */
  readonly userId: string
}

async function lawOf(desk: ReviewDesk, found: ReviewableCase): Promise<Result<PaymentLaw, PaymentRunRefusal>> {
  const kept = found.planHash === null ? null : await desk.plans.byHash(found.planHash)
  return kept === null ? planOfMonth(desk.plans, found) : ok(kept)
}

/** Whether the plan lets the institution ask once more. */
async function barred(
  { plan, tables: weights, hash }: PaymentLaw,
  found: ReviewableCase,
  caseId: string,
  tables: ReviewTables,
): Promise<ReviewRefusal | PaymentRefusal | null> {
  const { providerCode, month, level, scheme, kind } = found
  const known = await tables.ofCase(providerCode, caseId)
  if (known !== null) return { code: 'payment.review-exists', reviewId: known }
  const { review } = plan
  if (review === null) return { code: 'payment.no-rule', plan: plan.id, rule: 'review' }
  if (kind !== null && review.kinds.length > 0 && !review.kinds.some((one) => one === kind)) {
    return { code: 'payment.review-kind', plan: plan.id, caseId, kind }
  }
  const counts = (await tables.counts(providerCode, month))[review.period]
  const plea = { institution: providerCode, level, scheme, on: isoDate(`${month}-01`), ...counts }
  const cap = reviewCap(preparedOf({ plan, tables: weights, hash }), plea)
  return cap.ok ? null : cap.error
}

/**
 * Asks for a review of one case, within the plan's cap and before its year is cleared: that is the last day for it, for afterwards no
 * month could book an outcome. Refuses with `payment.unknown-case` beyond reach, `payment.review-exists`, `payment.review-too-late`,
 * `payment.review-over-cap`, `payment.review-kind`, `payment.no-rule`.
 */
export async function applyForReview(
  desk: ReviewDesk,
  by: ReviewActor,
  { caseId, reason }: { readonly caseId: string; readonly reason: string },
): Reviewed {
  const found = await withinReach(by, caseId, await desk.reviews.caseOf(caseId))
  if (found === null) return refuse({ code: 'payment.unknown-case', caseId })
  const { providerCode, division, scheme, month, divisions, institutions } = found
  const year = month.slice(0, 4)
  if (found.cleared) return refuse({ code: 'payment.review-too-late', year })
  const law = await lawOf(desk, found)
  if (!law.ok) return law
  return desk.reviews.alone(providerCode, async (tables) => {
    const refusal = await barred(law.value, found, caseId, tables)
    if (refusal !== null) return refuse(refusal)
    const review: FiledReview = {
      reviewId: desk.newId(),
      providerCode,
      caseId,
      division,
      scheme,
      year,
      reason,
      appliedBy: by.userId,
      appliedAt: desk.now(),
      state: 'applied',
      firstReviewer: null,
      secondReviewer: null,
      arbiter: null,
      opinions: [],
      outcome: null,
      decidedAt: null,
      effectRun: null,
      divisions,
      institutions,
    }
    await tables.add(review)
    const details = { caseId, by: by.userId }
    await tables.note(
      operationOf(desk, by.actor, { action: 'payments.apply', target: review.reviewId, reason, details }),
    )
    return ok(review)
  })
}

const namedIn = ({ appliedBy, firstReviewer, secondReviewer, arbiter }: FiledReview): readonly (string | null)[] => [
  appliedBy,
  firstReviewer,
  secondReviewer,
  arbiter,
]

/** Whether these may be asked: accounts with the right to review where the case belongs and no office there, each a person of its own. */
async function mayReview(
  desk: ReviewDesk,
  review: FiledReview,
  userIds: readonly string[],
  taken: readonly (string | null)[],
): Promise<ReviewRefusal | null> {
  const twice = userIds.find((userId, index) => taken.includes(userId) || userIds.indexOf(userId) !== index)
  if (twice !== undefined) return { code: 'payment.reviewers-same', userId: twice }
  for (const userId of userIds) {
    const user = await desk.reviewers.user(userId)
    if (user === null || !mayReach(reachOf(user, 'payments.review'), review) || worksAt(user, review.providerCode)) {
      return { code: 'payment.not-a-reviewer', userId }
    }
  }
  return null
}

async function onReview(
  desk: ReviewDesk,
  by: ReviewActor,
  reviewId: string,
  work: (tables: ReviewTables, review: FiledReview) => Promise<ReviewRefusal | null>,
): Reviewed {
  const known = await withinReach(by, reviewId, await desk.reviews.review(reviewId))
  if (known === null) return refuse({ code: 'payment.unknown-review', reviewId })
  return desk.reviews.alone(known.providerCode, async (tables) => {
    const review = (await tables.review(reviewId)) ?? known
    const refusal = await work(tables, review)
    return refusal === null ? ok((await tables.review(reviewId)) ?? review) : refuse(refusal)
  })
}

/**
 * Names two reviewers, who are neither the applicant nor each other; or, when the two disagreed, a third who decides. As long as nobody has
 * said anything the two may be named anew. Refuses with `payment.unknown-review`, `payment.changed-meanwhile` when others were named since
 * it was looked at, `payment.review-state`, `payment.reviewers-same`, `payment.not-a-reviewer`.
 */
export async function assignReviewers(
  desk: ReviewDesk,
  by: ReviewActor,
  {
    reviewId,
    reviewers,
    seen,
  }: {
    readonly reviewId: string
    readonly reviewers: readonly string[]
    /** Who was named already when it was looked at; absent where nobody looked. */
    readonly seen?: readonly string[] | undefined
  },
): Reviewed {
  return onReview(desk, by, reviewId, async (tables, review) => {
    const { state, providerCode, opinions, firstReviewer, secondReviewer, arbiter } = review
    const named = [firstReviewer, secondReviewer, arbiter].filter((one) => one !== null)
    if (seen !== undefined && named.join() !== seen.join()) return { code: 'payment.changed-meanwhile', reviewId }
    const isOpen = state === 'applied' || (state === 'assigned' && opinions.length === 0)
    const wanted = isOpen ? 2 : state === 'disputed' ? 1 : 0
    if (reviewers.length !== wanted) return { code: 'payment.review-state', reviewId, state }
    const taken = isOpen ? [review.appliedBy] : [review.appliedBy, firstReviewer, secondReviewer]
    const refusal = await mayReview(desk, review, reviewers, taken)
    if (refusal !== null) return refusal
    const [first = null, second = null] = reviewers
    const now = isOpen
      ? { state: 'assigned' as const, firstReviewer: first, secondReviewer: second, arbiter: null }
      : { state, firstReviewer, secondReviewer, arbiter: first }
    await tables.assign({ providerCode, reviewId, ...now })
    const details = { reviewers, by: by.userId }
    await tables.note(operationOf(desk, by.actor, { action: 'payments.assign', target: reviewId, details }))
    return null
  })
}

const sameOutcome = (a: ReviewOutcome, b: ReviewOutcome): boolean => {
  if (a.kind === 'points') return b.kind === 'points' && a.points === b.points
  if (a.kind === 'money') return b.kind === 'money' && a.standard === b.standard
  if (a.kind === 'cost') return b.kind === 'cost' && a.share === b.share
  return b.kind === 'rejected'
}

/**
 * Says what one reviewer holds. Two who say the same decide; when they differ, the third who is then named decides alone. The outcome is
 * priced by the next month-end. Refuses with `payment.unknown-review`, `payment.review-state`, `payment.not-assigned`.
 */
export async function decideReview(
  desk: ReviewDesk,
  by: ReviewActor,
  {
    reviewId,
    outcome,
    reason,
  }: { readonly reviewId: string; readonly outcome: ReviewOutcome; readonly reason: string },
): Reviewed {
  return onReview(desk, by, reviewId, async (tables, review) => {
    const { state, opinions, arbiter } = review
    const { userId } = by
    if (state !== 'assigned' && state !== 'disputed') return { code: 'payment.review-state', reviewId, state }
    const isTheirs = state === 'assigned' ? namedIn({ ...review, appliedBy: '', arbiter: null }) : [arbiter]
    if (!isTheirs.includes(userId) || opinions.some(({ reviewer }) => reviewer === userId)) {
      return { code: 'payment.not-assigned', reviewId, userId }
    }
    const at = desk.now()
    const opinion: ReviewOpinion = { reviewer: userId, outcome, reason, at }
    await tables.addOpinion(review, opinion)
    const [other] = opinions
    if (state === 'disputed') await tables.settle(review, 'decided', outcome, at)
    else if (other !== undefined) {
      const agreed = sameOutcome(other.outcome, outcome)
      await tables.settle(review, agreed ? 'decided' : 'disputed', agreed ? outcome : null, agreed ? at : null)
    }
    const details = { outcome, by: userId }
    await tables.note(operationOf(desk, by.actor, { action: 'payments.decide', target: reviewId, reason, details }))
    return null
  })
}
