import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { RoundingMode } from './rounding.ts'
import { divideRounded, divideSafeRounded } from './rounding.ts'

const numerator = fc.maxSafeInteger()
const denominator = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }))
const mode = fc.constantFrom<RoundingMode[]>('half-up', 'floor', 'ceil', 'truncate')

test('the fast division agrees with the one of any size', () => {
  fc.assert(
    fc.property(numerator, denominator, mode, (n, d, how) => {
      assert.equal(divideSafeRounded(n, d, how), Number(divideRounded(BigInt(n), BigInt(d), how)))
    }),
    { numRuns: 1000 },
  )
})

test('half-up mirrors: the refund of a payment rounds to the opposite amount', () => {
  fc.assert(
    fc.property(fc.bigInt(), denominator.map(BigInt), (n, d) => {
      assert.equal(divideRounded(-n, d, 'half-up'), -divideRounded(n, d, 'half-up'))
    }),
  )
})

test('half-up is off by half a unit at most', () => {
  fc.assert(
    fc.property(fc.bigInt(), denominator.map(BigInt), (n, d) => {
      const error = 2n * (divideRounded(n, d, 'half-up') * d - n)
      assert.ok(-d <= error && error <= d)
    }),
  )
})

test('floor and ceil enclose the quotient, and truncate is the one nearer to zero', () => {
  fc.assert(
    fc.property(fc.bigInt(), denominator.map(BigInt), (n, d) => {
      const [floor, ceil] = [divideRounded(n, d, 'floor'), divideRounded(n, d, 'ceil')]
      assert.ok(floor * d <= n && n <= ceil * d)
      assert.equal(ceil - floor, n % d === 0n ? 0n : 1n)
      assert.equal(divideRounded(n, d, 'truncate'), n < 0n ? ceil : floor)
    }),
  )
})
