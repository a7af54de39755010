import type { Scheme } from '@yibao/core/drg'
import type { SchemeCode } from '@yibao/core/encounter'
import type { DateRange, DivisionCode, LocalDateTime } from '@yibao/core/kernel'

/** A grouping scheme with the name of its content. */
export interface NamedScheme {
  readonly scheme: Scheme
  /** sha256 of the content, in hexadecimal. */
  readonly digest: string
  readonly codeEdition: string | null
}

/** Which stays a scheme groups: those of one region's insurance, discharged on some days. */
export interface SchemeScope {
  readonly division: DivisionCode
  readonly insurance: SchemeCode
  readonly range: DateRange
}

/** A scheme that a region groups by. */
export interface SchemeInForce extends SchemeScope {
  readonly digest: string
  readonly scheme: string
  readonly title: string
}

/** The tables of schemes, for one decision that nobody else takes at the same time. */
export interface SchemeTables {
  isKept(digest: string): Promise<boolean>
  keep(named: NamedScheme, at: LocalDateTime): Promise<void>
  inForce(division: DivisionCode, insurance: SchemeCode): Promise<readonly SchemeInForce[]>
  takeUp(scope: SchemeScope, digest: string, at: LocalDateTime): Promise<void>
  /** Gives the scheme that began on the first day of the scope the scope's end. */
  changeEnd(scope: SchemeScope): Promise<void>
}

export interface SchemeStore {
  /** Runs `work` in one transaction, alone. */
  alone<T>(work: (tables: SchemeTables) => Promise<T>): Promise<T>
}
