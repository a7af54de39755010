import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { costPerStay, hospital, meansRules, meanValue } from '../../tests/support/means.ts'
import { drawsFrom, type IndicatorValue, judgeOutliers } from './index.ts'

/** About normal: twelve even draws. */
function noise(seed: number): () => number {
  const draws = drawsFrom(seed)
  return () => Array.from({ length: 12 }, () => draws.below(1_000_000) / 1_000_000).reduce((sum, one) => sum + one, -6)
}

function population(seed: number, size: number): readonly IndicatorValue[] {
  const next = noise(seed)
  return Array.from({ length: size }, (_, index) => meanValue(hospital(`P${index}`), 10_000 * Math.exp(0.1 * next())))
}

const seeds = fc.integer({ min: 0, max: 1_000_000 })
const sizes = fc.integer({ min: 12, max: 120 })
const judge = (values: readonly IndicatorValue[]) => judgeOutliers(values, costPerStay, meansRules)

test('a planted hospital at twice the price is found in every population', () => {
  fc.assert(
    fc.property(seeds, sizes, (seed, size) => {
      const [judged] = judge([meanValue(hospital('X'), 20_000), ...population(seed, size)])
      assert.equal(judged?.verdict, 'bad')
    }),
  )
})

test('noise alone gives few: below one in two hundred over many populations', () => {
  let [bad, all] = [0, 0]
  for (let seed = 0; seed < 100; seed += 1) {
    const judged = judge(population(seed, 60))
    all += judged.length
    bad += judged.filter(({ verdict }) => verdict === 'bad').length
  }
  assert.ok(bad / all < 0.005, `${bad} of ${all}`)
})

test('prices in another currency give the same verdicts', () => {
  fc.assert(
    fc.property(seeds, sizes, fc.integer({ min: 2, max: 1000 }), (seed, size, times) => {
      const values = population(seed, size)
      const dearer = values.map((value) => ({ ...value, value: (value.value ?? 0) * times }))
      const verdicts = (of: readonly IndicatorValue[]) => judge(of).map(({ verdict }) => verdict)
      assert.deepEqual(verdicts(values), verdicts(dearer))
    }),
    { numRuns: 50 },
  )
})

test('the order in which values come says nothing', () => {
  fc.assert(
    fc.property(seeds, sizes, (seed, size) => {
      const values = population(seed, size)
      assert.deepEqual(judge(values.toReversed()).toReversed(), judge(values))
    }),
    { numRuns: 50 },
  )
})
