import { monthsThrough } from '@yibao/core/supervision'
import type { LakeSink, LakeSource } from './lake-export-ports.ts'
import type { LakeFile, LakeManifest, LakeTable, Month, MonthRange } from './lake-ports.ts'

export interface LakeExport {
  readonly source: LakeSource
  readonly sink: LakeSink
  /** The months asked for; all that there are when null. */
  readonly range: MonthRange | null
  readonly schema: number
  /** Tables that lie in one file for all time. */
  readonly whole: ReadonlySet<LakeTable>
  readonly digestOf: (texts: readonly string[]) => string
  readonly now: () => string
  readonly progress: (done: number, all: number) => void
}

const inOrder = (files: readonly LakeFile[]): readonly LakeFile[] =>
  [...files].sort((a, b) => (a.path < b.path ? -1 : 1))

/** Months of an earlier export that this one does not make anew stay, if they are of the same form. */
function kept(earlier: LakeManifest | null, schema: number, months: readonly Month[]): readonly LakeFile[] {
  if (earlier === null || earlier.schema !== schema) return []
  return earlier.files.filter(({ month }) => month !== 'all' && !months.includes(month))
}

/** Exports the months asked for, file by file; again over the same data it gives the same files. */
export async function exportLake(asked: LakeExport): Promise<LakeManifest> {
  const { source, sink, whole, schema, digestOf, now, progress } = asked
  const range = asked.range ?? (await source.span())
  const months = range === null ? [] : monthsThrough(range.from, range.through)
  const earlier = await sink.earlier()
  const files: LakeFile[] = [...kept(earlier, schema, months)]
  const works = source.tables.flatMap((table) =>
    (whole.has(table) ? [null] : months).map((month) => ({ table, month }) as const),
  )
  for (const [done, { table, month }] of works.entries()) {
    progress(done, works.length)
    const file = await sink.write(table, month, source.rows(table, month))
    if (file !== null) files.push(file)
  }
  progress(works.length, works.length)
  const sorted = inOrder(files)
  const rows: Partial<Record<LakeTable, number>> = {}
  for (const file of sorted) rows[file.table] = (rows[file.table] ?? 0) + file.rows
  const all = [...new Set([...months, ...sorted.flatMap(({ month }) => (month === 'all' ? [] : [month]))])].sort()
  const manifest: LakeManifest = {
    schema,
    divisions: await source.divisions(),
    months: all,
    rows,
    files: sorted,
    digest: digestOf([String(schema), ...sorted.map(({ path, digest }) => `${path} ${digest}`)]),
    madeAt: now(),
    gaps: await source.gaps(all),
  }
  await sink.finish(manifest)
  return manifest
}
