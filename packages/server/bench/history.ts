import { availableParallelism } from 'node:os'
import { invariant, localDateTime } from '@yibao/core/kernel'
import pg from 'pg'
import { ensureMonths } from '../src/store/months.ts'
import {
  addTotals,
  copyRows,
  filledTables,
  firstYear,
  historyTable,
  indexCatalogue,
  indexStatements,
  moveVersions,
  peopleTable,
  templateRows,
  templatesPerScheme,
  templateTable,
  years,
} from './history-sql.ts'
import type { Stage } from './stage.ts'

/** What a filling came to. */
export interface Filling {
  /** Fee lines on file now. */
  readonly lines: number
  /** Rows of all tables that were written this time. */
  readonly rowsWritten: number
  readonly seconds: number
  readonly databaseBytes: number
}

export interface History {
  /** Adds history until so many fee lines are on file; there must be some real visits to copy. */
  fillTo(lines: number): Promise<Filling>
  close(): Promise<void>
}

/** From so many visits on it is faster to make the indexes anew than to keep them. */
const rebuildFrom = 50_000
const visitsAtOnce = 50_000

const settings = [
  "set lock_timeout = '0'",
  'set synchronous_commit = off',
  "set work_mem = '256MB'",
  "set maintenance_work_mem = '1GB'",
]

type Task = (client: pg.Client) => Promise<unknown>

/** Several connections that take tasks from one list. */
async function openCrew(url: string, size: number) {
  const clients = Array.from({ length: size }, () => new pg.Client({ connectionString: url }))
  await Promise.all(clients.map((client) => client.connect()))
  for (const client of clients) for (const setting of settings) await client.query(setting)
  const work = async (tasks: readonly Task[], done: (count: number) => void = () => undefined): Promise<void> => {
    let next = 0
    let finished = 0
    await Promise.all(
      clients.map(async (client) => {
        for (let task = tasks[next++]; task !== undefined; task = tasks[next++]) {
          await task(client)
          finished += 1
          done(finished)
        }
      }),
    )
  }
  return { work, close: () => Promise.all(clients.map((client) => client.end())) }
}

type Crew = Awaited<ReturnType<typeof openCrew>>
const run =
  (text: string, values: readonly unknown[] = []): Task =>
  (client) =>
    client.query(text, [...values])

async function columnsOf({ pool }: Stage['database'], table: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
       and attgenerated = '' order by attnum`,
    [table],
  )
  return rows.map(({ name }) => name)
}

/** Takes the indexes of the filled tables away while `work` runs, and makes the same ones again. */
async function withoutIndexes({ pool }: Stage['database'], crew: Crew, work: () => Promise<void>): Promise<void> {
  const tables = filledTables.map(({ table }) => table)
  const catalogue = async () => JSON.stringify((await pool.query(indexCatalogue)).rows)
  const before = await catalogue()
  const { rows } = await pool.query<{ table_name: string; drop: string; make: string }>(indexStatements, [tables])
  for (const { drop } of rows) await crew.work([run(drop)])
  await work()
  // Two indexes of one table at once would wait for each other.
  const byTable = Map.groupBy(rows, (row) => row.table_name)
  await crew.work(
    [...byTable.values()].map((made) => async (client) => {
      for (const { make } of made) await client.query(make)
    }),
  )
  invariant((await catalogue()) === before, 'the indexes are the same again')
}

/** Makes the partitions of the filled years as the centre makes those of the coming months. */
async function createMonths(pool: pg.Pool): Promise<void> {
  for (let month = 0; month < years * 12; month += 1) {
    const [year, number] = [firstYear + Math.floor(month / 12), (month % 12) + 1]
    await ensureMonths(pool, localDateTime(`${year}-${String(number).padStart(2, '0')}-01 00:00:00`))
  }
}

/** Prepares the filling of a planted database on which visits were settled. */
export async function openHistory(stage: Stage, progress: (done: number, all: number) => void): Promise<History> {
  const { database } = stage
  const { pool, url } = database
  const crew = await openCrew(url, Math.min(4, availableParallelism()))
  try {
    await crew.work([run(peopleTable), run(templateTable)])
    await crew.work(filledTables.map((filled) => run(templateRows(filled))))
    await createMonths(pool)
  } catch (error) {
    await crew.close()
    throw error
  }
  const { rows } = await pool.query<{ schemes: number; templates: number; lines: number }>(
    'select count(distinct scheme)::int as schemes, count(*)::int as templates, avg(lines)::float8 as lines from bench_template',
  )
  const [found] = rows
  invariant(
    found !== undefined && found.schemes > 0 && found.templates === found.schemes * templatesPerScheme,
    'enough people of each insurance came once and can be copied',
  )
  const linesOnFile = async (): Promise<number> =>
    (await pool.query<{ count: number }>('select count(*)::bigint as count from bill_line')).rows[0]?.count ?? 0
  let copied = 0

  const copyAll = async (from: number, until: number): Promise<number> => {
    const tasks: Task[] = []
    let written = 0
    for (let at = from; at < until; at += visitsAtOnce) {
      for (const filled of filledTables) {
        const text = copyRows(filled, await columnsOf(database, filled.table))
        tasks.push(async (client) => {
          const { rowCount } = await client.query(text, [at, Math.min(until, at + visitsAtOnce)])
          written += rowCount ?? 0
        })
      }
    }
    await crew.work(tasks, (done) => progress(done, tasks.length))
    return written
  }

  return {
    async fillTo(lines) {
      const begin = performance.now()
      const missing = Math.max(0, lines - (await linesOnFile()))
      const visits = Math.ceil(missing / found.lines)
      let rowsWritten = 0
      if (visits > 0) {
        const until = copied + visits
        await crew.work([run(historyTable(copied, until))])
        await crew.work([run('create index on bench_history (g)')])
        await crew.work([run('analyze bench_history')])
        const copy = async (): Promise<void> => {
          rowsWritten = await copyAll(copied, until)
        }
        await (visits >= rebuildFrom ? withoutIndexes(database, crew, copy) : copy())
        await crew.work([run(addTotals), run(moveVersions)])
        await crew.work([run('drop table bench_history')])
        copied = until
      }
      const written = performance.now()
      await crew.work([run('vacuum (analyze)')])
      await crew.work([run('checkpoint')])
      const size = await pool.query<{ bytes: number }>('select pg_database_size(current_database()) as bytes')
      return {
        lines: await linesOnFile(),
        rowsWritten,
        seconds: (written - begin) / 1000,
        databaseBytes: size.rows[0]?.bytes ?? 0,
      }
    },
    async close() {
      await crew.close()
    },
  }
}
