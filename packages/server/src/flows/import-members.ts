import type { LocalDateTime } from '@yibao/core/kernel'
import type { ImportListener, ImportSource, ImportStore, ImportWriters, MemberRow } from './import-ports.ts'
import { busyReport, type ImportOptions, type ImportReport, mayWrite } from './import-report.ts'
import { type CheckedSource, checkSource, goodBatches, type SourceRow } from './import-source.ts'
import { judgeMember, type MemberChange } from './member-change.ts'

/** Up to this many rows a file goes in whole or not at all; beyond it, batch by batch. */
const wholeFileRows = 200_000

export interface MemberImport {
  readonly source: ImportSource<MemberRow>
  /** When an opening balance counts as booked. */
  readonly at: LocalDateTime
  readonly wholeFileRows?: number
}

/** Thrown when a large file stops half way: what is in stays, and the same file may be run again. */
export class HalfImportedError extends Error {
  override readonly name = 'HalfImportedError'

  constructor(file: string, rows: number, cause: unknown) {
    super(
      `${file} stopped after ${rows} rows, which are kept.\n` +
        `Remove the cause and run the same command again: rows that are in are left as they are. ` +
        `已导入 ${rows} 行并保留，排除故障后重新运行同一命令即可继续。\n${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  }
}

/**
 * Imports members: the file is read once and held against the database to find every fault, and only then written.
 *
 * @returns what was done; problems went to the listener
 * @throws HalfImportedError when a file beyond `wholeFileRows` could not be written to its end
 */
export async function importMembers(
  store: ImportStore,
  listener: ImportListener,
  job: MemberImport,
  options: ImportOptions,
): Promise<ImportReport> {
  const report = await store.alone(async () => {
    const counts = { added: 0, changed: 0, unchanged: 0 }
    const checked = await checkSource(job.source, listener, (rows) => examine(store, listener, job, rows, counts))
    const fit = mayWrite([checked], options)
    if (fit && !options.dryRun) await write(store, listener, job, checked)
    const outcome: ImportReport['outcome'] = !fit ? 'refused' : options.dryRun ? 'rehearsed' : 'written'
    return { rows: checked.rows, bad: checked.badLines.size, notes: checked.notes, closed: 0, outcome, ...counts }
  })
  return report ?? busyReport
}

async function examine(
  store: ImportStore,
  listener: ImportListener,
  job: MemberImport,
  rows: readonly SourceRow<MemberRow>[],
  counts: Record<MemberChange, number>,
): Promise<number[]> {
  const survey = await store.surveyMembers(rows.map((row) => row.value))
  const badLines: number[] = []
  for (const row of rows) {
    const { change, problems } = judgeMember(row, survey)
    if (problems.length === 0) counts[change] += 1
    else badLines.push(row.line)
    for (const problem of problems) listener.problem(job.source.file, problem)
  }
  return badLines
}

async function write(
  store: ImportStore,
  listener: ImportListener,
  job: MemberImport,
  checked: CheckedSource,
): Promise<void> {
  let written = 0
  const writeBatch = (writers: ImportWriters, batch: readonly SourceRow<MemberRow>[]) =>
    writers.writeMembers(
      batch.map((row) => row.value),
      job.at,
    )
  const finish = (batch: readonly SourceRow<MemberRow>[]) => {
    written += batch.length
    listener.progress('writing', written)
  }
  if (checked.rows <= (job.wholeFileRows ?? wholeFileRows)) {
    await store.inTransaction(true, async (writers) => {
      for await (const batch of goodBatches(job.source, checked)) {
        await writeBatch(writers, batch)
        finish(batch)
      }
    })
    return
  }
  try {
    for await (const batch of goodBatches(job.source, checked)) {
      await store.inTransaction(true, (writers) => writeBatch(writers, batch))
      finish(batch)
    }
  } catch (error) {
    throw new HalfImportedError(job.source.file, written, error)
  }
}
