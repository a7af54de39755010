import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IndicatorValue } from '@yibao/core/supervision'
import { loadIndicators } from '../../src/files/indicator-folder.ts'
import type { LakeFile, LakeReader, LakeTable, Month } from '../../src/flows/lake-ports.ts'
import { lakeSchema, lakeTableNames, lakeTables, openLake, openLakeSink } from '../../src/lake/index.ts'

type Cells = Readonly<Record<string, string>>
/** Rows by table; those of a month name the column that says it. */
type SmallTables = Readonly<Partial<Record<LakeTable, readonly Cells[]>>>

const { definitions } = await loadIndicators()

/** The column whose month is that of the file. */
const monthColumns: Readonly<Partial<Record<LakeTable, string>>> = { settlement: 'settled_at', ledger: 'day' }

async function* cellsOf(table: LakeTable, rows: readonly Cells[]) {
  yield rows.map((row) => Object.keys(lakeTables[table].columns).map((name) => row[name] ?? null))
}

/** Works on a lake of rows written by hand. */
export async function atSmallLake(
  months: readonly Month[],
  tables: SmallTables,
  work: (lake: LakeReader) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'yibao-small-lake-'))
  const sink = await openLakeSink(folder)
  try {
    const files: (LakeFile | null)[] = []
    for (const table of lakeTableNames) {
      const rows = tables[table] ?? []
      const named = lakeTables[table].by === 'all' ? [null] : months
      for (const month of named) {
        const own = rows.filter((row) => month === null || row[monthColumns[table] ?? '']?.startsWith(month))
        files.push(await sink.write(table, month, cellsOf(table, own)))
      }
    }
    const made = { divisions: [], months, rows: {}, digest: 'small', madeAt: '2026-01-01 00:00:00', gaps: [] }
    await sink.finish({ schema: lakeSchema, files: files.filter((file) => file !== null), ...made })
    const lake = await openLake(folder)
    await work(lake).finally(() => lake.close())
  } finally {
    await sink.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Numerator and denominator of one number. */
export async function partsAt(
  lake: LakeReader,
  code: string,
  { period, key }: { readonly period: string; readonly key: string },
): Promise<readonly [number, number | null] | null> {
  const [from, through] = [lake.manifest.months[0] ?? '', lake.manifest.months.at(-1) ?? '']
  const found: IndicatorValue[] = []
  const asked = definitions.filter((one) => one.code === code)
  for await (const value of lake.values(asked, { range: { from, through } }))
    if (value.period === period && value.subject.key.join('/') === key) found.push(value)
  return found[0] === undefined ? null : [found[0].numerator, found[0].denominator]
}
