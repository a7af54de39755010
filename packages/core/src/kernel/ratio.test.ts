import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from './fen.ts'
import { InvariantError } from './invariant.ts'
import { ppm, zeroPpm } from './ppm.ts'
import {
  addRatio,
  compareRatio,
  divideRatioByPpm,
  maxRatio,
  minRatio,
  multiplyRatioByPpm,
  ratioFromFen,
  ratioOf,
  ratioText,
  roundRatio,
  subtractRatio,
} from './ratio.ts'
import { halfUpFen } from './rounding.ts'

test('a fraction is kept reduced with a positive denominator', () => {
  assert.deepEqual(ratioOf(6n, 4n), { n: 3n, d: 2n })
  assert.deepEqual(ratioOf(6n, -4n), { n: -3n, d: 2n })
  assert.deepEqual(ratioOf(0n, -7n), { n: 0n, d: 1n })
  assert.throws(() => ratioOf(1n, 0n), InvariantError)
})

test('fractions are added, subtracted and compared exactly', () => {
  const [third, sixth] = [ratioOf(1n, 3n), ratioOf(1n, 6n)]
  assert.deepEqual(addRatio(third, sixth), { n: 1n, d: 2n })
  assert.deepEqual(subtractRatio(sixth, third), { n: -1n, d: 6n })
  assert.equal(compareRatio(third, sixth), 1)
  assert.equal(compareRatio(sixth, third), -1)
  assert.equal(compareRatio(third, ratioOf(2n, 6n)), 0)
  assert.equal(minRatio(third, sixth), sixth)
  assert.equal(maxRatio(third, sixth), third)
})

test('the eligible expense that fills a limit is the limit divided by the rate', () => {
  const expense = divideRatioByPpm(ratioFromFen(fen(10_000)), ppm(850_000))
  assert.deepEqual(expense, { n: 200_000n, d: 17n })
  assert.equal(roundRatio(expense, halfUpFen), 11_765)
  assert.equal(roundRatio(multiplyRatioByPpm(expense, ppm(850_000)), halfUpFen), 10_000)
  assert.throws(() => divideRatioByPpm(expense, zeroPpm), InvariantError)
})

test('a fraction becomes money in the mode and unit that the law names', () => {
  assert.equal(roundRatio(ratioOf(1n, 2n), halfUpFen), 1)
  assert.equal(roundRatio(ratioOf(-1n, 2n), halfUpFen), -1)
  assert.equal(roundRatio(ratioOf(-1n, 3n), { mode: 'floor', unit: 'yuan' }), -100)
  assert.equal(roundRatio(ratioOf(-1n, 3n), { mode: 'ceil', unit: 'yuan' }), 0)
  assert.equal(roundRatio(ratioOf(155n, 1n), { mode: 'half-up', unit: 'jiao' }), 160)
})

test('a fraction is written in yuan with two to six decimals', () => {
  assert.equal(ratioText(ratioOf(10_000n, 3n)), '33.333333')
  assert.equal(ratioText(ratioOf(1250n, 1n)), '12.50')
  assert.equal(ratioText(ratioOf(-1n, 2n)), '-0.005')
  assert.equal(ratioText(ratioFromFen(fen(0))), '0.00')
})
