import type { DipDirectory } from '@yibao/core/dip'
import type { GrouperInForce, GrouperStore, GrouperTables } from './take-up-grouper.ts'

/** A directory of disease groups with the name of its content. */
export interface KeptDirectory {
  readonly directory: DipDirectory
  /** sha256 of its text, in hexadecimal. */
  readonly digest: string
}

/** A directory that a region groups by. */
export interface DirectoryInForce extends GrouperInForce {
  readonly name: string
  readonly year: number
}

export type DirectoryTables = GrouperTables<KeptDirectory, DirectoryInForce>
export type DirectoryStore = GrouperStore<KeptDirectory, DirectoryInForce>
