import assert from 'node:assert/strict'
import { test } from 'node:test'
import { money, rate } from '../../tests/support/plan.ts'
import { accepted, refusalOf } from '../../tests/support/world.ts'
import { fen, halfUpFen, isoDate, ppm, refuse } from '../kernel/index.ts'
import { type Expression, type Parameter, resolveParameter } from '../policy/index.ts'
import { evaluateMoney, evaluateRate } from './evaluate.ts'
import type { LookUp } from './look-up.ts'

const on = isoDate('2025-03-02')
const parameters: readonly Parameter[] = [
  money('wage', fen(100_01)),
  rate('half', ppm(500_000)),
  rate('third', ppm(333_333)),
  rate('most', ppm(900_000)),
  rate('six', ppm(6_000_000)),
]
const missing = { code: 'policy.no-plan', division: '', scheme: '', care: 'outpatient' } as const
const lookUp: LookUp = (name) => {
  const parameter = parameters.find((each) => each.name === name)
  return parameter === undefined ? refuse(missing) : resolveParameter('example', parameter, on).find([])
}
const [wage, half, third, most, six] = parameters.map(({ name }): Expression => ({ parameter: name })) as [
  Expression,
  Expression,
  Expression,
  Expression,
  Expression,
]
const rateOf = (expression: Expression) => accepted(evaluateRate(expression, lookUp)).value
const moneyOf = (expression: Expression) => accepted(evaluateMoney(expression, lookUp, halfUpFen)).value

test('rates multiply, add up and complement', () => {
  assert.equal(rateOf({ product: [half, most] }), 450_000)
  assert.equal(rateOf({ sum: [half, third] }), 833_333)
  assert.equal(rateOf({ complement: third }), 666_667)
})

test('bonuses never pay more than the bill', () => {
  assert.equal(rateOf({ sum: [half, most] }), 1_000_000)
})

test('of a share borne above the whole nothing is left to complement', () => {
  assert.equal(rateOf({ complement: { product: [half, six] } }), 0)
})

test('six times an average wage is an amount above it', () => {
  assert.equal(moneyOf({ product: [wage, six] }), 600_06)
})

test('a half is rounded as the plan says', () => {
  assert.equal(moneyOf({ product: [wage, half] }), 50_01)
  assert.equal(accepted(evaluateMoney({ product: [wage, half] }, lookUp, { mode: 'floor', unit: 'yuan' })).value, 50_00)
})

test('every parameter that went in is named with its value and its source', () => {
  const evaluated = accepted(evaluateMoney({ product: [wage, half, { sum: [third] }] }, lookUp, halfUpFen))
  assert.deepEqual(evaluated.inputs, [
    { parameter: 'wage', label: 'wage', value: '100.01' },
    { parameter: 'half', label: 'half', value: '50%' },
    { parameter: 'third', label: 'third', value: '33.3333%' },
  ])
  assert.deepEqual(evaluated.sources, ['示例规定 wage', '示例规定 half', '示例规定 third'])
})

test('a parameter that goes in twice is named once', () => {
  const { inputs } = accepted(evaluateRate({ sum: [third, { product: [third, half] }] }, lookUp))
  assert.deepEqual(
    inputs.map(({ parameter }) => parameter),
    ['third', 'half'],
  )
})

test('one missing value refuses the whole expression', () => {
  const unknown: Expression = { parameter: 'unknown' }
  assert.deepEqual(refusalOf(evaluateRate({ sum: [half, unknown] }, lookUp)), missing)
  assert.deepEqual(refusalOf(evaluateRate({ complement: unknown }, lookUp)), missing)
  assert.deepEqual(refusalOf(evaluateMoney({ product: [wage, unknown] }, lookUp, halfUpFen)), missing)
  assert.deepEqual(refusalOf(evaluateMoney({ product: [unknown, half] }, lookUp, halfUpFen)), missing)
})
