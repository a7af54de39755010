import assert from 'node:assert/strict'
import { test } from 'node:test'
import { today } from '../../tests/support/ask.ts'
import { apportioned, billWith } from '../../tests/support/bill.ts'
import { amountOf, classification, formula, layeredPlan, layerWith, money, p, rate } from '../../tests/support/plan.ts'
import { refusalOf } from '../../tests/support/world.ts'
import { fen, ppm } from '../kernel/index.ts'
import type { Expression, Layer, LayerStep, Plan } from '../policy/index.ts'
import { compilePlan } from './apportion.ts'
import type { BillInput } from './types.ts'

const parameters = [
  money('line', fen(100_00)),
  money('cap', fen(200_00)),
  money('bigLine', fen(50_00)),
  rate('basicRate', ppm(600_000)),
  rate('half', ppm(500_000)),
  rate('third', ppm(333_333)),
  rate('whole', ppm(1_000_000)),
]
const byRate = (name: string): LayerStep => ({ step: 'rate', rate: p(name) })
const line: LayerStep = { step: 'deductible', amount: p('line'), total: null }
const cap: LayerStep = { step: 'payment-limit', limit: p('cap'), total: null }
const basic = layerWith('basic', amountOf('eligible'), [line, byRate('basicRate'), cap])

const above = (base: Expression, steps: readonly LayerStep[] = [byRate('half')], rest: Partial<Layer> = {}): Layer =>
  layerWith('above', base, steps, { payer: 'criticalIllness', ...rest })

function take(layers: readonly Layer[], bill: BillInput, rest: Partial<Plan> = {}) {
  return apportioned({ ...layeredPlan(parameters, layers), ...rest }, bill)
}

const basePaid = (base: Expression, bill = billWith({ eligible: 600_00 })) => {
  const second = take([basic, above(base)], bill).layers[1]
  return [second?.base, second?.parts.paid]
}

test('a later layer counts what the earlier ones made of the bill', () => {
  // 600.00: deductible 100.00, 60 % of 500.00 is 300.00, of which 200.00 are within the limit.
  assert.deepEqual(basePaid(amountOf('basic.base')), [600_00, 300_00])
  assert.deepEqual(basePaid(amountOf('basic.deductible')), [100_00, 50_00])
  assert.deepEqual(basePaid(amountOf('basic.paid')), [200_00, 100_00])
  assert.deepEqual(basePaid(amountOf('basic.copay')), [200_00, 100_00])
  assert.deepEqual(basePaid(amountOf('basic.overPaymentLimit')), [100_00, 50_00])
  assert.deepEqual(basePaid(amountOf('basic.costOverPaymentLimit')), [166_67, 83_33])
  assert.deepEqual(basePaid(amountOf('left')), [400_00, 200_00])
})

test('the deductible of the first layer lies inside the base of the second, or outside', () => {
  const [inside, outside] = [
    [amountOf('eligible'), amountOf('basic.paid')],
    [amountOf('eligible'), amountOf('basic.deductible'), amountOf('basic.paid')],
  ]
  assert.deepEqual(basePaid({ difference: inside ?? [] }), [400_00, 200_00])
  assert.deepEqual(basePaid({ difference: outside ?? [] }), [300_00, 150_00])
})

test('a second layer may have a deductible and a limit of its own', () => {
  const steps: readonly LayerStep[] = [{ step: 'deductible', amount: p('bigLine'), total: null }, byRate('whole'), cap]
  const { layers, payments, person } = take([basic, above(amountOf('left'), steps)], billWith({ eligible: 600_00 }))
  assert.deepEqual(layers[1]?.parts.overPaymentLimit, 150_00)
  assert.deepEqual([payments.pool, payments.criticalIllness, person], [200_00, 200_00, 200_00])
})

