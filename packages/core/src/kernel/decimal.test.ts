import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseScaled, scaledText } from './decimal.ts'
import { ok } from './result.ts'

const bad = (text: string, reason: string) => ({ ok: false, error: { code: 'kernel.bad-amount', text, reason } })

test('a plain decimal becomes an integer of its smallest unit', () => {
  assert.deepEqual(parseScaled('12.5', 2), ok(1250))
  assert.deepEqual(parseScaled('-0.05', 2), ok(-5))
  assert.deepEqual(parseScaled('+007', 0), ok(7))
})

test('minus zero is zero', () => {
  assert.deepEqual(parseScaled('-0.00', 2), ok(0))
})

test('anything but a plain decimal is not a number', () => {
  for (const text of ['', ' 1', '1 ', '1\n', '.5', '5.', '1e3', '1,000', '--1', '1.2.3', '１２', 'NaN', 'null', '¥5']) {
    assert.deepEqual(parseScaled(text, 2), bad(text, 'not-a-number'))
  }
})

test('a decimal too many is refused rather than rounded, even a zero', () => {
  assert.deepEqual(parseScaled('0.005', 2), bad('0.005', 'too-many-decimals'))
  assert.deepEqual(parseScaled('0.500', 2), bad('0.500', 'too-many-decimals'))
})

test('the largest safe integer is read and the next one refused', () => {
  assert.deepEqual(parseScaled('90071992547409.91', 2), ok(Number.MAX_SAFE_INTEGER))
  assert.deepEqual(parseScaled('-90071992547409.91', 2), ok(-Number.MAX_SAFE_INTEGER))
  assert.deepEqual(parseScaled('90071992547409.92', 2), bad('90071992547409.92', 'too-large'))
})

test('superfluous zeros are written only where they are wanted', () => {
  assert.equal(scaledText(1_500_000, 6, 0), '1.5')
  assert.equal(scaledText(1_500_000, 6, 2), '1.50')
  assert.equal(scaledText(3_000_000, 6, 0), '3')
  assert.equal(scaledText(-5n, 2, 2), '-0.05')
  assert.equal(scaledText(0, 4, 0), '0')
  assert.equal(scaledText(120, 0, 0), '120')
})
