import type { LocalDateTime } from '@yibao/core/kernel'
import type { Feedback, GivenResult, ReviewFinding, ReviewMoment } from '@yibao/core/review'

/** A finding under the number that the institution is given. */
export interface ReviewResult {
  readonly resultId: string
  readonly finding: ReviewFinding
}

/** Results of reviews as they are given; of one that is given again, the latest wording is kept. */
export interface ReviewStore {
  keep(given: {
    readonly providerCode: string
    readonly moment: ReviewMoment
    readonly at: LocalDateTime
    readonly results: readonly ReviewResult[]
  }): Promise<void>
}

/** What a message of feedback reads and writes. */
export interface ReviewTables {
  given(providerCode: string, resultIds: readonly string[]): Promise<readonly GivenResult[]>
  tell(told: {
    readonly providerCode: string
    readonly msgid: string
    readonly moment: ReviewMoment
    readonly at: LocalDateTime
    readonly feedback: readonly Feedback[]
  }): Promise<void>
}
