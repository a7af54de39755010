import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { RestClient } from '@yibao/contract/rest'
import { fen } from '@yibao/core/kernel'
import type { Database } from '../../src/store/database.ts'
import { colleague, region } from './rest.ts'
import { withTestDatabase } from './test-database.ts'
import { cancelInput, expectOk, settleInput, upload } from './visit.ts'
import { hospital, items, openWorld, person, type World } from './world.ts'

/** A centre where one visit was settled and stands, another was settled and cancelled, and one message was refused. */
interface BusyWorld {
  readonly world: World
  /** An auditor who may see everything. */
  readonly client: RestClient
  /** The settlement that stands, and the one that was cancelled. */
  readonly settled: string
  readonly cancelled: string
}

export const first = person(1)
export const second = person(2)

export function withBusyWorld(work: (busy: BusyWorld) => Promise<void>): Promise<void> {
  return withTestDatabase(async (database) => {
    const world = await openWorld(database)
    await world.plant([
      { person: first, balance: fen(1378_15) },
      { person: second, balance: fen(50_00) },
    ])
    const till = world.till(hospital)
    const line = { code: items.whole.code, price: 700, quantity: 1 }
    const settled = expectOk(await till.ask('2207', first, settleInput(await upload(till, first, [line]))))
    const other = expectOk(await till.ask('2207', second, settleInput(await upload(till, second, [line]))))
    expectOk(await till.ask('2208', second, cancelInput(second, other.output.setlinfo)))
    const bill = await upload(till, second, [line], 'B2')
    const refused = await till.ask('2207', second, settleInput(bill, { medfee_sumamt: 1 }))
    if (refused.infcode === 0) throw new Error('a wrong total must be refused')
    const { client } = await colleague(world, region('auditor'))
    try {
      await work({ world, client, settled: settled.output.setlinfo.setl_id, cancelled: other.output.setlinfo.setl_id })
    } finally {
      await world.close()
    }
  })
}

/** Everything in the database as one digest per table, but what the upkeep does by itself. */
export async function digestOf(database: Database): Promise<Readonly<Record<string, string>>> {
  const { pool } = database
  const { rows: tables } = await pool.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname not in ('upkeep_run', 'centre_process', 'settlement_day', 'settlement_day_kept') order by c.relname`,
  )
  const digests: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await pool.query<{ digest: string }>(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from ${name} t`,
    )
    digests[name] = rows[0]?.digest ?? ''
  }
  return digests
}

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

interface Outcome {
  readonly code: number
  readonly out: string
  readonly errors: string
}

/** Runs the command line on a database. */
export function yibao(url: string, ...args: readonly string[]): Promise<Outcome> {
  const env = { ...process.env, DATABASE_URL: url, YIBAO_MASTER_KEY: '' }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { env, maxBuffer: 20_000_000 }, (_error, out, errors) =>
      resolve({ code: child.exitCode ?? -1, out, errors }),
    )
  })
}
