import type { CompiledPlan } from '../benefit/index.ts'
import type { Fen } from '../kernel/index.ts'
import type { JournalEntry } from '../ledger/index.ts'
import type { StayRules, YearRule } from '../policy/index.ts'
import type { FiledCorrection } from './correction-types.ts'
import type { FiledLine, FiledSettlement, FiledStay, RunningTotal } from './types.ts'

/** An entry of a personal account outside the person's own settlements: for a relative's, or a credit. */
export interface AccountEntry {
  /** The person's version at which it was recorded: orders it among the person's own settlements. */
  readonly sequence: number
  readonly entry: JournalEntry
}

/** Everything on file about one person's money, for a second look. */
export interface PersonHistory {
  readonly insuredId: string
  readonly accountBalance: Fen
  readonly totals: readonly RunningTotal[]
  /** Entries that belong to no settlement: the opening balance. */
  readonly otherEntries: readonly JournalEntry[]
  /** What the account paid for relatives and got back; absent when it never did. */
  readonly familyEntries?: readonly AccountEntry[]
  /** What the account got for a year or a month; absent when it never did. */
  readonly creditEntries?: readonly AccountEntry[]
  /** In the order they were recorded. */
  readonly settlements: readonly FiledSettlement[]
  /** Corrections and their undoings, in the order they were recorded; absent when there is none. */
  readonly corrections?: readonly FiledCorrection[]
  readonly lines: readonly FiledLine[]
  /** Stays that are not cancelled, in the order of their admission. */
  readonly stays: readonly FiledStay[]
  /** Visits so old that their lines were archived and are no longer on file. */
  readonly visitsWithoutLines: readonly string[]
  /** Messages that had an effect, by provider and msgid, with the settlement they recorded. */
  readonly effects: readonly {
    readonly providerCode: string
    readonly msgid: string
    readonly settlementId: string | null
  }[]
  readonly marks: readonly { readonly providerCode: string; readonly msgid: string }[]
}

/** A broken invariant, by its number in ARCHITECTURE.md, with the place and both figures. */
export interface Violation {
  readonly invariant: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 12 | 13 | 15
  readonly insuredId: string
  readonly what: string
  readonly where: string
  readonly found: string
  readonly expected: string
}

/** What a settlement was made under: its plan, filled in for its day, and the benefit year of the region. */
export interface LawOfDay {
  readonly compiled: CompiledPlan
  readonly year: YearRule
  /** Absent where the region says nothing. */
  readonly stays?: StayRules
}

/** Finds it; null when the pack is not on file, or is of a form that this version cannot compute with. */
export type PlanOf = (packHash: string, planId: string, on: string) => LawOfDay | null

/** Takes down one violation. */
export type Report = (
  invariant: Violation['invariant'],
  what: string,
  where: string,
  found: unknown,
  expected: unknown,
) => void
