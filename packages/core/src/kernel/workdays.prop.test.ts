import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, isoDate, yearOf } from './dates.ts'
import { addWorkdays, isWorkday, type WorkYear } from './workdays.ts'

const first = isoDate('2024-01-01')
const day = fc.integer({ min: 0, max: 700 }).map((days) => addDays(first, days))
const calendar = fc.array(fc.record({ date: day, off: fc.boolean() }), { maxLength: 40 }).map((marks) =>
  [2024, 2025, 2026].map(
    (year): WorkYear => ({
      year,
      off: marks.filter(({ date, off }) => off && yearOf(date) === year).map(({ date }) => date),
      worked: marks.filter(({ date, off }) => !off && yearOf(date) === year).map(({ date }) => date),
    }),
  ),
)

test('the n-th working day is worked, and n days are worked up to it', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 30 }), calendar, (from, count, years) => {
      const last = addWorkdays(from, count, years)
      assert.ok(last !== null && isWorkday(last, years) === true)
      let worked = 0
      for (let one = addDays(from, 1); one <= last; one = addDays(one, 1)) worked += isWorkday(one, years) ? 1 : 0
      assert.equal(worked, count)
    }),
  )
})

test('more working days never end earlier', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 20 }), calendar, (from, count, years) => {
      const [fewer, more] = [addWorkdays(from, count, years), addWorkdays(from, count + 1, years)]
      assert.ok(fewer !== null && more !== null && fewer < more)
    }),
  )
})
