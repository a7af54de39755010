import type { Fen, LocalDateTime } from '../kernel/index.ts'

/** A name in the chart of accounts, `fund:330200:310:pool`; built by `accounts`, never by hand. */
export type AccountCode = `${'fund' | 'person' | 'provider'}:${string}`

/** One side of an entry: positive comes in, negative goes out. */
export interface Posting {
  readonly account: AccountCode
  readonly amount: Fen
}

/**
 * `family` is the entry of an owner whose account paid for a relative's settlement, or got it back; `credit` is what an
 * account got for a year or a month (个账划入). From `advance` on they are of the journal of an institution; `recovery-…` are what
 * decisions of casework bring about there (违规退回).
 */
export type EntryKind =
  | 'opening'
  | 'settle'
  | 'cancel'
  | 'reverse'
  | 'restore'
  | 'family'
  | 'credit'
  | 'correction'
  | 'correction-undo'
  | 'advance'
  | 'month-statement'
  | 'deduction'
  | 'appropriation'
  | 'clearing'
  | 'reopening'
  | 'recovery-claim'
  | 'recovery-received'
  | 'recovery-withdrawn'
  | 'recovery-returned'

/** A journal entry; its postings sum to zero and it never changes. */
export interface JournalEntry {
  readonly entryId: string
  readonly kind: EntryKind
  readonly at: LocalDateTime
  readonly postings: readonly Posting[]
  /** The entry this one is the opposite of. */
  readonly opposes: string | null
  /** Of a correction and its undoing: the entry of the settlement that is corrected. */
  readonly corrects?: string
}
