import type { DivisionCode, LocalDateTime } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { ImportListener, ImportProblem } from './import-ports.ts'
import type { ImportReport } from './import-report.ts'
import type { Actor, Operation, OperationSource } from './operation-log.ts'

/** Lists that are imported at a desk. */
export type ImportKind =
  | 'catalogue'
  | 'members'
  | 'institutions'
  | 'departments'
  | 'practitioners'
  | 'family'
  | 'credits'
  | 'capitation'

/** What a check of a whole file found. */
export interface UploadReport extends Omit<RunReport, 'outcome'> {
  readonly problemCount: number
  /** The first of them, values of personal columns shortened. */
  readonly problems: readonly ImportProblem[]
}

/** A file that somebody handed in. */
export interface Upload {
  readonly uploadId: string
  readonly userId: string
  readonly kind: ImportKind
  readonly filename: string
  readonly uploadedAt: LocalDateTime
  readonly appliedAt: LocalDateTime | null
  readonly report: UploadReport
}

export interface ImportUploads {
  /** Keeps it, with its row of the operation log, and forgets those that came before `forgotten`. */
  add(upload: Upload, content: Uint8Array, forgotten: LocalDateTime, operation: Operation): Promise<void>
  find(uploadId: string): Promise<Upload | null>
  content(uploadId: string): Promise<Uint8Array | null>
  /** Replaces what the check found. */
  report(uploadId: string, report: UploadReport): Promise<void>
}

/** What a row of a list is about, as far as somebody may reach it or not. */
export interface RowPlace {
  readonly people?: readonly string[]
  readonly providers?: readonly string[]
  readonly divisions?: readonly DivisionCode[]
}

/** Those on file that lie beyond a reach. */
export interface Strangers {
  readonly people: ReadonlySet<string>
  readonly providers: ReadonlySet<string>
}

export interface ImportReachStore {
  strangers(reach: Reach, people: readonly string[], providers: readonly string[]): Promise<Strangers>
}

export interface ImportRunOrder {
  readonly kind: ImportKind
  readonly filename: string
  readonly content: Uint8Array
  readonly reach: Reach
  readonly dryRun: boolean
  readonly skipBad: boolean
  /** When what is written counts as booked. */
  readonly at: LocalDateTime
  /** Written in the transaction of the rows; the upload is marked as applied there. */
  readonly applied: { readonly uploadId: string; readonly operation: Operation } | null
}

/** An import, and whether its file could be read to its end. */
export interface RunReport extends ImportReport {
  readonly isReadable: boolean
}

/** Runs an import of one kind over a file. */
export type RunImport = (order: ImportRunOrder, listener: ImportListener) => Promise<RunReport>

/** The rows of a file that have problems, with what is wrong with each, as a workbook. */
export type WriteWrongRows = (
  file: { readonly filename: string; readonly content: Uint8Array },
  problems: ReadonlyMap<number, readonly ImportProblem[]>,
) => Promise<Uint8Array>

export interface ImportDesk extends OperationSource {
  readonly uploads: ImportUploads
  readonly run: RunImport
  readonly wrongRows: WriteWrongRows
  /** Null of a file that is a table by name and content; else what is wrong with it. */
  readonly faultOf: (filename: string, content: Uint8Array) => 'imports.empty' | 'imports.type' | null
  /** Headers of columns that say who somebody is. */
  readonly isPersonal: (column: string) => boolean
  readonly note: (operation: Operation) => Promise<void>
}

export interface Importer {
  readonly actor: Actor
  readonly reach: Reach
  readonly userId: string
}
