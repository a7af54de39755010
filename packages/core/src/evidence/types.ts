import type { DivisionCode, IsoDate, LocalDateTime } from '../kernel/index.ts'

/** Where a piece of evidence is. */
export type PieceState = 'in' | 'out' | 'transferred' | 'destroyed' | 'lost' | 'damaged'

/** What happens to a piece. */
export type CustodyAct =
  | 'collect'
  | 'approve'
  | 'check-out'
  | 'return'
  | 'transfer'
  | 'destroy'
  | 'report-lost'
  | 'report-damaged'
  | 'restore'
  | 'count-found'
  | 'count-missing'
  | 'count-damaged'

/** What must not happen without another person's approval. */
export type ApprovedAct = 'check-out' | 'transfer' | 'destroy'

/** Who does it: the keeper of the store, or somebody who approves. */
export type CustodyOffice = 'keeper' | 'approver'

/** What must hold besides the state; each is one check with its own refusals. */
export type CustodyNeed = 'reason' | 'facts' | 'approval' | 'due-ahead' | 'place' | 'receiver' | 'grant'

/** One row of the table that custody is; `from` is null before a piece is taken in. */
export interface CustodyRow {
  readonly from: PieceState | null
  readonly act: CustodyAct
  readonly to: PieceState
  readonly by: CustodyOffice
  readonly needs: readonly CustodyNeed[]
}

export type PieceKind = 'document' | 'photo' | 'audio' | 'video' | 'data' | 'object'

/** A file that a piece consists of, by the digest of its content. */
export interface PieceContent {
  readonly sm3: string
  readonly size: number
  /** A media type, found out from the bytes. */
  readonly type: string
  readonly name: string
}

/** What is said of a piece when it is taken in, and never changes. */
export interface PieceFacts {
  readonly code: string
  /** The matter that it belongs to; null before there is one. */
  readonly matterId: string | null
  readonly division: DivisionCode
  readonly kind: PieceKind
  readonly title: string
  /** From whom or where it was taken. */
  readonly source: string
  /** Null of an object that is no file. */
  readonly content: PieceContent | null
}

export interface Approval {
  readonly for: ApprovedAct
  readonly by: string
  /** Of a check-out: to whom. */
  readonly borrower: string | null
  /** The last day on which it counts. */
  readonly until: IsoDate
}

/** A piece of evidence. Everything in it follows from its events (`replay`). */
export interface Piece extends PieceFacts {
  readonly state: PieceState
  /** Grows by one with each event. */
  readonly version: number
  /** The hash of its latest event. */
  readonly head: string
  readonly place: string
  readonly keeper: string
  readonly collectedAt: LocalDateTime
  /** When its latest event happened; nothing happens to it before. */
  readonly changedAt: LocalDateTime
  readonly borrower: string | null
  readonly dueBack: IsoDate | null
  readonly approval: Approval | null
}

/** What an act says besides who, when and why; which are asked depends on the act. */
export interface CustodyDetails {
  readonly facts?: PieceFacts
  readonly place?: string
  readonly for?: ApprovedAct
  readonly until?: IsoDate
  readonly borrower?: string
  readonly dueBack?: IsoDate
  /** Of a transfer: which authority took it. */
  readonly receiver?: string
  /** The number of the stock-take that found or missed it. */
  readonly stockTake?: string
}

/** One thing that happened to a piece. It holds the hash of the one before it and is never changed. */
export interface CustodyEvent {
  readonly code: string
  /** 1 for the collection. */
  readonly number: number
  readonly act: CustodyAct
  readonly actor: string
  readonly at: LocalDateTime
  readonly reason: string
  readonly details: CustodyDetails
  readonly previous: string
  readonly hash: string
}

/** A digest of text, as lower-case hexadecimal digits. */
export type Digest = (text: string) => string

export type EvidenceRefusal =
  | { readonly code: 'evidence.unknown-piece'; readonly piece: string }
  | { readonly code: 'evidence.changed-meanwhile'; readonly piece: string; readonly version: number }
  | {
      readonly code: 'evidence.not-now'
      readonly act: CustodyAct
      readonly state: PieceState | null
      readonly may: readonly CustodyAct[]
    }
  | { readonly code: 'evidence.no-right'; readonly userId: string; readonly office: CustodyOffice }
  | {
      readonly code: 'evidence.clock-back'
      readonly piece: string
      readonly last: LocalDateTime
      readonly now: LocalDateTime
    }
  | { readonly code: 'evidence.bad-text'; readonly what: string; readonly longest: number }
  | { readonly code: 'evidence.no-reason'; readonly act: CustodyAct }
  | { readonly code: 'evidence.no-facts'; readonly missing: string }
  | { readonly code: 'evidence.no-approval'; readonly act: ApprovedAct; readonly borrower: string | null }
  | {
      readonly code: 'evidence.approval-over'
      readonly act: ApprovedAct
      readonly until: IsoDate
      readonly today: IsoDate
    }
  | { readonly code: 'evidence.same-person'; readonly userId: string; readonly act: ApprovedAct }
  | { readonly code: 'evidence.deadline-past'; readonly deadline: IsoDate; readonly today: IsoDate }
  | { readonly code: 'evidence.content-changed'; readonly sm3: string; readonly found: string }
  | { readonly code: 'evidence.content-missing'; readonly sm3: string }
  | { readonly code: 'evidence.file-empty'; readonly name: string }
  | { readonly code: 'evidence.file-too-large'; readonly name: string; readonly bytes: number; readonly limit: number }
  | { readonly code: 'evidence.file-type'; readonly name: string; readonly allowed: readonly string[] }
  | { readonly code: 'evidence.file-name'; readonly name: string; readonly type: string }
  | { readonly code: 'evidence.nothing-to-export'; readonly matterId: string }
  | {
      readonly code: 'evidence.chain-broken'
      readonly piece: string
      readonly number: number
      readonly what: ChainFault
    }

/** What is wrong with one event of a chain. */
export type ChainFault = 'number' | 'previous' | 'hash' | 'refused' | 'code' | 'time' | 'row'
