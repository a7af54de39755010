import { setTimeout as pause } from 'node:timers/promises'
import type { LocalDateTime } from '@yibao/core/kernel'
import type pg from 'pg'
import { transaction } from './sql.ts'

/** The tables that are kept by month, with the column that decides the month. */
export const monthlyTables = { message: 'received_at', bill_line: 'opened_on' } as const
export type MonthlyTable = keyof typeof monthlyTables

/** Lines are changed once, when they are settled: with as much room beside them that costs no entry in an index. */
const storageOf: Readonly<Record<MonthlyTable, string>> = { message: '', bill_line: ' with (fillfactor = 50)' }

/** How many months stand ready before they begin. */
const monthsAhead = 2

/** `2025-03` as the partition's name says it. */
export const partitionOf = (table: MonthlyTable, month: string): string => `${table}_${month.replace('-', '_')}`

/** The month that lies so many months after another, both as `2025-03`. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + number - 1 + months
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** The months for which a table has a partition, oldest first. */
export async function monthsOf(client: pg.Pool | pg.ClientBase, table: MonthlyTable): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = $1::regclass order by c.relname`,
    [table],
  )
  return rows.flatMap(({ name }) => /_(\d{4})_(\d{2})$/.exec(name)?.slice(1, 3).join('-') ?? [])
}

/** Months of which rows wait in the table without a month of their own. */
async function waitingMonths(client: pg.ClientBase, table: MonthlyTable): Promise<readonly string[]> {
  const { rows } = await client.query<{ month: string }>(
    `select distinct to_char(${monthlyTables[table]}, 'YYYY-MM') as month from ${table}_other`,
  )
  return rows.map(({ month }) => month)
}

/** Gives one month its partition and moves the rows into it that waited in the common one. */
async function addMonth(client: pg.ClientBase, table: MonthlyTable, month: string): Promise<void> {
  const name = partitionOf(table, month)
  const column = monthlyTables[table]
  const [from, until] = [`${month}-01`, `${monthAfter(month, 1)}-01`]
  await client.query(`create table ${name} (like ${table} including all)${storageOf[table]}`)
  await client.query(
    `with moved as (delete from ${table}_other where ${column} >= $1 and ${column} < $2 returning *)
     insert into ${name} select * from moved`,
    [from, until],
  )
  await client.query(`alter table ${table} attach partition ${name} for values from ('${from}') to ('${until}')`)
}

/** One number for the whole database: two processes do not make the same month. */
const monthsLock = 7_140_209

/**
 * Makes the months that are coming, and those of rows that came for a month without a partition. What is there already
 * stays as it is.
 *
 * @returns the names of the partitions that were made
 */
export function ensureMonths(pool: pg.Pool, at: LocalDateTime): Promise<readonly string[]> {
  return transaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [monthsLock])
    const made: string[] = []
    for (const table of Object.keys(monthlyTables) as MonthlyTable[]) {
      const there = new Set(await monthsOf(client, table))
      const coming = Array.from({ length: monthsAhead + 1 }, (_, index) => monthAfter(at.slice(0, 7), index))
      const wanted = new Set([...coming, ...(await waitingMonths(client, table))])
      for (const month of [...wanted].filter((one) => !there.has(one)).sort()) {
        await addMonth(client, table, month)
        made.push(partitionOf(table, month))
      }
    }
    return made
  })
}

const lookEvery = 6 * 60 * 60 * 1000

/** Keeps the coming months ready while the centre runs. @returns what ends it */
export function keepMonths(
  pool: pg.Pool,
  now: () => LocalDateTime,
  log: (line: string) => void,
  run: (name: string, work: () => Promise<unknown>) => Promise<unknown> = (_name, work) => work(),
): () => Promise<void> {
  const stop = new AbortController()
  const keep = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await pause(lookEvery, undefined, { signal: stop.signal, ref: false }).catch(() => undefined)
      if (stop.signal.aborted) return
      await run('months', () => ensureMonths(pool, now())).catch((error: Error) =>
        log(`按月分区未能建立 the months could not be made: ${error.message}`),
      )
    }
  }
  const running = keep()
  return () => {
    stop.abort()
    return running
  }
}
