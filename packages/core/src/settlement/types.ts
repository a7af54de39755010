import type { BillTotals, LineSplit, TraceStep } from '../benefit/index.ts'
import type { ItemClass, ItemKind } from '../catalog/index.ts'
import type { BillLine, CareKind, Diagnosis, Enrolment, Insured, SchemeCode, Stay, Visit } from '../encounter/index.ts'
import type { Filing } from '../filing/index.ts'
import type { DateRange, DivisionCode, Fen, IsoDate, LocalDateTime, Ppm } from '../kernel/index.ts'
import type { JournalEntry } from '../ledger/index.ts'
import type { Facts, Payer } from '../policy/index.ts'
import type { AuditBasis, PersonPast, Screening } from './audit-types.ts'

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
  /** The line of the same visit that this one gives back, wholly or in part; its quantity is negative. */
  readonly refundOf: string | null
}

/** Who paid what; all in fen. A settlement that undoes another carries the opposite amounts. */
export interface SettlementAmounts extends BillTotals, Readonly<Record<Payer, Fen>> {
  readonly deductible: Fen
  readonly account: Fen
  /** Paid by accounts of relatives (家庭共济). */
  readonly family: Fen
  readonly cash: Fen
  /** account + family + cash */
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
  /** What relatives could give of their accounts; absent when nothing. */
  readonly familyBalance?: Fen
  /** The schemes whose running totals `used` takes in by a rule of the region; absent when there is none. */
  readonly carriedFrom?: readonly SchemeCode[]
  /** The filings that it stands on, by number; without any it stands on none. */
  readonly filings?: readonly string[]
  /** Absent where no rule took anything out. */
  readonly audit?: AuditBasis
  /** Of a bill of a stay. */
  readonly stay?: StayBasis
}

/** An earlier bill of the same stay that stood, as the next one was computed on it. */
export interface EarlierBill {
  readonly settlementId: string
  readonly amounts: SettlementAmounts
  readonly totalsAdded: Readonly<Record<string, Fen>>
  readonly periods: Readonly<Record<string, string>>
  readonly streams: Readonly<Record<string, Fen>>
  /** What of its amounts the hospital bears by audit rules; absent when nothing. */
  readonly borne?: BillTotals
}

/** What a bill of a stay was computed from besides. The bill is what all bills of the stay come to, less the earlier ones. */
export interface StayBasis {
  readonly admission: IsoDate
  readonly discharge: IsoDate | null
  readonly episode: string
  /** After a final settlement nothing is added to the stay. */
  readonly final: boolean
  /** The earlier bills of the same stay and year that stood, oldest first. */
  readonly before: readonly EarlierBill[]
  /** What the stay paid as deductible in an earlier benefit year. */
  readonly deductibleBefore: Fen
}

/** How many traceability codes a bill says it has; told, not checked. */
export interface TraceCounts {
  readonly packages: number | null
  readonly consumables: number | null
}

/** An owner who lets this person use the own account (家庭共济), as account and authorisation are now. */
export interface FamilyOwner {
  readonly ownerId: string
  /** As it may stand on the relative's receipt: `张*`. */
  readonly ownerName: string
  readonly balance: Fen
  /** The owner's own version: whoever takes of the account moves it on. */
  readonly version: number
  readonly range: DateRange
  /** At most this much of a benefit year for this relative; null sets no limit. */
  readonly yearlyLimit: Fen | null
  /** What this relative's settlements took of the account, by benefit year. */
  readonly usedByYear: Readonly<Record<string, Fen>>
}

/** What one owner pays of a relative's settlement; negative gives it back. */
export interface FamilyPayment extends Pick<FamilyOwner, 'ownerId' | 'ownerName'> {
  readonly amount: Fen
}

/** What a settlement moves on an owner's account, recorded together with it. */
export interface FamilyMove {
  readonly ownerId: string
  /** Positive is taken from the account. */
  readonly amount: Fen
  /** The owner's version that the decision was made from; null where the account only gets back. */
  readonly version: number | null
  readonly entry: JournalEntry
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
  /** By owner: what makes up `amounts.family`. */
  readonly familyPayments: readonly FamilyPayment[]
  readonly balanceAfter: Fen
  readonly totalsAdded: Readonly<Record<string, Fen>>
  readonly lineNumbers: readonly string[]
  /** Null when the bill says nothing about codes. */
  readonly traceCounts: TraceCounts | null
  readonly basis: SettlementBasis
  readonly trace: readonly TraceStep[]
}

/** A settlement of the past as the file shows it. */
export interface FiledSettlement extends Settlement {
  /** The person's version at which it was recorded: orders one person's settlements. */
  readonly sequence: number
  readonly entry: JournalEntry
}

/** A stay among others of the person. */
export interface FiledStay extends Visit {
  readonly stay: Stay
  /** When its latest settlement that stands was made; null while none does. */
  readonly settledAt: LocalDateTime | null
}

/** What the store knows of one person for one decision, read at one moment. */
export interface PersonFile {
  readonly insured: Insured
  readonly version: number
  readonly accountBalance: Fen
  /** In the order of their authorisation; absent when nobody shares. */
  readonly family?: readonly FamilyOwner[]
  readonly enrolments: readonly Enrolment[]
  readonly totals: readonly RunningTotal[]
  /** Every filing of the person, revoked ones included. */
  readonly filings: readonly Filing[]
  /** The visit that the command names. */
  readonly visit: Visit | null
  readonly diagnoses: readonly Diagnosis[]
  /** The settlements that stand on that visit, each the first of its chain, in the order in which they came to stand. */
  readonly visitSettlements: readonly FiledSettlement[]
  /** The person's stays that are not cancelled, in the order of their admission. */
  readonly stays: readonly FiledStay[]
  /** All lines on file of that visit. */
  readonly lines: readonly FiledLine[]
  /** All settlements of the root that the command names, oldest first. */
  readonly chain: readonly FiledSettlement[]
  /** The latest settlement that stands of the chain's scheme and of its year, or of a period it counts; null when none does. */
  readonly lastStanding: { readonly settlementId: string; readonly sequence: number } | null
  /** The corrections in force of the chain's settlement, of a stay those of all its bills; absent when there is none. */
  readonly corrections?: readonly string[]
  /** What was asked for of the past, for audit rules; absent when nothing was. */
  readonly past?: PersonPast
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
  /** What it moves on accounts of relatives. */
  readonly family: readonly FamilyMove[]
  /** The day of death as a discharge tells it, or its withdrawal; null changes nothing. */
  readonly death: { readonly on: IsoDate | null } | null
  /** A filing made or revoked. */
  readonly filing: Filing | null
  /** What audit rules found about the bill; absent where none looked. */
  readonly screening?: Screening
}