test('a third layer counts what two have paid', () => {
  const third = layerWith('last', { difference: [amountOf('eligible'), amountOf('paid')] }, [byRate('whole')], {
    payer: 'assistance',
  })
  const { payments, fund, person } = take([basic, above(amountOf('left')), third], billWith({ eligible: 600_00 }))
  assert.deepEqual([payments.pool, payments.criticalIllness, payments.assistance], [200_00, 200_00, 200_00])
  assert.deepEqual([fund, person], [600_00, 0])
})

test('two layers of one payer add up', () => {
  const { payments } = take(
    [basic, above(amountOf('left'), [byRate('half')], { payer: 'pool' })],
    billWith({ eligible: 600_00 }),
  )
  assert.deepEqual([payments.pool, payments.criticalIllness], [400_00, 0])
})

test('a layer is passed over unless its conditions hold', () => {
  const poor = above(amountOf('left'), [byRate('half')], { when: [{ fact: 'group', oneOf: ['poor'] }] })
  const bill = (group: string) => billWith({ eligible: 600_00 }, { facts: { group } })
  assert.deepEqual(
    take([basic, poor], bill('poor')).layers.map(({ name }) => name),
    ['basic', 'above'],
  )
  const without = take([basic, poor], bill('none'))
  assert.deepEqual(
    without.layers.map(({ name }) => name),
    ['basic'],
  )
  assert.equal(without.payments.criticalIllness, 0)
})

test('what a later layer counts of one that was passed over is nothing', () => {
  const when = [{ fact: 'group', oneOf: ['poor'] }] as const
  const layers = [{ ...basic, when }, above({ difference: [amountOf('eligible'), amountOf('basic.paid')] })]
  const bill = billWith({ eligible: 600_00 }, { facts: { group: 'rich' } })
  const { parts, payments, poolRate, totalsAdded } = take(layers, bill, {
    totals: [{ code: 'pool', label: '', adds: 'basic.paid', over: 'year' }],
  })
  assert.deepEqual([payments.pool, payments.criticalIllness, poolRate, totalsAdded.pool], [0, 300_00, 0, 0])
  assert.ok(Object.values(parts).every((part) => part === 0))
})

test('a layer for a class that nobody decided refuses the bill instead of passing it over', () => {
  const classes = [classification('group', [['poor', { fact: 'income', oneOf: ['low'] }]])]
  const poor = above(amountOf('left'), [byRate('half')], { when: [{ fact: 'group', oneOf: ['poor'] }] })
  const plan = { ...layeredPlan(parameters, [basic, poor]), classes }
  const refusal = refusalOf(compilePlan(plan, today).apportion(billWith({ eligible: 1 })))
  assert.equal(refusal.code, 'policy.no-fact')
})

test('a layer whose condition hangs on a fact that nobody told refuses the bill', () => {
  const poor = above(amountOf('left'), [byRate('half')], { when: [{ fact: 'group', oneOf: ['poor'] }] })
  const refusal = refusalOf(
    compilePlan(layeredPlan(parameters, [basic, poor]), today).apportion(billWith({ eligible: 1 })),
  )
  assert.ok(refusal.code === 'policy.no-fact' && refusal.fact === 'group')
})

test('a stream lies beside what is ordinary, and both are eligible', () => {
  const bill = billWith({ eligible: 600_00 }, { streams: { implant: fen(150_00), drug: fen(50_00) } })
  assert.deepEqual(basePaid(amountOf('ordinary'), bill), [400_00, 200_00])
  assert.deepEqual(basePaid(amountOf('stream.implant'), bill), [150_00, 75_00])
  assert.deepEqual(basePaid(amountOf('stream.unheard'), bill), [0, 0])
  assert.deepEqual(basePaid(amountOf('eligible'), bill), [600_00, 300_00])
})

test('a layer may pay what is not eligible', () => {
  const bill = billWith({ nonCovered: 30_00, overPriceLimit: 20_00, preCoinsurance: 10_00, eligible: 100_00 })
  const base = { sum: [amountOf('nonCovered'), amountOf('overPriceLimit'), amountOf('preCoinsurance')] }
  assert.deepEqual(basePaid(base, bill), [60_00, 30_00])
  assert.deepEqual(basePaid(amountOf('total'), bill), [160_00, 80_00])
})

