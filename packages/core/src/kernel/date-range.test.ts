import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DateRange } from './date-range.ts'
import { inRange, rangesOverlap, rangeThrough } from './date-range.ts'
import { isoDate } from './dates.ts'

const range = (from: string, until: string | null): DateRange => ({
  from: isoDate(from),
  until: until === null ? null : isoDate(until),
})
const spring = range('2024-03-01', '2024-06-01')

test('a range has its first day and not the day it ends with', () => {
  assert.equal(inRange(spring, isoDate('2024-02-29')), false)
  assert.equal(inRange(spring, isoDate('2024-03-01')), true)
  assert.equal(inRange(spring, isoDate('2024-05-31')), true)
  assert.equal(inRange(spring, isoDate('2024-06-01')), false)
})

test('a range without an end goes on', () => {
  assert.equal(inRange(range('2024-03-01', null), isoDate('2999-12-31')), true)
})

const pairs: readonly [string, DateRange, boolean][] = [
  ['a range that begins where this one ends', range('2024-06-01', '2024-09-01'), false],
  ['a range that ends where this one begins', range('2024-01-01', '2024-03-01'), false],
  ['a range that shares one day', range('2024-05-31', null), true],
  ['a range inside', range('2024-04-01', '2024-04-02'), true],
  ['a range around', range('2020-01-01', null), true],
  ['itself', spring, true],
  ['an empty range inside', range('2024-04-01', '2024-04-01'), false],
]

for (const [name, other, expected] of pairs) {
  test(`spring ${expected ? 'overlaps' : 'does not overlap'} ${name}, either way round`, () => {
    assert.equal(rangesOverlap(spring, other), expected)
    assert.equal(rangesOverlap(other, spring), expected)
  })
}

test('a range through a day has that day and no later one; through the last of all days it goes on', () => {
  const spring = rangeThrough(isoDate('2024-03-01'), isoDate('2024-05-31'))
  assert.deepEqual(spring, range('2024-03-01', '2024-06-01'))
  assert.deepEqual(rangeThrough(isoDate('2024-03-01'), null), range('2024-03-01', null))
  assert.deepEqual(rangeThrough(isoDate('2024-03-01'), isoDate('2999-12-31')), range('2024-03-01', null))
})
