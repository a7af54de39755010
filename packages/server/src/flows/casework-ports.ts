import type {
  CaseworkLaw,
  CaseworkRefusal,
  DocumentKind,
  LimitName,
  LineClaim,
  LineMoney,
  Matter,
  MatterEvent,
  MatterState,
  Measure,
  MoneyKind,
  NewItem,
  Office,
  Procedure,
  Reminder,
  SourceKind,
} from '@yibao/core/casework'
import type { SchemeCode } from '@yibao/core/encounter'
import type { DivisionCode, Fen, IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { Reach, User } from '@yibao/core/office'
import type { Asker } from './asker.ts'
import type { Actor, Operation, OperationSource } from './operation-log.ts'
import type { InstitutionEntry } from './payment-run-ports.ts'

/** A matter as it is on file, with what the core does not ask for. */
export interface FiledMatter {
  readonly matter: Matter
  /** The insurance whose fund was charged; null as long as nobody knows. */
  readonly scheme: SchemeCode | null
  readonly providerName: string | null
  /** Whom the bill was for; not masked. */
  readonly personName: string | null
  /** The day of the bill that it came from. */
  readonly billOn: IsoDate | null
  /** The first of its papers, by whose number people call it. */
  readonly paper: Pick<MatterDocument, 'kind' | 'documentNo'> | null
  /** Where it belongs, as a reach asks it. */
  readonly divisions: readonly DivisionCode[]
  readonly institutions: readonly string[]
}

/** What a source tells beside the item itself; never part of the matter's history. */
export interface IntakeItem {
  readonly item: NewItem
  readonly scheme: SchemeCode | null
}

/** A paper that an act issued, with everything that it prints. */
export interface MatterDocument {
  readonly matterId: string
  /** That of the event that issued it. */
  readonly number: number
  readonly kind: DocumentKind
  readonly documentNo: string
  readonly issuedOn: IsoDate
  readonly content: DocumentContent
  /** SM3 of number, kind, day and content. */
  readonly digest: string
}

/** What is printed; the limits and clauses as they were when it was issued. */
export interface DocumentContent {
  readonly matterId: string
  readonly procedure: Procedure
  readonly providerCode: string
  readonly providerName: string | null
  readonly rule: string
  readonly title: NewItem['title']
  readonly stake: Fen
  readonly decided: Fen | null
  /** What is paid back to the institution by it; absent where nothing is. */
  readonly paidBack?: Fen
  readonly reason: string | null
  readonly evidence: readonly string[]
  readonly measures: readonly (Measure & { readonly clause: string | null })[]
  readonly deadline: { readonly name: LimitName; readonly until: IsoDate } | null
  /** Weekends stood in for days off that are not published. */
  readonly holidaysUnknown: boolean
  readonly authority: string | null
}

/** One movement of a matter's money. */
export interface MatterMoney {
  readonly number: number
  readonly kind: MoneyKind
  readonly amount: Fen
  readonly providerCode: string
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  readonly eventNumber: number
  readonly deductionId: string | null
  readonly entryId: string | null
  readonly bookedAt: LocalDateTime
}

export type NewMoney = Omit<MatterMoney, 'number'>

/** Where a deduction waits. */
export interface WaitingDeduction {
  readonly matterId: string
  readonly version: number
  readonly deductionId: string
  readonly amount: Fen
  readonly month: string
  /** The statement's entry that took it; null as long as none did. */
  readonly entryId: string | null
}

/** The line of a bill that a matter is about, and the other matters about it. */
export interface MatterLine {
  readonly line: LineMoney
  readonly others: readonly LineClaim[]
}

/** A matter with money ordered whose bill was undone, or restored, since that was last noted. */
export interface BillTurned {
  readonly matterId: string
  readonly version: number
  readonly settlementId: string
  readonly stands: boolean
}

/** Everything that one act changes, in one transaction. */
export interface CaseworkTables {
  /** Writes the matter if it still has the version before; whoever comes second changes nothing. */
  advance(filed: FiledMatter, before: number, at: LocalDateTime): Promise<boolean>
  /** Files new matters with their openings. @returns the numbers of those whose source was not taken in before; the others are not filed */
  open(openings: readonly FiledOpening[]): Promise<ReadonlySet<string>>
  addEvent(event: MatterEvent): Promise<void>
  /** The next number of papers that begin so. */
  nextDocument(beginning: string): Promise<number>
  addDocument(document: MatterDocument): Promise<void>
  money(matterId: string): Promise<readonly MatterMoney[]>
  addMoney(matterId: string, money: NewMoney): Promise<void>
  /** The settlement that a finding was about, if it was undone since: what it cost has gone back. */
  undoneBill(matterId: string): Promise<string | null>
  /**
   * The line of a bill that a finding was about, and the other matters about it; null where it is about no one line. Who asks for the
   * same line waits until the act is done.
   */
  line(matterId: string): Promise<MatterLine | null>
  /** Keeps statements of the division from beginning until the act is done; false when some are being made. */
  holdStatements(division: DivisionCode): Promise<boolean>
  /** Enters a deduction for the month after the last that was closed, without one for the present; null when two years are closed. */
  deduct(order: DeductionOfMatter): Promise<{ readonly deductionId: string; readonly month: string } | null>
  /** Takes a deduction back, unless a closed statement took it or an unfinished run is about to. */
  withdrawDeduction(
    providerCode: string,
    deductionId: string,
    at: LocalDateTime,
  ): Promise<'withdrawn' | 'taken' | 'running'>
  entry(providerCode: string, entryId: string): Promise<InstitutionEntry | null>
  book(entry: InstitutionEntry, by: string): Promise<void>
  note(operation: Operation): Promise<void>
}

interface DeductionOfMatter {
  readonly providerCode: string
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  /** The present month, `2025-03`. */
  readonly present: string
  readonly amount: Fen
  readonly reason: string
  readonly by: string
  readonly at: LocalDateTime
  readonly newId: () => string
}

export interface MatterFilter {
  readonly procedure: Procedure | null
  readonly state: MatterState | null
  readonly source: SourceKind | null
  readonly providerCode: string | null
  /** Matters in which this person has a part. */
  readonly userId: string | null
  /** Limits that end before this day. */
  readonly dueBefore: IsoDate | null
  /** Only those whose bill was undone after money was ordered. */
  readonly billUndone?: boolean
}

export type MatterKey = Pick<Matter, 'openedOn' | 'matterId'>

/** A conflict of interest that stands. */
export interface DeclaredConflict {
  readonly userId: string
  readonly providerCode: string
  readonly declaredAt: LocalDateTime
  readonly declaredBy: string
  readonly reason: string
}

export interface CaseworkStore {
  inOne<T>(work: (tables: CaseworkTables) => Promise<T>): Promise<T>
  matter(matterId: string): Promise<FiledMatter | null>
  events(matterId: string): Promise<readonly MatterEvent[]>
  documents(matterId: string): Promise<readonly MatterDocument[]>
  document(documentNo: string): Promise<MatterDocument | null>
  money(matterId: string): Promise<readonly MatterMoney[]>
  entry(providerCode: string, entryId: string): Promise<InstitutionEntry | null>
  facts(matterId: string): Promise<NewItem['facts'] | null>
  line(matterId: string): Promise<MatterLine | null>
  /** Newest first. */
  list(filter: MatterFilter, reach: Reach, after: MatterKey | null, limit: number): Promise<readonly FiledMatter[]>
  /** Matters of which a limit runs. */
  running(): Promise<readonly Matter[]>
  cleared(): Promise<readonly Matter[]>
  waitingDeductions(): Promise<readonly WaitingDeduction[]>
  billsTurned(): Promise<readonly BillTurned[]>
  /** Institutions that each of these keeps away from: declared, or an office held there. */
  conflictsOf(userIds: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>>
  conflicts(): Promise<readonly DeclaredConflict[]>
  declareConflict(conflict: DeclaredConflict, operation: Operation): Promise<boolean>
  endConflict(
    userId: string,
    providerCode: string,
    by: string,
    at: LocalDateTime,
    operation: Operation,
  ): Promise<boolean>
  /** Which of these codes of pieces and digests of files (`sm3:…`) are not on file; other words stand for themselves. */
  unknownEvidence(evidence: readonly string[]): Promise<readonly string[]>
  /** What accounts are called, by sign-in name. */
  names(userIds: readonly string[]): Promise<Readonly<Record<string, string>>>
  /** Open matters that each person has a part in that is not done. */
  loads(userIds: readonly string[]): Promise<Readonly<Record<string, number>>>
  /** Writes down what is told. @returns those that were not told before */
  remind(reminders: readonly ToldReminder[], at: LocalDateTime): Promise<readonly ToldReminder[]>
  findings(asked: FindingsAsked): Promise<readonly IntakeItem[]>
  /** The insurance of each person's last settlement there, in the order asked; null where there is none, or nobody. */
  schemesOf(asked: readonly Pick<NewItem, 'providerCode' | 'insuredId'>[]): Promise<readonly (SchemeCode | null)[]>
}

/** A new matter, its first event, and what it was taken in from. */
export interface FiledOpening {
  readonly matter: Matter
  readonly event: MatterEvent
  readonly intake: IntakeItem
}

/** A reminder with who is told. */
export interface ToldReminder extends Reminder {
  readonly office: Office
  /** The person whose turn it is; null when it is an office's or the institution's. */
  readonly told: string | null
}

/** Findings of audit rules to be taken in: days half-open. */
export interface FindingsAsked {
  readonly from: IsoDate
  readonly until: IsoDate
  readonly rule: string | null
  readonly limit: number
  /** Only these. */
  readonly findingIds?: readonly string[]
}

/** The bureau's accounts, as far as somebody is looked up to be assigned. */
export interface Colleagues {
  /** Null when there is no such account, or it is disabled. */
  user(userId: string): Promise<User | null>
  /** Everybody whose account may be used. */
  all(): Promise<readonly User[]>
}

export interface CaseworkDesk extends OperationSource {
  readonly matters: CaseworkStore
  readonly colleagues: Colleagues
  readonly law: CaseworkLaw
  /** SM3 of a text. */
  readonly digest: (text: string) => string
  /** What the region's authority is called on papers. */
  readonly authorityOf: (division: DivisionCode) => Promise<string | null>
}

/** Who acts on a matter, and how far he reaches. */
export interface CaseActor extends Asker {
  readonly actor: Actor
  /** The account that acts; at the machine's own command line the one that was named. */
  readonly userId: string
  /** In which offices he may act on a matter that lies there. */
  readonly officesAt: (place: Pick<FiledMatter, 'divisions' | 'institutions'>) => readonly Office[]
}

/** What the flows refuse beside what core does. */
export type CaseworkFlowRefusal =
  | CaseworkRefusal
  | { readonly code: 'casework.not-a-reviewer'; readonly userId: string }
  | { readonly code: 'casework.unknown-evidence'; readonly evidence: string }
  | { readonly code: 'casework.no-scheme'; readonly matterId: string }
  | { readonly code: 'casework.no-open-month'; readonly present: string }
  | { readonly code: 'casework.deduction-waits'; readonly deductionId: string; readonly amount: Fen }
  | { readonly code: 'casework.statement-runs'; readonly division: string }
  | { readonly code: 'casework.bill-undone'; readonly settlementId: string }
