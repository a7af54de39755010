import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { localDateTime, quantity } from '../kernel/index.ts'
import { claimProblem, stateOf } from './trace-code.ts'
import type { CodeUse } from './types.ts'

const code = '80000000000000000001'
const at = localDateTime('2023-11-13 09:00:00')

const attempt = fc.record({
  seller: fc.integer({ min: 0, max: 3 }),
  act: fc.constantFrom('sell', 'sell', 'undo'),
  split: fc.boolean(),
  unit: fc.constantFrom('part', 'package'),
  amount: fc.integer({ min: 1, max: 30_000 }),
})

it('whatever is tried in whatever order, a package is sold whole to one, or in parts that fit into it', () => {
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), (attempts, holds) => {
      let uses: readonly CodeUse[] = []
      attempts.forEach(({ seller, act, split, unit, amount }, index) => {
        const providerCode = `P${seller}`
        if (act === 'undo') {
          uses = uses.map((use) => (use.providerCode === providerCode ? { ...use, settlement: 'undone' } : use))
          return
        }
        const holder = { providerCode, msgid: String(index), insuredId: 'someone' }
        const sold = { code, split, unit, quantity: quantity(amount) } as const
        const claim = { ...sold, lineNumber: 'L1', itemCode: 'N', localItemCode: 'L' }
        if (claimProblem(claim, uses, holder, quantity(holds * 10_000)) !== null) return
        const effect = { settlementId: String(index), settlement: 'stands', effective: true, returned: false } as const
        uses = [...uses, { ...holder, ...sold, ...effect, at, claimedSecondsAgo: 1 }]
      })
      const live = uses.filter((use) => stateOf(use) === 'sold')
      const whole = live.filter((use) => !use.split)
      assert.ok(whole.length === 0 || live.length === 1)
      const share = (use: CodeUse) => (use.unit === 'part' ? use.quantity / holds : use.quantity)
      if (whole.length === 0) assert.ok(live.reduce((sum, use) => sum + share(use), 0) <= 10_000 + 1e-6)
    }),
  )
})
