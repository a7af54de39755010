import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fen, localDateTime, negateFen, sumFen } from '../kernel/index.ts'
import { accounts } from './accounts.ts'
import { entryOf, oppositeOf } from './entry.ts'
import type { Posting } from './types.ts'

const head = { entryId: 'S1', kind: 'settle', at: localDateTime('2025-03-02 12:00:00') } as const

/** Postings over a few accounts, the last one taking up the difference. */
const balanced = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer()), { maxLength: 8 })
  .map((pairs): readonly Posting[] => {
    const postings = pairs.map(([n, amount]) => ({ account: accounts.cash(`P${n}`), amount: fen(amount) }))
    const rest = negateFen(sumFen(postings.map((posting) => posting.amount)))
    return [...postings, { account: accounts.till('H1'), amount: rest }]
  })

function sumsOf(postings: readonly Posting[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const { account, amount } of postings) sums.set(account, (sums.get(account) ?? 0) + amount)
  return sums
}

test('an entry books on every account what was posted there, and balances', () => {
  fc.assert(
    fc.property(balanced, (postings) => {
      const entry = entryOf(head, postings)
      assert.equal(sumFen(entry.postings.map((posting) => posting.amount)), 0)
      const [booked, posted] = [sumsOf(entry.postings), sumsOf(postings)]
      for (const [account, sum] of posted) assert.equal(booked.get(account) ?? 0, sum)
    }),
  )
})

test('an entry and its opposite leave nothing on any account', () => {
  fc.assert(
    fc.property(balanced, (postings) => {
      const entry = entryOf(head, postings)
      const opposite = oppositeOf(entry, { ...head, entryId: 'S2', kind: 'cancel' })
      for (const sum of sumsOf([...entry.postings, ...opposite.postings]).values()) assert.equal(sum, 0)
    }),
  )
})
