import type { Fen, IsoDate, LocalDateTime } from '../kernel/index.ts'

/** What one settlement or its undoing comes to; an undoing has the opposite sign. All in fen. */
export interface Figures {
  readonly total: Fen
  /** All funds together, without the personal account. */
  readonly fund: Fen
  readonly account: Fen
}

export interface Sums extends Figures {
  readonly count: number
}

/** A row as the centre has it: a settlement, or what undid one. */
export interface CentreRow extends Figures {
  readonly settlementId: string
  /** The settlement that this one belongs to: itself, or the one it undoes or brings back. */
  readonly rootId: string
  readonly insuredId: string
  readonly visitId: string
  readonly msgid: string
  /** The message that recorded it; empty when it is no longer kept. */
  readonly infno: string
  readonly kind: 'settle' | 'cancel' | 'reverse' | 'restore'
  readonly at: LocalDateTime
  /** What undid it since; null while it stands. */
  readonly undoneBy: string | null
}

/** A row of the file that an institution sent. */
export interface StatedRow extends Figures {
  /** The line of the file, from 1. */
  readonly number: number
  /** Its own number, or that of the settlement it undoes: institutions keep a refund under either. */
  readonly settlementId: string
  readonly insuredId: string
  readonly visitId: string
  readonly note: string | null
}

export type ComparedField = 'insuredId' | 'visitId' | keyof Figures

export interface Difference {
  readonly field: ComparedField
  readonly centre: string | Fen
  readonly institution: string | Fen
}

/** One row that is not the same on both sides. */
export type Finding =
  | { readonly kind: 'centre-only'; readonly centre: CentreRow }
  | { readonly kind: 'institution-only'; readonly stated: StatedRow; readonly duplicate: boolean }
  | {
      readonly kind: 'differs'
      readonly centre: CentreRow
      readonly stated: StatedRow
      readonly differences: readonly Difference[]
    }

/** The months of a clearing application, first and last day included. */
export interface Month {
  /** yyyyMM */
  readonly name: string
  readonly first: IsoDate
  readonly last: IsoDate
}

/** What an institution claims for one month (清算申请); fen, `personTimes` counts settlements less their undoings. */
export interface ClaimFigures extends Figures {
  readonly personTimes: number
  /** What the catalogue and the ceilings recognise: the part in scope. */
  readonly recognised: Fen
  readonly cash: Fen
}

export interface Claim {
  readonly clearingType: string
  readonly clearingWay: string
  /** yyyyMM */
  readonly month: string
  readonly begin: IsoDate
  readonly end: IsoDate
  readonly figures: ClaimFigures
}

export interface ClearingApplication extends Claim {
  readonly applicationId: string
  readonly providerCode: string
  readonly state: 'applied' | 'withdrawn' | 'decided'
  readonly msgid: string
  readonly at: LocalDateTime
}
