import type { LocalDateTime } from '@yibao/core/kernel'
import type { NamedScheme, SchemeStore } from './import-scheme-ports.ts'
import { type GrouperScope, takeUpGrouper } from './take-up-grouper.ts'

interface SchemeImport extends NamedScheme {
  /** Null when it is only kept. */
  readonly scope: GrouperScope | null
  readonly at: LocalDateTime
}

/** Keeps a grouping scheme, and lets a region group by it when asked; refusals as of `takeUpGrouper`. */
export const importScheme = (store: SchemeStore, { scope, at, ...kept }: SchemeImport, dryRun: boolean) =>
  takeUpGrouper(store, { kept, meantFor: kept.scheme.range, scope, at }, dryRun)
