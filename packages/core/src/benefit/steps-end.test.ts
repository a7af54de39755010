import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apportioned, billWith, taken } from '../../tests/support/bill.ts'
import { amountOf, layeredPlan, layerWith, money, p, rate, tiers } from '../../tests/support/plan.ts'
import { fen, ppm } from '../kernel/index.ts'
import type { Expression, LayerStep } from '../policy/index.ts'

const parameters = [
  tiers('bands', [
    { to: fen(100_00), rate: ppm(500_000) },
    { to: fen(300_00), rate: ppm(700_000) },
    { to: null, rate: ppm(900_000) },
  ]),
  money('line', fen(50_00)),
  money('floor', fen(70_00)),
  money('high', fen(1000_00)),
  money('cap', fen(40_00)),
  money('hundred', fen(100_00)),
  rate('half', ppm(500_000)),
  rate('third', ppm(333_333)),
  rate('ninetyOne', ppm(910_000)),
  rate('whole', ppm(1_000_000)),
]
const take = (steps: readonly LayerStep[], eligible: number, rest: Parameters<typeof taken>[3] = {}) =>
  taken(parameters, steps, eligible, rest)

const byRate = (name: string): LayerStep => ({ step: 'rate', rate: p(name) })
const byTiers: LayerStep = { step: 'tiers', tiers: 'bands', rate: { bandRate: true }, startsAt: null, front: 'inside' }
const deductible: LayerStep = { step: 'deductible', amount: p('line'), total: null }
const atLeast = (name: string): LayerStep => ({ step: 'at-least', amount: p(name) })
const upTo = (name: string, total: string | null = null): LayerStep => ({
  step: 'payment-limit',
  limit: p(name),
  total,
})

test('a payment above the floor stays as it is', () => {
  assert.equal(take([byRate('half'), atLeast('floor')], 140_00).parts.paid, 70_00)
  assert.equal(take([byRate('half'), atLeast('floor')], 150_00).parts.paid, 75_00)
})

test('a payment below the floor is raised to it, first out of the copay', () => {
  const { parts } = take([byRate('half'), atLeast('floor')], 130_00)
  assert.deepEqual([parts.paid, parts.copay], [70_00, 60_00])
})

test('the floor eats into copay, what is over the payment limit, the share borne first, the deductible, what is over the cost limit', () => {
  const steps: readonly LayerStep[] = [
    { step: 'cost-limit', limit: { sum: [p('hundred'), p('hundred')] }, total: null },
    deductible,
    { step: 'prior-share', rate: p('half') },
    byRate('whole'),
    upTo('cap'),
  ]
  const parts = (floor: number) =>
    taken([...parameters, money('raised', fen(floor))], [...steps, { step: 'at-least', amount: p('raised') }], 230_00)
      .parts
  const [cut, line, prior, over] = [30_00, 50_00, 75_00, 35_00]
  const left = (floor: number) => {
    const { overPaymentLimit, priorShare, deductible: borne, overCostLimit, paid } = parts(floor)
    return [overPaymentLimit, priorShare, borne, overCostLimit, paid]
  }
  assert.deepEqual(left(0), [over, prior, line, cut, 40_00])
  assert.deepEqual(left(75_01), [0, prior - 1, line, cut, 75_01])
  assert.deepEqual(left(150_01), [0, 0, line - 1, cut, 150_01])
  assert.deepEqual(left(200_01), [0, 0, 0, cut - 1, 200_01])
  assert.deepEqual(left(1000_00), [0, 0, 0, 0, 230_00])
})

test('the floor never reaches what the account paid', () => {
  const steps = [{ step: 'account-stage' } as const, byRate('half'), atLeast('high')]
  const { parts } = take(steps, 100_00, { accountBalance: fen(30_00) })
  assert.deepEqual([parts.accountStage, parts.paid, parts.copay], [30_00, 70_00, 0])
})

test('a floor is rounded like any payment', () => {
  const odd: LayerStep = { step: 'at-least', amount: { product: [p('hundred'), p('third')] } }
  assert.equal(take([byRate('third'), odd], 50_00).parts.paid, 33_33)
  assert.equal(take([byRate('third'), odd], 50_00, { rounding: { mode: 'ceil', unit: 'jiao' } }).parts.paid, 33_40)
})

test('the payer pays no more than the limit, the rest is the person’s and counted by itself', () => {
  const { parts, person } = take([byRate('half'), upTo('cap')], 100_00)
  assert.deepEqual([parts.paid, parts.copay, parts.overPaymentLimit, person], [40_00, 50_00, 10_00, 60_00])
})

