import assert from 'node:assert/strict'
import { test } from 'node:test'
import { billWith, taken } from '../../tests/support/bill.ts'
import { money, p, planWith, rate, tiers } from '../../tests/support/plan.ts'
import { refusalOf } from '../../tests/support/world.ts'
import { fen, isoDate, ppm } from '../kernel/index.ts'
import type { Expression, LayerStep } from '../policy/index.ts'
import { compilePlan } from './apportion.ts'

const bands = [
  { to: fen(100_00), rate: ppm(500_000) },
  { to: fen(300_00), rate: ppm(700_000) },
  { to: null, rate: ppm(900_000) },
]
const parameters = [
  tiers('bands', bands),
  tiers('closed', bands.slice(0, 1)),
  tiers('silent', [bands[0] ?? { to: null, rate: null }, { to: null, rate: null }]),
  money('line', fen(50_00)),
  money('lump', fen(30_05)),
  rate('most', ppm(900_000)),
  rate('raised', ppm(1_200_000)),
  rate('half', ppm(500_000)),
  rate('third', ppm(333_333)),
]
const take = (steps: readonly LayerStep[], eligible: number, rest: Parameters<typeof taken>[3] = {}) =>
  taken(parameters, steps, eligible, rest)

const bandRate: Expression = { bandRate: true }
const deductible: LayerStep = { step: 'deductible', amount: p('line'), total: null }
const byRate = (expression: Expression): LayerStep => ({ step: 'rate', rate: expression })
const byTiers = (rest: Partial<Extract<LayerStep, { step: 'tiers' }>> = {}): LayerStep => ({
  step: 'tiers',
  tiers: 'bands',
  rate: bandRate,
  startsAt: null,
  front: 'inside',
  ...rest,
})
const pay: LayerStep = { step: 'pay', amount: p('lump') }

test('one rate shares what is left, and the rest is the person’s', () => {
  const { parts, poolRate } = take([deductible, byRate(p('most'))], 150_00)
  assert.deepEqual([parts.paid, parts.copay, poolRate], [90_00, 10_00, 900_000])
})

test('a share is rounded as the layer says, and is never more than there is', () => {
  const paid = (mode: 'half-up' | 'floor' | 'ceil', unit: 'fen' | 'jiao' | 'yuan', eligible: number) =>
    take([byRate(p('most'))], eligible, { rounding: { mode, unit } }).parts.paid
  assert.deepEqual([paid('half-up', 'fen', 105), paid('floor', 'fen', 105), paid('ceil', 'fen', 101)], [95, 94, 91])
  assert.deepEqual([paid('half-up', 'jiao', 105), paid('floor', 'jiao', 105)], [90, 90])
  assert.deepEqual([paid('half-up', 'yuan', 60), paid('ceil', 'yuan', 1)], [60, 1])
})

test('a rate raised above the whole pays the bill and no more', () => {
  const { parts, poolRate } = take([byRate({ product: [p('most'), p('raised')] })], 100)
  assert.deepEqual([parts.paid, parts.copay, poolRate], [100, 0, 1_000_000])
})

test('two thirds of 300,000 yuan are 200,000 yuan, for a rate that is calculated stays exact', () => {
  const twoThirds: Expression = { quotient: [p('half'), { sum: [p('half'), { product: [p('half'), p('half')] }] }] }
  assert.equal(take([byRate(twoThirds)], 300_000_00).parts.paid, 200_000_00)
})

test('a bill is paid band by band, and one that ends on a bound stays in the lower band', () => {
  assert.equal(take([byTiers()], 400_00).parts.paid, 50_00 + 140_00 + 90_00)
  assert.equal(take([byTiers()], 100_00).parts.paid, 50_00)
  assert.equal(take([byTiers()], 100_02).parts.paid, 50_01)
})

test('with the front inside the table, the deductible takes up its lowest bands', () => {
  assert.equal(take([deductible, byTiers()], 150_00).parts.paid, 25_00 + 35_00)
})

test('with the front outside the table, the table begins where the deductible ends', () => {
  assert.equal(take([deductible, byTiers({ front: 'outside' })], 150_00).parts.paid, 50_00)
})

test('all that was taken from the front counts as front, what was cut from the end does not', () => {
  const steps: readonly LayerStep[] = [
    { step: 'cost-limit', limit: { sum: [p('line'), p('line'), p('line')] }, total: null },
    { step: 'account-stage' },
    deductible,
    { step: 'prior-share', rate: p('half') },
    byTiers(),
  ]
  const { parts } = take(steps, 200_00, { accountBalance: fen(20_00) })
  assert.deepEqual([parts.overCostLimit, parts.accountStage, parts.priorShare], [50_00, 20_00, 40_00])
  assert.equal(parts.paid, 28_00)
})

