import type { IsoDate } from '../kernel/index.ts'
import type { ClaimFigures, Sums } from './types.ts'

/** What is wrong with one row of a sent file. */
export interface RowFault {
  /** The line of the file, from 1. */
  readonly row: number
  /** Empty when the whole row is meant. */
  readonly column: string
  readonly value: string
}

/** One figure that both sides have, and not the same: fen, or a number of rows or persons. */
export interface FigureDifference<Name extends string> {
  readonly figure: Name
  readonly stated: number
  readonly filed: number
}

/** Why a reconciliation or a clearing application is refused. */
export type ReconciliationRefusal =
  | { readonly code: 'reconciliation.bad-period'; readonly begin: IsoDate; readonly end: IsoDate }
  | { readonly code: 'reconciliation.bad-division'; readonly stated: string }
  | { readonly code: 'reconciliation.not-one-text'; readonly filename: string; readonly entries: number }
  | { readonly code: 'reconciliation.bad-encoding'; readonly filename: string }
  | { readonly code: 'reconciliation.bad-rows'; readonly count: number; readonly faults: readonly RowFault[] }
  | { readonly code: 'reconciliation.sums-differ'; readonly differences: readonly FigureDifference<keyof Sums>[] }
  | { readonly code: 'reconciliation.too-many-rows'; readonly count: number; readonly limit: number }
  | { readonly code: 'reconciliation.bad-month'; readonly month: string }
  | { readonly code: 'reconciliation.month-not-over'; readonly month: string; readonly today: IsoDate }
  | {
      readonly code: 'reconciliation.not-the-month'
      readonly month: string
      readonly begin: IsoDate
      readonly end: IsoDate
    }
  | {
      readonly code: 'reconciliation.claim-differs'
      readonly differences: readonly FigureDifference<keyof ClaimFigures>[]
    }
  | { readonly code: 'reconciliation.already-applied'; readonly month: string; readonly applicationId: string }
  | { readonly code: 'reconciliation.unknown-application'; readonly applicationId: string }
  | { readonly code: 'reconciliation.not-open'; readonly applicationId: string; readonly state: string }
