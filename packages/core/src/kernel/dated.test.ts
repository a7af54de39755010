import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Dated } from './dated.ts'
import { checkDated, valueOn } from './dated.ts'
import { isoDate } from './dates.ts'
import { ok } from './result.ts'

const entry = (from: string, value: number | 'none'): Dated<number> => ({
  from: isoDate(from),
  value,
  source: `notice of ${from}`,
  assumed: false,
})
const deductible = [entry('2022-01-01', 800), entry('2025-01-01', 600), entry('2027-01-01', 'none')]

test('the value in force is the last that began, with its source', () => {
  assert.deepEqual(valueOn(deductible, isoDate('2024-12-31')), ok(entry('2022-01-01', 800)))
  assert.deepEqual(valueOn(deductible, isoDate('2025-01-01')), ok(entry('2025-01-01', 600)))
})

test('a date before the first value is refused, never answered by a neighbour', () => {
  assert.deepEqual(valueOn(deductible, isoDate('2021-12-31')), {
    ok: false,
    error: { code: 'kernel.no-value', reason: 'before-first', on: '2021-12-31', firstFrom: '2022-01-01' },
  })
})

test('a repealed value is refused from its repeal on', () => {
  assert.deepEqual(valueOn(deductible, isoDate('2030-01-01')), {
    ok: false,
    error: { code: 'kernel.no-value', reason: 'repealed', on: '2030-01-01', firstFrom: '2022-01-01' },
  })
})

test('a law that never said anything has no first date', () => {
  assert.deepEqual(valueOn([], isoDate('2024-01-01')), {
    ok: false,
    error: { code: 'kernel.no-value', reason: 'before-first', on: '2024-01-01', firstFrom: null },
  })
})

test('entries in order pass the check', () => {
  assert.deepEqual(checkDated(deductible), [])
})

test('entries out of order and dates given twice are found with their place', () => {
  const list = [entry('2025-01-01', 1), entry('2022-01-01', 2), entry('2025-01-01', 3)]
  assert.deepEqual(checkDated(list), [
    { reason: 'unsorted', index: 1, from: '2022-01-01' },
    { reason: 'duplicate-from', index: 2, from: '2025-01-01' },
  ])
})
