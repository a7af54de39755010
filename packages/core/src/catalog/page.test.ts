import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageOf } from './index.ts'

const taken = (number: number, size: number): boolean => pageOf({ number, size }).ok

test('pages count from one and have at most five hundred rows', () => {
  assert.deepEqual([taken(1, 1), taken(1, 500), taken(9_999, 500)], [true, true, true])
  assert.deepEqual([taken(0, 10), taken(-1, 10), taken(10_000, 10)], [false, false, false])
  assert.deepEqual([taken(1, 0), taken(1, -5), taken(1, 501)], [false, false, false])
})

test('a refused page says what was asked and what may be', () => {
  assert.deepEqual(pageOf({ number: 0, size: 9_999 }), {
    ok: false,
    error: { code: 'catalog.bad-page', number: 0, size: 9_999, largestSize: 500 },
  })
})
