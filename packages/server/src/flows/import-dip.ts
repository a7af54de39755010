import type { LocalDateTime } from '@yibao/core/kernel'
import type { DirectoryStore, KeptDirectory } from './import-dip-ports.ts'
import { type GrouperScope, takeUpGrouper } from './take-up-grouper.ts'

interface DirectoryImport extends KeptDirectory {
  /** Null when it is only kept. */
  readonly scope: GrouperScope | null
  readonly at: LocalDateTime
}

/** Keeps a directory of disease groups, and lets a region group by it when asked; refusals as of `takeUpGrouper`. */
export const importDirectory = (store: DirectoryStore, { scope, at, ...kept }: DirectoryImport, dryRun: boolean) =>
  takeUpGrouper(store, { kept, meantFor: kept.directory.rules.range, scope, at }, dryRun)
