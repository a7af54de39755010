import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apportioned, billWith } from '../../tests/support/bill.ts'
import { amountOf, layeredPlan, layerWith, money, p, rate } from '../../tests/support/plan.ts'
import { outpatientPlan } from '../../tests/support/world.ts'
import { fen, ppm } from '../kernel/index.ts'
import type { Expression, Layer, LayerStep, PersonPart, Plan } from '../policy/index.ts'
import type { BillInput } from './types.ts'

const apportion = (bill: BillInput, plan: Plan = outpatientPlan()) => apportioned(plan, bill)

test('the account pays the parts that the plan names and no others', () => {
  const input = billWith(
    { nonCovered: 10_00, overPriceLimit: 5_00, preCoinsurance: 2_00, eligible: 100_00 },
    { accountBalance: fen(1000_00) },
  )
  const { account, cash, person } = apportion(input)
  assert.deepEqual([account, cash, person], [102_00, 15_00, 117_00])
})

test('an account that is too small pays what it has, and cash the rest', () => {
  const { account, cash } = apportion(billWith({ eligible: 100_00 }, { accountBalance: fen(30_00) }))
  assert.deepEqual([account, cash], [30_00, 70_00])
})

test('who does not want the account pays cash', () => {
  const rest = { accountBalance: fen(300_00), accountUsed: false }
  const { account, cash } = apportion(billWith({ eligible: 100_00 }, rest))
  assert.deepEqual([account, cash], [0, 100_00])
})

test('who asks for a part of the account gets that part', () => {
  const rest = { accountBalance: fen(300_00), accountAsked: fen(20_00) }
  const { account, cash } = apportion(billWith({ eligible: 100_00 }, rest))
  assert.deepEqual([account, cash], [20_00, 80_00])
})

test('relatives who share their accounts pay after the own account, and no other parts', () => {
  const rest = { accountBalance: fen(30_00), familyBalance: fen(50_00) }
  const { account, family, cash, person } = apportion(billWith({ nonCovered: 10_00, eligible: 100_00 }, rest))
  assert.deepEqual([account, family, cash, person], [30_00, 50_00, 30_00, 110_00])
  const small = apportion(billWith({ nonCovered: 10_00, eligible: 60_00 }, rest))
  assert.deepEqual([small.account, small.family, small.cash], [30_00, 30_00, 10_00])
  const spared = apportion(billWith({ eligible: 60_00 }, { ...rest, accountUsed: false }))
  assert.deepEqual([spared.family, spared.cash], [0, 60_00])
})

test('a plan that names no parts leaves the account alone, and says nothing of it', () => {
  const plan = outpatientPlan({ accountPays: [] })
  const { account, trace } = apportion(billWith({ eligible: 100_00 }, { accountBalance: fen(300_00) }), plan)
  assert.equal(account, 0)
  assert.ok(trace.every(({ step }) => step !== 'account'))
})

const parameters = [
  money('line', fen(100_00)),
  rate('sixty', ppm(600_000)),
  rate('half', ppm(500_000)),
  rate('whole', ppm(1_000_000)),
]
const stage: LayerStep = { step: 'account-stage' }
const line: LayerStep = { step: 'deductible', amount: p('line'), total: null }
const byRate = (name: string): LayerStep => ({ step: 'rate', rate: p(name) })

function layered(
  basic: readonly LayerStep[],
  later: { readonly base: Expression; readonly steps: readonly LayerStep[] },
  accountPays: readonly PersonPart[] = [],
): Plan {
  const layers: readonly Layer[] = [
    layerWith('basic', amountOf('eligible'), basic),
    layerWith('later', later.base, later.steps, { payer: 'largeAmount' }),
  ]
  return layeredPlan(parameters, layers, { accountPays })
}

const rest: Expression = { difference: [amountOf('eligible'), amountOf('basic.paid')] }

test('an account stage of the law comes before the deductible, even when the person asks for nothing of the account', () => {
  const [layer] = outpatientPlan().layers
  const layers = layer === undefined ? [] : [{ ...layer, steps: [stage, ...layer.steps] }]
  const input = billWith({ eligible: 800_00 }, { accountBalance: fen(200_00), accountUsed: false })
  const { parts, account, fund } = apportion(input, outpatientPlan({ layers }))
  assert.deepEqual([parts.accountStage, parts.deductible, account, fund], [200_00, 500_00, 200_00, 60_00])
})