test('the table goes on where earlier bills ended, with or without the front of this one', () => {
  const used = { elig: fen(80_00) }
  const startsAt: Expression = { used: 'elig' }
  assert.equal(take([byTiers({ startsAt })], 100_00, { used }).parts.paid, 10_00 + 56_00)
  assert.equal(take([deductible, byTiers({ startsAt })], 100_00, { used }).parts.paid, 35_00)
  assert.equal(take([deductible, byTiers({ startsAt, front: 'outside' })], 100_00, { used }).parts.paid, 10_00 + 21_00)
})

test('a bill that begins on a bound begins in the band above it', () => {
  const { parts } = take([byTiers({ startsAt: { used: 'elig' } })], 10_00, { used: { elig: fen(300_00) } })
  assert.equal(parts.paid, 9_00)
})

test('a table that prints the person’s share is read the other way round', () => {
  assert.equal(take([byTiers({ rate: { complement: bandRate } })], 400_00).parts.paid, 50_00 + 60_00 + 10_00)
})

test('the rate of each band may be raised or lowered, and never passes the whole', () => {
  assert.equal(take([byTiers({ rate: { product: [bandRate, p('half')] } })], 400_00).parts.paid, 25_00 + 70_00 + 45_00)
  const raised: Expression = { sum: [bandRate, p('third')] }
  assert.equal(take([byTiers({ rate: raised })], 400_00).parts.paid, 83_33 + 200_00 + 100_00)
})

test('the sum of the bands is rounded once', () => {
  const { parts } = take([byTiers({ startsAt: { used: 'elig' } })], 2, { used: { elig: fen(99_99) } })
  assert.equal(parts.paid, 1)
})

test('within one band the rate is that band’s, across bands it is what the payer paid of the whole', () => {
  assert.equal(take([byTiers()], 1).poolRate, 500_000)
  assert.equal(take([byTiers()], 200_00).poolRate, 600_000)
  assert.equal(take([byTiers()], 0).poolRate, 0)
})

test('a table that ends pays nothing beyond its last band', () => {
  const { parts, poolRate } = take([byTiers({ tiers: 'closed' })], 200_00)
  assert.deepEqual([parts.paid, parts.copay, poolRate], [50_00, 150_00, 250_000])
})

test('a band of which the source says nothing is refused once the bill reaches into it', () => {
  const plan = planWith(parameters, [byTiers({ tiers: 'silent' })])
  const { apportion } = compilePlan(plan, isoDate('2025-03-02'))
  assert.equal(apportion(billWith({ eligible: 100_00 })).ok, true)
  const refusal = refusalOf(apportion(billWith({ eligible: 100_01 })))
  assert.ok(refusal.code === 'policy.no-value' && refusal.reason === 'not-stated' && refusal.parameter === 'silent')
})

test('a lump sum is paid as far as the bill reaches', () => {
  assert.deepEqual([take([pay], 100_00).parts.paid, take([pay], 100_00).parts.copay], [30_05, 69_95])
  assert.deepEqual([take([deductible, pay], 60_00).parts.paid, take([deductible, pay], 60_00).parts.copay], [10_00, 0])
  assert.equal(take([pay], 100_00).poolRate, 300_500)
})

test('a lump sum is rounded like any payment', () => {
  const rounding = { mode: 'floor', unit: 'jiao' } as const
  assert.equal(take([pay], 100_00, { rounding }).parts.paid, 30_00)
})

test('each band is explained by its number, its amount and its rate', () => {
  const [layer] = take([deductible, byTiers()], 150_00).trace
  const table = { parameter: 'bands', label: 'bands', value: '', source: '示例规定 bands', assumed: false }
  assert.deepEqual(layer?.steps?.[1]?.inputs, [
    { name: 'startsAt', value: '50.00' },
    { name: 'base', value: '100.00' },
    { name: 'band', index: 1, value: '50.00 × 50%' },
    { name: 'band', index: 2, value: '50.00 × 70%' },
    table,
  ])
})

test('a rate that is not the printed one says how it came about', () => {
  const [layer] = take([byTiers({ rate: { complement: bandRate } })], 150_00).trace
  const told = layer?.steps?.[0]?.inputs.filter((input) => 'name' in input && input.name === 'band')
  assert.deepEqual(told, [
    { name: 'band', index: 1, value: '100.00 × 50%' },
    { name: 'band', index: 2, value: '50.00 × 30%', how: '100% − 70%' },
  ])
})
