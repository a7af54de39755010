import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, localDateTime } from '@yibao/core/kernel'
import { ensureMonths, monthAfter } from '../src/store/months.ts'
import { withTestDatabase } from './support/test-database.ts'
import { expectOk, settleInput, upload } from './support/visit.ts'
import { hospital, items, openWorld, person, type World } from './support/world.ts'

const inWorld = (work: (world: World) => Promise<void>): Promise<void> =>
  withTestDatabase(async (database) => {
    const world = await openWorld(database)
    await work(world)
    await world.close()
  })

const settleOne = async (world: World) => {
  const who = person(1)
  await world.plant([{ person: who, balance: fen(0) }])
  const till = world.till(hospital)
  const bill = await upload(till, who, [{ code: items.whole.code, price: 10, quantity: 1 }])
  return { who, bill, settled: expectOk(await till.ask('2207', who, settleInput(bill))) }
}

test('a month follows a month, over the end of a year too', () => {
  assert.deepEqual(
    [monthAfter('2023-11', 1), monthAfter('2023-11', 2), monthAfter('2024-01', -1)],
    ['2023-12', '2024-01', '2023-12'],
  )
})

test('messages and fee lines stand in the month of their day, and the coming months are ready', () =>
  inWorld(async (world) => {
    await settleOne(world)
    const { pool } = world.database
    const { rows } = await pool.query<{ place: string; count: number }>(
      `select tableoid::regclass::text as place, count(*)::int as count from message group by 1
       union all select tableoid::regclass::text, count(*)::int from bill_line group by 1 order by 1`,
    )
    assert.deepEqual(
      rows.map(({ place }) => place),
      ['bill_line_2023_11', 'message_2023_11'],
    )
    const ready = await pool.query<{ name: string }>(
      "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'message'::regclass order by 1",
    )
    assert.deepEqual(
      ready.rows.map(({ name }) => name),
      ['message_2023_11', 'message_2023_12', 'message_2024_01', 'message_other'],
    )
  }))

test('rows that came before their month was made are moved into it', () =>
  inWorld(async (world) => {
    const { pool } = world.database
    await settleOne(world)
    await pool.query("update message set received_at = '2020-05-06 07:08:09' where infno = '2207'")
    const waiting = await pool.query('select from message_other')
    assert.equal(waiting.rowCount, 1)
    const made = await ensureMonths(pool, localDateTime('2023-11-13 10:00:00'))
    assert.deepEqual(made, ['message_2020_05'])
    assert.equal((await pool.query('select from message_2020_05')).rowCount, 1)
    assert.equal((await pool.query('select from message_other')).rowCount, 0)
    assert.deepEqual(await ensureMonths(pool, localDateTime('2023-11-13 10:00:00')), [])
  }))

test('a retry whose answer is no longer kept is told where to ask, and settles nothing again', () =>
  inWorld(async (world) => {
    const { who, bill, settled } = await settleOne(world)
    const { pool } = world.database
    await pool.query("delete from message where infno = '2207'")
    const again = await world.till(hospital).ask('2207', who, settleInput(bill), { msgid: settled.msgid })
    assert.match(again.err_msg, /flow\.answer-retired/)
    assert.equal((await pool.query('select from settlement')).rowCount, 1)
  }))
