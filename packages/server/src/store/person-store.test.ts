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
  const people = personStore({ query } as unknown as pg.Pool)
  const archived = people.archive(message)
  await assert.rejects(people.record(tooRich), /could not be written down/)
  await archived
  assert.equal(sent, 1)
})
