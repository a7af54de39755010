import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createPool } from '../src/store/pool.ts'
import { personStore } from '../src/store/person-store.ts'
import { query } from '../src/store/sql.ts'
import { gatherVisit, gatherSettlement, gatherPerson } from '../src/store/gather-sql.ts'
import { recordDecisions } from '../src/store/record-sql.ts'
import { recordValues } from '../src/store/record-rows.ts'
import { withTestDatabase } from './support/test-database.ts'
import { newPerson } from './support/people.ts'
import { pressed } from './support/pressed.ts'
import { openWorld, hospital, items, today } from './support/world.ts'
import { settleInput, upload, expectOk } from './support/visit.ts'

const message = (n: number, more = {}) => ({
  messageId: `X${n}`, providerCode: 'H1', msgid: `M${n}`, infno: '2203', receivedAt: `${today} 08:00:00`,
  nonce: null, inputDigest: new Uint8Array([1]), request: 'r', insuredId: 'A', answer: 'a', outcome: 'x', settlementId: null, ...more,
}) as never

test('E1 memory of prepared names', () => withTestDatabase(async ({ url }) => {
  const pool = createPool({ url, maxConnections: 1, serving: true, patience: { connectionMs: 5000, statementMs: 10000 }, log: console.log })
  const size = async () => (await pool.query(`select sum(total_bytes)::float8 as s, (sum(total_bytes) filter (where name like 'Cached%'))::float8 as cached, count(*)::int as n from pg_backend_memory_contexts`)).rows[0]
  console.log('before', await size())
  for (const [name, text, values] of [
    ['gp', gatherPerson, [['A'], ['B'], ['C'], ['']]],
    ['gv', gatherVisit, [['A'], ['B'], ['C'], ['']]],
    ['gs', gatherSettlement, [['A'], ['B'], ['C'], ['']]],
    ['rec', recordDecisions, recordValues([{ kind: 'message', message: message(1), effect: false }])],
  ] as const) {
    await query(pool, name, text, values)
    console.log(name, await size())
  }
  await pool.end()
}))

test('E2 lone surrogate in the person of a message', () => withTestDatabase(async ({ pool }) => {
  const people = personStore(pool)
  const r = await Promise.allSettled([people.archive(message(1)), people.archive(message(2, { insuredId: `${'x'.repeat(29)}\ud83d` }))])
  console.log('E2', r.map((x) => x.status === 'rejected' ? String(x.reason) : 'ok'))
}))

test('E3 big bodies', () => withTestDatabase(async ({ url }) => {
  const pool = createPool({ url, serving: true, patience: { connectionMs: 5000, statementMs: 10000 }, log: console.log })
  const people = personStore(pool)
  for (const [what, body] of [['ascii', 'abcdefghij'.repeat(100_000)], ['quotes', '"'.repeat(1_000_000)], ['control', '\u0001'.repeat(1_000_000)], ['random', Array.from({length: 100_000}, () => Math.random().toString(36).slice(2, 12).padEnd(10, 'x')).join('')]] as const) {
    const begin = performance.now()
    let blocked = 0, last = performance.now()
    const t = setInterval(() => { const now = performance.now(); blocked = Math.max(blocked, now - last); last = now }, 5)
    const r = await Promise.allSettled(Array.from({ length: 64 }, (_, n) => people.archive(message(n, { messageId: `${what}${n}`, request: body, insuredId: n === 0 ? 'A' : '' }))))
    clearInterval(t)
    console.log('E3', what, Math.round(performance.now() - begin), 'ms; loop blocked', Math.round(blocked), r.filter((x) => x.status === 'rejected').length, 'failed', String((r.find((x) => x.status === 'rejected') as { reason?: unknown } | undefined)?.reason ?? ''))
  }
  await pool.end()
}))

test('E4 import holds a person', () => pressed({}, async ({ world, direct }) => {
  const who = await newPerson(world)
  const bill = await upload(world.till(hospital), who, [{ code: items.whole.code, price: 100, quantity: 1 }])
  const client = await direct.pool.connect()
  await client.query('begin')
  await client.query('update person_state set version = version + 1 where insured_id = $1', [who.insuredId])
  const begin = performance.now()
  const answer = await world.till(hospital).ask('2207', who, settleInput(bill))
  console.log('E4 after', Math.round(performance.now() - begin), 'ms', answer.infcode, answer.err_msg)
  await client.query('rollback')
  client.release()
}))
