import type { LakeFile, LakeManifest, LakeTable, Month } from './lake-ports.ts'

/** Cells as PostgreSQL writes them, in the order of the columns of the lake's table. */
export type SourceRows = AsyncIterable<readonly (readonly (string | null)[])[]>

/** The database as one snapshot sees it; streamed, never more than some thousand rows at a time. */
export interface LakeSource {
  /** Whether nobody else is exporting into the folder; from then on nobody else may, until the snapshot is let go. */
  alone(folder: string): Promise<boolean>
  /** Months with settlements, the first and the last. Null of an empty archive. */
  span(): Promise<{ readonly from: Month; readonly through: Month } | null>
  divisions(): Promise<readonly string[]>
  /** Reasons why numbers of these months cannot be whole. */
  gaps(months: readonly Month[]): Promise<readonly string[]>
  /** Tables that are there. */
  readonly tables: readonly LakeTable[]
  /** `month` is null of a table that lies in one file. */
  rows(table: LakeTable, month: Month | null): SourceRows
}

/** A folder that becomes a lake. */
export interface LakeSink {
  /** What an earlier export left; null of a new folder. */
  earlier(): Promise<LakeManifest | null>
  /** Writes a file aside and renames it; null when there is no row, and then there is no file either. */
  write(table: LakeTable, month: Month | null, rows: SourceRows): Promise<LakeFile | null>
  /** Writes `lake.json` last: what it does not name is not of the lake. */
  finish(manifest: LakeManifest): Promise<void>
}
