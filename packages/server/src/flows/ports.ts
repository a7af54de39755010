import type { PlanBook } from '@yibao/core/benefit'
import type { Catalog } from '@yibao/core/catalog'
import type { Provider } from '@yibao/core/encounter'
import type { IsoDate, LocalDateTime, Result } from '@yibao/core/kernel'
import type { Decision, PersonFile, Settlement } from '@yibao/core/settlement'
import type { FileRefusal } from './file-refusals.ts'

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
  readonly answer: string
  /** A 2601 took back what it recorded: its first answer is no longer true. */
  readonly reversed: boolean
}

export interface FileQuestion {
  readonly insuredId: string
  readonly providerCode: string
  readonly msgid: string
  readonly about:
    | { readonly kind: 'person' }
    | { readonly kind: 'visit'; readonly visitId: string }
    | { readonly kind: 'settlement'; readonly settlementId: string }
    | { readonly kind: 'message'; readonly msgid: string }
}

export interface GatheredFile {
  readonly file: PersonFile
  readonly earlier: EarlierMessage | null
  /** A reversal of this very message came before it. */
  readonly reversed: boolean
  /** For a question about a message: what that message recorded. */
  readonly named: { readonly infno: string; readonly settlementId: string | null } | null
}

export interface Recording {
  readonly file: PersonFile
  readonly decision: Decision
  readonly message: ArchivedMessage
  /** The message never seen whose late arrival must be refused. */
  readonly mark: { readonly msgid: string; readonly infno: string } | null
}

/** One person's rows: read at one moment, written whole under the person's version. */
export interface PersonStore {
  findByCertificate(type: string, number: string): Promise<string | null>
  gather(question: FileQuestion): Promise<GatheredFile | null>
  /** Returns false when the person's version moved on since the file was gathered; then nothing was written. */
  record(recording: Recording): Promise<boolean>
  /** Keeps a message that changed nothing. */
  archive(message: ArchivedMessage): Promise<void>
  settlement(insuredId: string, settlementId: string): Promise<readonly (Settlement & { readonly sequence: number })[]>
}

/** What is small, shared and read all the time, held in memory. */
export interface Registry {
  readonly catalog: Catalog
  readonly book: PlanBook
  provider(providerCode: string): Provider | null
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
  /** Refuses with `file.not-an-archive`, `file.too-large`, `file.bad-name`. */
  unpack(archive: Uint8Array): Promise<Result<readonly ArchiveEntry[], FileRefusal>>
}

export interface Ports {
  readonly clock: Clock
  readonly people: PersonStore
  readonly registry: Registry
  readonly signIns: SignInStore
  readonly msgids: MsgidHolders
  /** A fresh number of at most 30 characters, never given twice. */
  newId(): string
}
