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

test('the version of a file that is known is asked with the question, and the file is not sent again', async () => {
  const asked: unknown[] = []
  const visit = { visitId: 'V1', stay: null, state: 'open' }
  const file = { insured: { insuredId: 'A' }, version: 3, visit, enrolments: null, totals: null, lines: null }
  const query = async ({ values }: { readonly values: readonly unknown[] }) => {
    asked.push(values[4])
    return { rows: [{ place: 1, file: asked.length === 1 ? file : null, earlier: null, reversed: false, named: null }] }
  }
  const people = personStore({ query, on: () => undefined } as unknown as pg.Pool)
  const question = { insuredId: 'A', providerCode: 'H1', msgid: 'M1', about: { kind: 'visit', visitId: 'V1' } } as const
  const first = await people.gather(question)
  const second = await people.gather({ ...question, msgid: 'M2' })
  assert.deepEqual(asked, [[null], [3]])
  assert.equal(second?.file, first?.file)
})

test('after a fault nothing is known', async () => {
  const asked: unknown[] = []
  const visit = { visitId: 'V1', stay: null, state: 'open' }
  const file = { insured: { insuredId: 'A' }, version: 3, visit, enrolments: null, totals: null, lines: null }
  const query = async ({ values }: { readonly values: readonly unknown[] }) => {
    asked.push(values[4])
    if (asked.length === 2) throw new Error('Connection terminated unexpectedly')
    return { rows: [{ place: 1, file, earlier: null, reversed: false, named: null }] }
  }
  const people = personStore({ query, on: () => undefined } as unknown as pg.Pool)
  const question = { insuredId: 'A', providerCode: 'H1', msgid: 'M1', about: { kind: 'visit', visitId: 'V1' } } as const
  await people.gather(question)
  await assert.rejects(people.gather(question))
  await people.gather(question)
  assert.deepEqual(asked, [[null], [3], [null]])
})
