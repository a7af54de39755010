import type { Fen, IsoDate, Rounding } from '../kernel/index.ts'
import type {
  ContributionDue,
  ContributionFund,
  ContributionPayer,
  Explained,
  Facts,
  Place,
  PolicyRefusal,
} from '../policy/index.ts'

/** One person on one occasion; amounts among the facts are in fen. */
export interface Assessable {
  readonly due: ContributionDue
  readonly facts: Facts
}

/** One sum of a contribution: who owes it to which fund, of what base, and how it came about. */
export interface ContributionSum {
  readonly item: string
  readonly label: string
  readonly from: ContributionPayer
  readonly to: ContributionFund
  /** The contribution base, rounded half up to the fen for the record; null when the sum has none. */
  readonly base: Fen | null
  /** The rounded amount that is owed `times` times. */
  readonly each: Fen
  readonly times: number
  readonly amount: Fen
  readonly rounding: Rounding
  /** How each came about; null where there is nothing to explain. */
  readonly trace: { readonly base: Explained | null; readonly each: Explained; readonly times: Explained | null }
}

/** What is owed and credited for one person on one occasion. */
export interface Contribution {
  readonly rules: string
  readonly on: IsoDate
  readonly due: ContributionDue
  /** In the order of the rules; those whose conditions do not hold are left out. */
  readonly sums: readonly ContributionSum[]
  readonly byPayer: Readonly<Record<ContributionPayer, Fen>>
  readonly byFund: Readonly<Record<ContributionFund, Fen>>
  /** All sums together: what the payers pay is what the funds get. */
  readonly total: Fen
}

export type ContributionRefusal =
  | PolicyRefusal
  /** A sum is owed a whole number of times; the rules came to something else. */
  | {
      readonly code: 'contribution.part-of-a-time'
      readonly item: string
      readonly times: string
      readonly place: Place
    }
