import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planWith, rate } from '../../tests/support/plan.ts'
import { accepted, outpatientPlan, refusalOf } from '../../tests/support/world.ts'
import { type Fen, fen, InvariantError, isoDate, ppm, zeroFen } from '../kernel/index.ts'
import type { Plan } from '../policy/index.ts'
import { compilePlan } from './apportion.ts'
import type { BillInput, BillTotals } from './types.ts'

const on = isoDate('2025-03-02')

function totalsWith(parts: Partial<Record<keyof BillTotals, number>>): BillTotals {
  const { nonCovered = 0, overPriceLimit = 0, preCoinsurance = 0, eligible = 0 } = parts
  const total = parts.total ?? nonCovered + overPriceLimit + preCoinsurance + eligible
  return {
    total: fen(total),
    nonCovered: fen(nonCovered),
    overPriceLimit: fen(overPriceLimit),
    preCoinsurance: fen(preCoinsurance),
    eligible: fen(eligible),
  }
}

function bill(parts: Parameters<typeof totalsWith>[0], rest: Partial<BillInput> = {}): BillInput {
  return {
    totals: totalsWith(parts),
    facts: { level: 'tertiary' },
    used: {},
    accountBalance: zeroFen,
    accountUsed: true,
    accountAsked: null,
    ...rest,
  }
}

const outpatient = compilePlan(outpatientPlan(), on)
const apportion = (input: BillInput, plan: Plan = outpatientPlan()) => accepted(compilePlan(plan, on).apportion(input))

test('a bill below the deductible is the person’s alone', () => {
  const { parts, pool, cash } = apportion(bill({ eligible: 400_00 }))
  assert.deepEqual([parts.deductible, pool, cash], [400_00, 0, 400_00])
})

test('above what is left of the deductible the fund pays its share', () => {
  const { parts, pool, cash } = apportion(bill({ eligible: 400_00 }, { used: { dedc: fen(400_00) } }))
  assert.deepEqual([parts.deductible, parts.copay, pool, cash], [100_00, 120_00, 180_00, 220_00])
})

test('the fund pays no more than is left of its limit; the person bears the rest', () => {
  const used = { dedc: fen(500_00), pool: fen(990_00) }
  const { parts, pool, person } = apportion(bill({ eligible: 100_00 }, { used }))
  assert.deepEqual([pool, parts.overPaymentLimit, parts.copay, person], [10_00, 50_00, 40_00, 90_00])
})

test('a limit that is already used up pays nothing, and takes nothing back', () => {
  const { pool, parts } = apportion(bill({ eligible: 100_00 }, { used: { dedc: fen(500_00), pool: fen(1200_00) } }))
  assert.deepEqual([pool, parts.overPaymentLimit], [0, 60_00])
})

test('the account pays the parts that the plan names and no others', () => {
  const input = bill(
    { nonCovered: 10_00, overPriceLimit: 5_00, preCoinsurance: 2_00, eligible: 100_00 },
    { accountBalance: fen(1000_00) },
  )
  const { account, cash, person } = apportion(input)
  assert.deepEqual([account, cash, person], [102_00, 15_00, 117_00])
})

test('an account that is too small pays what it has, and cash the rest', () => {
  const { account, cash } = apportion(bill({ eligible: 100_00 }, { accountBalance: fen(30_00) }))
  assert.deepEqual([account, cash], [30_00, 70_00])
})

test('who does not want the account pays cash', () => {
  const { account, cash } = apportion(bill({ eligible: 100_00 }, { accountBalance: fen(300_00), accountUsed: false }))
  assert.deepEqual([account, cash], [0, 100_00])
})

test('who asks for a part of the account gets that part', () => {
  const input = bill({ eligible: 100_00 }, { accountBalance: fen(300_00), accountAsked: fen(20_00) })
  assert.deepEqual([apportion(input).account, apportion(input).cash], [20_00, 80_00])
})

test('an account stage of the law comes before the deductible, even when the person asks for nothing of the account', () => {
  const steps = [{ step: 'account-stage' } as const, ...outpatientPlan().steps]
  const input = bill({ eligible: 800_00 }, { accountBalance: fen(200_00), accountUsed: false })
  const { parts, account, pool } = apportion(input, outpatientPlan({ steps }))
  assert.deepEqual([parts.accountStage, parts.deductible, account, pool], [200_00, 500_00, 200_00, 60_00])
})

