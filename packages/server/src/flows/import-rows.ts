import type { ImportListener, ImportSource, ImportStore, ImportWriters, WriteCounts } from './import-ports.ts'
import { badRowsOf, busyReport, type ImportOptions, type ImportReport, mayWrite } from './import-report.ts'
import { type CheckedSource, checkSource, type Examine, goodBatches } from './import-source.ts'

export interface RowImport<T> {
  readonly sources: readonly ImportSource<T>[]
  /** Compares rows with what is stored and reports what must not be written; absent when rows speak for themselves. */
  readonly examine?: Examine<T>
  readonly write: (writers: ImportWriters, rows: readonly T[]) => Promise<WriteCounts>
}

/**
 * Imports reference rows (institutions, catalogues): all files are read once to find every fault, then written in one
 * transaction. A dry run writes too and takes everything back, so that its counts are those of the real run.
 *
 * @returns what was done; problems and notes went to the listener
 */
export async function importRows<T>(
  store: ImportStore,
  listener: ImportListener,
  job: RowImport<T>,
  options: ImportOptions,
): Promise<ImportReport> {
  const report = await store.alone(async () => {
    const checked: CheckedSource[] = []
    for (const source of job.sources) checked.push(await checkSource(source, listener, job.examine))
    const fit = mayWrite(checked, options)
    const counts = fit
      ? await store.inTransaction(!options.dryRun, (writers) => writeAll(writers, listener, job, checked))
      : { added: 0, changed: 0, closed: 0 }
    return reportOf(checked, counts, fit, options)
  })
  return report ?? busyReport
}

async function writeAll<T>(
  writers: ImportWriters,
  listener: ImportListener,
  job: RowImport<T>,
  checked: readonly CheckedSource[],
): Promise<WriteCounts> {
  let total = { added: 0, changed: 0, closed: 0 }
  let written = 0
  for (const [index, source] of job.sources.entries()) {
    const facts = checked[index]
    if (facts === undefined) continue
    for await (const batch of goodBatches(source, facts)) {
      const counts = await job.write(
        writers,
        batch.map((row) => row.value),
      )
      total = {
        added: total.added + counts.added,
        changed: total.changed + counts.changed,
        closed: total.closed + counts.closed,
      }
      written += batch.length
      listener.progress('writing', written)
    }
  }
  return total
}

function reportOf(
  checked: readonly CheckedSource[],
  counts: WriteCounts,
  fit: boolean,
  options: ImportOptions,
): ImportReport {
  const rows = checked.reduce((sum, source) => sum + source.rows, 0)
  const notes = checked.reduce((sum, source) => sum + source.notes, 0)
  const bad = badRowsOf(checked)
  const unchanged = fit ? rows - bad - counts.added - counts.changed : 0
  const outcome = !fit ? 'refused' : options.dryRun ? 'rehearsed' : 'written'
  return { rows, bad, notes, unchanged, outcome, ...counts }
}
