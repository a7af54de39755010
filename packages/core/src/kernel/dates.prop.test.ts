import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { IsoDate } from './dates.ts'
import { addDays, addMonths, ageOn, daysBetween, isoDate, parseIsoDate } from './dates.ts'
import { ok } from './result.ts'

const first = isoDate('1900-01-01')
const lastDay = 401_766
const date = fc.integer({ min: 0, max: lastDay }).map((days) => addDays(first, days))

/** The platform's own calendar, which only a test may ask. */
function byPlatform(days: number): string {
  return new Date(Date.UTC(1900, 0, 1) + days * 86_400_000).toISOString().slice(0, 10)
}

test('every day from 1900 to 2999 follows the one before, as the platform counts them', () => {
  assert.equal(addDays(first, lastDay), '2999-12-31')
  for (let days = 0; days <= lastDay; days += 1) {
    if (addDays(first, days) !== byPlatform(days)) assert.fail(byPlatform(days))
  }
})

test('days added are days between', () => {
  fc.assert(
    fc.property(date, date, (a, b) => {
      const days = daysBetween(a, b)
      assert.equal(addDays(a, days), b)
      assert.equal(Math.sign(days), a === b ? 0 : a < b ? 1 : -1)
      assert.deepEqual(parseIsoDate(addDays(b, -days)), ok(a))
    }),
  )
})

test('months added and taken away come back, but for the end of a month', () => {
  const earlier = fc.integer({ min: 0, max: lastDay - 40_000 }).map((days) => addDays(first, days))
  fc.assert(
    fc.property(earlier, fc.integer({ min: 0, max: 1200 }), (from, months) => {
      const back = addMonths(addMonths(from, months), -months)
      assert.equal(back.slice(0, 7), from.slice(0, 7))
      assert.ok(back === from || (back < from && Number(from.slice(8)) > 28))
    }),
  )
})

test('an age is the number of birthdays since birth', () => {
  fc.assert(
    fc.property(date, date, (a, b) => {
      const [birth, on]: readonly [IsoDate, IsoDate] = a < b ? [a, b] : [b, a]
      const age = ageOn(birth, on)
      const days = daysBetween(birth, on)
      assert.ok(Math.floor(days / 366) <= age && age <= Math.floor(days / 365))
    }),
  )
})
