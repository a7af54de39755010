import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, isoDate } from '../kernel/index.ts'
import { creditAct } from './act.ts'
import { exampleRules as rules } from './example-rules.ts'
import { standingOf } from './standing.ts'
import type { CreditEvent, CreditOrder } from './types.ts'

const order: fc.Arbitrary<CreditOrder> = fc.oneof(
  fc.record({
    kind: fc.constant('record' as const),
    breach: fc.constantFrom('light', 'grave', 'fraud', 'suspended'),
    responsibility: fc.constantFrom('general' as const, 'important' as const, 'main' as const),
    matterId: fc.constantFrom('M-1', 'M-2', 'M-3'),
  }),
  fc.record({ kind: fc.constant('appeal' as const), refers: fc.integer({ min: 1, max: 6 }) }),
  fc.record({
    kind: fc.constant('resolve' as const),
    refers: fc.integer({ min: 1, max: 6 }),
    points: fc.integer({ min: 0, max: 20 }),
  }),
  fc.record({
    kind: fc.constant('repair' as const),
    refers: fc.integer({ min: 1, max: 6 }),
    repair: fc.constant('training'),
  }),
)

test('each record is counted, faded, repaired or taken off on appeal, and time alone never makes it worse', () => {
  const stories = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom('ann', 'bob'), order), {
    maxLength: 25,
  })
  fc.assert(
    fc.property(
      stories,
      fc.constantFrom('doctor' as const, 'institution' as const),
      fc.nat(1200),
      (story, kind, later) => {
        let events: readonly CreditEvent[] = []
        let today = isoDate('2025-01-01')
        for (const [wait, by, what] of story) {
          today = addDays(today, wait)
          const done = creditAct(what, { kind, events, by, reason: '理由', today, rules })
          if (done.ok) events = [...events, done.value]
        }
        const [now, then] = [today, addDays(today, later)].map((on) => standingOf(kind, events, on, rules))
        assert.ok(now?.ok && then?.ok)
        for (const part of now.value.parts) {
          const { recorded, upheld, repaired, faded, counts } = part
          assert.equal(counts + faded + repaired + (recorded - upheld), recorded)
          assert.ok([counts, faded, repaired, recorded - upheld].every((one) => one >= 0))
        }
        const worse = kind === 'doctor' ? then.value.value > now.value.value : then.value.value < now.value.value
        assert.ok(!worse)
      },
    ),
  )
})
