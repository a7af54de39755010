import { availableParallelism } from 'node:os'
import { invariant, localDateTime } from '@yibao/core/kernel'
import pg from 'pg'
import type { Database } from '../../src/store/database.ts'
import { ensureMonths } from '../../src/store/months.ts'
import {
  type Column,
  copyRows,
  dropTables,
  filledPeople,
  filledTables,
  makeCopies,
  makeTemplates,
  templateRows,
} from './fill-sql.ts'

/** What a filling came to. */
export interface FillReport {
  /** Settlements on file now, undoings included. */
  readonly settlements: number
  readonly people: number
  /** Different people who were copied. */
  readonly templates: number
  readonly rowsWritten: number
  readonly seconds: number
  readonly databaseBytes: number
}

type Task = (client: pg.Client) => Promise<unknown>

const peopleAtOnce = 2_000

const settings = [
  "set lock_timeout = '0'",
  'set synchronous_commit = off',
  "set work_mem = '128MB'",
  'set timezone = "Asia/Shanghai"',
]

/** Carries out tasks over several connections, in any order. */
async function carryOut(url: string, tasks: readonly Task[], done: (count: number) => void): Promise<void> {
  const waiting = [...tasks]
  let count = 0
  const work = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      for (const setting of settings) await client.query(setting)
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
        await task(client)
        count += 1
        done(count)
      }
    } finally {
      await client.end()
    }
  }
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work))
}

async function columnsOf(pool: pg.Pool, table: string): Promise<readonly Column[]> {
  const { rows } = await pool.query<Column>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  )
  return rows
}

/** The months in which the copies lie, as the centre makes those that come. */
async function makeMonths(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ year: string; last: number }>(
    `select to_char(max(settled_on), 'YYYY') as year, extract(month from max(settled_on))::int as last from fill_template`,
  )
  const [found] = rows
  invariant(found !== undefined, 'there are templates')
  for (let month = 1; month <= found.last; month += 1) {
    await ensureMonths(pool, localDateTime(`${found.year}-${String(month).padStart(2, '0')}-01 00:00:00`))
  }
}

interface Templates {
  readonly people: number
  readonly settlements: number
}

/**
 * Adds generated people with visits, settlements, lines and messages until so many settlements are on file. The database holds
 * generated people only, and some of them have settled.
 *
 * @throws Error when nobody is there to copy
 */
export async function fillSettlements(
  { pool, url }: Pick<Database, 'pool' | 'url'>,
  settlements: number,
  progress: (done: number, all: number) => void,
): Promise<FillReport> {
  const begin = performance.now()
  for (const statement of dropTables) await pool.query(statement)
  await pool.query(makeTemplates)
  const { rows } = await pool.query<Templates>(
    'select count(*)::int as people, coalesce(sum(settlements), 0)::int as settlements from fill_template',
  )
  const templates = rows[0] ?? { people: 0, settlements: 0 }
  if (templates.people === 0) {
    throw new Error(
      '库中还没有可作样本的结算 nobody in the database has settled, so nobody can be copied.\n请先运行 First run: ./yibao demo --exit',
    )
  }
  const counted = await pool.query<{ settlements: number; filled: number }>(
    `select (select count(*)::int from settlement) as settlements,
       (select coalesce(max(right(insured_id, 19)::bigint) + 1, 0)
         from insured where insured_id like '______${filledPeople}%')::bigint as filled`,
  )
  const [onFile] = counted.rows
  invariant(onFile !== undefined, 'a count is a row')
  const missing = Math.max(0, settlements - onFile.settlements)
  const from = onFile.filled
  const until = from + Math.ceil((missing * templates.people) / templates.settlements)
  let rowsWritten = 0
  if (until > from) {
    for (const { table } of filledTables) await pool.query(templateRows(table))
    await makeMonths(pool)
    await pool.query(makeCopies(from, until))
    await pool.query('create index on fill_copy (g)')
    await pool.query('analyze fill_copy')
    const texts = await Promise.all(
      filledTables.map(async ({ table, only }) => copyRows(table, only, await columnsOf(pool, table))),
    )
    const tasks: Task[] = []
    for (let at = from; at < until; at += peopleAtOnce) {
      // People come whole or not at all, whatever stops the filling.
      tasks.push(async (client) => {
        await client.query('begin')
        for (const text of texts) {
          const { rowCount } = await client.query(text, [at, Math.min(until, at + peopleAtOnce)])
          rowsWritten += rowCount ?? 0
        }
        await client.query('commit')
      })
    }
    await carryOut(url, tasks, (done) => progress(done, tasks.length))
    await carryOut(url, [(client) => client.query('vacuum (analyze)')], () => undefined)
  }
  for (const statement of dropTables) await pool.query(statement)
  const size = await pool.query<{ settlements: number; bytes: number }>(
    'select (select count(*)::int from settlement) as settlements, pg_database_size(current_database()) as bytes',
  )
  return {
    settlements: size.rows[0]?.settlements ?? 0,
    people: until - from,
    templates: templates.people,
    rowsWritten,
    seconds: (performance.now() - begin) / 1000,
    databaseBytes: size.rows[0]?.bytes ?? 0,
  }
}
