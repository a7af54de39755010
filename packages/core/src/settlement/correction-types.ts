import type { BenefitRefusal, PlanBook, TraceStep } from '../benefit/index.ts'
import type { Enrolment, Insured, SchemeCode } from '../encounter/index.ts'
import type { DivisionCode, Fen, LocalDateTime } from '../kernel/index.ts'
import type { JournalEntry, Posting } from '../ledger/index.ts'
import type { ProviderOf } from './transfer.ts'
import type { FiledSettlement, RunningTotal, SettlementAmounts, SettlementBasis } from './types.ts'

/** Amounts without the rate: what can be added up. */
export type Money = Omit<SettlementAmounts, 'poolRate'>

/** What a corrected settlement was computed from: the insurance and the law of today for the day of then. */
export interface CorrectionBasis extends SettlementBasis {
  readonly scheme: SchemeCode
  readonly division: DivisionCode
}

/** A difference booked after a settlement (补差), or the opposite of one. */
export interface Correction {
  readonly correctionId: string
  readonly kind: 'correct' | 'undo'
  /** The correction whose effect this one undoes. */
  readonly undoesId: string | null
  readonly insuredId: string
  /** The settlement that is corrected, the first of its chain. */
  readonly settlementId: string
  readonly visitId: string
  readonly at: LocalDateTime
  readonly reason: string
  readonly bookedBy: string
  /** What everybody pays more, or less, than before. */
  readonly amounts: Money
  /** What it adds to running totals, in their own periods. */
  readonly totals: readonly RunningTotal[]
  /** Null when the person was not insured that day: no fund pays anything. */
  readonly basis: CorrectionBasis | null
  readonly trace: readonly TraceStep[]
}

export interface FiledCorrection extends Correction {
  /** The person's version at which it was recorded: orders it among the settlements. */
  readonly sequence: number
  readonly entry: JournalEntry
}

/** What is read of one person to find corrections, at one moment. */
export interface CorrectionFile {
  readonly insured: Insured
  readonly version: number
  readonly enrolments: readonly Enrolment[]
  readonly totals: readonly RunningTotal[]
  /** The settlements that stand, each the first of its chain, in the order in which they came to stand. */
  readonly settlements: readonly FiledSettlement[]
  /** All corrections and their undoings, in the order in which they were recorded. */
  readonly corrections: readonly FiledCorrection[]
}

/** The law of today, and the institutions as they are now. */
export interface PresentLaw {
  readonly book: PlanBook
  readonly providerOf: ProviderOf
}

/** What a settlement did or would do: amounts, running totals, and what left the funds. */
export interface Effect {
  readonly amounts: Money
  readonly totals: readonly RunningTotal[]
  readonly postings: readonly Posting[]
}

/** A settlement that comes out differently today, and the difference that is not booked yet. */
export interface FoundCorrection {
  readonly settlement: FiledSettlement
  /** As recorded, with the corrections in force. */
  readonly before: Money
  readonly after: Money
  readonly difference: Effect
  readonly basis: CorrectionBasis | null
  readonly trace: readonly TraceStep[]
}

/** Why a settlement is not corrected though it may come out differently. */
export type CorrectionProblem =
  | BenefitRefusal
  /** The next bill of the stay takes the difference up by itself. */
  | { readonly code: 'correction.stay-open'; readonly visitId: string }
  /** What the hospital waives would change, and a correction moves nothing at the hospital. */
  | { readonly code: 'correction.hospital-share'; readonly recorded: Fen; readonly computed: Fen }
  /** The place of insurance changed, and where care was given is not known well enough to say how far away that is. */
  | { readonly code: 'correction.place-unknown'; readonly providerCode: string }

export interface NotComputed {
  readonly settlement: FiledSettlement
  readonly problem: CorrectionProblem
}

/** Everything that differs today for one person; what is not computed keeps its recorded effect. */
export interface Findings {
  readonly found: readonly FoundCorrection[]
  readonly notComputed: readonly NotComputed[]
}

/** Why nothing is booked, or a correction is not undone. */
export type CorrectionRefusal =
  | { readonly code: 'correction.unknown'; readonly correctionId: string }
  | { readonly code: 'correction.not-in-force'; readonly correctionId: string; readonly by: string }
  | { readonly code: 'correction.later-in-force'; readonly correctionId: string; readonly later: string }
  | { readonly code: 'correction.total-below-zero'; readonly total: RunningTotal }

/** What one booking records, whole or not at all. */
export interface CorrectionBooking {
  readonly insuredId: string
  /** The version that it was decided from. */
  readonly version: number
  readonly corrections: readonly FiledCorrection[]
  /** The running totals that it moves, as they stand afterwards. */
  readonly totals: readonly RunningTotal[]
}
