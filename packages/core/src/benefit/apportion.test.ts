import assert from 'node:assert/strict'
import { test } from 'node:test'
import { today } from '../../tests/support/ask.ts'
import { apportioned, billWith, totalsWith } from '../../tests/support/bill.ts'
import { classification, money, p, planWith, rate } from '../../tests/support/plan.ts'
import { accepted, outpatientPlan, refusalOf } from '../../tests/support/world.ts'
import { fen, InvariantError, isoDate, ppm } from '../kernel/index.ts'
import { compilePlan } from './apportion.ts'
import type { BillInput } from './types.ts'

const outpatient = compilePlan(outpatientPlan(), today)
const apportion = (input: BillInput) => accepted(outpatient.apportion(input))

test('a bill below the deductible is the person’s alone', () => {
  const { parts, payments, cash } = apportion(billWith({ eligible: 400_00 }))
  assert.deepEqual([parts.deductible, payments.pool, cash], [400_00, 0, 400_00])
})

test('above what is left of the deductible the fund pays its share', () => {
  const { parts, fund, cash } = apportion(billWith({ eligible: 400_00 }, { used: { dedc: fen(400_00) } }))
  assert.deepEqual([parts.deductible, parts.copay, fund, cash], [100_00, 120_00, 180_00, 220_00])
})

test('the fund pays no more than is left of its limit; the person bears the rest', () => {
  const used = { dedc: fen(500_00), pool: fen(990_00) }
  const { parts, fund, person } = apportion(billWith({ eligible: 100_00 }, { used }))
  assert.deepEqual([fund, parts.overPaymentLimit, parts.copay, person], [10_00, 50_00, 40_00, 90_00])
})

test('a limit that is already used up pays nothing, and takes nothing back', () => {
  const used = { dedc: fen(500_00), pool: fen(1200_00) }
  const { fund, parts } = apportion(billWith({ eligible: 100_00 }, { used }))
  assert.deepEqual([fund, parts.overPaymentLimit], [0, 60_00])
})

test('what is not eligible is the person’s, whatever the plan', () => {
  const { fund, person } = apportion(billWith({ nonCovered: 10_00, overPriceLimit: 5_00, preCoinsurance: 2_00 }))
  assert.deepEqual([fund, person], [0, 17_00])
})

test('a bill of nothing comes to nothing', () => {
  const { fund, person, parts, totalsAdded } = apportion(billWith({}))
  assert.deepEqual([fund, person, ...Object.values(parts)], [0, 0, 0, 0, 0, 0, 0, 0, 0])
  assert.deepEqual(totalsAdded, { dedc: 0, pool: 0, elig: 0 })
})

test('what no step gives to anybody stays with the person', () => {
  const { parts, person } = apportioned(planWith([], []), billWith({ eligible: 100_00 }))
  assert.deepEqual([parts.copay, person], [100_00, 100_00])
})

test('running totals are moved by the parts that the plan names', () => {
  const { totalsAdded } = apportion(billWith({ preCoinsurance: 5_00, eligible: 600_00 }))
  assert.deepEqual(totalsAdded, { dedc: 500_00, pool: 60_00, elig: 600_00 })
})

test('a plan without layers pays nothing', () => {
  const { layers, fund, person, poolRate } = apportioned({ ...planWith([], []), layers: [] }, billWith({ eligible: 9 }))
  assert.deepEqual([layers, fund, person, poolRate], [[], 0, 9, 0])
})

test('every step explains itself within its layer', () => {
  const { trace } = apportion(billWith({ eligible: 600_00 }, { accountBalance: fen(50_00) }))
  const [layer, account] = trace
  assert.deepEqual([layer?.step, layer?.subject, layer?.payer, layer?.result], ['layer', 'basic', 'pool', 60_00])
  assert.deepEqual(layer?.inputs, [
    { name: 'base', value: '600.00' },
    { amount: 'eligible', value: '600.00' },
  ])
  assert.deepEqual(
    layer?.steps?.map(({ step, result }) => [step, result]),
    [
      ['deductible', 500_00],
      ['rate', 60_00],
      ['payment-limit', 0],
    ],
  )
  assert.deepEqual([account?.step, account?.result], ['account', 50_00])
  assert.deepEqual(account?.inputs, [
    { name: 'payable', value: '540.00' },
    { name: 'available', value: '50.00' },
  ])
})

