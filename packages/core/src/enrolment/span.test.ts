import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate, type WorkYear } from '../kernel/index.ts'
import { lastDayOf } from './span.ts'

const noHolidays: readonly WorkYear[] = [{ year: 2026, off: [], worked: [] }]
const monday = isoDate('2026-03-02')

test('days are counted from the day itself, the day after, or the next month', () => {
  assert.equal(lastDayOf(monday, { unit: 'day', dayOne: 'same-day' }, 180, []), '2026-08-28')
  assert.equal(lastDayOf(monday, { unit: 'day', dayOne: 'next-day' }, 180, []), '2026-08-29')
  assert.equal(lastDayOf(monday, { unit: 'day', dayOne: 'next-month' }, 30, []), '2026-04-30')
})

test('months end the day before the same day of a later month', () => {
  assert.equal(lastDayOf(isoDate('2025-03-10'), { unit: 'month', dayOne: 'same-day' }, 3, []), '2025-06-09')
  assert.equal(lastDayOf(isoDate('2025-03-10'), { unit: 'month', dayOne: 'next-day' }, 3, []), '2025-06-10')
  assert.equal(lastDayOf(isoDate('2025-03-10'), { unit: 'month', dayOne: 'next-month' }, 3, []), '2025-06-30')
  assert.equal(lastDayOf(isoDate('2025-11-30'), { unit: 'month', dayOne: 'same-day' }, 3, []), '2026-02-27')
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

test('a span of nothing is over before its first day', () => {
  assert.equal(lastDayOf(monday, { unit: 'month', dayOne: 'same-day' }, 0, []), '2026-03-01')
  assert.equal(lastDayOf(monday, { unit: 'day', dayOne: 'next-day' }, 0, []), '2026-03-02')
  assert.equal(lastDayOf(monday, { unit: 'month', dayOne: 'next-month' }, 0, []), '2026-03-31')
})
