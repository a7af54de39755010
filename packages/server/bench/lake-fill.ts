import { mkdir } from 'node:fs/promises'
import type { LakeFile, LakeManifest, LakeTable, Month } from '../src/flows/lake-ports.ts'
import { type Duck, openDuck } from '../src/lake/duck.ts'
import { digestOf, writeManifest } from '../src/lake/manifest.ts'
import { putFile } from '../src/lake/sink.ts'
import { lakeSchema, lakeTables } from '../src/lake/tables.ts'
import { lakeFillStatements, wholeTables } from './lake-fill-sql.ts'

export interface LakeFillOptions {
  readonly folder: string
  readonly settlements: number
  readonly months: number
  readonly seed: number
  readonly progress?: (done: number, all: number) => void
}

const first = { year: 2024, month: 1 }

const monthAt = (at: number): Month => {
  const index = first.month - 1 + at
  return `${first.year + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

async function put(
  duck: Duck,
  folder: string,
  table: LakeTable,
  month: Month,
  query: string,
): Promise<LakeFile | null> {
  const names = Object.keys(lakeTables[table].columns).join(', ')
  await duck.run(`create or replace temp table filling as select ${names} from (${query})`)
  return putFile(duck, folder, { table, month, query: 'select * from filling' })
}

/** Fills a lake with generated data of every table and every side fact: the same seed gives the same lake. */
export async function fillLake({
  folder,
  settlements,
  months,
  seed,
  progress,
}: LakeFillOptions): Promise<LakeManifest> {
  await mkdir(folder, { recursive: true })
  const duck = await openDuck({ folders: [folder], memoryLimit: '3GB' })
  const files: (LakeFile | null)[] = []
  try {
    const { before, byMonth, whole } = lakeFillStatements({ settlements, months, seed, first: `${monthAt(0)}-01` })
    for (const text of before) await duck.run(text)
    for (const table of wholeTables) files.push(await put(duck, folder, table, 'all', whole[table]))
    for (let at = 0; at < months; at += 1) {
      const month = monthAt(at)
      for (const [table, text] of Object.entries(byMonth)) {
        files.push(await put(duck, folder, table as LakeTable, month, text.replaceAll('$month', `date '${month}-01'`)))
      }
      progress?.(at + 1, months)
    }
  } finally {
    await duck.close()
  }
  const made = files.filter((file) => file !== null).sort((a, b) => (a.path < b.path ? -1 : 1))
  const rows: Partial<Record<LakeTable, number>> = {}
  for (const file of made) rows[file.table] = (rows[file.table] ?? 0) + file.rows
  const manifest: LakeManifest = {
    schema: lakeSchema,
    divisions: ['330100', '330200'],
    months: Array.from({ length: months }, (_, at) => monthAt(at)),
    rows,
    files: made,
    digest: digestOf(made.map(({ path, digest }) => `${path} ${digest}`)),
    madeAt: '2026-01-01 00:00:00',
    gaps: [],
  }
  await writeManifest(folder, manifest)
  return manifest
}
