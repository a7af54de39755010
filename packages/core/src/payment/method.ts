import type { DischargedCase } from '../encounter/index.ts'
import type { CaseGroups, CaseScore, MethodExit } from './types.ts'

/** What a method makes of a case that it took. */
export type MethodOutcome =
  /** Without a reason the case was never meant for it. */
  | { readonly kind: 'exit'; readonly reason: MethodExit['reason'] | null }
  | { readonly kind: 'score'; readonly score: MethodScore }

export type MethodScore = Pick<
  CaseScore,
  'group' | 'kind' | 'points' | 'extra' | 'money' | 'awaitsReview' | 'weight' | 'groupMean' | 'groupMeanStay'
>

/** A case with the days and groups that methods look at. */
export interface ScoredCase {
  readonly facts: DischargedCase
  readonly groups: CaseGroups
  readonly stayDays: number
}
