import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fen } from '../kernel/index.ts'
import { play, recovery, stake, toDecided, toExecuting } from './example-matters.ts'
import { beyondLine, fundShareOf, type LineMoney } from './line.ts'

const line = (more: Partial<LineMoney> = {}): LineMoney => ({
  lineNumber: '7',
  eligible: stake,
  takenOut: fen(0),
  billEligible: stake,
  billFund: stake,
  ...more,
})

test('a line bears its part of what the funds paid for the bill', () => {
  assert.equal(fundShareOf(line({ billEligible: fen(400_00), billFund: fen(300_00) })), 75_00)
  assert.equal(fundShareOf(line({ billEligible: fen(300_00), billFund: fen(200_00) })), 66_67, 'half up to the fen')
  assert.equal(fundShareOf(line({ billFund: fen(0) })), 0, 'below the deductible the funds paid nothing')
  assert.equal(fundShareOf(line({ eligible: fen(0) })), 0)
  assert.equal(fundShareOf(line({ takenOut: stake })), 0, 'what rules took out at settlement is not paid for')
  assert.equal(fundShareOf(line({ takenOut: fen(40_00), billEligible: fen(120_00), billFund: fen(60_00) })), 30_00)
})

test('a share is never negative and never more than the eligible expense, and shares of a bill come to what was paid', () => {
  const amount = fc.integer({ min: 0, max: 10_000_000 }).map(fen)
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 8 }), fc.nat({ max: 1000 }), (parts, thousandths) => {
      const billEligible = fen(parts.reduce((sum, one) => sum + one, 0))
      const billFund = fen(Math.floor((billEligible * thousandths) / 1000))
      const shares = parts.map((eligible) => fundShareOf(line({ eligible, billEligible, billFund })))
      for (const [index, share] of shares.entries()) assert.ok(share >= 0 && share <= (parts[index] ?? 0))
      const whole = shares.reduce((sum, one) => sum + one, 0)
      assert.ok(Math.abs(whole - billFund) <= parts.length, `${whole} of ${billFund}`)
    }),
  )
})

const stepOf = (story: typeof toDecided) => {
  const step = play('review', story).steps.at(-1)
  assert.ok(step !== undefined)
  return step
}

test('two decisions on one line take no more of it than the funds paid, whichever comes first', () => {
  const decision = stepOf(toDecided)
  assert.equal(recovery[0]?.amount, stake)
  assert.equal(beyondLine(decision, line(), []), null)
  const others = [{ matterId: 'M-2', decided: fen(1), ordered: fen(0) }]
  assert.deepEqual(beyondLine(decision, line(), others), {
    code: 'casework.beyond-line',
    lineNumber: '7',
    amount: stake,
    share: stake,
    taken: 1,
    others: ['M-2'],
  })
  assert.equal(beyondLine(decision, line({ billFund: fen(50_00) }), [])?.code, 'casework.beyond-line')
})

test('an order is held against the orders of others, and what brings no money back against nothing', () => {
  const order = stepOf(toExecuting)
  assert.equal(beyondLine(order, line(), [{ matterId: 'M-2', decided: stake, ordered: fen(0) }]), null)
  const ordered = [{ matterId: 'M-2', decided: stake, ordered: stake }]
  assert.equal(beyondLine(order, line(), ordered)?.code, 'casework.beyond-line')
  const accepted = stepOf(toExecuting.slice(0, -2))
  assert.equal(beyondLine(accepted, line({ billFund: fen(0) }), ordered), null)
})
