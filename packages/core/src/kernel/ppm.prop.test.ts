import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addFen, fen, negateFen, subtractFen } from './fen.ts'
import { complementPpm, multiplyByPpm, parsePercent, parseRate, percent, ppm, rateText, wholePpm } from './ppm.ts'
import { ok } from './result.ts'
import type { Rounding } from './rounding.ts'
import { halfUpFen } from './rounding.ts'

const anyFen = fc.maxSafeInteger().map(fen)
const share = fc.integer({ min: 0, max: 1_000_000 }).map(ppm)
const rounding: fc.Arbitrary<Rounding> = fc.record({
  mode: fc.constantFrom('half-up', 'floor', 'ceil', 'truncate'),
  unit: fc.constantFrom('fen', 'jiao', 'yuan'),
})

/** A second, slower model: the floor of a shifted quotient instead of a remainder that is inspected. */
function oracle(amount: bigint, rate: bigint, { mode, unit }: Rounding): bigint {
  const size = { fen: 1n, jiao: 10n, yuan: 100n }[unit]
  const n = amount * rate
  const d = 1_000_000n * size
  const floor = (a: bigint, b: bigint) => (((a % b) + b) % b === 0n ? a / b : (a - (((a % b) + b) % b)) / b)
  const magnitude = n < 0n ? -n : n
  const sign = n < 0n ? -1n : 1n
  switch (mode) {
    case 'floor':
      return floor(n, d) * size
    case 'ceil':
      return -floor(-n, d) * size
    case 'truncate':
      return sign * floor(magnitude, d) * size
    case 'half-up':
      return sign * floor(2n * magnitude + d, 2n * d) * size
  }
}

test('a share is the one that exact arithmetic gives', () => {
  const amount = fc.oneof(fc.integer({ min: -10_000_000, max: 10_000_000 }).map(fen), anyFen)
  const small = Number.MAX_SAFE_INTEGER - 100
  fc.assert(
    fc.property(amount, share, rounding, (whole, rate, how) => {
      fc.pre(Math.abs(whole) <= small)
      assert.equal(BigInt(multiplyByPpm(whole, rate, how)), oracle(BigInt(whole), BigInt(rate), how))
    }),
    { numRuns: 2000 },
  )
})

test('a refund mirrors its payment', () => {
  fc.assert(
    fc.property(anyFen, share, (amount, rate) => {
      assert.equal(multiplyByPpm(negateFen(amount), rate, halfUpFen), negateFen(multiplyByPpm(amount, rate, halfUpFen)))
    }),
  )
})

test('the whole of an amount is the amount', () => {
  fc.assert(fc.property(anyFen, (amount) => assert.equal(multiplyByPpm(amount, wholePpm, halfUpFen), amount)))
})

test('two complementary shares differ from the whole by one fen at most', () => {
  fc.assert(
    fc.property(fc.integer().map(fen), share, (amount, rate) => {
      const both = addFen(multiplyByPpm(amount, rate, halfUpFen), multiplyByPpm(amount, complementPpm(rate), halfUpFen))
      assert.ok(Math.abs(subtractFen(both, amount)) <= 1)
    }),
  )
})

test('every rate written as a percentage is read back as itself', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (n) => {
      const rate = ppm(Math.abs(n))
      assert.deepEqual(parsePercent(percent(rate)), ok(rate))
    }),
  )
})

test('every rate of four decimals survives the national interface', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999 }), (n) => {
      assert.deepEqual(parseRate(rateText(ppm(n * 100))), ok(n * 100))
    }),
  )
})
