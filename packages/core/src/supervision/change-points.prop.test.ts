import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { changePointsOf, drawsFrom } from './index.ts'

const rulesOf = (seed: number) => ({ p: 0.01, permutations: 299, draws: drawsFrom(seed) })

function noise(seed: number, length: number): readonly number[] {
  const draws = drawsFrom(seed)
  const even = () => draws.below(1_000_000) / 1_000_000
  return Array.from({ length }, () => Array.from({ length: 12 }, even).reduce((sum, one) => sum + one, -6))
}

test('a step of eight standard deviations is found within a month of its place', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.integer({ min: 6, max: 30 }), (seed, place) => {
      const values = noise(seed, 36).map((value, index) => (index < place ? value : value + 8))
      const changes = changePointsOf(values, rulesOf(seed))
      assert.ok(changes.some(({ at }) => Math.abs(at - place) <= 1))
    }),
  )
})

test('noise alone changes its level in about one of a hundred series', () => {
  let found = 0
  for (let seed = 0; seed < 400; seed += 1) if (changePointsOf(noise(seed, 36), rulesOf(seed)).length > 0) found += 1
  assert.ok(found <= 10, `${found} of 400`)
})

test('moved and stretched alike, a series changes at the same places', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.integer({ min: -100, max: 100 }),
      fc.integer({ min: 1, max: 50 }),
      (seed, by, times) => {
        const values = noise(seed, 30).map((value, index) => (index < 15 ? value : value + 3))
        const places = (of: readonly number[]) => changePointsOf(of, rulesOf(1)).map(({ at }) => at)
        assert.deepEqual(places(values), places(values.map((value) => value * times + by)))
      },
    ),
    { numRuns: 50 },
  )
})

test('changes come in order, and every level has three numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }), (values) => {
      const places = changePointsOf(values, rulesOf(3)).map(({ at }) => at)
      const ends = [0, ...places, values.length]
      for (const [index, end] of ends.slice(1).entries()) {
        if (places.length > 0) assert.ok(end - (ends[index] ?? 0) >= 3)
      }
    }),
  )
})
