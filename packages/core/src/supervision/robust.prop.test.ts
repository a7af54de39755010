import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { quantileOf, rankOf, robustZ, spreadOf } from './index.ts'

const numbers = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 3, maxLength: 60 })
const near = (one: number | null, other: number | null) =>
  one !== null && other !== null && Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one))

test('z does not change when all numbers are moved and stretched alike', () => {
  fc.assert(
    fc.property(
      numbers,
      fc.integer({ min: -1000, max: 1000 }),
      fc.integer({ min: 1, max: 1000 }),
      (values, by, times) => {
        const moved = values.map((value) => value * times + by)
        const [before, after] = [spreadOf(values), spreadOf(moved)]
        assert.equal(before.by, after.by)
        if (before.scale === 0) return
        for (const [index, value] of values.entries()) {
          assert.ok(near(robustZ(value, before), robustZ(moved[index] ?? 0, after)))
        }
      },
    ),
  )
})

test('the order of the numbers says nothing', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      assert.deepEqual(spreadOf(values), spreadOf(values.toReversed()))
    }),
  )
})

test('z is finite for every member, whatever the numbers', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const spread = spreadOf(values)
      for (const value of values) {
        const z = robustZ(value, spread)
        assert.ok(z !== null && Number.isFinite(z))
        if (spread.by !== 'mad') assert.ok(Math.abs(z) <= 0.8 * values.length)
      }
    }),
  )
})

test('one planted number far out is found, and the others stay where they were', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 12, maxLength: 60 }), (values) => {
      const spread = spreadOf([...values, 1000])
      const z = robustZ(1000, spread)
      assert.ok(z !== null && z > 3.5)
    }),
  )
})

test('quantiles and ranks go up together', () => {
  fc.assert(
    fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const sorted = values.toSorted((one, other) => one - other)
      const quantile = quantileOf(sorted, share)
      assert.ok(quantile >= (sorted[0] ?? 0) && quantile <= (sorted.at(-1) ?? 0))
      const rank = rankOf(quantile, sorted)
      assert.ok(rank >= 0 && rank <= 1)
    }),
  )
})
