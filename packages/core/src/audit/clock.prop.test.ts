import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, ageOn, daysBetween, isoDate } from '../kernel/index.ts'
import { dayNumber, dayText, hourOf, monthStart, secondNumber, weekdayOf, yearStart, yearsBetween } from './clock.ts'

const first = isoDate('1970-01-01')
const anyDay = fc.integer({ min: -20_000, max: 300_000 }).map((days) => addDays(first, days))

test('days are counted as the kernel counts them, and weeks begin on Monday', () => {
  fc.assert(
    fc.property(anyDay, anyDay, (a, b) => {
      assert.equal(dayNumber(b) - dayNumber(a), daysBetween(a, b))
      assert.equal(dayText(dayNumber(a)), a)
      assert.equal(dayText(monthStart(a)), `${a.slice(0, 7)}-01`)
      assert.equal(dayText(yearStart(a)), `${a.slice(0, 4)}-01-01`)
      if (b >= a) assert.equal(yearsBetween(a, b), ageOn(a, b))
      const weekday = new Date(a).getUTCDay()
      assert.equal(weekdayOf(a), weekday === 0 ? 7 : weekday)
    }),
  )
})

test('a time is its second, a day its midnight, and what is no time has none', () => {
  assert.equal(secondNumber('1970-01-02 00:01:01') - secondNumber('1970-01-01'), 86_461)
  assert.equal(hourOf('2025-06-10 23:59:59'), 23)
  assert.ok(Number.isNaN(dayNumber('soon')))
})