test('who does not ask why is told nothing', () => {
  assert.deepEqual(accepted(outpatient.apportion(billWith({ eligible: 600_00 }), false)).trace, [])
})

test('a bill with a negative part, or whose parts are not the bill, is refused before anything is computed', () => {
  const refusal = (parts: Parameters<typeof totalsWith>[0], streams = {}) =>
    refusalOf(outpatient.apportion(billWith(parts, { facts: {}, streams })))
  const bad = (reason: string, part: string) => ({ code: 'benefit.bad-bill', reason, part })
  for (const part of ['nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const) {
    assert.deepEqual(refusal({ total: 4, [part]: -1 }), bad('negative', part))
  }
  assert.deepEqual(refusal({ total: -1 }), bad('negative', 'total'))
  assert.deepEqual(refusal({ total: 10, eligible: 9 }), bad('parts-do-not-sum', 'total'))
  assert.deepEqual(refusal({ eligible: 9 }, { implant: fen(-1) }), bad('negative', 'streams'))
  assert.deepEqual(
    refusal({ eligible: 9 }, { implant: fen(5), drug: fen(5) }),
    bad('streams-exceed-eligible', 'streams'),
  )
})

test('a level of hospital of which the law says nothing is refused', () => {
  const refusal = refusalOf(outpatient.apportion(billWith({ eligible: 600_00 }, { facts: { level: 'secondary' } })))
  assert.ok(refusal.code === 'policy.no-value' && refusal.reason === 'no-such-class')
})

test('a date before the law is refused', () => {
  const early = compilePlan(outpatientPlan(), isoDate('2019-12-31'))
  const refusal = refusalOf(early.apportion(billWith({ eligible: 1 })))
  assert.ok(refusal.code === 'policy.no-value' && refusal.reason === 'before-first')
})

test('a value that the bill does not need is still asked for: silence of the law is no zero', () => {
  // Below the deductible the fund pays nothing, yet at which rate is a question that the law must answer.
  const refusal = refusalOf(outpatient.apportion(billWith({ eligible: 1 }, { facts: { level: 'secondary' } })))
  assert.equal(refusal.code, 'policy.no-value')
})

test('of several refusals the one that came first is told', () => {
  const plan = planWith(
    [money('line', fen(1)), rate('share', ppm(1))],
    [
      { step: 'deductible', amount: { choose: 'group', among: { poor: p('line') } }, total: null },
      { step: 'rate', rate: { input: 'unknown' } },
    ],
    { classes: [classification('group', [['poor', { fact: 'income', oneOf: ['low'] }]])] },
  )
  const { apportion: take } = compilePlan(plan, today)
  const refusedWith = (income: string) => refusalOf(take(billWith({ eligible: 9 }, { facts: { income } }))).code
  assert.equal(refusedWith('high'), 'policy.no-class')
  assert.equal(refusedWith('low'), 'policy.no-fact')
})

test('a division by zero is refused, asked why or not', () => {
  const byZero = { quotient: [p('line'), { difference: [p('share'), p('share')] }] } as const
  const plan = planWith(
    [money('line', fen(1)), rate('share', ppm(1))],
    [
      { step: 'deductible', amount: byZero, total: null },
      { step: 'pay', amount: p('line') },
    ],
  )
  for (const why of [true, false]) {
    const refusal = refusalOf(compilePlan(plan, today).apportion(billWith({ eligible: 9 }), why))
    assert.equal(refusal.code, 'policy.divided-by-zero')
  }
})

test('a negative account is our own mistake', () => {
  const bill = billWith({ eligible: 1 }, { accountBalance: fen(-1) })
  assert.throws(() => outpatient.apportion(bill), InvariantError)
})

test('a total that adds an amount that no bill has is our own mistake', () => {
  const totals = [{ code: 'x', label: '', adds: 'basic.unknown', over: 'year' }] as const
  assert.throws(() => apportioned(planWith([], [], { totals }), billWith({ eligible: 1 })), InvariantError)
})

test('a bill is not touched, so that it may be apportioned again', () => {
  const bill = billWith({ eligible: 600_00 }, { used: { dedc: fen(1) }, streams: { implant: fen(5) } })
  const before = structuredClone(bill)
  assert.deepEqual(outpatient.apportion(bill), outpatient.apportion(bill))
  assert.deepEqual(bill, before)
  assert.deepEqual(bill.totals, totalsWith({ eligible: 600_00 }))
})
