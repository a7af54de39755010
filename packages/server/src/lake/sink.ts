import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DuckDBDataChunk, VARCHAR } from '@duckdb/node-api'
import type { LakeSink, SourceRows } from '../flows/lake-export-ports.ts'
import type { LakeFile, LakeManifest } from '../flows/lake-ports.ts'
import { type Duck, literal, openDuck } from './duck.ts'
import { lakeTables, type TableShape } from './tables.ts'

/** SHA-256 of a file, read in pieces. */
async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** SHA-256 over texts, each in its own line. */
export const digestOf = (texts: readonly string[]): string =>
  createHash('sha256')
    .update(texts.map((text) => `${text}\n`).join(''))
    .digest('hex')

const manifestName = 'lake.json'

/** @throws Error when the file is there and is no manifest */
export async function readManifest(folder: string): Promise<LakeManifest | null> {
  const path = join(folder, manifestName)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const manifest = JSON.parse(text) as Partial<LakeManifest>
  if (typeof manifest.schema === 'number' && Array.isArray(manifest.files)) return manifest as LakeManifest
  throw new Error(
    `${path} 不是数据湖清单 is no manifest of a lake: ./yibao lake export --out DIR 换一个目录 another folder`,
  )
}

/** Rows of DuckDB's own page: what it takes at once. */
const pageRows = 2048

/** Brings rows of texts into a table of texts. Returns how many there were. */
async function stage({ connection, run }: Duck, { columns }: TableShape, rows: SourceRows): Promise<number> {
  const names = Object.keys(columns)
  await run(`create or replace temp table stage (${names.map((name) => `${name} varchar`).join(', ')})`)
  const appender = await connection.createAppender('stage')
  const chunk = DuckDBDataChunk.create(names.map(() => VARCHAR))
  let count = 0
  try {
    for await (const page of rows) {
      for (let at = 0; at < page.length; at += pageRows) {
        const some = page.slice(at, at + pageRows)
        chunk.setColumns(names.map((_, column) => some.map((row) => row[column] ?? null)))
        appender.appendDataChunk(chunk)
        count += some.length
      }
    }
  } finally {
    appender.closeSync()
  }
  return count
}

/** Writes the rows of a query as one file of a lake: aside, then renamed. The query has all columns of the table, in any order. */
export async function putFile(
  duck: Duck,
  folder: string,
  { table, month, query, rows }: Pick<LakeFile, 'table' | 'month' | 'rows'> & { readonly query: string },
): Promise<LakeFile> {
  const { columns, order } = lakeTables[table]
  const path = `${table}/${month}.parquet`
  const whole = join(folder, path)
  const draft = `${whole}.new`
  await mkdir(join(folder, table), { recursive: true, mode: 0o700 })
  const casts = Object.entries(columns).map(([column, type]) => `cast(${column} as ${type}) as ${column}`)
  await duck.run(
    `copy (select ${casts.join(', ')} from (${query}) order by ${order.join(', ')}) to ${literal(draft)} (format parquet, compression zstd)`,
  )
  await chmod(draft, 0o600)
  await rename(draft, whole)
  return { table, month, path, rows, bytes: (await stat(whole)).size, digest: await fileDigest(whole) }
}

export async function writeManifest(folder: string, manifest: LakeManifest): Promise<void> {
  const path = join(folder, manifestName)
  await writeFile(`${path}.new`, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
}

/** Makes a folder a lake. Close it when done. */
export async function openLakeSink(out: string): Promise<LakeSink & { close(): Promise<void> }> {
  const folder = resolve(out)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const duck = await openDuck({ folders: [folder] })
  return {
    earlier: () => readManifest(folder),
    async write(table, named, rows) {
      const month = named ?? 'all'
      const count = await stage(duck, lakeTables[table], rows)
      if (count === 0) {
        await rm(join(folder, table, `${month}.parquet`), { force: true })
        return null
      }
      const file = await putFile(duck, folder, { table, month, rows: count, query: 'select * from stage' })
      await duck.run('drop table stage')
      return file
    },
    finish: (manifest) => writeManifest(folder, manifest),
    close: () => duck.close(),
  }
}
