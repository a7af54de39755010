import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from './dates.ts'
import { InvariantError } from './invariant.ts'
import { addWorkdays, isWorkday, type WorkYear, weekdayOf } from './workdays.ts'

const spring2026: WorkYear = {
  year: 2026,
  off: ['2026-02-15', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'].map(isoDate),
  worked: [isoDate('2026-02-14')],
}
const years = [spring2026]

test('the week begins on Monday', () => {
  assert.equal(weekdayOf(isoDate('2026-03-02')), 1)
  assert.equal(weekdayOf(isoDate('2026-03-08')), 7)
  assert.equal(weekdayOf(isoDate('1900-01-01')), 1)
  assert.equal(weekdayOf(isoDate('2000-02-29')), 2)
})

test('people work from Monday to Friday, not on a holiday, and on the weekend that makes up for it', () => {
  assert.equal(isWorkday(isoDate('2026-03-06'), years), true)
  assert.equal(isWorkday(isoDate('2026-03-07'), years), false)
  assert.equal(isWorkday(isoDate('2026-02-16'), years), false)
  assert.equal(isWorkday(isoDate('2026-02-14'), years), true)
})

test('nobody knows the working days of a year whose holidays were not published', () => {
  assert.equal(isWorkday(isoDate('2027-01-04'), years), null)
  assert.equal(addWorkdays(isoDate('2026-12-30'), 1, years), '2026-12-31')
  assert.equal(addWorkdays(isoDate('2026-12-30'), 2, years), null)
})

test('working days are counted from the day after', () => {
  assert.equal(addWorkdays(isoDate('2026-03-02'), 0, years), '2026-03-02')
  assert.equal(addWorkdays(isoDate('2026-03-02'), 15, years), '2026-03-23')
  assert.equal(addWorkdays(isoDate('2026-03-06'), 1, years), '2026-03-09')
  assert.equal(addWorkdays(isoDate('2026-02-13'), 2, years), '2026-02-23')
  assert.throws(() => addWorkdays(isoDate('2026-03-02'), -1, years), InvariantError)
})
