import type { DivisionCode, LocalDateTime, Result } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { ImportListener, ImportProblem } from './import-ports.ts'
import type { ImportReport } from './import-report.ts'
import type { JobEntry, JobRefusal, JobRow } from './job-ports.ts'
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
  /** The job that checks or writes it, or did so last. */
  readonly job: JobRow
  /** Null until it was checked. */
  readonly report: UploadReport | null
}

type NewUpload = Pick<Upload, 'uploadId' | 'userId' | 'kind' | 'filename' | 'uploadedAt'>

export interface ImportUploads {
  /** Keeps it and queues the job that checks it. */
  add(upload: NewUpload, content: Uint8Array, entry: JobEntry): Promise<Result<JobRow, JobRefusal>>
  /** Queues the job that writes it. */
  apply(uploadId: string, entry: JobEntry): Promise<Result<JobRow, JobRefusal>>
  find(uploadId: string): Promise<Upload | null>
  content(uploadId: string): Promise<Uint8Array | null>
  /** The workbook of its wrong rows; null without any. */
  wrongRows(uploadId: string): Promise<Uint8Array | null>
  /** Keeps what was found in it, in the place of what was found before. */
  report(uploadId: string, report: UploadReport, wrongRows: Uint8Array | null): Promise<void>
  /** Throws away those that were handed in before. */
  forget(before: LocalDateTime): Promise<void>
}

/** What the job is started with that checks an upload or writes it. */
export interface ImportOrder {
  readonly uploadId: string
  /** How far the asker reached when he asked; he may have looked at a part of what he reaches. */
  readonly reach: Reach
}

export interface ApplyOrder extends ImportOrder {
  readonly skipBad: boolean
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

/** Where people hand lists in. */
export interface ImportDesk extends OperationSource {
  readonly uploads: Pick<ImportUploads, 'add' | 'apply' | 'find' | 'wrongRows'>
  /** Null of a file that is a table by name and content; else what is wrong with it. */
  readonly faultOf: (filename: string, content: Uint8Array) => Promise<FileFault | null>
  readonly note: (operation: Operation) => Promise<void>
}

export type FileFault = 'imports.empty' | 'imports.type' | 'imports.too-large'

/** Where lists are checked and written. */
export interface ImportWorkshop extends OperationSource {
  readonly uploads: Pick<ImportUploads, 'find' | 'content' | 'report'>
  readonly run: RunImport
  readonly wrongRows: WriteWrongRows
  /** Headers of columns that say who somebody is. */
  readonly isPersonal: (column: string) => boolean
}

export interface Importer {
  readonly actor: Actor
  readonly userId: string
  /** How far he reaches, and how far of that he looks. */
  readonly whole: Reach
  readonly reach: Reach
}
