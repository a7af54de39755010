import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate, type WorkYear } from '../kernel/index.ts'
import type { Span } from '../policy/index.ts'
import { lastDayOf, lastDaysOf } from './span.ts'

const noHolidays: readonly WorkYear[] = [{ year: 2026, off: [], worked: [] }]
const monday = isoDate('2026-03-02')

test('days are counted from the day itself, the day after, or the next month', () => {
  assert.equal(lastDayOf(monday, { unit: 'day', dayOne: 'same-day' }, 180, []), '2026-08-28')
  assert.equal(lastDayOf(monday, { unit: 'day', dayOne: 'next-day' }, 180, []), '2026-08-29')
  assert.equal(lastDayOf(monday, { unit: 'day', dayOne: 'next-month' }, 30, []), '2026-04-30')
})

const monthsAfter = (day: string, dayOne: Span['dayOne'], length: number) =>
  lastDayOf(isoDate(day), { unit: 'month', dayOne }, length, [])

test('months whose first day is the day after end on the corresponding day', () => {
  assert.equal(monthsAfter('2025-03-10', 'next-day', 3), '2025-06-10')
  assert.equal(monthsAfter('2026-02-28', 'next-day', 1), '2026-03-28')
  assert.equal(monthsAfter('2025-12-28', 'next-day', 2), '2026-02-28')
})

test('and on the last day of a month that has no corresponding day', () => {
  assert.equal(monthsAfter('2025-12-29', 'next-day', 2), '2026-02-28')
  assert.equal(monthsAfter('2025-12-30', 'next-day', 2), '2026-02-28')
  assert.equal(monthsAfter('2026-01-30', 'next-day', 1), '2026-02-28')
  assert.equal(monthsAfter('2028-01-31', 'next-day', 1), '2028-02-29')
})

test('months that begin with the day itself end one day earlier', () => {
  assert.equal(monthsAfter('2025-03-10', 'same-day', 3), '2025-06-09')
  assert.equal(monthsAfter('2025-11-30', 'same-day', 3), '2026-02-27')
  assert.equal(monthsAfter('2026-02-28', 'same-day', 1), '2026-03-27')
})

test('months that begin with the next month are months of the calendar', () => {
  assert.equal(monthsAfter('2025-03-10', 'next-month', 3), '2025-06-30')
  assert.equal(monthsAfter('2025-12-31', 'next-month', 2), '2026-02-28')
})

test('working days pass over weekends', () => {
  assert.equal(lastDayOf(monday, { unit: 'working-day', dayOne: 'next-day' }, 15, noHolidays), '2026-03-23')
  assert.equal(lastDayOf(monday, { unit: 'working-day', dayOne: 'same-day' }, 15, noHolidays), '2026-03-20')
})

test('a first day that nobody works is followed by the first that is worked', () => {
  const saturday = isoDate('2026-03-07')
  assert.equal(lastDayOf(saturday, { unit: 'working-day', dayOne: 'same-day' }, 1, noHolidays), '2026-03-09')
})

test('working days of a year whose holidays are not known have no last day', () => {
  assert.equal(lastDayOf(isoDate('2026-12-30'), { unit: 'working-day', dayOne: 'next-day' }, 15, noHolidays), null)
})

test('of unknown holidays only the outermost last days are known', () => {
  const span = { unit: 'working-day', dayOne: 'next-day' } as const
  // Three working days of 2026 are counted exactly; twelve are left for a year of which nothing is known.
  assert.deepEqual(lastDaysOf(isoDate('2026-12-28'), span, 15, noHolidays), {
    earliest: '2027-01-12',
    latest: '2027-03-01',
  })
  assert.deepEqual(lastDaysOf(monday, span, 15, noHolidays), { earliest: '2026-03-23', latest: '2026-03-23' })
  assert.deepEqual(lastDaysOf(monday, { ...span, unit: 'month' }, 1, []), {
    earliest: '2026-04-02',
    latest: '2026-04-02',
  })
})

test('a span of nothing is over before its first day', () => {
  assert.equal(lastDayOf(monday, { unit: 'month', dayOne: 'same-day' }, 0, []), '2026-03-01')
  assert.equal(lastDayOf(monday, { unit: 'day', dayOne: 'next-day' }, 0, []), '2026-03-02')
  assert.equal(lastDayOf(monday, { unit: 'month', dayOne: 'next-month' }, 0, []), '2026-03-31')
})
