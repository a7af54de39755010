import type { ProviderLevel, SchemeCode } from '@yibao/core/encounter'
import type { DivisionCode, LocalDateTime } from '@yibao/core/kernel'
import type { User } from '@yibao/core/office'
import type { ReviewOutcome } from '@yibao/core/payment'
import type { Operation } from './operation-log.ts'

export type ReviewState = 'applied' | 'assigned' | 'disputed' | 'decided'

/** What one reviewer holds of a case. */
export interface ReviewOpinion {
  readonly reviewer: string
  readonly outcome: ReviewOutcome
  readonly reason: string
  readonly at: LocalDateTime
}

/** A special-case review (特例单议) as it is filed. */
export interface FiledReview {
  readonly reviewId: string
  readonly providerCode: string
  readonly caseId: string
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  readonly year: string
  readonly reason: string
  readonly appliedBy: string
  readonly appliedAt: LocalDateTime
  readonly state: ReviewState
  readonly firstReviewer: string | null
  readonly secondReviewer: string | null
  readonly arbiter: string | null
  readonly opinions: readonly ReviewOpinion[]
  readonly outcome: ReviewOutcome | null
  readonly decidedAt: LocalDateTime | null
  /** The month-end that priced its outcome. */
  readonly effectRun: string | null
  /** Where the case belongs, as a reach asks it. */
  readonly divisions: readonly DivisionCode[]
  readonly institutions: readonly string[]
}

/** The case that somebody asks a review for. */
export interface ReviewableCase {
  readonly providerCode: string
  readonly level: ProviderLevel
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  readonly month: string
  /** How a closed month took it; null of one that none did. */
  readonly kind: string | null
  /** The plan of that month. */
  readonly planHash: string | null
  /** Whether its year was cleared. */
  readonly cleared: boolean
  readonly divisions: readonly DivisionCode[]
  readonly institutions: readonly string[]
}

/** Discharges of an institution, and reviews it asked for, in the case's month and in its year. */
export interface ReviewCounts {
  readonly month: { readonly discharges: number; readonly applied: number }
  readonly year: { readonly discharges: number; readonly applied: number }
}

/** Reviews, one institution at a time, so that no cap is passed by two who ask at once. */
export interface ReviewTables {
  counts(providerCode: string, month: string): Promise<ReviewCounts>
  ofCase(providerCode: string, caseId: string): Promise<string | null>
  review(reviewId: string): Promise<FiledReview | null>
  add(review: FiledReview): Promise<void>
  assign(
    review: Pick<FiledReview, 'providerCode' | 'reviewId' | 'state' | 'firstReviewer' | 'secondReviewer' | 'arbiter'>,
  ): Promise<void>
  addOpinion(review: Pick<FiledReview, 'providerCode' | 'reviewId'>, opinion: ReviewOpinion): Promise<void>
  settle(
    review: Pick<FiledReview, 'providerCode' | 'reviewId'>,
    state: ReviewState,
    outcome: ReviewOutcome | null,
    at: LocalDateTime | null,
  ): Promise<void>
  note(operation: Operation): Promise<void>
}

export interface SpecialCaseStore {
  alone<T>(providerCode: string, work: (tables: ReviewTables) => Promise<T>): Promise<T>
  caseOf(caseId: string): Promise<ReviewableCase | null>
  review(reviewId: string): Promise<FiledReview | null>
}

/** Accounts, as far as a reviewer is looked up. */
export interface Reviewers {
  /** Null when there is no such account, or it is disabled. */
  user(userId: string): Promise<User | null>
}

export type ReviewRefusal =
  | { readonly code: 'payment.unknown-case'; readonly caseId: string }
  | { readonly code: 'payment.unknown-review'; readonly reviewId: string }
  | { readonly code: 'payment.review-exists'; readonly reviewId: string }
  | { readonly code: 'payment.review-too-late'; readonly year: string }
  | { readonly code: 'payment.review-state'; readonly reviewId: string; readonly state: ReviewState }
  | { readonly code: 'payment.changed-meanwhile'; readonly reviewId: string }
  | { readonly code: 'payment.not-a-reviewer'; readonly userId: string }
  | { readonly code: 'payment.reviewers-same'; readonly userId: string }
  | { readonly code: 'payment.not-assigned'; readonly reviewId: string; readonly userId: string }
