import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  bookAll,
  byStatus,
  findingsOf,
  historyWith,
  kinder,
  lawsOf,
  undoing,
  visitsOn,
} from '../../tests/support/correction-day.ts'
import { accepted, enrolment } from '../../tests/support/world.ts'
import { addDays, isoDate, sumFen } from '../kernel/index.ts'
import { verifyPerson } from './verify.ts'

const visit = fc.record({ gap: fc.integer({ min: 0, max: 90 }), yuan: fc.integer({ min: 0, max: 1500 }) })

/** Insurance as it may come out after it was put right: of a status, over a part of the time, or none at all. */
const insurance = fc.record({
  status: fc.constantFrom('active' as const, 'retired' as const),
  from: fc.integer({ min: 0, max: 400 }),
  none: fc.boolean(),
})

const world = fc.record({
  visits: fc.array(visit, { minLength: 1, maxLength: 6 }),
  insurance,
  book: fc.constantFrom(byStatus, kinder),
})

function corrected({
  visits,
  insurance: { status, from, none },
}: typeof world extends fc.Arbitrary<infer T> ? T : never) {
  let day = isoDate('2024-09-01')
  const store = visitsOn(
    visits.map(({ gap, yuan }) => {
      day = addDays(day, gap)
      return [day, String(yuan)] as const
    }),
  )
  const range = { from: addDays(isoDate('2024-09-01'), from), until: null }
  store.enrol(none ? [] : [{ ...enrolment, status, range }])
  return store
}

test('after everything found is booked nothing is found, every entry balances and history agrees', () => {
  fc.assert(
    fc.property(world, (drawn) => {
      const store = corrected(drawn)
      bookAll(store, drawn.book)
      assert.deepEqual(findingsOf(store, drawn.book), { found: [], notComputed: [] })
      for (const { postings } of store.entries()) assert.equal(sumFen(postings.map(({ amount }) => amount)), 0)
      assert.deepEqual(verifyPerson(historyWith(store), lawsOf(byStatus, kinder)), [])
    }),
    { numRuns: 60 },
  )
})

test('after every correction is undone, in any order, everything is as it was', () => {
  fc.assert(
    fc.property(world, fc.boolean(), (drawn, backwards) => {
      const store = corrected(drawn)
      const before = store.fileFor({})
      const found = findingsOf(store, drawn.book)
      const ids = Array.from({ length: bookAll(store, drawn.book) }, (_, index) => `K${index + 1}`)
      for (const id of backwards ? ids.toReversed() : ids) store.book(accepted(undoing(store, id)))
      const after = store.fileFor({})
      const amounts = ({ totals }: typeof after) => totals.filter(({ amount }) => amount !== 0)
      assert.deepEqual(new Set(amounts(after)), new Set(amounts(before)))
      assert.equal(after.accountBalance, before.accountBalance)
      const left = new Map<string, number>()
      for (const { postings } of store.correctionFile().corrections.map(({ entry }) => entry)) {
        for (const { account, amount } of postings) left.set(account, (left.get(account) ?? 0) + amount)
      }
      assert.deepEqual(
        [...left.values()].filter((amount) => amount !== 0),
        [],
      )
      assert.deepEqual(findingsOf(store, drawn.book), found)
      assert.deepEqual(verifyPerson(historyWith(store), lawsOf(byStatus, kinder)), [])
    }),
    { numRuns: 60 },
  )
})
