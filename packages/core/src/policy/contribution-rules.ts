import type { Rounding } from '../kernel/index.ts'
import type { Expression } from './expression.ts'
import type { Condition, Place, Rules } from './types.ts'

/**
 * Who pays a contribution in. `assistance` is the medical assistance fund, which pays premiums of the poor (资助参保);
 * `fund` is the pooled fund itself, when it credits a personal account (划入).
 */
export type ContributionPayer = 'person' | 'employer' | 'state' | 'assistance' | 'fund'

/** Where a contribution goes. */
export type ContributionFund = 'pool' | 'account' | 'largeAmount' | 'criticalIllness'

/** When a contribution falls due: every month or year, for months that were missed (补缴), or once, at retirement. */
export type ContributionDue = 'month' | 'year' | 'missed-months' | 'retirement'

/** One sum that somebody owes to one fund. */
export interface ContributionItem {
  readonly name: string
  readonly label: string
  readonly due: ContributionDue
  readonly from: ContributionPayer
  readonly to: ContributionFund
  /** The item is passed over unless all hold; empty for everybody. */
  readonly when: readonly Condition[]
  /** The contribution base (缴费基数), for the record: the amount says itself what it is taken of. */
  readonly base: Expression | null
  readonly amount: Expression
  /** How often the rounded amount is owed; null once. A multiple to be rounded as a whole stands in the amount instead. */
  readonly times: Expression | null
  readonly rounding: Rounding
  readonly place: Place
}

/** What one scheme of one region collects and credits. */
export interface ContributionRules extends Rules {
  readonly scheme: '310' | '390'
  readonly items: readonly ContributionItem[]
}
