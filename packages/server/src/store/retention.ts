import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { LocalDateTime } from '@yibao/core/kernel'
import type pg from 'pg'
import { type MonthlyTable, monthAfter, monthlyTables, monthsOf, partitionOf } from './months.ts'
import { query, transaction } from './sql.ts'

/** How many months each table keeps its rows, this month included. */
export type Keeping = Readonly<Record<MonthlyTable, number>>

export interface MonthState {
  readonly table: MonthlyTable
  /** `2025-03` */
  readonly month: string
  readonly rows: number
  readonly bytes: number
  /** `kept` is young enough, `due` may be taken away, `held` is old but something still needs it. */
  readonly state: 'kept' | 'due' | 'held'
  /** Of a month that is held: the visits whose lines are not settled or whose stay goes on. */
  readonly openVisits: number
}

const openVisits = `
select count(*)::int as count from visit v
where v.opened_on >= $1::date and v.opened_on < $2::date and v.state = 'open'
  and ((v.stay is not null and v.stay->>'dischargedAt' is null)
    or exists (select from bill_line l where l.insured_id = v.insured_id and l.visit_id = v.visit_id
      and l.opened_on = v.opened_on and l.settlement_id is null))`

const size = 'select pg_total_relation_size($1::regclass) as bytes, count from (select count(*) as count from'

async function stateOf(pool: pg.Pool, table: MonthlyTable, month: string, oldest: string): Promise<MonthState> {
  const name = partitionOf(table, month)
  const { rows } = await pool.query<{ bytes: number; count: number }>(`${size} ${name}) counted`, [name])
  const [{ bytes = 0, count = 0 } = {}] = rows
  const due = month < oldest
  const open =
    due && table === 'bill_line'
      ? await query<{ count: number }>(pool, 'open-visits', openVisits, [`${month}-01`, `${monthAfter(month, 1)}-01`])
      : []
  const waiting = open[0]?.count ?? 0
  const state = due ? (waiting > 0 ? 'held' : 'due') : 'kept'
  return { table, month, rows: count, bytes, state, openVisits: waiting }
}

/** Every month on file, oldest first, and what retention would do with it. */
export async function retentionState(
  pool: pg.Pool,
  keeping: Keeping,
  at: LocalDateTime,
): Promise<readonly MonthState[]> {
  const states: MonthState[] = []
  for (const table of Object.keys(monthlyTables) as MonthlyTable[]) {
    const oldest = monthAfter(at.slice(0, 7), 1 - keeping[table])
    for (const month of await monthsOf(pool, table)) states.push(await stateOf(pool, table, month, oldest))
  }
  return states
}

const batch = 5_000

interface Written {
  rows: number
  readonly digest: ReturnType<typeof createHash>
}

/** All rows of a month as JSON lines, in the order of their keys. */
async function* linesOf(client: pg.ClientBase, name: string, written: Written): AsyncGenerator<string> {
  await client.query(`declare month cursor for select row_to_json(m)::text as line from ${name} m order by m`)
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${batch} from month`)
    if (rows.length === 0) break
    const text = rows.map(({ line }) => `${line}\n`).join('')
    written.rows += rows.length
    written.digest.update(text)
    yield text
  }
  await client.query('close month')
}

export interface RetiredMonth {
  readonly table: MonthlyTable
  readonly month: string
  readonly rows: number
  readonly archive: string
  /** SHA-256 of the lines before they were compressed, lower-case hex. */
  readonly digest: string
}

/**
 * Writes one month to `<folder>/<table>-<month>.jsonl.gz` and takes it out of the database. The file is whole and on
 * the disk before the rows go; both happen or the rows stay.
 *
 * @throws Error when the folder cannot be written or the month changed meanwhile
 */
export async function retireMonth(
  pool: pg.Pool,
  { table, month }: Pick<MonthState, 'table' | 'month'>,
  folder: string,
  at: LocalDateTime,
): Promise<RetiredMonth> {
  const name = partitionOf(table, month)
  const archive = join(folder, `${table}-${month}.jsonl.gz`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return transaction(pool, async (client) => {
    // Nobody writes into the month while it is copied; who tries waits or is told to send again.
    await client.query(`lock table ${name} in share mode`)
    const written: Written = { rows: 0, digest: createHash('sha256') }
    const unfinished = `${archive}.part`
    const lines = Readable.from(linesOf(client, name, written), { objectMode: false })
    await pipeline(lines, createGzip(), createWriteStream(unfinished, { mode: 0o600 }))
    const file = await open(unfinished, 'r+')
    await file.sync()
    await file.close()
    await rename(unfinished, archive)
    const retired = { table, month, rows: written.rows, archive, digest: written.digest.digest('hex') }
    await client.query(
      `insert into retired_month (table_name, month, rows, archive, digest, retired_at) values ($1, $2, $3, $4, $5, $6)`,
      [table, `${month}-01`, retired.rows, archive, retired.digest, at],
    )
    await client.query(`drop table ${name}`)
    return retired
  })
}
