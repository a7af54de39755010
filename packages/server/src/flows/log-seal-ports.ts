import type { LocalDateTime } from '@yibao/core/kernel'
import type { Seal, SealAnchor, SealedRow, SealFault, TextDigest } from '@yibao/core/office'
import type { OperationSource } from './operation-log.ts'

/** A seal as it is kept. */
export interface SignedSeal extends Seal {
  /** SM2 over the hash, by the centre's key. */
  readonly signature: string
}

/** What came of holding the operation log against its seals. */
export interface SealCheck {
  readonly checkedAt: LocalDateTime
  /** A user, `console`, or `upkeep`. */
  readonly checkedBy: string
  readonly seals: number
  readonly rows: number
  /** All of them counted, the first ones in full. */
  readonly faultCount: number
  readonly faults: readonly SealFault[]
}

/** Rows that no seal holds yet. */
export interface Unsealed {
  readonly rows: number
  readonly oldest: LocalDateTime | null
}

export interface SealStore {
  /**
   * The number up to which every row that will ever be is on file: rows come out of order, so it asks whoever is writing one to come
   * to an end first. Null when they did not within half a second.
   */
  horizon(): Promise<number | null>
  last(): Promise<SignedSeal | null>
  /** In the order of their numbers. */
  rows(after: number, through: number, limit: number): Promise<readonly SealedRow[]>
  /** Adds a seal; false when somebody else sealed meanwhile. */
  keep(seal: SignedSeal): Promise<boolean>
  /** Behind a number, oldest first. */
  seals(after: number, limit: number): Promise<readonly SignedSeal[]>
  /** Before a number, newest first. */
  latest(before: number | null, limit: number): Promise<readonly SignedSeal[]>
  unsealed(): Promise<Unsealed>
  keepCheck(check: SealCheck): Promise<void>
  lastCheck(): Promise<SealCheck | null>
}

/** Where the latest seals are kept outside the database. */
export interface SealAnchors {
  all(): Promise<readonly SealAnchor[]>
  add(anchor: SealAnchor): Promise<void>
}

/** What reading the log against its seals needs. */
export interface SealBooks {
  readonly digest: TextDigest
  readonly store: Pick<SealStore, 'last' | 'rows' | 'seals'>
  readonly anchors: Pick<SealAnchors, 'all'>
  /** Whether the centre signed this text. */
  readonly isSigned: (text: string, signature: string) => Promise<boolean>
}

export interface SealDesk extends OperationSource, SealBooks {
  readonly store: SealStore
  readonly anchors: SealAnchors
  readonly sign: (text: string) => Promise<string>
}
