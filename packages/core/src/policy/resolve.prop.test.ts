import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { place } from '../../tests/support/plan.ts'
import { addDays, fen, isoDate } from '../kernel/index.ts'
import { resolveParameter } from './resolve.ts'
import type { Parameter } from './types.ts'

const start = isoDate('2024-01-01')
const day = fc.integer({ min: 0, max: 400 })

test('on every day the law says what its last word until that day said', () => {
  const history = fc.uniqueArray(fc.tuple(day, fc.option(fc.nat())), { selector: ([from]) => from, minLength: 1 })
  fc.assert(
    fc.property(history, day, (said, today) => {
      const sorted = said.toSorted(([a], [b]) => a - b)
      const values = sorted.map(([from, amount]) => ({
        from: addDays(start, from),
        value: amount === null ? ('none' as const) : fen(amount),
        source: '',
        assumed: false,
      }))
      const rows = [{ key: [], values, place }]
      const parameter: Parameter = { name: 'p', label: '', kind: 'money', by: [], rows, place }
      const found = resolveParameter('example', parameter, addDays(start, today)).find([])
      let expected: number | null = null
      for (const [from, amount] of sorted) if (from <= today) expected = amount
      assert.equal(found.ok ? found.value.value : null, expected)
    }),
  )
})