test('what no step gives to anybody stays with the person', () => {
  const { parts, person } = apportion(bill({ eligible: 100_00 }), planWith([], []))
  assert.deepEqual([parts.copay, person], [100_00, 100_00])
})

test('running totals are moved by the parts that the plan names', () => {
  const { totalsAdded } = apportion(bill({ preCoinsurance: 5_00, eligible: 600_00 }))
  assert.deepEqual(totalsAdded, { dedc: 500_00, pool: 60_00, elig: 600_00 })
})

test('every step explains itself with the law that it follows', () => {
  const { trace } = apportion(bill({ eligible: 600_00 }, { accountBalance: fen(50_00) }))
  assert.deepEqual(
    trace.map(({ step, result, source }) => [step, result, source]),
    [
      ['deductible', 500_00, '示例规定 deductible'],
      ['pool-rate', 60_00, '示例规定 poolRate'],
      ['payment-limit', 0, '示例规定 paymentLimit'],
      ['account', 50_00, ''],
    ],
  )
})

test('a step names what the law gave by its parameter, and what the engine knew by a code', () => {
  const [deductible, poolRate, , account] = apportion(
    bill({ eligible: 600_00 }, { used: { dedc: fen(100_00) }, accountBalance: fen(50_00) }),
  ).trace
  assert.deepEqual(deductible?.inputs, [
    { parameter: 'deductible', label: 'deductible', value: '500.00' },
    { name: 'usedThisYear', value: '100.00' },
  ])
  assert.deepEqual(poolRate?.inputs, [
    { name: 'base', value: '200.00' },
    { name: 'poolRate', value: '60%' },
    { parameter: 'poolRate', label: 'poolRate', value: '60%' },
  ])
  assert.deepEqual(account?.inputs, [
    { name: 'payable', value: '480.00' },
    { name: 'available', value: '50.00' },
  ])
})

test('a bill with a negative part, or whose parts are not the bill, is refused before anything is computed', () => {
  const refusal = (parts: Parameters<typeof totalsWith>[0]) =>
    refusalOf(outpatient.apportion(bill(parts, { facts: {} })))
  assert.deepEqual(refusal({ preCoinsurance: -1, eligible: 5 }), {
    code: 'benefit.bad-bill',
    reason: 'negative',
    part: 'preCoinsurance',
  })
  assert.deepEqual(refusal({ total: 10, eligible: 9 }), {
    code: 'benefit.bad-bill',
    reason: 'parts-do-not-sum',
    part: 'total',
  })
})

test('a level of hospital of which the law says nothing is refused', () => {
  const refusal = refusalOf(outpatient.apportion(bill({ eligible: 600_00 }, { facts: { level: 'secondary' } })))
  assert.equal(refusal.code, 'policy.no-value')
})

test('a date before the law is refused', () => {
  const early = compilePlan(outpatientPlan(), isoDate('2019-12-31'))
  const refusal = refusalOf(early.apportion(bill({ eligible: 1 })))
  assert.ok(refusal.code === 'policy.no-value' && refusal.reason === 'before-first')
})

test('a negative account is our own mistake', () => {
  assert.throws(() => outpatient.apportion(bill({ eligible: 1 }, { accountBalance: fen(-1) })), InvariantError)
})

test('a share rounded to whole yuan is never more than what it is a share of', () => {
  const plan = planWith([rate('poolRate', ppm(900_000))], [{ step: 'pool-rate', rate: { parameter: 'poolRate' } }], {
    rounding: { mode: 'half-up', unit: 'yuan' },
  })
  const { pool, parts } = apportion(bill({ eligible: 60 }), plan)
  assert.deepEqual([pool, parts.copay], [60, 0])
})

test('a rate raised above the whole pays the bill and no more', () => {
  const parameters = [rate('base', ppm(900_000)), rate('raised', ppm(1_200_000))]
  const product = [{ parameter: 'base' }, { parameter: 'raised' }]
  const { pool, poolRate } = apportion(
    bill({ eligible: 100 }),
    planWith(parameters, [{ step: 'pool-rate', rate: { product } }]),
  )
  assert.deepEqual<[Fen, number]>([pool, poolRate], [fen(100), 1_000_000])
})
