import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { fen, localDateTime } from '@yibao/core/kernel'
import { verifyAll } from '../src/flows/verify.ts'
import { retentionState, retireMonth } from '../src/store/retention.ts'
import { verifyStore } from '../src/store/verify-store.ts'
import { withTestDatabase } from './support/test-database.ts'
import { expectOk, settleInput, upload } from './support/visit.ts'
import { hospital, items, openWorld, person, type World } from './support/world.ts'

const inWorld = (work: (world: World, folder: string) => Promise<void>): Promise<void> =>
  withTestDatabase(async (database) => {
    const folder = await mkdtemp('/tmp/yibao-retention-')
    const world = await openWorld(database)
    try {
      await work(world, folder)
    } finally {
      await world.close()
      await rm(folder, { recursive: true, force: true })
    }
  })

const line = { code: items.whole.code, price: 10, quantity: 1 }
const yearsLater = localDateTime('2030-02-01 08:00:00')
const keeping = { message: 36, bill_line: 60 }

const stateOf = async (world: World, table: string) =>
  (await retentionState(world.database.pool, keeping, yearsLater)).find((one) => one.table === table && one.rows > 0)

test('a month of messages goes to a file whose digest is kept, and verification still holds', () =>
  inWorld(async (world, folder) => {
    const { pool } = world.database
    const who = person(1)
    await world.plant([{ person: who, balance: fen(0) }])
    const bill = await upload(world.till(hospital), who, [line])
    expectOk(await world.till(hospital).ask('2207', who, settleInput(bill)))
    const before = await pool.query('select from message')
    for (const table of ['message', 'bill_line']) {
      const month = await stateOf(world, table)
      assert.equal(month?.state, 'due')
      const retired = await retireMonth(pool, month, folder, yearsLater)
      const text = gunzipSync(await readFile(join(folder, `${table}-2023-11.jsonl.gz`))).toString()
      assert.equal(text.trim().split('\n').length, retired.rows)
      assert.equal(createHash('sha256').update(text).digest('hex'), retired.digest)
      if (table === 'message') assert.equal(retired.rows, before.rowCount)
    }
    assert.equal((await pool.query('select from message')).rowCount, 0)
    assert.equal((await pool.query('select from bill_line')).rowCount, 0)
    const report = await verifyAll(verifyStore(pool), () => undefined)
    assert.deepEqual(report.violations, [])
    assert.equal(report.settlements, 1)
  }))

test('fee lines that are not settled hold their month back', () =>
  inWorld(async (world) => {
    const who = person(1)
    await world.plant([{ person: who, balance: fen(0) }])
    await upload(world.till(hospital), who, [line])
    const month = await stateOf(world, 'bill_line')
    assert.deepEqual([month?.state, month?.openVisits], ['held', 1])
  }))

test('a month that is young enough is kept, and an archive that cannot be written takes nothing away', () =>
  inWorld(async (world, folder) => {
    const { pool } = world.database
    const who = person(1)
    await world.plant([{ person: who, balance: fen(0) }])
    const bill = await upload(world.till(hospital), who, [line])
    expectOk(await world.till(hospital).ask('2207', who, settleInput(bill)))
    const young = await retentionState(pool, keeping, localDateTime('2026-10-31 08:00:00'))
    assert.ok(young.every(({ state }) => state === 'kept'))
    const due = await stateOf(world, 'message')
    assert.ok(due !== undefined)
    const file = join(folder, 'file')
    await writeFile(file, '')
    await assert.rejects(retireMonth(pool, due, file, yearsLater), /EEXIST|ENOTDIR/)
    assert.equal((await pool.query('select from message')).rowCount, due.rows)
    assert.equal((await pool.query('select from retired_month')).rowCount, 0)
  }))
