import assert from 'node:assert/strict'
import { test } from 'node:test'
import { money, planWith, tiers } from '../../tests/support/plan.ts'
import { accepted } from '../../tests/support/world.ts'
import { type Fen, fen, isoDate, ppm, zeroFen } from '../kernel/index.ts'
import type { Plan, PlanStep, TierPosition } from '../policy/index.ts'
import { compilePlan } from './apportion.ts'

const bands = [
  { to: fen(100_00), rate: ppm(500_000) },
  { to: fen(300_00), rate: ppm(700_000) },
  { to: null, rate: ppm(900_000) },
]
const parameters = [money('deductible', fen(50_00)), money('costLimit', fen(400_00)), tiers('bands', bands)]
const totals = [
  { code: 'elig', label: '符合政策范围费用累计', adds: 'eligible' },
  { code: 'dedc', label: '起付线累计', adds: 'deductible' },
] as const

const deductible: PlanStep = { step: 'deductible', amount: { parameter: 'deductible' }, total: 'dedc' }
const byTiers = (position: TierPosition, rest: { copay?: boolean; total?: string } = {}): PlanStep => ({
  step: 'pool-tiers',
  tiers: 'bands',
  copay: rest.copay ?? false,
  position,
  total: rest.total ?? null,
})
const costLimit: PlanStep = { step: 'cost-limit', limit: { parameter: 'costLimit' }, total: 'elig' }

function apportion(
  steps: readonly PlanStep[],
  eligible: number,
  used: Record<string, Fen> = {},
  rest: Partial<Plan> = {},
) {
  const plan = planWith(parameters, steps, { totals, ...rest })
  const amount = fen(eligible)
  const none = { nonCovered: zeroFen, overPriceLimit: zeroFen, preCoinsurance: zeroFen }
  const input = { facts: {}, used, accountBalance: zeroFen, accountUsed: false, accountAsked: null }
  return accepted(
    compilePlan(plan, isoDate('2025-03-02')).apportion({
      totals: { ...none, total: amount, eligible: amount },
      ...input,
    }),
  )
}

test('a bill is paid band by band', () => {
  assert.equal(apportion([byTiers('visit')], 400_00).pool, 50_00 + 140_00 + 90_00)
})

test('a bill that ends on a bound stays in the lower band', () => {
  assert.equal(apportion([byTiers('visit')], 100_00).pool, 50_00)
  assert.equal(apportion([byTiers('visit')], 100_02).pool, 50_01)
})

test('counted by the visit, the deductible takes up the front of the table', () => {
  assert.equal(apportion([deductible, byTiers('visit')], 150_00).pool, 25_00 + 35_00)
})

test('counted above the deductible, the table begins where the deductible ends', () => {
  assert.equal(apportion([deductible, byTiers('above-deductible')], 150_00).pool, 50_00)
})

test('each band is explained by its number, amount and rate', () => {
  const [step] = apportion([byTiers('visit')], 150_00).trace
  assert.deepEqual(step?.inputs, [
    { name: 'startsAt', value: '0.00' },
    { name: 'base', value: '150.00' },
    { name: 'band', index: 1, value: '100.00 × 50%' },
    { name: 'band', index: 2, value: '50.00 × 70%' },
  ])
})

test('counted by the year, the table goes on where earlier bills ended', () => {
  const used = { elig: fen(80_00), dedc: fen(50_00) }
  assert.equal(apportion([deductible, byTiers('year', { total: 'elig' })], 100_00, used).pool, 10_00 + 56_00)
})

test('a table that prints the person’s share is read the other way round', () => {
  assert.equal(apportion([byTiers('visit', { copay: true })], 400_00).pool, 50_00 + 60_00 + 10_00)
})

test('the sum of the bands is rounded once', () => {
  assert.equal(apportion([byTiers('year', { total: 'elig' })], 2, { elig: fen(99_99) }).pool, 1)
})

test('within one band the rate is that band’s, across bands it is what the fund paid of the whole', () => {
  assert.equal(apportion([byTiers('visit')], 1).poolRate, 500_000)
  assert.equal(apportion([byTiers('visit')], 200_00).poolRate, 600_000)
})

test('a table that ends pays nothing beyond its last band', () => {
  const closed = [...parameters.slice(0, 2), tiers('bands', bands.slice(0, 1))]
  const plan = { parameters: Object.fromEntries(closed.map((each) => [each.name, each])) }
  const { pool, poolRate, parts } = apportion(
    [byTiers('visit')],
    200_00,
    {},
    { ...planWith(closed, []), ...plan, steps: [byTiers('visit')] },
  )
  assert.deepEqual([pool, parts.copay, poolRate], [50_00, 150_00, 250_000])
})

test('expense above the year’s cost limit is cut from the end of the bill', () => {
  const { parts } = apportion([costLimit, deductible], 100_00, { elig: fen(330_00) })
  assert.deepEqual([parts.overCostLimit, parts.deductible, parts.copay], [30_00, 50_00, 20_00])
})

test('a cost limit that is already passed leaves nothing of the bill', () => {
  const { parts } = apportion([costLimit, deductible], 100_00, { elig: fen(500_00) })
  assert.deepEqual([parts.overCostLimit, parts.deductible], [100_00, 0])
})

test('a deductible of each visit begins anew', () => {
  const each: PlanStep = { step: 'deductible', amount: { parameter: 'deductible' }, total: null }
  assert.equal(apportion([each], 80_00, { dedc: fen(50_00) }).parts.deductible, 50_00)
})
