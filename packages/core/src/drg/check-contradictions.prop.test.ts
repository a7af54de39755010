import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomRecord, randomScheme } from '../../tests/support/random-scheme.ts'
import { checkContradictions } from './check-contradictions.ts'
import { invalidReason } from './index.ts'
import { holdsFor, lookupsOf } from './nearest-evaluate.ts'
import type { Condition } from './types.ts'

test('no record satisfies a condition that is refused as a contradiction', () => {
  let refused = 0
  fc.assert(
    fc.property(randomScheme, fc.array(randomRecord, { minLength: 40, maxLength: 80 }), (scheme, records) => {
      const lookups = lookupsOf(scheme)
      for (const { facts } of checkContradictions(scheme)) {
        refused += 1
        const condition = JSON.parse(String(facts.condition)) as Condition
        const fitting = records.filter(
          (record) => invalidReason(record) === null && holdsFor(lookups, condition, record),
        )
        assert.deepEqual(fitting, [])
      }
    }),
    { numRuns: 150 },
  )
  assert.ok(refused > 50, `${refused} contradictions were met`)
})
