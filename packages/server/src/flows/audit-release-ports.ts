import type { AuditRelease } from '@yibao/core/audit'
import type { DivisionCode, IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { Operation } from './operation-log.ts'

/** Whose bills are audited by a release, and from which day of settlement on, until another one follows. */
export interface AuditInForce {
  readonly division: DivisionCode
  readonly from: IsoDate
  /** Null: from this day on by none. */
  readonly digest: string | null
}

/** The tables of releases, for one decision that nobody else takes at the same time. */
export interface AuditReleaseTables {
  /** Whether it is on file, and is what its digest names. */
  isKept(digest: string): Promise<boolean>
  /** Takes the place of one that was damaged on file. */
  keep(release: AuditRelease, at: LocalDateTime): Promise<void>
  /** Of one region, the earliest first. */
  inForce(division: DivisionCode): Promise<readonly AuditInForce[]>
  /** Takes the place of what began on the same day, if anything did, and tells every process. */
  takeUp(scope: AuditInForce, at: LocalDateTime): Promise<void>
  note(operation: Operation): Promise<void>
}

export interface AuditReleaseStore {
  /** Runs `work` in one transaction, alone. */
  alone<T>(work: (tables: AuditReleaseTables) => Promise<T>): Promise<T>
}
