import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fen, negateFen, sumFen } from './fen.ts'
import { splitByWeights } from './split.ts'

const total = fc.maxSafeInteger().map(fen)
const weights = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })), {
    minLength: 1,
    maxLength: 12,
  })
  .filter((list) => list.some((weight) => weight > 0))

test('the parts add up to the total, to the fen', () => {
  fc.assert(fc.property(total, weights, (whole, list) => assert.equal(sumFen(splitByWeights(whole, list)), whole)))
})

test('every part is within one fen of its exact share', () => {
  fc.assert(
    fc.property(total, weights, (whole, list) => {
      const sum = list.reduce((so, weight) => so + BigInt(weight), 0n)
      for (const [index, part] of splitByWeights(whole, list).entries()) {
        const error = BigInt(part) * sum - BigInt(whole) * BigInt(list[index] ?? 0)
        assert.ok(-sum < error && error < sum)
      }
    }),
  )
})

test('the opposite total splits into the opposite parts', () => {
  fc.assert(
    fc.property(total, weights, (whole, list) => {
      assert.deepEqual(splitByWeights(negateFen(whole), list), splitByWeights(whole, list).map(negateFen))
    }),
  )
})

test('a greater weight never gets less', () => {
  fc.assert(
    fc.property(total, weights, (whole, list) => {
      const parts = splitByWeights(fen(Math.abs(whole)), list)
      const byWeight = list.map((weight, index) => ({ weight, part: parts[index] ?? 0 }))
      for (const a of byWeight) for (const b of byWeight) assert.ok(a.weight <= b.weight || a.part >= b.part)
    }),
  )
})
