import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import ExcelJS from 'exceljs'
import type pg from 'pg'
import { first, second, withBusyWorld } from './support/desk.ts'
import { answered, codeOf, colleague, region } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'
import { expectOk, settleInput, upload } from './support/visit.ts'
import { hospital, items, openWorld, person, today, type World } from './support/world.ts'

/** Waits until `is` holds. @throws AssertionError after ten seconds */
async function until(is: () => Promise<boolean>, what: string): Promise<void> {
  const ended = performance.now() + 10_000
  while (!(await is())) {
    assert.ok(performance.now() < ended, what)
    await pause(20)
  }
}

const countOf = async (pool: pg.Pool, text: string): Promise<number> =>
  (await pool.query<{ count: number }>(`select count(*)::int as count from ${text}`)).rows[0]?.count ?? 0

test('a session that is refused again and again does not fill the operation log, and no refusal is lost', () =>
  withBusyWorld(async ({ world }) => {
    const { client, userId } = await colleague(world, region('clerk'))
    const codes = await Promise.all(Array.from({ length: 50 }, () => codeOf(client.call('users.list', {}))))
    assert.deepEqual([...new Set(codes)], ['403 rest.no-right'])
    const rows = async () =>
      (
        await world.database.pool.query<{ details: object }>(
          `select details from operation_log where actor = $1 and outcome = 'refused' order by operation_id`,
          [userId],
        )
      ).rows
    assert.deepEqual(await rows(), [{ details: {} }])
    await world.restart()
    assert.deepEqual(await rows(), [{ details: {} }, { details: { suppressed: 48 } }])
  }))

test('masked looks at a person are written down: the person, a message, and messages computed again', () =>
  withBusyWorld(async ({ world, client }) => {
    const { insuredId } = first
    await answered(client.call('people.get', { insuredId }))
    const { rows } = await answered(client.call('messages.find', { insuredId, infno: '2207' }))
    const messageId = rows[0]?.messageId ?? ''
    await answered(client.call('messages.get', { messageId }))
    await answered(client.call('messages.rerun', { insuredId, on: today }))
    const logged = await world.database.pool.query(
      `select action, target, outcome, details from operation_log
       where action in ('people.get', 'messages.get', 'messages.rerun') order by operation_id`,
    )
    const done = { outcome: 'done' }
    assert.deepEqual(logged.rows, [
      { ...done, action: 'people.get', target: insuredId, details: {} },
      { ...done, action: 'messages.get', target: messageId, details: { insuredId } },
      {
        ...done,
        action: 'messages.rerun',
        target: insuredId,
        details: { insuredId, on: today, pack: null, messages: logged.rows[2]?.details.messages },
      },
    ])
    assert.ok(logged.rows[2]?.details.messages > 0)
  }))

test('who looks at a visit or a settlement, or lists whose rows, stands in the operation log with whom was seen', () =>
  withBusyWorld(async ({ world, client, settled: settlementId }) => {
    const { insuredId } = first
    const days = { from: today, until: today }
    const { rows } = await answered(client.call('visits.find', { insuredId }))
    const visitId = rows[0]?.visitId ?? ''
    await answered(client.call('visits.get', { insuredId, visitId }))
    await answered(client.call('settlements.find', days))
    await answered(client.call('settlements.get', { insuredId, settlementId }))
    await answered(client.call('settlements.timeline', { insuredId, settlementId }))
    await answered(client.call('receipts.get', { insuredId, settlementId }))
    await answered(client.call('messages.find', { insuredId: second.insuredId, infno: '2207' }))
    await answered(client.call('messages.find', { insuredId: 'NOBODY00001' }))
    await answered(client.call('messages.find', { infno: '9999', ...days }))
    const logged = await world.database.pool.query(
      `select action, target, details from operation_log where actor <> 'console' and action not like 'session.%'
       order by operation_id`,
    )
    const both = [second.insuredId, insuredId]
    assert.deepEqual(logged.rows, [
      { action: 'visits.find', target: insuredId, details: { found: [insuredId] } },
      { action: 'visits.get', target: insuredId, details: { visitId } },
      { action: 'settlements.find', target: null, details: { ...days, found: both } },
      { action: 'settlements.get', target: insuredId, details: { settlementId } },
      { action: 'settlements.timeline', target: insuredId, details: { settlementId } },
      { action: 'receipts.get', target: insuredId, details: { settlementId } },
      { action: 'messages.find', target: second.insuredId, details: { infno: '2207', found: [second.insuredId] } },
      { action: 'messages.find', target: 'NOBODY00001', details: { found: [] } },
    ])
  }))

