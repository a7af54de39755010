import type { CustodyEvent, EvidenceRefusal, Piece, StockTake } from '@yibao/core/evidence'
import type { DivisionCode, LocalDateTime, Result } from '@yibao/core/kernel'
import type { Reach, User } from '@yibao/core/office'
import type { Operation } from './operation-log.ts'

/** Why a file is not taken, whatever it is about. */
export type FileRefusal = Extract<EvidenceRefusal, { readonly code: `evidence.file-${string}` }>

/** Files kept by their content: statements and appeals of matters as well as pieces of evidence. */
export interface EvidenceFiles {
  /**
   * Keeps a file; the same content is kept once.
   *
   * @throws Error for a file that `refusalOf` refuses: ask that first
   */
  keep(bytes: Uint8Array, name: string, by: string): Promise<{ readonly sm3: string }>
  /** Why a file would not be taken: unknown type, too large, a name that says something else; null when it would. */
  refusalOf(bytes: Uint8Array, name: string): FileRefusal | null
  /** The content as it was kept, held against its digest; refuses with `evidence.content-missing`, `evidence.content-changed`. */
  read(sm3: string): Promise<Result<Uint8Array, EvidenceRefusal>>
}

/** What a file is, by its first bytes and its name. */
export interface FileKind {
  readonly type: string
  readonly extension: string
}

export interface KeptContent {
  readonly sm3: string
  readonly size: number
  readonly type: string
  readonly content: Uint8Array
}

/** The name under which somebody kept a content that is no piece. */
export interface KeptFile {
  readonly sm3: string
  readonly name: string
  readonly size: number
  readonly type: string
  readonly keptBy: string
  readonly keptAt: LocalDateTime
}

/** What is looked for; null looks at all. */
export interface PieceFilter {
  readonly matterId: string | null
  readonly state: Piece['state'] | null
  readonly place: string | null
}

/** Lists of pieces within a reach. */
export interface PieceReads {
  /** The latest codes first. */
  find(filter: PieceFilter, reach: Reach, after: string | null, limit: number): Promise<readonly Piece[]>
  /** What the matters of pieces are about, by their numbers. */
  titles(pieces: readonly Piece[]): Promise<MatterTitles>
}

export type MatterTitles = Readonly<Record<string, { readonly zh: string; readonly en: string }>>

/** Evidence in one transaction, behind a lock on the piece or the place. */
export interface EvidenceTables {
  piece(code: string): Promise<Piece | null>
  pieces(filter: PieceFilter): Promise<readonly Piece[]>
  nextSerial(year: number): Promise<number>
  keep(content: Omit<KeptContent, 'size'>, by: string, at: LocalDateTime): Promise<void>
  nameFile(file: Pick<KeptFile, 'sm3' | 'name' | 'keptBy' | 'keptAt'>): Promise<void>
  content(sm3: string): Promise<KeptContent | null>
  record(piece: Piece, event: CustodyEvent): Promise<void>
  /** Takes the content of a destroyed piece away, unless something else stands on it. */
  wipe(sm3: string): Promise<boolean>
  addStockTake(take: StockTake): Promise<void>
  note(operation: Operation): Promise<void>
}

export interface EvidenceStore {
  /** One after the other for everybody who names the same key: a piece, a place. */
  alone<T>(key: string, work: (tables: EvidenceTables) => Promise<T>): Promise<T>
  piece(code: string): Promise<Piece | null>
  pieces(filter: PieceFilter): Promise<readonly Piece[]>
  events(code: string): Promise<readonly CustodyEvent[]>
  content(sm3: string): Promise<KeptContent | null>
  file(sm3: string): Promise<KeptFile | null>
  /** Every content that is kept, with its bytes, one after the other. */
  contents(): AsyncIterable<KeptContent>
  /** What the operation log says of the latest event of each piece; the log cannot be rewritten from here. */
  lastNoted(): Promise<readonly { readonly code: string; readonly number: number; readonly hash: string }[]>
  /** Codes of pieces that are filed as something else than they say themselves: in another state, place or matter. */
  misfiled(): Promise<readonly string[]>
}

/** Accounts, as far as rights over evidence and tips are looked up. */
export interface Colleagues {
  /** Null when there is no such account, or it is disabled. */
  user(userId: string): Promise<User | null>
}

/** What a case file says of its matter. */
export interface MatterPage {
  readonly matterId: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly state: string
  readonly providerCode: string | null
  readonly division: DivisionCode | null
  readonly events: readonly {
    readonly number: number
    readonly act: string
    readonly actor: string
    readonly at: LocalDateTime
    readonly reason: string | null
    /** Codes of pieces and digests of files. */
    readonly evidence: readonly string[]
  }[]
}

/** Matters, as far as a case file tells them. */
export interface MatterFile {
  matter(matterId: string): Promise<MatterPage | null>
}
