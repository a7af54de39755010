import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addDays,
  addMonths,
  ageOn,
  civilDate,
  daysBetween,
  firstOfNextMonth,
  isoDate,
  laterDate,
  parseIsoDate,
  yearOf,
} from './dates.ts'
import { InvariantError } from './invariant.ts'
import { ok } from './result.ts'

const bad = (text: string, reason: string) => ({ ok: false, error: { code: 'kernel.bad-date', text, reason } })

test('a real day is a date', () => {
  for (const text of ['1900-01-01', '2000-02-29', '2024-02-29', '2999-12-31']) {
    assert.deepEqual(parseIsoDate(text), ok(text))
  }
})

test('a day that no calendar has is refused', () => {
  for (const text of [
    '2023-02-29',
    '1900-02-29',
    '2023-04-31',
    '2023-00-10',
    '2023-13-01',
    '2023-01-00',
    '2023-01-32',
  ]) {
    assert.deepEqual(parseIsoDate(text), bad(text, 'no-such-day'))
  }
})

test('a date of another form or another age is refused', () => {
  for (const text of ['', '20230101', '2023-1-1', '2023-01-01 ', '2023-01-01T00:00:00', '2023/01/01']) {
    assert.deepEqual(parseIsoDate(text), bad(text, 'form'))
  }
  assert.deepEqual(parseIsoDate('1899-12-31'), bad('1899-12-31', 'year-out-of-range'))
  assert.deepEqual(parseIsoDate('3000-01-01'), bad('3000-01-01', 'year-out-of-range'))
  assert.throws(() => isoDate('2023-02-30'), InvariantError)
})

test('a month later is the same day, or the last when the month is shorter', () => {
  assert.equal(addMonths(isoDate('2024-01-31'), 1), '2024-02-29')
  assert.equal(addMonths(isoDate('2023-01-31'), 1), '2023-02-28')
  assert.equal(addMonths(isoDate('2023-11-15'), 3), '2024-02-15')
  assert.equal(addMonths(isoDate('2024-03-31'), -1), '2024-02-29')
  assert.equal(addMonths(isoDate('2024-02-29'), -12), '2023-02-28')
  assert.equal(addMonths(isoDate('2023-12-31'), 0), '2023-12-31')
})

test('a month ends on its last day, in leap years too', () => {
  assert.equal(civilDate(2026, 2, 'end'), '2026-02-28')
  assert.equal(civilDate(2028, 2, 'end'), '2028-02-29')
  assert.equal(civilDate(2026, 11, 'end'), '2026-11-30')
  assert.equal(civilDate(2026, 9, 1), '2026-09-01')
  assert.throws(() => civilDate(2026, 2, 29), InvariantError)
})

test('the next month begins on its first day, whatever the day before it', () => {
  assert.equal(firstOfNextMonth(isoDate('2026-01-15')), '2026-02-01')
  assert.equal(firstOfNextMonth(isoDate('2026-01-31')), '2026-02-01')
  assert.equal(firstOfNextMonth(isoDate('2026-02-01')), '2026-03-01')
  assert.equal(firstOfNextMonth(isoDate('2026-12-31')), '2027-01-01')
})

test('days are counted across leap days and centuries', () => {
  assert.equal(addDays(isoDate('2024-02-28'), 1), '2024-02-29')
  assert.equal(addDays(isoDate('2023-12-31'), 1), '2024-01-01')
  assert.equal(addDays(isoDate('2024-01-01'), -1), '2023-12-31')
  assert.equal(daysBetween(isoDate('2024-01-01'), isoDate('2025-01-01')), 366)
  assert.equal(daysBetween(isoDate('1900-01-01'), isoDate('2000-01-01')), 36_524)
  assert.equal(daysBetween(isoDate('2024-03-01'), isoDate('2024-02-28')), -2)
  assert.equal(yearOf(isoDate('2024-03-01')), 2024)
})

test('of two days the later', () => {
  const [young, old] = [isoDate('2025-01-01'), isoDate('2024-12-31')]
  assert.deepEqual([laterDate(old, young), laterDate(young, old), laterDate(old, old)], [young, young, old])
})

test('the calendar ends rather than guessing', () => {
  assert.throws(() => addDays(isoDate('2999-12-31'), 1), InvariantError)
  assert.throws(() => addMonths(isoDate('1900-01-31'), -1), InvariantError)
  assert.throws(() => addDays(isoDate('2024-01-01'), 0.5), InvariantError)
})

test('a year of age is completed on the birthday', () => {
  const birth = isoDate('1960-05-20')
  assert.equal(ageOn(birth, birth), 0)
  assert.equal(ageOn(birth, isoDate('2020-05-19')), 59)
  assert.equal(ageOn(birth, isoDate('2020-05-20')), 60)
})

test('who was born on a leap day is a year older on the first of March of a common year', () => {
  const birth = isoDate('2004-02-29')
  assert.equal(ageOn(birth, isoDate('2022-02-28')), 17)
  assert.equal(ageOn(birth, isoDate('2022-03-01')), 18)
  assert.equal(ageOn(birth, isoDate('2024-02-29')), 20)
})

test('nobody has an age before birth', () => {
  assert.throws(() => ageOn(isoDate('2024-01-02'), isoDate('2024-01-01')), InvariantError)
})
