import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apportioned, billWith, taken } from '../../tests/support/bill.ts'
import { amountOf, layeredPlan, layerWith, money, number, p, rate, rateBy } from '../../tests/support/plan.ts'
import { fen, ppm } from '../kernel/index.ts'
import type { LayerStep } from '../policy/index.ts'

const parameters = [
  money('line', fen(50_00)),
  money('most', fen(400_00)),
  money('odd', fen(1_01)),
  rate('tenth', ppm(100_000)),
  rate('half', ppm(500_000)),
  rate('whole', ppm(1_000_000)),
  rateBy('byLevel', 'level', { tertiary: ppm(200_000), ungraded: ppm(0) }),
]
const take = (steps: readonly LayerStep[], eligible: number, rest: Parameters<typeof taken>[3] = {}) =>
  taken(parameters, steps, eligible, rest)

const costLimit = (total: string | null): LayerStep => ({ step: 'cost-limit', limit: p('most'), total })
const deductible = (total: string | null): LayerStep => ({ step: 'deductible', amount: p('line'), total })
const priorShare = (name: string): LayerStep => ({ step: 'prior-share', rate: p(name) })
const accountStage: LayerStep = { step: 'account-stage' }
const payAll: LayerStep = { step: 'rate', rate: p('whole') }

test('of one bill only so much cost counts', () => {
  const { parts } = take([costLimit(null), payAll], 400_01, { used: { elig: fen(399_00) } })
  assert.deepEqual([parts.overCostLimit, parts.paid], [1, 400_00])
})

test('expense above the cost limit of the year is cut from the end of the bill', () => {
  const { parts } = take([costLimit('elig'), deductible(null)], 100_00, { used: { elig: fen(330_00) } })
  assert.deepEqual([parts.overCostLimit, parts.deductible, parts.copay], [30_00, 50_00, 20_00])
})

test('a cost limit that is reached exactly cuts nothing, one that is passed leaves nothing of the bill', () => {
  const over = (used: number) =>
    take([costLimit('elig'), payAll], 100_00, { used: { elig: fen(used) } }).parts.overCostLimit
  assert.deepEqual([over(300_00), over(300_01), over(400_00), over(500_00)], [0, 1, 100_00, 100_00])
})

test('a cost limit behind the deductible counts the deductible as cost', () => {
  const { parts } = take([deductible(null), costLimit(null), payAll], 450_00)
  assert.deepEqual([parts.deductible, parts.overCostLimit, parts.paid], [50_00, 50_00, 350_00])
})

test('a second, lower cost limit cuts what the first left', () => {
  const lower: LayerStep = { step: 'cost-limit', limit: p('line'), total: null }
  const { parts } = take([costLimit(null), lower, payAll], 500_00)
  assert.deepEqual([parts.overCostLimit, parts.paid], [450_00, 50_00])
})

test('a cost limit lets through what it says, also of a base that is no whole fen', () => {
  const third = { product: [amountOf('eligible'), { quotient: [p('whole'), p('three')] }] } as const
  const steps = [
    { step: 'cost-limit', limit: p('twoFen'), total: null } as const,
    { step: 'rate', rate: p('eighty') } as const,
  ]
  const plan = layeredPlan(
    [...parameters, number('three', 3), money('twoFen', fen(2)), rate('eighty', ppm(800_000))],
    [layerWith('basic', third, steps)],
  )
  // Of 2⅔ fen the limit lets 2 count, and 80 % of 2 fen is 1.6.
  const { parts } = apportioned(plan, billWith({ eligible: 8 }))
  assert.deepEqual([parts.overCostLimit, parts.paid], [1, 2])
})

test('a deductible of each visit begins anew, one of the year goes on', () => {
  const used = { dedc: fen(30_00) }
  assert.equal(take([deductible(null), payAll], 80_00, { used }).parts.deductible, 50_00)
  assert.equal(take([deductible('dedc'), payAll], 80_00, { used }).parts.deductible, 20_00)
})

