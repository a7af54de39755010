import type { AuditProgram, HistoryNeed } from '@yibao/core/audit'
import type { PlanBook } from '@yibao/core/benefit'
import type { Catalog } from '@yibao/core/catalog'
import type { Provider } from '@yibao/core/encounter'
import type { DivisionCode, IsoDate, LocalDateTime, Result } from '@yibao/core/kernel'
import type { Decision, PersonFile } from '@yibao/core/settlement'
import type { FiledListHead, ListChange } from '@yibao/core/settlement-list'
import type { CatalogueStore } from './catalogue-ports.ts'
import type { FileRefusal } from './file-refusals.ts'
import type { FilingStore } from './filing-ports.ts'
import type { ListStore } from './list-ports.ts'
import type { MappingStore, MappingTables } from './mapping-ports.ts'
import type { ClearingTables, ReconciliationStore } from './reconciliation-ports.ts'
import type { RegisterStore } from './register-ports.ts'
import type { ReviewStore, ReviewTables } from './review-ports.ts'
import type { StockTables, TraceCodes } from './stock-ports.ts'
import type { VisitRecords } from './visit-ports.ts'

/** One message as it came in, ready to be archived with its answer. */
export interface IncomingMessage {
  readonly messageId: string
  readonly providerCode: string
  readonly msgid: string
  readonly infno: string
  readonly receivedAt: LocalDateTime
  readonly nonce: string | null
  /** SHA-256 over infno and input: tells a retry from another message under the same msgid. */
  readonly inputDigest: Uint8Array
  readonly request: string
}

export interface ArchivedMessage extends IncomingMessage {
  readonly insuredId: string
  readonly answer: string
  /** `ok`, or the code of the refusal. */
  readonly outcome: string
  readonly settlementId: string | null
}

/** A message of the same provider, person and msgid that had its effect. */
interface EarlierMessage {
  readonly infno: string
  readonly inputDigest: string
  /** Null when the message is so old that it is no longer kept. */
  readonly answer: string | null
  /** A 2601 took back what it recorded: its first answer is no longer true. */
  readonly reversed: boolean
}

/** What of the person's past comes with a file, for the audit rules in force. */
export interface PastQuestion {
  /** The days are counted back from here, or from the begin of the visit where that is earlier. */
  readonly today: IsoDate
  /** What is needed for the visit of this file; null, where the file is not known yet, asks for the most that any visit needs. */
  readonly need: (file: PersonFile | null) => HistoryNeed
}

export interface FileQuestion {
  readonly insuredId: string
  readonly providerCode: string
  readonly msgid: string
  readonly about:
    | { readonly kind: 'person'; readonly past?: PastQuestion | undefined }
    | { readonly kind: 'visit'; readonly visitId: string; readonly past?: PastQuestion | undefined }
    | { readonly kind: 'settlement'; readonly settlementId: string }
    | { readonly kind: 'message'; readonly msgid: string }
    | { readonly kind: 'filing'; readonly filingId: string }
    | { readonly kind: 'list'; readonly settlementId: string }
}

export interface GatheredFile {
  readonly file: PersonFile
  readonly earlier: EarlierMessage | null
  /** A reversal of this very message came before it. */
  readonly reversed: boolean
  /** For a question about a message: what that message recorded. */
  readonly named: { readonly infno: string; readonly settlementId: string | null } | null
  /** For a question about a filing: the settlements that stand on it. */
  readonly standing?: readonly string[]
  /** For a question about a list: the latest version of every list of the person. */
  readonly lists?: readonly FiledListHead[]
}

export interface Recording {
  readonly file: PersonFile
  readonly decision: Decision
  readonly message: ArchivedMessage
  /** The message never seen whose late arrival must be refused. */
  readonly mark: { readonly msgid: string; readonly infno: string } | null
  /** Settlement lists that the decision takes or moves. */
  readonly lists?: ListChange
}

/** One person's rows: read at one moment, written whole under the person's version. */
export interface PersonStore {
  findByCertificate(type: string, number: string): Promise<string | null>
  gather(question: FileQuestion): Promise<GatheredFile | null>
  /** Returns false when the person's version moved on since the file was gathered; then nothing was written. */
  record(recording: Recording): Promise<boolean>
  /** Keeps a message that changed nothing. */
  archive(message: ArchivedMessage): Promise<void>
}

/** What is small, shared and read all the time, held in memory. */
export interface Registry {
  readonly catalog: Catalog
  readonly book: PlanBook
  provider(providerCode: string): Provider | null
  /** The audit rules in force for the insured of a region on a day; null without any. */
  audit(division: string, on: IsoDate): AuditProgram | null
}

