import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, InvariantError, localDateTime } from '../kernel/index.ts'
import { accounts } from './accounts.ts'
import { entryOf, oppositeOf } from './entry.ts'
import type { Posting } from './types.ts'

const at = localDateTime('2025-03-02 12:00:00')
const settle = { entryId: 'S1', kind: 'settle', at } as const
const cancel = { entryId: 'S2', kind: 'cancel', at: localDateTime('2025-03-02 12:05:00') } as const

const paid: readonly Posting[] = [
  { account: accounts.fund('990000', '310', 'pool'), amount: fen(-60_00) },
  { account: accounts.personalAccount('P1'), amount: fen(-40_00) },
  { account: accounts.receivable('H1'), amount: fen(100_00) },
]

test('what the payers give is what the provider receives', () => {
  assert.deepEqual(entryOf(settle, paid), { ...settle, postings: paid, opposes: null })
})

test('an entry that does not balance is our own mistake', () => {
  assert.throws(() => entryOf(settle, paid.slice(1)), InvariantError)
})

test('who pays nothing has no posting', () => {
  const nothing = { account: accounts.cash('P1'), amount: fen(0) }
  assert.deepEqual(entryOf(settle, [nothing, ...paid]).postings, paid)
  assert.deepEqual(entryOf(settle, [nothing]).postings, [])
})

test('an entry is undone by the opposite one, which names it, and stays as it was', () => {
  const entry = entryOf(settle, paid)
  const opposite = oppositeOf(entry, cancel)
  assert.deepEqual(opposite, {
    ...cancel,
    postings: paid.map(({ account, amount }) => ({ account, amount: -amount })),
    opposes: 'S1',
  })
  assert.deepEqual(entry.postings, paid)
})

test('the opposite of the opposite books again what the first entry booked', () => {
  const again = oppositeOf(oppositeOf(entryOf(settle, paid), cancel), { ...settle, entryId: 'S3', kind: 'restore' })
  assert.deepEqual(again.postings, paid)
  assert.equal(again.opposes, 'S2')
})
