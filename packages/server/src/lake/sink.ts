import { chmod, mkdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DuckDBDataChunk, VARCHAR } from '@duckdb/node-api'
import type { LakeSink, SourceRows } from '../flows/lake-export-ports.ts'
import type { LakeFile } from '../flows/lake-ports.ts'
import { type Duck, literal, openDuck } from './duck.ts'
import { fileDigest, readManifest, writeManifest } from './manifest.ts'
import { lakeTables, type TableShape } from './tables.ts'

/** Rows of DuckDB's own page: what it takes at once. */
const pageRows = 2048

/** Brings rows of texts into a table of texts. */
async function stage({ connection, run }: Duck, { columns }: TableShape, rows: SourceRows): Promise<void> {
  const names = Object.keys(columns)
  await run(`create or replace temp table stage (${names.map((name) => `${name} varchar`).join(', ')})`)
  const appender = await connection.createAppender('stage')
  const chunk = DuckDBDataChunk.create(names.map(() => VARCHAR))
  try {
    for await (const page of rows) {
      for (let at = 0; at < page.length; at += pageRows) {
        const some = page.slice(at, at + pageRows)
        chunk.setColumns(names.map((_, column) => some.map((row) => row[column] ?? null)))
        appender.appendDataChunk(chunk)
      }
    }
  } finally {
    appender.closeSync()
  }
}

/**
 * Writes the rows of a query as one file of a lake: aside, then renamed to a name that its bytes give it, so that no file of an earlier
 * export is touched. The query has all columns of the table, in any order; the
 * same fact for all time told twice is one.
 *
 * @returns null when there is no row, and then there is no file
 */
export async function putFile(
  duck: Duck,
  folder: string,
  { table, month, query }: Pick<LakeFile, 'table' | 'month'> & { readonly query: string },
): Promise<LakeFile | null> {
  const { columns, order, by } = lakeTables[table]
  const draft = join(folder, table, `${month}.parquet.new`)
  await mkdir(join(folder, table), { recursive: true, mode: 0o700 })
  const casts = Object.entries(columns).map(([column, type]) => `cast(${column} as ${type}) as ${column}`)
  await duck.run(
    `copy (select ${by === 'all' ? 'distinct ' : ''}${casts.join(', ')} from (${query}) order by ${order.join(', ')}) to ${literal(draft)} (format parquet, compression zstd)`,
  )
  const rows = Number((await duck.rows(`select count(*) from read_parquet(${literal(draft)})`))[0]?.[0] ?? 0)
  if (rows === 0) {
    await rm(draft)
    return null
  }
  await chmod(draft, 0o600)
  const digest = await fileDigest(draft)
  const path = `${table}/${month}-${digest.slice(0, 12)}.parquet`
  await rename(draft, join(folder, path))
  return { table, month, path, rows, bytes: (await stat(join(folder, path))).size, digest }
}

/** Makes a folder a lake. Close it when done. */
export async function openLakeSink(out: string): Promise<LakeSink & { close(): Promise<void> }> {
  const folder = resolve(out)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const duck = await openDuck({ folders: [folder] })
  return {
    earlier: () => readManifest(folder),
    async write(table, named, rows) {
      await stage(duck, lakeTables[table], rows)
      const file = await putFile(duck, folder, { table, month: named ?? 'all', query: 'select * from stage' })
      await duck.run('drop table stage')
      return file
    },
    finish: (manifest) => writeManifest(folder, manifest),
    close: () => duck.close(),
  }
}
