import assert from 'node:assert/strict'
import { test } from 'node:test'
import { today } from '../../tests/support/ask.ts'
import { billWith } from '../../tests/support/bill.ts'
import { amountOf, assumed, formula, layeredPlan, layerWith, money, p, rate } from '../../tests/support/plan.ts'
import { accepted } from '../../tests/support/world.ts'
import { fen, ppm } from '../kernel/index.ts'
import { compilePlan } from './apportion.ts'
import { everyStep, isAssumed } from './trace.ts'
import type { TraceInput, TraceStep } from './types.ts'

const plan = layeredPlan(
  [
    money('line', fen(100_00)),
    rate('share', ppm(600_000)),
    assumed(rate('guess', ppm(500_000))),
    money('wage', fen(10_00)),
  ],
  [
    layerWith('basic', amountOf('eligible'), [
      { step: 'deductible', amount: p('line'), total: null },
      { step: 'rate', rate: p('share') },
    ]),
    layerWith('later', { difference: [amountOf('eligible'), amountOf('basic.paid')] }, [
      { step: 'deductible', amount: { formula: 'nested' }, total: null },
      { step: 'rate', rate: p('share') },
    ]),
  ],
  {
    formulas: [
      formula('product', 'money', { product: [p('wage'), p('guess')] }),
      formula('nested', 'money', { sum: [{ formula: 'product' }, p('wage')] }),
    ],
  },
)
const { trace } = accepted(compilePlan(plan, today).apportion(billWith({ eligible: 300_00 })))
const [basic, later] = trace as [TraceStep, TraceStep]

test('all steps of a trace are told in their order, those of a layer after the layer', () => {
  assert.deepEqual(
    everyStep(trace).map(({ step, subject }) => [step, subject]),
    [
      ['layer', 'basic'],
      ['deductible', ''],
      ['rate', ''],
      ['layer', 'later'],
      ['deductible', ''],
      ['rate', ''],
    ],
  )
  assert.deepEqual(everyStep([]), [])
})

test('what rests on a value that no source prints is assumed, however deep it lies', () => {
  assert.deepEqual([basic.assumed, later.assumed], [false, true])
  assert.deepEqual(
    later.steps?.map((step) => step.assumed),
    [true, false],
  )
})

test('quantities of the engine, facts and amounts of the bill are never assumed', () => {
  const inputs: readonly TraceInput[] = [
    { name: 'base', value: '1.00' },
    { name: 'band', index: 1, value: '1.00 × 50%' },
    { fact: 'wage', label: '月工资', value: '1.00' },
    { amount: 'eligible', value: '1.00' },
    { used: 'dedc', value: '1.00' },
  ]
  assert.equal(isAssumed(inputs), false)
  const guess = { parameter: 'guess', label: '', value: '50%', source: '', assumed: true }
  assert.equal(isAssumed([...inputs, guess]), true)
  assert.equal(isAssumed([{ formula: 'f', label: '', value: '', how: '', inputs: [guess] }]), true)
})