test('a deductible of which more is used up than it is takes nothing back', () => {
  const { parts } = take([deductible('dedc'), payAll], 80_00, { used: { dedc: fen(70_00) } })
  assert.deepEqual([parts.deductible, parts.paid], [0, 80_00])
})

test('a bill below the deductible is all deductible, a bill of nothing has none', () => {
  assert.equal(take([deductible(null), payAll], 49_99).parts.deductible, 49_99)
  assert.equal(take([deductible(null), payAll], 0).parts.deductible, 0)
})

test('two deductibles follow each other', () => {
  const second: LayerStep = { step: 'deductible', amount: p('odd'), total: null }
  assert.equal(take([deductible(null), second, payAll], 80_00).parts.deductible, 51_01)
})

test('a deductible that the law calculates is whole fen, half up', () => {
  const half: LayerStep = { step: 'deductible', amount: { product: [p('odd'), p('half')] }, total: null }
  assert.equal(take([half, payAll], 80_00).parts.deductible, 51)
})

test('the share borne first is of what is left, half up to the fen', () => {
  const { parts } = take([deductible(null), priorShare('tenth'), payAll], 150_05)
  assert.deepEqual([parts.deductible, parts.priorShare, parts.paid], [50_00, 10_01, 90_04])
})

test('the share borne first may be nothing, or all', () => {
  assert.equal(take([priorShare('byLevel'), payAll], 100, { facts: { level: 'ungraded' } }).parts.priorShare, 0)
  assert.deepEqual(take([priorShare('whole'), payAll], 100).payments.pool, 0)
})

test('a share borne first above the whole is the whole', () => {
  const above: LayerStep = { step: 'prior-share', rate: { sum: [p('whole'), p('tenth')] } }
  assert.deepEqual(take([above, payAll], 100).parts.priorShare, 100)
})

test('an account stage takes the front as far as the account reaches, asked or not', () => {
  const rest = { accountBalance: fen(30_00), accountUsed: false }
  const { parts, account } = take([accountStage, deductible(null), payAll], 100_00, rest)
  assert.deepEqual([parts.accountStage, parts.deductible, parts.paid, account], [30_00, 50_00, 20_00, 30_00])
  assert.equal(take([accountStage, payAll], 10_00, rest).account, 10_00)
})

test('an empty account has no stage', () => {
  assert.equal(take([accountStage, payAll], 10_00).parts.accountStage, 0)
})

test('who asks for little of the account still goes through its stage', () => {
  const rest = { accountBalance: fen(30_00), accountAsked: fen(5_00) }
  assert.equal(take([accountStage, payAll], 100_00, rest).account, 30_00)
})

test('each step is explained by what it read and by what it took', () => {
  const [layer] = take([costLimit('elig'), deductible('dedc'), priorShare('tenth'), payAll], 200_00, {
    used: { elig: fen(300_00), dedc: fen(30_00) },
  }).trace
  const law = (name: string, value: string) => ({
    parameter: name,
    label: name,
    value,
    source: `示例规定 ${name}`,
    assumed: false,
  })
  assert.deepEqual(
    layer?.steps?.map(({ step, inputs, result }) => ({ step, inputs, result })),
    [
      { step: 'cost-limit', inputs: [law('most', '400.00'), { name: 'usedBefore', value: '300.00' }], result: 100_00 },
      { step: 'deductible', inputs: [law('line', '50.00'), { name: 'usedBefore', value: '30.00' }], result: 20_00 },
      { step: 'prior-share', inputs: [{ name: 'base', value: '80.00' }, law('tenth', '10%')], result: 8_00 },
      {
        step: 'rate',
        inputs: [{ name: 'base', value: '72.00' }, { name: 'rate', value: '100%' }, law('whole', '100%')],
        result: 72_00,
      },
    ],
  )
})

test('an account stage is explained by what the account had', () => {
  const [layer] = take([accountStage, payAll], 100_00, { accountBalance: fen(30_00) }).trace
  const [stage] = layer?.steps ?? []
  assert.deepEqual(stage?.inputs, [{ name: 'accountBalance', value: '30.00' }])
  assert.equal(stage?.result, 30_00)
})
