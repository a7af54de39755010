import { join } from 'node:path'
import type { LakeManifest } from '../flows/lake-ports.ts'
import { type Duck, literal } from './duck.ts'
import { checkFile } from './manifest.ts'
import { lakeTableNames, lakeTables } from './tables.ts'
import { lakeViews } from './views.ts'

/** Views that several statements read and that are dear to make: they are made once. */
const kept: ReadonlySet<string> = new Set(['visits', 'stays', 'cases'])

/** Lays the tables of a lake over its files, empty ones where there is none, and the views over these. */
export async function layTables(duck: Duck, folder: string, manifest: LakeManifest | null): Promise<void> {
  for (const table of lakeTableNames) {
    const files = (manifest?.files ?? []).filter((file) => file.table === table)
    for (const file of files) await checkFile(folder, file)
    const columns = Object.entries(lakeTables[table].columns).map(([name, type]) => `${name} ${type}`)
    const paths = files.map(({ path }) => literal(join(folder, path)))
    await duck.run(
      paths.length === 0
        ? `create table ${table} (${columns.join(', ')})`
        : `create view ${table} as select * from read_parquet([${paths.join(', ')}])`,
    )
  }
  await duck.run('create table lake_month (month date)')
  for (const month of manifest?.months ?? []) await duck.run(`insert into lake_month values (date '${month}-01')`)
  for (const [name, text] of Object.entries(lakeViews)) {
    await duck.run(`create ${kept.has(name) && manifest !== null ? 'table' : 'view'} ${name} as ${text}`)
  }
}
