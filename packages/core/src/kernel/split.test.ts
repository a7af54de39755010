import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from './fen.ts'
import { InvariantError } from './invariant.ts'
import { splitByWeights } from './split.ts'

test('the fen left over go to the largest remainders', () => {
  assert.deepEqual(splitByWeights(fen(100), [1, 1, 4]), [17, 17, 66])
  assert.deepEqual(splitByWeights(fen(10), [26, 35, 39]), [3, 3, 4])
})

test('of equal remainders the earlier wins', () => {
  assert.deepEqual(splitByWeights(fen(100), [1, 1, 1]), [34, 33, 33])
  assert.deepEqual(splitByWeights(fen(2), [5, 5, 5]), [1, 1, 0])
})

test('a refund splits as its payment did', () => {
  assert.deepEqual(splitByWeights(fen(-100), [1, 1, 1]), [-34, -33, -33])
})

test('a weight of zero gets nothing', () => {
  assert.deepEqual(splitByWeights(fen(7), [0, 3, 0]), [0, 7, 0])
})

test('nothing splits into nothing, even over nobody', () => {
  assert.deepEqual(splitByWeights(fen(0), [0, 0]), [0, 0])
  assert.deepEqual(splitByWeights(fen(0), []), [])
})

test('an amount that nobody can take is an error', () => {
  assert.throws(() => splitByWeights(fen(1), []), InvariantError)
  assert.throws(() => splitByWeights(fen(1), [0, 0]), InvariantError)
  assert.throws(() => splitByWeights(fen(1), [2, -1]), InvariantError)
  assert.throws(() => splitByWeights(fen(1), [0.5]), InvariantError)
})
