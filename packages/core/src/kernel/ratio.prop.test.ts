import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fen } from './fen.ts'
import { multiplyByPpm, ppm } from './ppm.ts'
import {
  addRatio,
  compareRatio,
  divideRatioByPpm,
  maxRatio,
  minRatio,
  multiplyRatioByPpm,
  ratioFromFen,
  ratioOf,
  roundRatio,
  subtractRatio,
} from './ratio.ts'
import type { Rounding } from './rounding.ts'
import { halfUpFen } from './rounding.ts'

const amount = fc.integer().map(fen)
const rate = fc.integer({ min: 1, max: 10_000_000 }).map(ppm)
const big = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
const ratio = fc.tuple(big, fc.bigInt({ min: 1n, max: 10n ** 9n })).map(([n, d]) => ratioOf(n, d))
const rounding: fc.Arbitrary<Rounding> = fc.record({
  mode: fc.constantFrom('half-up', 'floor', 'ceil', 'truncate'),
  unit: fc.constantFrom('fen', 'jiao', 'yuan'),
})

test('rounding a fraction to fen agrees with counting half fens', () => {
  fc.assert(
    fc.property(ratio, ({ n, d }) => {
      const magnitude = n < 0n ? -n : n
      const halves = (2n * magnitude) / d
      const rounded = (halves + 1n) / 2n
      assert.equal(BigInt(roundRatio({ n, d }, halfUpFen)), n < 0n ? -rounded : rounded)
    }),
    { numRuns: 1000 },
  )
})

test('a share taken as a fraction and rounded is the share taken at once', () => {
  fc.assert(
    fc.property(amount, rate, rounding, (whole, part, how) => {
      assert.equal(roundRatio(multiplyRatioByPpm(ratioFromFen(whole), part), how), multiplyByPpm(whole, part, how))
    }),
  )
})

test('dividing by a rate undoes multiplying by it, without a loss', () => {
  fc.assert(
    fc.property(ratio, rate, (value, part) => {
      assert.deepEqual(divideRatioByPpm(multiplyRatioByPpm(value, part), part), value)
    }),
  )
})

test('what is added can be taken away again', () => {
  fc.assert(fc.property(ratio, ratio, (a, b) => assert.deepEqual(subtractRatio(addRatio(a, b), b), a)))
})

test('the order of fractions is the sign of their difference', () => {
  fc.assert(
    fc.property(ratio, ratio, (a, b) => {
      const { n } = subtractRatio(a, b)
      assert.equal(compareRatio(a, b), n === 0n ? 0 : n < 0n ? -1 : 1)
      assert.ok(compareRatio(minRatio(a, b), maxRatio(a, b)) <= 0)
    }),
  )
})
