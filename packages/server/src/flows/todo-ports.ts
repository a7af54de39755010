import type { LimitName, Matter, MatterState, Office, Procedure } from '@yibao/core/casework'
import type { IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { FiledMatter } from './casework-ports.ts'

/** What is awaited of somebody in special-case reviews: name the reviewers, name an arbiter, say what one holds. */
export type ReviewTask = 'assign' | 'assign-arbiter' | 'decide'

export interface WaitingReview {
  readonly reviewId: string
  readonly caseId: string
  readonly providerName: string
  readonly appliedOn: IsoDate
  readonly state: 'applied' | 'assigned' | 'disputed'
  readonly task: ReviewTask
}

export interface WaitingTip {
  readonly tipId: string
  /** Null of a tip about nobody in particular. */
  readonly providerName: string | null
  readonly receivedOn: IsoDate
}

/** A piece of evidence that waits for its keeper: approved to leave, or out and awaited back. */
export interface WaitingPiece {
  readonly code: string
  readonly title: string
  readonly task: 'hand-out' | 'take-back'
  /** The last day on which the approval counts, or on which the piece is to be back. */
  readonly until: IsoDate
}

/** An account that waits for the security administrator. */
export interface WaitingAccount {
  readonly userId: string
  readonly name: string
  /** Release it, or give a role to who has none. */
  readonly task: 'unlock' | 'grant'
  /** Since its password was made anew, or since it was made. */
  readonly since: IsoDate
}

/** A reminder of a limit, as it was given. */
export interface GivenReminder {
  readonly matterId: string
  readonly title: Matter['title']
  readonly providerName: string | null
  readonly procedure: Procedure
  readonly state: MatterState
  readonly limit: LimitName
  readonly until: IsoDate
  /** So many days before the end, or `overdue`. */
  readonly mark: string
  readonly at: LocalDateTime
  /** The same limit still runs. */
  readonly running: boolean
}

/** What waits; everything bounded by a reach and a limit, the most urgent first. */
export interface TodoStore {
  /** Matters in one of these states. */
  matters(
    states: readonly Pick<Matter, 'procedure' | 'state'>[],
    reach: Reach,
    limit: number,
  ): Promise<readonly FiledMatter[]>
  /** Open matters in which this person has a part. */
  ownMatters(userId: string, reach: Reach, limit: number): Promise<readonly FiledMatter[]>
  /** Reviews that wait for somebody to be named. */
  reviewsToAssign(reach: Reach, limit: number): Promise<readonly WaitingReview[]>
  /** Reviews that wait for this person's word. */
  reviewsOf(userId: string, reach: Reach, limit: number): Promise<readonly WaitingReview[]>
  tips(reach: Reach, limit: number): Promise<readonly WaitingTip[]>
  pieces(reach: Reach, limit: number): Promise<readonly WaitingPiece[]>
  /** Accounts in use that are held, or have no role, as far as they are awaited. */
  accounts(tasks: readonly WaitingAccount['task'][], limit: number): Promise<readonly WaitingAccount[]>
  /** Reminders that were told this person, or an office that is nobody's by name, newest first. */
  reminders(
    asked: { readonly userId: string; readonly offices: readonly Office[]; readonly since: IsoDate },
    reach: Reach,
    limit: number,
  ): Promise<readonly GivenReminder[]>
}
