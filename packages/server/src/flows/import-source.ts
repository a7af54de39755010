import type { ImportListener, ImportSource, SourceItem } from './import-ports.ts'

/** Rows that go to the database together. */
const batchRows = 2_000

export type SourceRow<T> = Extract<SourceItem<T>, { readonly kind: 'row' }>

/** The lines of one file that must not be written, and how much was read. */
export interface CheckedSource {
  readonly rows: number
  readonly badLines: ReadonlySet<number>
  readonly notes: number
  /** The reading stopped before the end of the file. */
  readonly unreadable: boolean
}

/** Compares a batch with what is stored and answers the lines that must not be written. */
export type Examine<T> = (rows: readonly SourceRow<T>[]) => Promise<Iterable<number>>

/** The first reading of a file: every problem and note goes to the listener, nothing is written. */
export async function checkSource<T>(
  source: ImportSource<T>,
  listener: ImportListener,
  examine: Examine<T> = async () => [],
): Promise<CheckedSource> {
  const badLines = new Set<number>()
  let rows = 0
  let notes = 0
  let unreadable = false
  let batch: SourceRow<T>[] = []
  const finishBatch = async () => {
    for (const line of await examine(batch)) badLines.add(line)
    batch = []
  }
  for await (const item of source.rows()) {
    if (item.kind === 'note') {
      notes += 1
      listener.note(source.file, item.note)
      continue
    }
    if (item.kind === 'unreadable') {
      unreadable = true
      listener.problem(source.file, item.problem)
      break
    }
    rows += 1
    if (item.kind === 'bad') {
      badLines.add(item.line)
      for (const problem of item.problems) listener.problem(source.file, problem)
    } else {
      batch.push(item)
    }
    if (batch.length === batchRows) await finishBatch()
    if (rows % batchRows === 0) listener.progress('checking', rows)
  }
  if (batch.length > 0) await finishBatch()
  return { rows, badLines, notes, unreadable }
}

/**
 * The second reading: the good rows in batches.
 *
 * @throws Error when the file is no longer what was checked
 */
export async function* goodBatches<T>(source: ImportSource<T>, checked: CheckedSource): AsyncGenerator<SourceRow<T>[]> {
  let rows = 0
  let batch: SourceRow<T>[] = []
  for await (const item of source.rows()) {
    if (item.kind === 'note') continue
    if (item.kind === 'unreadable') throw changed(source.file)
    rows += 1
    if (checked.badLines.has(item.line)) continue
    if (item.kind === 'bad') throw changed(source.file)
    batch.push(item)
    if (batch.length === batchRows) {
      yield batch
      batch = []
    }
  }
  if (rows !== checked.rows) throw changed(source.file)
  if (batch.length > 0) yield batch
}

function changed(file: string): Error {
  return new Error(`${file} changed while it was imported. Leave it alone and run the import again.`)
}
