import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export interface DuckOptions {
  /** Folders that it may read or write; nothing else, and no network. */
  readonly folders: readonly string[]
  /** `1GB`: beyond it DuckDB goes to a folder of its own on disk. */
  readonly memoryLimit?: string
  readonly threads?: number
}

/** DuckDB in memory, held to some folders. */
export interface Duck {
  readonly connection: DuckDBConnection
  run(text: string): Promise<void>
  /** All rows of a small answer; integers of 64 bits as numbers. */
  rows(text: string): Promise<readonly (readonly Cell[])[]>
  /** Rows page by page, as DuckDB makes them. */
  stream(text: string): AsyncIterable<readonly (readonly Cell[])[]>
  /** The names of the columns that a statement would give, without running it. @throws Error when DuckDB does not take it */
  describe(text: string): Promise<readonly string[]>
  /** Ends what is being read; whoever reads it hears an error. */
  interrupt(): void
  close(): Promise<void>
}

export type Cell = string | number | boolean | null

/** A text in a statement. Names and numbers of ours only come into statements this way. */
export const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`

function cellOf(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  return typeof value === 'bigint' ? Number(value) : String(value)
}

const cells = (rows: readonly (readonly DuckDBValue[])[]): readonly (readonly Cell[])[] =>
  rows.map((row) => row.map(cellOf))

/** Opens DuckDB: no extension is fetched, nothing outside the folders is read or written, and no statement can change that. */
export async function openDuck({ folders, memoryLimit = '1GB', threads = 2 }: DuckOptions): Promise<Duck> {
  const spill = await mkdtemp(join(tmpdir(), 'yibao-lake-'))
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: memoryLimit,
    temp_directory: spill,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'true',
  })
  const connection = await instance.connect()
  const reading = new Set<DuckDBConnection>()
  const allowed = [...folders, spill].map((folder) => literal(`${folder}/`)).join(', ')
  await connection.run(`set allowed_directories = [${allowed}]`)
  await connection.run('set enable_external_access = false')
  await connection.run('set lock_configuration = true')
  return {
    connection,
    async run(text) {
      await connection.run(text)
    },
    async rows(text) {
      return cells((await connection.runAndReadAll(text)).getRows())
    },
    async *stream(text) {
      // One answer at a time comes over a connection: who reads two at once needs two.
      const own = await instance.connect()
      reading.add(own)
      try {
        const result = await own.stream(text)
        for await (const rows of result.yieldRows()) yield cells(rows)
      } finally {
        reading.delete(own)
        own.closeSync()
      }
    },
    async describe(text) {
      const statement = await connection.prepare(text)
      try {
        return Array.from({ length: statement.columnCount }, (_, at) => statement.columnName(at))
      } finally {
        statement.destroySync()
      }
    },
    interrupt() {
      for (const one of reading) one.interrupt()
    },
    async close() {
      connection.closeSync()
      instance.closeSync()
      await rm(spill, { recursive: true, force: true })
    },
  }
}
