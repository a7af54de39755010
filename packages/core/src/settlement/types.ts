import type { BillTotals, LineSplit, TraceStep } from '../benefit/index.ts'
import type { ItemClass, ItemKind } from '../catalog/index.ts'
import type { BillLine, CareKind, Diagnosis, Enrolment, Insured, SchemeCode, Visit } from '../encounter/index.ts'
import type { Filing } from '../filing/index.ts'
import type { DivisionCode, Fen, IsoDate, LocalDateTime, Ppm } from '../kernel/index.ts'
import type { JournalEntry } from '../ledger/index.ts'
import type { Facts, Payer } from '../policy/index.ts'

/** A line as it stands in the file: what was sent, the item's facts on the day of the fee, and the split. */
export interface FiledLine extends BillLine {
  readonly visitId: string
  readonly item: {
    readonly kind: ItemKind
    readonly name: string
    readonly class: ItemClass
    readonly chargeType: string
    readonly restricted: boolean
  }
  readonly split: Omit<LineSplit, 'trace'>
  readonly settlementId: string | null
}

/** Who paid what; all in fen. A settlement that undoes another carries the opposite amounts. */
export interface SettlementAmounts extends BillTotals, Readonly<Record<Payer, Fen>> {
  readonly deductible: Fen
  readonly account: Fen
  readonly cash: Fen
  /** account + cash */
  readonly person: Fen
  readonly poolRate: Ppm
}

/** What a settlement was computed from, kept so that anyone can compute it again. */
export interface SettlementBasis {
  readonly on: IsoDate
  readonly planId: string
  readonly packHash: string
  readonly facts: Facts
  readonly streams: Readonly<Record<string, Fen>>
  /** The period in which each running total of the plan ran, by code. */
  readonly periods: Readonly<Record<string, string>>
  readonly used: Readonly<Record<string, Fen>>
  readonly accountBalance: Fen
  readonly accountUsed: boolean
  readonly accountAsked: Fen | null
}

export type SettlementKind = 'settle' | 'cancel' | 'reverse' | 'restore'

export interface Settlement {
  readonly settlementId: string
  /** The settlement that this one belongs to: itself, or the one it undoes or restores. */
  readonly rootId: string
  readonly kind: SettlementKind
  /** The settlement whose effect this one undoes; null for a first settlement. */
  readonly undoesId: string | null
  readonly insuredId: string
  readonly visitId: string
  readonly batch: string
  readonly providerCode: string
  readonly msgid: string
  readonly at: LocalDateTime
  readonly scheme: SchemeCode
  readonly division: DivisionCode
  /** The benefit year of the region. */
  readonly year: number
  readonly care: CareKind
  readonly medType: string
  readonly certificateType: string
  readonly personType: string
  readonly amounts: SettlementAmounts
  readonly balanceAfter: Fen
  readonly totalsAdded: Readonly<Record<string, Fen>>
  readonly lineNumbers: readonly string[]
  readonly basis: SettlementBasis
  readonly trace: readonly TraceStep[]
}

/** A settlement of the past as the file shows it. */
export interface FiledSettlement extends Settlement {
  /** The person's version at which it was recorded: orders one person's settlements. */
  readonly sequence: number
  readonly entry: JournalEntry
}

/** What the store knows of one person for one decision, read at one moment. */
export interface PersonFile {
  readonly insured: Insured
  readonly version: number
  readonly accountBalance: Fen
  readonly enrolments: readonly Enrolment[]
  readonly totals: readonly RunningTotal[]
  /** Every filing of the person, revoked ones included. */
  readonly filings: readonly Filing[]
  /** The visit that the command names. */
  readonly visit: Visit | null
  readonly diagnoses: readonly Diagnosis[]
  /** All lines on file of that visit. */
  readonly lines: readonly FiledLine[]
  /** All settlements of the root that the command names, oldest first. */
  readonly chain: readonly FiledSettlement[]
  /** The latest settlement that stands of the chain's scheme and of its year, or of a period it counts; null when none does. */
  readonly lastStanding: { readonly settlementId: string; readonly sequence: number } | null
}

export interface RunningTotal {
  readonly scheme: SchemeCode
  /** `2025`, `2025-03`, `stay:…`, `episode:…` */
  readonly period: string
  readonly code: string
  readonly amount: Fen
}

/** Everything that one decision changes; the store records it whole or not at all. */
export interface Decision {
  readonly visit: Visit | null
  readonly diagnoses: readonly Diagnosis[] | null
  readonly linesAdded: readonly FiledLine[]
  readonly linesRevoked: readonly string[]
  readonly linesLinked: { readonly lineNumbers: readonly string[]; readonly settlementId: string | null } | null
  readonly settlement: Settlement | null
  readonly entry: JournalEntry | null
  readonly totalsAdded: readonly RunningTotal[]
  readonly balanceAdded: Fen
  /** A filing made or revoked. */
  readonly filing: Filing | null
}
