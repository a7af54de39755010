import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from './fen.ts'
import { InvariantError } from './invariant.ts'
import {
  complementPpm,
  multiplyByPpm,
  parsePercent,
  parseRate,
  percent,
  ppm,
  rateText,
  wholePpm,
  zeroPpm,
} from './ppm.ts'
import { ok } from './result.ts'
import { halfUpFen } from './rounding.ts'

const bad = (text: string, reason: string) => ({ ok: false, error: { code: 'kernel.bad-rate', text, reason } })

test('a rate is never negative nor broken', () => {
  assert.throws(() => ppm(-1), InvariantError)
  assert.throws(() => ppm(0.85), InvariantError)
  assert.equal(ppm(6_000_000), 6 * wholePpm)
})

test('percentages are read', () => {
  assert.deepEqual(parsePercent('85%'), ok(850_000))
  assert.deepEqual(parsePercent('0.5%'), ok(5_000))
  assert.deepEqual(parsePercent('600%'), ok(6_000_000))
})

test('a percentage without its sign, below zero or too fine is refused with the text as it came', () => {
  assert.deepEqual(parsePercent('85'), bad('85', 'not-a-number'))
  assert.deepEqual(parsePercent('%'), bad('%', 'not-a-number'))
  assert.deepEqual(parsePercent('-1%'), bad('-1%', 'negative'))
  assert.deepEqual(parsePercent('1.00005%'), bad('1.00005%', 'too-many-decimals'))
})

test('decimal rates are read', () => {
  assert.deepEqual(parseRate('0.85'), ok(850_000))
  assert.deepEqual(parseRate('1'), ok(1_000_000))
  assert.deepEqual(parseRate('0.000001'), ok(1))
  assert.deepEqual(parseRate('0.0000001'), bad('0.0000001', 'too-many-decimals'))
  assert.deepEqual(parseRate('85%'), bad('85%', 'not-a-number'))
})

test('rates are written for people and for the national interface', () => {
  assert.equal(percent(ppm(850_000)), '85%')
  assert.equal(percent(ppm(125_000)), '12.5%')
  assert.equal(percent(ppm(1)), '0.0001%')
  assert.equal(percent(zeroPpm), '0%')
  assert.equal(rateText(ppm(850_000)), '0.8500')
  assert.equal(rateText(wholePpm), '1.0000')
  assert.equal(rateText(ppm(850_050)), '0.8501')
})

test('the person pays what the fund does not', () => {
  assert.equal(complementPpm(ppm(850_000)), 150_000)
  assert.throws(() => complementPpm(ppm(1_000_001)), InvariantError)
})

test('a share is rounded once, in the mode and unit that the law names', () => {
  const amount = fen(12_345)
  const rate = ppm(850_000)
  assert.equal(multiplyByPpm(amount, rate, halfUpFen), 10_493)
  assert.equal(multiplyByPpm(amount, rate, { mode: 'ceil', unit: 'fen' }), 10_494)
  assert.equal(multiplyByPpm(amount, rate, { mode: 'floor', unit: 'jiao' }), 10_490)
  assert.equal(multiplyByPpm(amount, rate, { mode: 'half-up', unit: 'yuan' }), 10_500)
  assert.equal(multiplyByPpm(fen(-12_345), rate, { mode: 'floor', unit: 'yuan' }), -10_500)
})

test('half a fen goes away from zero on both sides', () => {
  assert.equal(multiplyByPpm(fen(1), ppm(500_000), halfUpFen), 1)
  assert.equal(multiplyByPpm(fen(-1), ppm(500_000), halfUpFen), -1)
})

test('a share of nothing is zero, never minus zero', () => {
  assert.ok(Object.is(multiplyByPpm(fen(-100), zeroPpm, halfUpFen), 0))
  assert.ok(Object.is(multiplyByPpm(fen(-1), ppm(1), halfUpFen), 0))
})