test('what a stage left of the account may pay the person’s parts', () => {
  const plan = {
    ...layeredPlan(parameters, [layerWith('basic', amountOf('ordinary'), [stage, line, byRate('sixty')])]),
  }
  const bill = billWith(
    { eligible: 300_00, preCoinsurance: 20_00 },
    { accountBalance: fen(315_00), streams: { implant: fen(100_00) } },
  )
  const { account, cash } = apportion(bill, { ...plan, accountPays: ['preCoinsurance'] })
  assert.deepEqual([account, cash], [220_00, 100_00])
  assert.equal(
    apportion({ ...bill, accountAsked: fen(205_00) }, { ...plan, accountPays: ['preCoinsurance'] }).account,
    205_00,
  )
})

test('the account does not pay again what a later layer has taken over', () => {
  const plan = layered([line, byRate('sixty')], { base: rest, steps: [byRate('half')] }, ['deductible', 'copay'])
  // 300.00: deductible 100.00, the pool 120.00 of 200.00, the later layer 90.00 of 180.00; 90.00 are left.
  const { account, cash, person } = apportion(billWith({ eligible: 300_00 }, { accountBalance: fen(1000_00) }), plan)
  assert.deepEqual([account, cash, person], [90_00, 0, 90_00])
})

test('a later layer that pays everything leaves the account nothing to pay', () => {
  const plan = layered([line, byRate('sixty')], { base: rest, steps: [byRate('whole')] }, ['deductible', 'copay'])
  const { account, person } = apportion(billWith({ eligible: 300_00 }, { accountBalance: fen(1000_00) }), plan)
  assert.deepEqual([account, person], [0, 0])
})

test('a later layer that pays what is not eligible leaves the account to pay the copay', () => {
  const later = { base: amountOf('preCoinsurance'), steps: [byRate('whole')] }
  const plan = layered([byRate('sixty')], later, ['copay'])
  const bill = billWith({ eligible: 100_00, preCoinsurance: 50_00 }, { accountBalance: fen(1000_00) })
  const { account, cash, person } = apportion(bill, plan)
  assert.deepEqual([person, account, cash], [40_00, 40_00, 0])
})

test('a part that a later layer has paid is no longer the account’s to pay', () => {
  const later = { base: amountOf('preCoinsurance'), steps: [byRate('whole')] }
  const plan = layered([byRate('half')], later, ['preCoinsurance'])
  const bill = billWith({ eligible: 100_00, preCoinsurance: 50_00 }, { accountBalance: fen(1000_00) })
  const { account, cash } = apportion(bill, plan)
  assert.deepEqual([account, cash], [0, 50_00])
})

test('a later layer pays nothing that the account stage has paid', () => {
  const plan = layered([stage, byRate('half')], { base: rest, steps: [byRate('whole')] })
  const { layers, payments, account, cash } = apportion(
    billWith({ eligible: 100_00 }, { accountBalance: fen(50_00) }),
    plan,
  )
  assert.deepEqual([layers[0]?.parts.accountStage, payments.pool], [50_00, 25_00])
  assert.deepEqual([payments.largeAmount, account, cash], [25_00, 50_00, 0])
})

test('an account stage takes nothing of the bill that an earlier layer has paid', () => {
  const plan = layered([byRate('whole')], { base: amountOf('eligible'), steps: [stage, byRate('half')] })
  const { payments, account, cash } = apportion(billWith({ eligible: 100_00 }, { accountBalance: fen(50_00) }), plan)
  assert.deepEqual([payments.pool, account, cash], [100_00, 0, 0])
})

test('two stages share one account', () => {
  const basic = [stage, line, byRate('whole')]
  const plan = layered(basic, { base: amountOf('preCoinsurance'), steps: [stage, byRate('half')] })
  const bill = billWith({ eligible: 60_00, preCoinsurance: 50_00 }, { accountBalance: fen(70_00) })
  const { layers, account, payments } = apportion(bill, plan)
  assert.deepEqual(
    layers.map(({ parts }) => parts.accountStage),
    [60_00, 10_00],
  )
  assert.deepEqual([account, payments.largeAmount], [70_00, 20_00])
})
