import type { DipDirectory } from '@yibao/core/dip'
import type { SchemeCode } from '@yibao/core/encounter'
import type { DateRange, DivisionCode, LocalDateTime } from '@yibao/core/kernel'

/** A directory of disease groups with the name of its content. */
export interface KeptDirectory {
  readonly directory: DipDirectory
  /** sha256 of its text, in hexadecimal. */
  readonly digest: string
}

/** Which stays a directory groups: those of one region's insurance, discharged on some days. */
export interface DirectoryScope {
  readonly division: DivisionCode
  readonly insurance: SchemeCode
  readonly range: DateRange
}

/** A directory that a region groups by. */
export interface DirectoryInForce extends DirectoryScope {
  readonly digest: string
  readonly name: string
  readonly year: number
}

/** The tables of directories, for one decision that nobody else takes at the same time. */
export interface DirectoryTables {
  isKept(digest: string): Promise<boolean>
  keep(named: KeptDirectory, at: LocalDateTime): Promise<void>
  inForce(division: DivisionCode, insurance: SchemeCode): Promise<readonly DirectoryInForce[]>
  takeUp(scope: DirectoryScope, digest: string, at: LocalDateTime): Promise<void>
  /** Gives the directory that began on the first day of the scope the scope's end. */
  changeEnd(scope: DirectoryScope): Promise<void>
}

export interface DirectoryStore {
  /** Runs `work` in one transaction, alone. */
  alone<T>(work: (tables: DirectoryTables) => Promise<T>): Promise<T>
}
