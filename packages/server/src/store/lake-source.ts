import { monthAfter } from '@yibao/core/supervision'
import type pg from 'pg'
import type { LakeSource, SourceRows } from '../flows/lake-export-ports.ts'
import type { LakeTable, Month } from '../flows/lake-ports.ts'
import { lakeAlone, lakeDivisions, lakeRetired, lakeSpan, lakeStatements, lakeTablesThere } from './lake-sql.ts'
import { query } from './sql.ts'

/** Rows of one fetch. */
const rowsAtOnce = 8_192

/** Tables of casework came later than the others: a database that was not brought forward has none. */
const needsTable: Readonly<Partial<Record<LakeTable, string>>> = { matter: 'matter' }

const asText = { getTypeParser: () => (value: string) => value }

const daysOf = (month: Month): readonly [string, string] => [`${month}-01`, `${monthAfter(month, 1)}-01`]

let cursors = 0

/** Streams the rows of a statement as the texts that PostgreSQL sends. */
async function* stream(client: pg.ClientBase, text: string, values: readonly string[]): SourceRows {
  cursors += 1
  const name = `lake_${cursors}`
  await client.query(`declare ${name} no scroll cursor for ${text}`, [...values])
  try {
    for (;;) {
      const { rows } = await client.query<(string | null)[]>({
        text: `fetch ${rowsAtOnce} from ${name}`,
        rowMode: 'array',
        types: asText as unknown as pg.CustomTypesConfig,
      })
      if (rows.length > 0) yield rows
      if (rows.length < rowsAtOnce) return
    }
  } finally {
    await client.query(`close ${name}`)
  }
}

/**
 * The archive for a lake.
 *
 * @param client inside a transaction of one snapshot: the cursors live in it
 */
async function openLakeSource(client: pg.ClientBase): Promise<LakeSource> {
  const wanted = Object.values(needsTable)
  const there = await query<{ name: string }>(client, 'lake-tables', lakeTablesThere, [wanted])
  const found = new Set(there.map(({ name }) => name))
  const tables = (Object.keys(lakeStatements) as LakeTable[]).filter((table) => {
    const needed = needsTable[table]
    return needed === undefined || found.has(needed)
  })
  return {
    tables,
    async alone(folder) {
      const [row] = await query<{ alone: boolean }>(client, 'lake-alone', lakeAlone, [folder])
      return row?.alone === true
    },
    async span() {
      const [row] = await query<{ from: Month | null; through: Month | null }>(client, 'lake-span', lakeSpan)
      return row?.from == null || row.through === null ? null : { from: row.from, through: row.through }
    },
    async divisions() {
      const rows = await query<{ division: string }>(client, 'lake-divisions', lakeDivisions)
      return rows.map(({ division }) => division)
    },
    async gaps(months) {
      const rows = await query<{ month: Month }>(client, 'lake-retired', lakeRetired)
      return rows.filter(({ month }) => months.includes(month)).map(({ month }) => `line ${month}`)
    },
    rows: (table, month) => stream(client, lakeStatements[table], month === null ? [] : daysOf(month)),
  }
}

/** Works on one snapshot of the archive, which nothing else changes meanwhile. */
export async function atLakeSource<T>(pool: pg.Pool, work: (source: LakeSource) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    await client.query('set local statement_timeout = 0')
    const done = await work(await openLakeSource(client))
    await client.query('commit')
    return done
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost
    })
    throw error
  } finally {
    client.release(broken)
  }
}