export interface SignIn {
  readonly signNo: string
  readonly providerCode: string
  readonly operatorNo: string
  readonly mac: string
  readonly ip: string
  readonly at: LocalDateTime
}

export interface SignInStore {
  operatorExists(providerCode: string, operatorNo: string): Promise<boolean>
  signIn(signIn: SignIn): Promise<void>
  /** Returns false when that sign-in is unknown or already ended. */
  signOut(providerCode: string, operatorNo: string, signNo: string, at: LocalDateTime): Promise<boolean>
}

/** The centre's civil time (Beijing); the core never asks for it. */
export interface Clock {
  now(): LocalDateTime
}

/** For whom each provider used its latest msgids, so that one is not used for two people. */
export interface MsgidHolders {
  /** Whether a message of this msgid is under way, had its effect, or ended in a way that nobody knows. */
  holds(providerCode: string, msgid: string): boolean
  /** Takes a msgid for a person; false when it is another's. */
  take(providerCode: string, msgid: string, insuredId: string): boolean
  /** Gives a msgid back that recorded nothing: a corrected message may use it, for anybody. */
  giveBack(providerCode: string, msgid: string): void
}

/** A file that travels beside the messages: sent with 9101, or made by the centre and fetched with 9102. */
export interface CarriedFile {
  /** From `newId`, at most 30 characters. */
  readonly fileNo: string
  /** The institution that may fetch it; null for everybody's (catalogues). */
  readonly providerCode: string | null
  readonly filename: string
  readonly content: Uint8Array
  readonly at: LocalDateTime
  /** The first day on which it can no longer be fetched. */
  readonly until: IsoDate
}

export interface FileStore {
  put(file: CarriedFile): Promise<void>
  /** Null when there is none, or none any more. */
  get(fileNo: string, on: IsoDate): Promise<CarriedFile | null>
}

/** One text file inside an archive. */
export interface ArchiveEntry {
  readonly name: string
  readonly content: Uint8Array
}

/** Zip archives, within limits. */
export interface Archives {
  pack(entries: readonly ArchiveEntry[]): Promise<Uint8Array>
  /** Refuses with `file.not-an-archive`, `.too-large`, `.too-many-entries`, `.bad-name`. */
  unpack(archive: Uint8Array): Promise<Result<readonly ArchiveEntry[], FileRefusal>>
}

/**
 * The tables in which a message that names no person has its effect, all on the one transaction of that message. A room
 * that needs one declares its port in a file of its own and adds it here; `store/institution-effects.ts` implements it.
 */
export interface InstitutionTables {
  readonly stock: StockTables
  readonly files: Pick<FileStore, 'put'>
  readonly clearing: ClearingTables
  readonly mappings: MappingTables
  readonly reviews: ReviewTables
}

/** What an institution's msgid was used for before. */
interface EarlierInstitutionEffect {
  readonly infno: string
  /** SHA-256 over infno and input, as lower-case hex. */
  readonly inputDigest: string
  readonly answer: string
}

export interface InstitutionEffects {
  /**
   * Runs `work` in one transaction that also takes the msgid for the institution and archives the message with the
   * answer that `work` returns. When `work` refuses, nothing of all that stays. Who sends the same msgid at the same
   * moment waits for the first one.
   *
   * @returns `earlier` when the msgid had its effect already; then `work` did not run
   * @throws  what `work` throws; nothing was written
   */
  once<Refusal>(
    message: IncomingMessage,
    work: (tables: InstitutionTables) => Promise<Result<string, Refusal>>,
  ): Promise<
    | { readonly kind: 'done'; readonly outcome: Result<string, Refusal> }
    | { readonly kind: 'earlier'; readonly earlier: EarlierInstitutionEffect }
    | { readonly kind: 'busy' }
  >
}

export interface Ports {
  readonly clock: Clock
  readonly people: PersonStore
  readonly registry: Registry
  readonly signIns: SignInStore
  readonly msgids: MsgidHolders
  readonly files: FileStore
  readonly archives: Archives
  readonly reconciliation: ReconciliationStore
  readonly filings: FilingStore
  readonly institutionEffects: InstitutionEffects
  readonly traceCodes: TraceCodes
  readonly visitRecords: VisitRecords
  readonly lists: ListStore
  readonly reviews: ReviewStore
  readonly catalogues: CatalogueStore
  readonly mappings: MappingStore
  readonly registers: RegisterStore
  /** How many columns the file of a catalogue message has in a place; null where nobody says so. */
  columnsOf(infno: string, place: DivisionCode): number | null
  /** A fresh number of at most 30 characters, never given twice. */
  newId(): string
}
