import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, localDateTime } from '@yibao/core/kernel'
import { noChange } from '@yibao/core/settlement'
import type pg from 'pg'
import type { ArchivedMessage, Recording } from '../flows/ports.ts'
import { personStore } from './person-store.ts'

const message: ArchivedMessage = {
  messageId: '1',
  providerCode: 'H1',
  msgid: 'M1',
  infno: '2207',
  receivedAt: localDateTime('2025-03-02 12:00:00'),
  nonce: null,
  inputDigest: new Uint8Array(),
  request: '',
  insuredId: 'A',
  answer: '',
  outcome: 'ok',
  settlementId: null,
}

/** Its balance would leave the numbers that money may have. */
const tooRich = {
  message,
  mark: null,
  file: { insured: { insuredId: 'A' }, accountBalance: fen(Number.MAX_SAFE_INTEGER), totals: [], visit: null },
  decision: { ...noChange, balanceAdded: fen(1) },
} as unknown as Recording

test('a decision that cannot be written down spoils nothing of those that came with it', async () => {
  let sent = 0
  const query = async () => {
    sent += 1
    return { rows: [] }
  }
  const people = personStore({ query, on: () => undefined } as unknown as pg.Pool)
  const archived = people.archive(message)
  await assert.rejects(people.record(tooRich), /could not be written down/)
  await archived
  assert.equal(sent, 1)
})

const visit = { visitId: 'V1', stay: null, state: 'open' }
const file = { insured: { insuredId: 'A' }, version: 3, visit, enrolments: null, totals: null, lines: null }
const question = { insuredId: 'A', providerCode: 'H1', msgid: 'M1', about: { kind: 'visit', visitId: 'V1' } } as const

interface Sent {
  readonly name: string
  readonly values: readonly unknown[]
}

/** A database that knows the file, and says of it what it is asked; what was asked, with the version that was known. */
function databaseSaying(stands: () => boolean) {
  const asked: unknown[] = []
  const query = async ({ name, values }: Sent) => {
    const statement = name.replace(/#.*/, '')
    asked.push([statement, values[statement === 'gather-known' ? 3 : 4]])
    const answer = { file, earlier: null, reversed: false, named: null }
    return { rows: [{ place: 1, ...(statement === 'gather-known' ? { stands: stands() } : answer) }] }
  }
  return { asked, people: personStore({ query, on: () => undefined } as unknown as pg.Pool) }
}

test('a file that is known is not read again while its version stands', async () => {
  const { asked, people } = databaseSaying(() => true)
  const first = await people.gather(question)
  const second = await people.gather({ ...question, msgid: 'M2' })
  assert.deepEqual(asked, [
    ['gather-visit', [null]],
    ['gather-known', [3]],
  ])
  assert.equal(second?.file, first?.file)
})

test('a file that is known is read again when it moved on, or the msgid is not new', async () => {
  const { asked, people } = databaseSaying(() => false)
  await people.gather(question)
  await people.gather({ ...question, msgid: 'M2' })
  assert.deepEqual(asked, [
    ['gather-visit', [null]],
    ['gather-known', [3]],
    ['gather-visit', [3]],
  ])
})

test('after a fault nothing is known', async () => {
  const { asked, people } = databaseSaying(() => {
    throw new Error('Connection terminated unexpectedly')
  })
  await people.gather(question)
  await assert.rejects(people.gather(question))
  await people.gather(question)
  assert.deepEqual(asked, [
    ['gather-visit', [null]],
    ['gather-known', [3]],
    ['gather-visit', [null]],
  ])
})
