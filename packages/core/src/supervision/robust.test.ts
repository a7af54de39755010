import assert from 'node:assert/strict'
import { test } from 'node:test'
import { medianOf, rankOf, robustZ, spreadOf } from './index.ts'

test('median and deviation of a population by hand', () => {
  const spread = spreadOf([1, 2, 3, 4, 100])
  assert.deepEqual(spread, { count: 5, median: 3, mad: 1, scale: 1.4826, by: 'mad' })
  assert.equal(robustZ(100, spread), 97 / 1.4826)
  assert.equal(medianOf([4, 1]), 2.5)
})

test('where more than half are alike the mean deviation stands in, and says so', () => {
  const spread = spreadOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 10])
  assert.deepEqual(spread, { count: 10, median: 0, mad: 0, scale: 1.2533, by: 'mean-deviation' })
  assert.equal(robustZ(10, spread), 10 / 1.2533)
})

test('where all are alike nothing is said of a number that differs', () => {
  const spread = spreadOf([7, 7, 7])
  assert.equal(spread.by, 'none')
  assert.equal(robustZ(7, spread), 0)
  assert.equal(robustZ(8, spread), null)
  assert.equal(robustZ(8, spread, 0.5), 2)
})

test('what a logarithm leaves of equal numbers is no spread', () => {
  const almost = [0.1 + 0.2, 0.3, 0.3, 0.3]
  assert.equal(spreadOf(almost).by, 'none')
})

test('those alike count half in a rank', () => {
  assert.equal(rankOf(2, [1, 2, 2, 3]), 0.5)
  assert.equal(rankOf(9, []), 0)
})
