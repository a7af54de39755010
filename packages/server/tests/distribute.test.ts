import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import pg from 'pg'
import type { Database } from '../src/store/database.ts'
import { DatabaseError } from '../src/store/database-error.ts'
import { databaseState } from '../src/store/database-state.ts'
import { callOf, type DistributionStep, distribute, planDistribution } from '../src/store/distribute.ts'
import { isDistributed, personTables, tableGroups } from '../src/store/distribution.ts'
import { hotStatements } from '../src/store/hot-statements.ts'
import { withTestDatabase } from './support/test-database.ts'

async function onClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'yibao' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A database in which a schema of the tests answers as Citus would. */
function withStandIn(work: (client: pg.Client, database: Database) => Promise<void>): Promise<void> {
  return withTestDatabase(async (database) => {
    const standIn = await readFile(new URL('./support/citus-stand-in.sql', import.meta.url), 'utf8')
    await onClient(database.url, async (client) => {
      await client.query(standIn)
      await work(client, database)
    })
  })
}

const callsOf = async (client: pg.Client): Promise<readonly string[]> =>
  (await client.query<{ text: string }>('select text from citus_stand_in.call order by number')).rows.map(
    ({ text }) => text,
  )

const shards = 8
const quiet = { shards, report: () => undefined }

describe('a database on one machine', () => {
  it('is not distributed; its schema could be, and only Citus is missing', () =>
    withTestDatabase(({ url }) =>
      onClient(url, async (client) => {
        assert.equal(await isDistributed(client), false)
        const { citus, problems, steps } = await planDistribution(client)
        assert.deepEqual(citus, { available: null, made: null, workers: 0 })
        assert.equal(problems.length, 1)
        assert.match(problems[0] ?? '', /shared_preload_libraries/)
        assert.ok(steps.every(({ done }) => !done))
        await assert.rejects(distribute(client, quiet), DatabaseError)
      }),
    ))

  it('plans every statement of the hot road, also in its form for one person', () =>
    withTestDatabase(({ url }) =>
      onClient(url, async (client) => {
        const { distributed, tables, statements } = await databaseState(client)
        assert.equal(distributed, false)
        assert.ok(personTables.every((table) => tables.some(({ name }) => name === table)))
        assert.deepEqual(
          statements.filter(({ fault }) => fault !== null),
          [],
        )
        for (const { name, forOne } of hotStatements) {
          const count = Math.max(...[...forOne.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)))
          const values = Array.from({ length: count }, (_, index) => (index === 0 ? '0' : null))
          await assert.doesNotReject(client.query(`explain ${forOne}`, values), name)
        }
      }),
    ))
})

describe('spreading a database over machines', () => {
  it('says each table once, those that others follow or refer to first, and moves old rows away last', () =>
    withStandIn(async (client) => {
      const reported: DistributionStep[] = []
      await distribute(client, { shards, report: (step) => reported.push(step) })
      const calls = await callsOf(client)
      const spread = tableGroups.filter(({ place }) => place === 'spread').flatMap(({ tables }) => tables)
      const everywhere = tableGroups.filter(({ place }) => place === 'everywhere').flatMap(({ tables }) => tables)
      const [leader, ...others] = spread
      assert.deepEqual(calls, [
        ...everywhere.map((table) => `everywhere ${table}`),
        `spread ${leader} by insured_id with none ${shards}`,
        ...others.map((table) => `spread ${table} by insured_id with person_state `),
        ...[...everywhere, ...spread].map((table) => `truncate ${table}`),
      ])
      assert.deepEqual(
        reported.map(({ table }) => table),
        [...everywhere, ...spread],
      )
      assert.equal(await isDistributed(client), true)
      assert.deepEqual(await distribute(client, quiet), [], 'a second time there is nothing to do')
    }))

  it('goes on where an earlier run ended', () =>
    withStandIn(async (client) => {
      await client.query(callOf({ table: 'provider', place: 'everywhere' }, shards))
      await client.query(callOf({ table: 'person_state', place: 'spread' }, shards))
      const taken = await distribute(client, quiet)
      assert.ok(taken.length > 0)
      assert.ok(taken.every(({ table }) => table !== 'provider' && table !== 'person_state'))
    }))

  it('is refused, and changes nothing, while the platform runs', () =>
    withStandIn(async (client, { pool }) => {
      const running = await pool.connect()
      try {
        await assert.rejects(distribute(client, quiet), /先停止平台/)
      } finally {
        running.release()
      }
      assert.deepEqual(await callsOf(client), [])
    }))

  const faults: readonly (readonly [sentence: string, change: string, says: RegExp])[] = [
    [
      'a unique key without the person',
      'create unique index strange on visit (visit_id)',
      /visit.*strange.*insured_id/,
    ],
    [
      'a foreign key to a table that stays behind',
      'alter table filing add foreign key (kind) references trace_code (code)',
      /filing.*trace_code/,
    ],
    [
      'a trigger',
      'create trigger strange before update on visit for each row execute function stamp_update()',
      /visit.*strange/,
    ],
    ['a number from a sequence', 'alter table posting add column place bigserial', /posting.*place/],
    ['a table without a place', 'create table strange (a int)', /strange.*distribution\.ts/],
    [
      'a table that was spread in another way',
      `insert into pg_dist_partition values ('person_state', 'h', 1), ('visit', 'h', 2)`,
      /visit.*undistribute_table/,
    ],
  ]
  for (const [sentence, change, says] of faults) {
    it(`is refused because of ${sentence}`, () =>
      withStandIn(async (client) => {
        await client.query(change.replace('create table strange', 'create table public.strange'))
        await assert.rejects(distribute(client, quiet), says)
        assert.deepEqual(await callsOf(client), [])
      }))
  }
})
