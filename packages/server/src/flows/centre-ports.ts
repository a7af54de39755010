import type { LocalDateTime } from '@yibao/core/kernel'

/** What one process is busy with. */
export interface ProcessState {
  readonly memoryBytes: number
  /** Messages that are being answered, of so many places. */
  readonly inWork: number
  readonly places: number
  /** Open connections of clients. */
  readonly connections: number
  /** Of its connections to the database: at work, and how many wait for one. */
  readonly databaseBusy: number
  readonly databaseWaiting: number
}

/** One process, seen from inside. */
export interface ProcessSight {
  /** Its place among those that answer for the centre, from 1. */
  readonly number: number
  readonly state: () => Promise<ProcessState>
}

/** A process that answers for the centre, as it last wrote about itself. */
export interface CentreProcess {
  readonly number: number
  readonly pid: number
  readonly version: string
  readonly startedAt: LocalDateTime
  readonly seenAt: LocalDateTime
  readonly state: ProcessState
}

/** The last time that a part of the upkeep ran. */
export interface UpkeepRun {
  readonly name: string
  readonly beganAt: LocalDateTime
  readonly endedAt: LocalDateTime | null
  readonly outcome: 'running' | 'done' | 'failed'
  readonly said: string
}

/** How the database stands. */
export interface DatabaseState {
  readonly version: string
  readonly bytes: number
  /** Of so many connections at most. */
  readonly connections: number
  readonly connectionsMost: number
  /** Of the longest transaction that runs now; zero when none does. */
  readonly longestSeconds: number
  /** The last change of the schema that was made. */
  readonly schema: string
}

/** Jobs that are open, or ended within a day. */
export interface JobCount {
  readonly kind: string
  readonly state: string
  readonly jobs: number
  readonly oldest: LocalDateTime
}

export interface CentreStore {
  database(): Promise<DatabaseState>
  processes(): Promise<readonly CentreProcess[]>
  upkeep(): Promise<readonly UpkeepRun[]>
  jobs(since: LocalDateTime): Promise<readonly JobCount[]>
}

/** Room on a disk, in bytes. */
export interface DiskState {
  readonly path: string
  readonly freeBytes: number
  readonly totalBytes: number
}

/** An account of the interface, without anything secret. */
export interface ListedKey {
  readonly account: string
  readonly providerCode: string
  readonly providerName: string | null
  readonly styles: readonly string[]
  /** What an envelope must be signed with: `none`, `SM3`, `SM2`. */
  readonly requires: string
  readonly encrypts: boolean
  readonly createdAt: LocalDateTime
  readonly validFrom: LocalDateTime | null
  readonly validUntil: LocalDateTime | null
  readonly revokedAt: LocalDateTime | null
  /** The last message of the institution, whichever of its accounts sent it; null before the first. */
  readonly lastMessageAt: LocalDateTime | null
}

/** What is looked for; null looks at all. */
export interface KeyFilter {
  readonly providerCode: string | null
  /** In force, no longer or not yet in force, or both. */
  readonly state: 'in-force' | 'over' | null
}

export interface KeyListKey {
  readonly providerCode: string
  readonly account: string
}

export interface KeyListStore {
  /** In the order of institutions and accounts. */
  keys(filter: KeyFilter, at: LocalDateTime, after: KeyListKey | null, limit: number): Promise<readonly ListedKey[]>
}