test('a limit of the year leaves what earlier bills left of it, one that is passed nothing', () => {
  const paid = (used: number) =>
    take([byRate('half'), upTo('cap', 'pool')], 100_00, { used: { pool: fen(used) } }).parts.paid
  assert.deepEqual([paid(0), paid(39_99), paid(40_00), paid(50_00)], [40_00, 1, 0, 0])
})

test('of two limits the narrower one holds, and all that is over stands together', () => {
  const { parts } = take([byRate('whole'), upTo('floor'), upTo('cap')], 100_00)
  assert.deepEqual([parts.paid, parts.overPaymentLimit], [40_00, 60_00])
})

test('a floor before the limit yields to it, one behind it does not', () => {
  assert.equal(take([byRate('half'), atLeast('floor'), upTo('cap')], 100_00).parts.paid, 40_00)
  assert.equal(take([byRate('half'), upTo('cap'), atLeast('floor')], 100_00).parts.paid, 70_00)
})

/** What a second layer, which pays all of it to the fen, gets of the cost over the limit. */
function costOver(steps: readonly LayerStep[], eligible: number, share: Expression = p('whole'), used = {}) {
  const layers = [
    layerWith('basic', amountOf('eligible'), steps),
    layerWith('above', amountOf('basic.costOverPaymentLimit'), [{ step: 'rate', rate: share }]),
  ]
  return apportioned(layeredPlan(parameters, layers), billWith({ eligible }, { used })).layers[1]
}

test('the cost over the limit is what was shared beyond the point where the limit was used up', () => {
  assert.equal(costOver([byRate('half'), upTo('cap')], 100_00)?.base, 20_00)
  assert.equal(costOver([deductible, byRate('half'), upTo('cap')], 150_00)?.base, 20_00)
  assert.equal(costOver([byRate('half'), upTo('cap')], 80_00)?.base, 0)
})

test('across bands the limit is spent band by band, the lowest first', () => {
  // 50.00 of the first band, then 20.00 of the 70 % of the second: 28.57 and three sevenths of a fen.
  assert.equal(costOver([byTiers, upTo('floor')], 400_00)?.base, 271_43)
  assert.equal(costOver([byTiers, upTo('cap')], 400_00)?.base, 320_00)
  assert.equal(costOver([byTiers, upTo('high')], 400_00)?.base, 0)
})

test('a limit that earlier bills used up leaves all of the cost over it', () => {
  assert.equal(costOver([byTiers, upTo('cap', 'pool')], 400_00, p('whole'), { pool: fen(40_00) })?.base, 400_00)
})

test('the cost over the limit is kept exactly until the later layer rounds its own share', () => {
  // 120.03 less 40.00 ÷ 33.3333 % is 2.988 fen: half of that rounds down, half of the 3 fen of the base would not.
  const half = costOver([byRate('third'), upTo('cap')], 120_03, p('half'))
  assert.deepEqual([half?.base, half?.parts.paid, half?.parts.copay], [3, 1, 2])
})

test('floor and limit are explained by the law and by how much they moved', () => {
  const [layer] = take([byRate('half'), atLeast('floor'), upTo('cap', 'pool')], 100_00, {
    used: { pool: fen(1_00) },
  }).trace
  const [, floor, limit] = layer?.steps ?? []
  const law = (name: string, value: string) => ({
    parameter: name,
    label: name,
    value,
    source: `示例规定 ${name}`,
    assumed: false,
  })
  assert.deepEqual([floor?.step, floor?.result, floor?.inputs], ['at-least', 20_00, [law('floor', '70.00')]])
  assert.deepEqual(
    [limit?.step, limit?.result, limit?.inputs],
    ['payment-limit', 31_00, [law('cap', '40.00'), { name: 'usedBefore', value: '1.00' }]],
  )
})

test('a step is explained by the amounts as it found them, not as it left them', () => {
  const floor: LayerStep = { step: 'at-least', amount: { sum: [amountOf('basic.deductible'), amountOf('basic.paid')] } }
  const [layer] = take([deductible, byRate('half'), floor], 100_00).trace
  // 50.00 of the deductible and 25.00 paid make a floor of 75.00, which takes all copay and half of the deductible.
  const told = layer?.steps?.[2]?.inputs[0]
  assert.deepEqual(told, { name: 'amount', value: '75.00', how: '50.00 + 25.00' })
})

test('a limit on what is paid is explained by what was paid before it cut', () => {
  const limit: LayerStep = {
    step: 'payment-limit',
    limit: { product: [amountOf('basic.paid'), p('half')] },
    total: null,
  }
  const [layer] = take([byRate('whole'), limit], 100_00).trace
  assert.deepEqual(layer?.steps?.[1]?.inputs[0], { name: 'amount', value: '50.00', how: '100.00 × 50%' })
})
