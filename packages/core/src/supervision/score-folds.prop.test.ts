import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { stratifiedFolds } from './score-folds.ts'

test('every row is in one fold; flagged and others are dealt evenly; the seed alone decides', () => {
  const flags = fc.array(fc.boolean(), { minLength: 10, maxLength: 200 })
  fc.assert(
    fc.property(
      flags,
      fc.integer({ min: 2, max: 7 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      (flagged, folds, seed) => {
        const dealt = stratifiedFolds(flagged, folds, seed)
        assert.equal(dealt.length, flagged.length)
        for (const kind of [true, false]) {
          const counts = Array.from(
            { length: folds },
            (_, fold) => dealt.filter((one, row) => one === fold && flagged[row] === kind).length,
          )
          assert.ok(Math.max(...counts) - Math.min(...counts) <= 1)
        }
        assert.deepEqual(stratifiedFolds(flagged, folds, seed), dealt)
      },
    ),
  )
})
