import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import { checkSeals, sealLog } from '../src/flows/log-seal.ts'
import type { SealDesk } from '../src/flows/log-seal-ports.ts'
import { atConsole, operationOf } from '../src/flows/operation-log.ts'
import { idSource } from '../src/ids.ts'
import { sealDesk } from '../src/log-seals.ts'
import type { Database } from '../src/store/database.ts'
import { noteOperation, operationLogStore } from '../src/store/operation-log-store.ts'
import { openSecretBox } from '../src/store/secret-box.ts'
import { yibao } from './support/desk.ts'
import { withTestDatabase } from './support/test-database.ts'

const at = localDateTime('2025-03-01 08:00:00')
const source = { newId: idSource(), now: () => at }

interface Ground {
  readonly database: Database
  readonly desk: SealDesk
  readonly folder: string
  /** Writes so many rows. */
  readonly note: (count: number) => Promise<void>
}

function withSeals(work: (ground: Ground) => Promise<void>): Promise<void> {
  return withTestDatabase(async (database) => {
    const folder = await mkdtemp(join(tmpdir(), 'yibao-seals-'))
    const { pool } = database
    const log = operationLogStore(pool)
    const note = async (count: number): Promise<void> => {
      for (let number = 0; number < count; number += 1)
        await log.note(
          operationOf(source, atConsole, { action: 'test', target: `T${number}`, details: { b: 1, a: '事由' } }),
        )
    }
    try {
      const desk = await sealDesk({ pool, secretBox: await openSecretBox(folder), source, dataDir: folder })
      await work({ database, desk, folder, note })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
}

/** What somebody with the database in his hands does to rows that refuse every change. */
async function tamper({ pool }: Database, table: string, statement: string): Promise<void> {
  await pool.query(`alter table ${table} disable trigger all`)
  await pool.query(statement)
  await pool.query(`alter table ${table} enable trigger all`)
}

const faultsOf = async (desk: SealDesk) =>
  (await checkSeals(desk, 'test')).faults.map(({ number, what }) => `${number} ${what}`)

test('rows are sealed once, and a log that nobody touched is what its seals say', () =>
  withSeals(async ({ desk, note }) => {
    assert.deepEqual(await sealLog(desk), [])
    await note(5)
    const [first] = (await sealLog(desk)) ?? []
    assert.deepEqual([first?.number, first?.rows], [1, 5])
    assert.deepEqual(await sealLog(desk), [], 'nothing is sealed twice')
    await note(3)
    const [second] = (await sealLog(desk)) ?? []
    assert.deepEqual([second?.number, second?.rows, second?.previous], [2, 3, first?.hash])
    const check = await checkSeals(desk, 'test')
    assert.deepEqual([check.seals, check.rows, check.faultCount], [2, 8, 0])
    assert.deepEqual((await desk.store.lastCheck())?.faultCount, 0)
    assert.deepEqual(await desk.store.unsealed(), { rows: 0, oldest: null })
  }))

test('rows that come out of order are never left out: who is writing is waited for, or it is tried again', () =>
  withSeals(async ({ database, desk, note }) => {
    const slow = await database.pool.connect()
    try {
      await slow.query('begin')
      await noteOperation(slow, operationOf(source, atConsole, { action: 'slow' }))
      // A later number is not yet surely the last one of what is before it.
      const meanwhile = note(1)
      assert.equal(await sealLog(desk), null)
      await slow.query('commit')
      await meanwhile
    } finally {
      slow.release()
    }
    const [seal] = (await sealLog(desk)) ?? []
    assert.equal(seal?.rows, 2)
    const undone = await database.pool.connect()
    try {
      await undone.query('begin')
      await noteOperation(undone, operationOf(source, atConsole, { action: 'undone' }))
      await undone.query('rollback')
    } finally {
      undone.release()
    }
    await note(1)
    const [next] = (await sealLog(desk)) ?? []
    assert.deepEqual(
      [next?.rows, (next?.through ?? 0) - (next?.after ?? 0)],
      [1, 2],
      'a number that nobody has is no fault',
    )
    assert.deepEqual(await faultsOf(desk), [])
  }))

test('two who seal at once make one chain', () =>
  withSeals(async ({ desk, note }) => {
    await note(20)
    await Promise.all([sealLog(desk), sealLog(desk), sealLog(desk)])
    const check = await checkSeals(desk, 'test')
    assert.deepEqual([check.rows, check.faultCount], [20, 0])
  }))

test('a row that was changed, taken out or put in is found, whichever of its columns', () =>
  withSeals(async ({ database, desk, note }) => {
    await note(4)
    await sealLog(desk)
    await note(4)
    await sealLog(desk)
    for (const change of [
      `actor = 'li.si'`,
      `details = '{}'`,
      `done_at = done_at + interval '1 second'`,
      `outcome = 'refused'`,
      `operation_id = 'X'`,
    ]) {
      const before = await database.pool.query('select * from operation_log where number = 2')
      await tamper(database, 'operation_log', `update operation_log set ${change} where number = 2`)
      assert.deepEqual(await faultsOf(desk), ['1 rows'], change)
      const { operation_id: id, done_at: doneAt, actor, outcome, details } = before.rows[0]
      await database.pool.query('alter table operation_log disable trigger all')
      await database.pool.query(
        'update operation_log set operation_id = $1, done_at = $2, actor = $3, outcome = $4, details = $5 where number = 2',
        [id, doneAt, actor, outcome, JSON.stringify(details)],
      )
      await database.pool.query('alter table operation_log enable trigger all')
      assert.deepEqual(await faultsOf(desk), [], 'as it was')
    }
    await tamper(database, 'operation_log', 'delete from operation_log where number = 6')
    assert.deepEqual(await faultsOf(desk), ['2 row-count'])
    await tamper(
      database,
      'operation_log',
      `insert into operation_log (operation_id, done_at, actor, action, details, number) overriding system value
       values ('forged', '2025-03-01 08:00:00', 'nobody', 'test', '{}', 6)`,
    )
    assert.deepEqual(await faultsOf(desk), ['2 rows'])
  }))

test('a seal that was changed, taken out or forged is found', () =>
  withSeals(async ({ database, desk, note }) => {
    for (let block = 0; block < 3; block += 1) {
      await note(2)
      await sealLog(desk)
    }
    await tamper(database, 'operation_seal', 'update operation_seal set rows = 3 where number = 2')
    assert.deepEqual(await faultsOf(desk), ['2 seal', '2 row-count'])
    await tamper(database, 'operation_seal', 'update operation_seal set rows = 2 where number = 2')
    await tamper(database, 'operation_seal', `update operation_seal set signature = repeat('A', 128) where number = 3`)
    assert.deepEqual(await faultsOf(desk), ['3 signature'])
    await tamper(database, 'operation_seal', 'delete from operation_seal where number = 2')
    assert.deepEqual((await faultsOf(desk)).slice(0, 1), ['3 missing'])
  }))

test('an end that was cut off is found by what was kept outside the database', () =>
  withSeals(async ({ database, desk, note }) => {
    await note(2)
    await sealLog(desk)
    await note(2)
    const [last] = (await sealLog(desk)) ?? []
    await tamper(database, 'operation_seal', 'delete from operation_seal where number = 2')
    await tamper(database, 'operation_log', 'delete from operation_log where number > 2')
    assert.deepEqual(await faultsOf(desk), ['2 cut'])
    await note(2)
    const [forged] = (await sealLog(desk)) ?? []
    assert.ok(forged?.number === 2 && forged.hash !== last?.hash)
    assert.deepEqual(await faultsOf(desk), ['2 cut'], 'also when it is made anew')
  }))

test('neither a row of the log nor a seal can be changed as long as nobody tampers with the schema', () =>
  withSeals(async ({ database: { pool }, desk, note }) => {
    await note(1)
    await sealLog(desk)
    for (const statement of [
      'update operation_seal set rows = 2',
      'delete from operation_seal',
      'truncate operation_seal',
      'update operation_log set number = default',
      'delete from operation_log',
    ])
      await assert.rejects(pool.query(statement), /append-only/, statement)
  }))

test('the command line seals and verifies, and verify finds a row that was changed', () =>
  withSeals(async ({ database, folder, note }) => {
    await note(3)
    const run = (...args: readonly string[]) => yibao(database.url, ...args, '--data-dir', folder)
    const sealed = await run('log', 'seal', '--json')
    assert.equal(sealed.code, 0, sealed.errors)
    assert.equal(JSON.parse(sealed.out).rows, 3)
    const verified = await run('log', 'verify')
    assert.equal(verified.code, 0, verified.errors)
    assert.match(verified.out, /一致 the log is what its seals say/)
    assert.match((await run('verify')).out, /✓ 15 操作日志与封印一致/)
    await tamper(database, 'operation_log', `update operation_log set actor = 'x' where number = 1`)
    const bad = await run('log', 'verify')
    assert.equal(bad.code, 1)
    assert.match(bad.out, /封印 seal 1，行 rows 1–3：行被改动 rows were changed/)
    const all = await run('verify', '--json')
    assert.equal(all.code, 1)
    assert.deepEqual(JSON.parse(all.out).broken, { '15 seal': 1 })
  }))
