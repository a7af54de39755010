import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { localDateTime } from '@yibao/core/kernel'
import type { Operation, OperationLog } from '../../flows/operation-log.ts'
import { refusalLog } from './refusal-log.ts'

let count = 0
function refused(more: Partial<Operation> = {}): Operation {
  count += 1
  return {
    operationId: `O${count}`,
    at: localDateTime('2025-03-03 08:00:00'),
    actor: 'clerk1',
    action: 'users.list',
    target: null,
    outcome: 'refused',
    reason: 'rest.no-right',
    address: '10.0.0.1',
    sessionId: 'S1',
    details: {},
    ...more,
  }
}

/** A log that keeps its rows, and can be away. */
function kept() {
  const rows: Operation[] = []
  const state = { away: false }
  const log: OperationLog = {
    async note(operation) {
      if (state.away) throw new Error('away')
      rows.push(operation)
    },
    find: async () => rows,
  }
  return { rows, state, log }
}

const unexpected = (fault: unknown): never => assert.fail(String(fault))

test('a thousand refusals of one session on one route are one row in a minute, the others counted in the next', async () => {
  const { rows, log } = kept()
  const bounded = refusalLog({ log, reportFault: unexpected })
  const all = Array.from({ length: 1_000 }, () => refused())
  await Promise.all(all.map((one) => bounded.note(one)))
  assert.deepEqual(rows, [all[0]])
  await bounded.close()
  assert.deepEqual(rows, [all[0], { ...all[999], details: { suppressed: 998 } }])
})

test('the count is written when the minute ends, though nobody is refused again, and begins the next minute', async () => {
  const { rows, log } = kept()
  const bounded = refusalLog({ log, reportFault: unexpected, windowMs: 40 })
  for (let time = 0; time < 5; time += 1) await bounded.note(refused())
  assert.equal(rows.length, 1)
  const ended = performance.now() + 5_000
  while (rows.length < 2 && performance.now() < ended) await pause(5)
  assert.deepEqual(rows[1]?.details, { suppressed: 3 })
  await bounded.close()
  assert.equal(rows.length, 2)
})

test('other sessions, other routes, other reasons and what was done have rows of their own', async () => {
  const { rows, log } = kept()
  const bounded = refusalLog({ log, reportFault: unexpected })
  const some = [
    refused(),
    refused({ sessionId: 'S2' }),
    refused({ action: 'users.add' }),
    refused({ reason: 'office.own-account' }),
    refused({ outcome: 'done', reason: null }),
    refused({ outcome: 'done', reason: null }),
    refused({ action: 'session.sign-in', sessionId: null }),
    refused({ action: 'session.sign-in', sessionId: null }),
  ]
  for (const one of some) await bounded.note(one)
  assert.deepEqual(rows, some)
  await bounded.close()
})

test('of refusals that name somebody the first twenty stand in full', async () => {
  const { rows, log } = kept()
  const bounded = refusalLog({ log, reportFault: unexpected })
  const all = Array.from({ length: 100 }, (_, at) => refused({ target: `P${at}`, reason: 'rest.beyond-reach' }))
  for (const one of all) await bounded.note(one)
  await bounded.close()
  assert.deepEqual(rows, [...all.slice(0, 20), { ...all[99], details: { suppressed: 79 } }])
})

test('a refusal that could not be written is counted, and its asker hears of the fault', async () => {
  const { rows, state, log } = kept()
  const faults: unknown[] = []
  const bounded = refusalLog({ log, reportFault: (fault) => faults.push(fault) })
  state.away = true
  const first = refused()
  await assert.rejects(bounded.note(first), /away/)
  state.away = false
  await bounded.close()
  assert.deepEqual([rows, faults], [[first], []])
})
