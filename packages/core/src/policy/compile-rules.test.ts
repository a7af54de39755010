import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Amounts, compiledFor } from '../../tests/support/ask.ts'
import {
  amountOf,
  formula,
  input,
  money,
  moneyBy,
  number,
  p,
  rate,
  rulesWith,
  tiers,
} from '../../tests/support/plan.ts'
import { fen, isoDate, ppm, zeroPpm } from '../kernel/index.ts'
import { formulaValue } from './compile-expression.ts'
import { compileRules } from './compile-rules.ts'
import type { Expression } from './expression.ts'
import { unlessRefused } from './scope.ts'

const f = (name: string): Expression => ({ formula: name })
const rules = rulesWith(
  [
    money('wage', fen(1000_00)),
    rate('half', ppm(500_000)),
    number('times', 6),
    moneyBy('limit', 'disease', { gout: fen(1), stroke: fen(2) }),
    tiers('bands', [{ to: null, rate: ppm(800_000) }]),
  ],
  {
    inputs: [input('years', 'number'), input('diseases', 'list', { each: 'disease' })],
    formulas: [
      formula('later', 'money', { sum: [f('annual'), f('annual')] }),
      formula('annual', 'money', { product: [p('wage'), p('times')] }),
      formula('byYears', 'money', { product: [p('wage'), { input: 'years' }] }),
      formula('ofBill', 'money', { product: [amountOf('eligible'), p('half')] }),
      formula('nested', 'money', { sum: [f('ofBill'), f('annual')] }),
      formula('perDisease', 'money', p('limit')),
      formula('allDiseases', 'money', { over: 'diseases', take: 'sum', each: f('perDisease') }),
      formula('bandAtBill', 'rate', { band: 'bands', at: amountOf('eligible') }),
      formula('inBand', 'rate', { complement: { bandRate: true } }),
      formula('chosen', 'money', { choose: 'level', among: { tertiary: f('annual'), primary: f('ofBill') } }),
      formula('byZero', 'money', { quotient: [p('wage'), { difference: [p('half'), p('half')] }] }),
    ],
  },
)
const { bind, law, compile } = compiledFor(rules)

test('a formula may stand before the formulas that it builds on', () => {
  assert.equal(formulaValue(bind({}, {}), 'later'), 12_000_00)
})

test('a formula is fixed when nothing of the bill or the band goes into it, however deep', () => {
  const fixed = [...law.formulas.values()].filter((each) => each.fixed).map((each) => each.formula.name)
  assert.deepEqual(fixed, ['later', 'annual', 'byYears', 'perDisease', 'allDiseases', 'byZero'])
})

test('a fixed formula is worked out once for one case, and anew for the next', () => {
  const facts = { years: 2 }
  const scope = bind(facts, {})
  assert.equal(formulaValue(scope, 'byYears'), 2000_00)
  facts.years = 3
  assert.equal(formulaValue(scope, 'byYears'), 2000_00)
  assert.equal(formulaValue(bind(facts, {}), 'byYears'), 3000_00)
})

test('a formula on amounts follows the bill as it is worked on', () => {
  const bill: Amounts = { eligible: fen(100) }
  const scope = bind({ level: 'primary' }, bill)
  assert.deepEqual(
    ['ofBill', 'nested', 'chosen'].map((name) => formulaValue(scope, name)),
    [50, 6000_50, 50],
  )
  bill.eligible = fen(300)
  assert.deepEqual(
    ['ofBill', 'nested', 'chosen'].map((name) => formulaValue(scope, name)),
    [150, 6001_50, 150],
  )
})

test('a formula within a band follows the band in hand', () => {
  const scope = bind({}, {})
  assert.equal(scope.bandRate, zeroPpm)
  assert.equal(formulaValue(scope, 'inBand'), 1_000_000)
  scope.bandRate = ppm(300_000)
  assert.equal(formulaValue(scope, 'inBand'), 700_000)
})

test('a fixed formula over a list is worked out for each word', () => {
  assert.equal(formulaValue(bind({ diseases: ['gout', 'stroke', 'stroke'] }, {}), 'allDiseases'), 5)
})

test('a formula that cannot be worked out refuses, and keeps refusing', () => {
  const scope = bind({}, {})
  formulaValue(scope, 'byZero')
  formulaValue(scope, 'byZero')
  const outcome = unlessRefused(scope, 0)
  assert.ok(!outcome.ok && outcome.error.code === 'policy.divided-by-zero')
  assert.equal(formulaValue(bind({}, {}), 'annual'), 6000_00)
})

test('a compiled expression serves any number of cases', () => {
  const evaluate = compile({ sum: [f('ofBill'), p('wage')] })
  assert.equal(evaluate(bind({}, { eligible: fen(2) })), 1000_01)
  assert.equal(evaluate(bind({}, { eligible: fen(4) })), 1000_02)
})

test('rules without a bill know no amounts, and no running totals', () => {
  const alone = compileRules(rulesWith([money('wage', fen(5))]), isoDate('2025-03-02'))
  assert.equal(alone.law.amounts('eligible'), null)
  assert.equal(alone.compile({ sum: [p('wage'), { used: 'dedc' }] })(alone.bind({}, null)), 5)
})
