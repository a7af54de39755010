import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fen } from './fen.ts'
import { ppm } from './ppm.ts'
import { divideRounded, halfUpFen } from './rounding.ts'
import { multiplyRates, shareOf, sumOfShares } from './shares.ts'

test('three bands are added exactly before the one rounding', () => {
  const shares = [
    { amount: fen(1), rate: ppm(333_333) },
    { amount: fen(1), rate: ppm(333_333) },
    { amount: fen(1), rate: ppm(333_334) },
  ]
  assert.equal(sumOfShares(shares, halfUpFen), 1)
})

test('sums beyond the safe integers agree with bigint arithmetic', () => {
  const share = fc.record({
    amount: fc.integer({ min: 0, max: 10 ** 13 }),
    rate: fc.integer({ min: 0, max: 1_000_000 }),
  })
  fc.assert(
    fc.property(fc.array(share, { maxLength: 5 }), (shares) => {
      const exact = shares.reduce((sum, s) => sum + BigInt(s.amount) * BigInt(s.rate), 0n)
      const expected = Number(divideRounded(exact, 1_000_000n, 'half-up'))
      assert.equal(
        sumOfShares(
          shares.map((s) => ({ amount: fen(s.amount), rate: ppm(s.rate) })),
          halfUpFen,
        ),
        expected,
      )
    }),
  )
})

test('a share of nothing is nothing', () => {
  assert.equal(shareOf(fen(0), fen(0)), 0)
  assert.equal(shareOf(fen(1), fen(3)), 333_333)
})

test('a rate of a rate is rounded to one ppm', () => {
  assert.equal(multiplyRates(ppm(800_000), ppm(200_000)), 160_000)
  assert.equal(multiplyRates(ppm(333_333), ppm(500_000)), 166_667)
})
