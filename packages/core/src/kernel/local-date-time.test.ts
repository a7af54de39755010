import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvariantError } from './invariant.ts'
import { dateOf, localDateTime, parseLocalDateTime } from './local-date-time.ts'
import { ok } from './result.ts'

const bad = (text: string, reason: string) => ({ ok: false, error: { code: 'kernel.bad-date', text, reason } })

test('a day and a time of it are read to the second', () => {
  for (const text of ['2023-11-05 00:00:00', '2024-02-29 23:59:59'])
    assert.deepEqual(parseLocalDateTime(text), ok(text))
})

test('a refusal says what is wrong and quotes the whole text', () => {
  assert.deepEqual(parseLocalDateTime('2023-02-29 10:00:00'), bad('2023-02-29 10:00:00', 'no-such-day'))
  assert.deepEqual(parseLocalDateTime('1850-02-20 10:00:00'), bad('1850-02-20 10:00:00', 'year-out-of-range'))
  for (const text of ['2023-02-20 24:00:00', '2023-02-20 10:60:00', '2023-02-20 10:00:60']) {
    assert.deepEqual(parseLocalDateTime(text), bad(text, 'no-such-time'))
  }
  for (const text of ['2023-02-20', '2023-02-20T10:00:00', '2023-02-20 10:00', '2023-02-20 10:00:00.000']) {
    assert.deepEqual(parseLocalDateTime(text), bad(text, 'form'))
  }
  assert.throws(() => localDateTime('yesterday'), InvariantError)
})

test('a time belongs to its day', () => {
  assert.equal(dateOf(localDateTime('2023-11-05 23:59:59')), '2023-11-05')
})
