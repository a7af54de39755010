import { ok, type Result, refuse } from '../kernel/index.ts'
import type { Feedback, FeedbackWay, ReviewMoment } from './types.ts'

/** Why what a doctor did is not taken: facts for the edge to put into words. */
export type ReviewRefusal =
  | { readonly code: 'review.bad-moment'; readonly moment: string }
  | { readonly code: 'review.bad-way'; readonly resultId: string; readonly way: string }
  | { readonly code: 'review.named-twice'; readonly resultId: string; readonly row: number }
  | { readonly code: 'review.unknown-result'; readonly resultId: string }
  | { readonly code: 'review.moment-differs'; readonly resultId: string; readonly given: ReviewMoment }
  | { readonly code: 'review.no-reason'; readonly resultId: string }

/** A result that this institution was given. */
export interface GivenResult {
  readonly resultId: string
  readonly moment: ReviewMoment
}

export interface StatedFeedback {
  readonly resultId: string
  readonly way: FeedbackWay
  readonly reason: string | null
}

/**
 * Takes what a doctor did with warnings, all or none.
 *
 * Refusals, in this order for each row: `review.named-twice`, `.unknown-result` (also for one that was given to another institution),
 * `.moment-differs`, and `.no-reason` for who goes on without one.
 */
export function feedbackOf(
  stated: readonly StatedFeedback[],
  moment: ReviewMoment,
  given: readonly GivenResult[],
): Result<readonly Feedback[], ReviewRefusal> {
  const taken: Feedback[] = []
  for (const [index, { resultId, way, reason }] of stated.entries()) {
    if (taken.some((before) => before.resultId === resultId)) {
      return refuse({ code: 'review.named-twice', resultId, row: index + 1 })
    }
    const result = given.find((one) => one.resultId === resultId)
    if (result === undefined) return refuse({ code: 'review.unknown-result', resultId })
    if (result.moment !== moment) return refuse({ code: 'review.moment-differs', resultId, given: result.moment })
    const said = (reason ?? '').trim()
    if (way === 'continue' && said === '') return refuse({ code: 'review.no-reason', resultId })
    taken.push({ resultId, way, reason: said })
  }
  return ok(taken)
}