/** Makes the report long: one row for each of so many institutions that never were. */
async function plantInstitutions(world: World, count: number): Promise<void> {
  const client = await world.database.pool.connect()
  try {
    await client.query('begin')
    // The rows hang in the air: only the report looks at them.
    await client.query('set local session_replication_role = replica')
    await client.query(
      `insert into settlement select (jsonb_populate_record(null::settlement,
         to_jsonb(s) || jsonb_build_object('settlement_id', 'X' || n, 'provider_code', 'X' || n))).*
       from (select * from settlement where kind = 'settle' limit 1) s, generate_series(1, $1::int) n`,
      [count],
    )
    await client.query('commit')
  } finally {
    client.release()
  }
}

test('a report of two thousand rows becomes a workbook without holding up what else is to be answered', () =>
  withBusyWorld(async ({ world, client }) => {
    await plantInstitutions(world, 1_990)
    const asked = { report: 'institutions', from: today, until: today } as const
    // The thread and its library are there from the first workbook on.
    await answered(client.call('reports.export', { ...asked, providerCode: hospital.providerCode }))
    let longest = 0
    let last = performance.now()
    const timer = setInterval(() => {
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
    }, 1)
    const content = await answered(client.call('reports.export', asked))
    clearInterval(timer)
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(Buffer.from(content.content) as never)
    assert.equal(workbook.worksheets[0]?.rowCount, 1_993, 'heads, rows and sums')
    assert.ok(longest < 100, `the event loop was held for ${Math.round(longest)} ms`)
  }))

test("a report's statement ends with the connection of whoever asked for it, and its connections serve again", () =>
  withBusyWorld(async ({ world }) => {
    const { pool } = world.database
    const { userId, token, client } = await colleague(world, region('auditor'))
    const { rows } = await pool.query<{ agent: string }>('select agent from user_session where user_id = $1', [userId])
    const agent = rows[0]?.agent ?? ''
    const url = new URL(await world.centre.listen('127.0.0.1', 0))
    await pool.query('alter table settlement rename to settlement_kept')
    await pool.query(
      'create view settlement as select s.* from settlement_kept s cross join (select pg_sleep(50)) as long_work',
    )
    const running = () =>
      countOf(pool, `pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`)
    const reader = () => {
      const socket = connect(Number(url.port), url.hostname)
      socket.on('error', () => undefined)
      socket.write(
        `GET /api/reports/daily?from=${today}&until=${today} HTTP/1.1\r\nhost: x\r\nuser-agent: ${agent}\r\nauthorization: Bearer ${token}\r\n\r\n`,
      )
      return socket
    }
    const readers = Array.from({ length: 5 }, reader)
    await until(async () => (await running()) === 2, 'as many as there are connections ask the database')
    for (const socket of readers) socket.destroy()
    await Promise.all(readers.map((socket) => socket.closed || once(socket, 'close')))
    await until(async () => (await running()) === 0, 'the statements are given up')
    await pause(200)
    assert.equal(await running(), 0, 'those who waited for a connection do not begin')
    await pool.query('drop view settlement')
    await pool.query('alter table settlement_kept rename to settlement')
    assert.equal((await answered(client.call('reports.daily', { from: today, until: today }))).rows.length, 1)
  }))

test('a flood of passwords waits for itself: a bill is settled meanwhile', () =>
  withTestDatabase(async (database) => {
    const who = person(3)
    const faults: string[] = []
    const world = await openWorld(database, { log: (line) => faults.push(line) })
    const guard = await database.pool.connect()
    try {
      await world.plant([{ person: who, balance: 0 as never }])
      const till = world.till(hospital)
      const bill = await upload(till, who, [{ code: items.whole.code, price: 700, quantity: 1 }])
      await guard.query('begin')
      await guard.query('lock table sign_in_tries in access exclusive mode')
      let ended = 0
      const flood = Array.from({ length: 30 }, async (_, at) => {
        await world.centre.app.inject({
          method: 'POST',
          url: '/api/session',
          headers: { 'x-yibao-csrf': '1' },
          payload: { userId: `user${at}`, password: 'guess' },
        })
        ended += 1
      })
      const waiting = async (): Promise<number> => {
        // A transaction sees the activity of its first look.
        await guard.query('select pg_stat_clear_snapshot()')
        const { rows } = await guard.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
        return rows.length
      }
      await until(async () => (await waiting()) >= 2, 'the flood is there')
      expectOk(await till.ask('2207', who, settleInput(bill)))
      assert.ok(ended < 15, `${ended} of the flood came first`)
      await guard.query('rollback')
      await Promise.all(flood)
    } finally {
      guard.release()
      await world.centre.close()
    }
  }))
