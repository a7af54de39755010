import type { Scheme } from '@yibao/core/drg'
import type { GrouperInForce, GrouperStore, GrouperTables } from './take-up-grouper.ts'

/** A grouping scheme with the name of its content. */
export interface NamedScheme {
  readonly scheme: Scheme
  /** sha256 of the content, in hexadecimal. */
  readonly digest: string
  readonly codeEdition: string | null
}

/** A scheme that a region groups by. */
export interface SchemeInForce extends GrouperInForce {
  readonly scheme: string
  readonly title: string
}

export type SchemeTables = GrouperTables<NamedScheme, SchemeInForce>
export type SchemeStore = GrouperStore<NamedScheme, SchemeInForce>