test('a layer stops at what the earlier ones left of the bill, and says so', () => {
  const second = above(amountOf('eligible'), [byRate('whole')])
  const { layers, payments, person, trace } = take([basic, second], billWith({ eligible: 600_00 }))
  assert.deepEqual([payments.pool, payments.criticalIllness, person], [200_00, 400_00, 0])
  assert.deepEqual([layers[1]?.base, layers[1]?.parts.copay], [600_00, 200_00])
  const last = trace[1]?.steps?.at(-1)
  assert.deepEqual([last?.step, last?.result], ['nothing-left', 200_00])
  assert.deepEqual(last?.inputs, [{ name: 'available', value: '400.00' }])
})

test('a layer that is more than the bill pays the bill', () => {
  const twice = layerWith('basic', { sum: [amountOf('eligible'), amountOf('eligible')] }, [byRate('whole')])
  const { fund, person } = take([twice], billWith({ eligible: 600_00 }))
  assert.deepEqual([fund, person], [600_00, 0])
})

test('what the hospital waives is nobody’s expense, and no fund’s', () => {
  const waiver = layerWith('waived', amountOf('basic.deductible'), [byRate('whole')], { payer: 'hospital' })
  const { payments, fund, person } = take([basic, waiver], billWith({ eligible: 600_00 }))
  assert.deepEqual([payments.hospital, fund, person], [100_00, 200_00, 300_00])
})

test('a base that is no whole fen is rounded, and shared exactly', () => {
  const odd: Expression = { product: [amountOf('eligible'), p('third')] }
  const bill = billWith({ eligible: 9 })
  // A third of 9 fen, less a trifle: 2.999997 fen, of which a half is 1.4999985.
  assert.deepEqual(basePaid(odd, bill), [3, 1])
})

test('each layer rounds by itself', () => {
  const yuan = above(amountOf('left'), [byRate('third')], { rounding: { mode: 'ceil', unit: 'yuan' } })
  assert.equal(take([basic, yuan], billWith({ eligible: 600_00 })).payments.criticalIllness, 134_00)
})

test('a formula on amounts has in each layer the value of its moment', () => {
  const leftHalf = formula('leftHalf', 'money', { product: [amountOf('left'), p('half')] })
  const pay: LayerStep = { step: 'pay', amount: { formula: 'leftHalf' } }
  const layers = [layerWith('basic', amountOf('eligible'), [pay]), above(amountOf('left'), [pay])]
  const { payments } = apportioned(
    layeredPlan(parameters, layers, { formulas: [leftHalf] }),
    billWith({ eligible: 600_00 }),
  )
  assert.deepEqual([payments.pool, payments.criticalIllness], [300_00, 150_00])
})

test('a refusal in a later layer refuses the bill', () => {
  const second = above(amountOf('left'), [{ step: 'pay', amount: { input: 'unknown' } }])
  const refusal = refusalOf(
    compilePlan(layeredPlan(parameters, [basic, second]), today).apportion(billWith({ eligible: 600_00 })),
  )
  assert.equal(refusal.code, 'policy.no-fact')
})

test('each layer tells its payer, its base and how that came about', () => {
  const base = { difference: [amountOf('eligible'), amountOf('basic.deductible'), amountOf('basic.paid')] }
  const { trace } = take([basic, above(base, [byRate('half')], { label: '大病保险' })], billWith({ eligible: 600_00 }))
  assert.deepEqual(
    trace.map(({ step, subject, payer, result }) => [step, subject, payer, result]),
    [
      ['layer', 'basic', 'pool', 200_00],
      ['layer', '大病保险', 'criticalIllness', 150_00],
    ],
  )
  assert.deepEqual(trace[1]?.inputs, [
    { name: 'base', value: '300.00', how: '600.00 − 100.00 − 200.00' },
    { amount: 'eligible', value: '600.00' },
    { amount: 'basic.deductible', value: '100.00' },
    { amount: 'basic.paid', value: '200.00' },
  ])
})
