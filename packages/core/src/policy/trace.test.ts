import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Amounts, explained, scopeFor } from '../../tests/support/ask.ts'
import {
  amountOf,
  assumed,
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
import { fen, ppm } from '../kernel/index.ts'
import type { Expression } from './expression.ts'
import { valueText } from './trace.ts'
import type { Facts } from './types.ts'

const rules = rulesWith(
  [
    money('line', fen(8_450_50)),
    money('thousand', fen(1000_00)),
    rate('share', ppm(650_000)),
    rate('fifteen', ppm(150_000)),
    assumed(rate('sixty', ppm(600_000))),
    number('times', 6),
    moneyBy('limit', 'disease', { gout: fen(1_00), stroke: fen(2_00) }),
    tiers('slabs', [{ to: null, rate: ppm(800_000) }]),
  ],
  {
    inputs: [input('wage', 'money', { label: '月工资' }), input('diseases', 'list', { each: 'disease' })],
    formulas: [
      formula('annual', 'money', { product: [p('thousand'), p('times')] }),
      formula('doubled', 'money', { sum: [{ formula: 'annual' }, { formula: 'annual' }] }),
      formula('own', 'rate', { product: [p('fifteen'), p('sixty')] }),
      formula('alias', 'money', p('thousand')),
    ],
  },
)
const f = (name: string): Expression => ({ formula: name })
const why = (expression: Expression, facts: Facts = {}, amounts: Amounts = {}) =>
  explained(rules, expression, facts, amounts)
const how = (expression: Expression, facts: Facts = {}, amounts: Amounts = {}) => why(expression, facts, amounts).how
const source = (name: string) => ({ source: `示例规定 ${name}`, assumed: false })

test('what is multiplied as a whole stands in brackets', () => {
  const bill = { eligible: fen(54_210_00) }
  const overLine: Expression = { difference: [amountOf('eligible'), p('line')] }
  assert.equal(how({ product: [overLine, p('share')] }, {}, bill), '(54210.00 − 8450.50) × 65%')
  assert.equal(how({ product: [p('share'), overLine] }, {}, bill), '65% × (54210.00 − 8450.50)')
})

test('a product needs no brackets in a sum or a difference', () => {
  assert.equal(how({ complement: { product: [p('fifteen'), p('sixty')] } }), '100% − 15% × 60%')
  assert.equal(how({ sum: [{ product: [p('fifteen'), p('sixty')] }, p('share')] }), '15% × 60% + 65%')
})

test('what is subtracted as a whole stands in brackets', () => {
  assert.equal(how({ complement: { sum: [p('fifteen'), p('share')] } }), '100% − (15% + 65%)')
  assert.equal(
    how({ difference: [p('line'), { difference: [p('line'), p('thousand')] }] }),
    '8450.50 − (8450.50 − 1000.00)',
  )
  assert.equal(
    how({ difference: [p('line'), { sum: [p('thousand'), p('thousand')] }] }),
    '8450.50 − (1000.00 + 1000.00)',
  )
})

test('a difference within a sum keeps its brackets, for it stops at zero by itself', () => {
  const overLine: Expression = { difference: [p('thousand'), p('line')] }
  const told = why({ sum: [p('thousand'), overLine] })
  assert.deepEqual([told.value, told.how], [1000_00, '1000.00 + (1000.00 − 8450.50)'])
})

test('what is divided by as a whole stands in brackets, what is divided as a product does not', () => {
  const product: Expression = { product: [p('line'), p('share')] }
  assert.equal(how({ quotient: [product, p('times')] }), '8450.50 × 65% ÷ 6')
  assert.equal(how({ quotient: [p('line'), { product: [p('times'), p('share')] }] }), '8450.50 ÷ (6 × 65%)')
  assert.equal(how({ product: [p('share'), { quotient: [p('line'), p('times')] }] }), '65% × (8450.50 ÷ 6)')
  assert.equal(how({ quotient: [{ sum: [p('line'), p('line')] }, p('times')] }), '(8450.50 + 8450.50) ÷ 6')
})

test('least, greatest and rounding are written as of what', () => {
  assert.equal(how({ least: [p('line'), { product: [p('thousand'), p('times')] }] }), 'min(8450.50, 1000.00 × 6)')
  assert.equal(how({ greatest: [p('line'), { literal: ppm(0) }] }), 'max(8450.50, 0)')
  const rounded: Expression = { round: { product: [p('line'), p('share')] }, rounding: { mode: 'floor', unit: 'yuan' } }
  assert.equal(how({ sum: [rounded, p('thousand')] }), 'round(8450.50 × 65%) + 1000.00')
})

test('a single value needs no calculation, and is named', () => {
  assert.deepEqual(why(p('line')), {
    value: 8_450_50,
    how: '',
    inputs: [{ parameter: 'line', label: 'line', value: '8450.50', ...source('line') }],
  })
  assert.equal(how(f('annual')), '')
})

test('a formula is told with what went into it, once, down to the words of the law', () => {
  const annual = {
    formula: 'annual',
    label: 'annual',
    value: '6000.00',
    how: '1000.00 × 6',
    inputs: [
      { parameter: 'thousand', label: 'thousand', value: '1000.00', ...source('thousand') },
      { parameter: 'times', label: 'times', value: '6', ...source('times') },
    ],
  }
  const doubled = { formula: 'doubled', label: 'doubled', value: '12000.00', how: '6000.00 + 6000.00' }
  const told = why({ difference: [f('doubled'), p('thousand')] })
  assert.equal(told.how, '12000.00 − 1000.00')
  assert.deepEqual(told.inputs, [
    { ...doubled, inputs: [annual] },
    { parameter: 'thousand', label: 'thousand', value: '1000.00', ...source('thousand') },
  ])
})

test('a formula that is one value says no calculation', () => {
  const [told] = why(f('alias')).inputs
  assert.ok(told !== undefined && 'how' in told && told.how === '' && told.inputs.length === 1)
})

test('a value that no source prints is told as assumed', () => {
  const { inputs } = why({ product: [p('fifteen'), p('sixty')] })
  assert.deepEqual(
    inputs.map((each) => 'assumed' in each && each.assumed),
    [false, true],
  )
})

test('facts are told with their label, amounts and running totals with their name', () => {
  const expression: Expression = { sum: [{ input: 'wage' }, amountOf('basic.paid'), { used: 'dedc' }] }
  const told = why(expression, { wage: fen(5000_00) }, { 'basic.paid': fen(7), 'used dedc': fen(8) })
  assert.equal(told.how, '5000.00 + 0.07 + 0.08')
  assert.deepEqual(told.inputs, [
    { fact: 'wage', label: '月工资', value: '5000.00' },
    { amount: 'basic.paid', value: '0.07' },
    { used: 'dedc', value: '0.08' },
  ])
})

test('of a choice only the branch that was taken is told', () => {
  const choice: Expression = { choose: 'level', among: { tertiary: p('share'), primary: p('fifteen') } }
  assert.equal(how({ product: [p('line'), choice] }, { level: 'primary' }), '8450.50 × 15%')
  assert.equal(why(choice, { level: 'tertiary' }).inputs.length, 1)
})

test('over a list each word has its say', () => {
  const over = (take: 'sum' | 'greatest'): Expression => ({ over: 'diseases', take, each: p('limit') })
  const facts = { diseases: ['gout', 'stroke'] }
  assert.equal(how(over('sum'), facts), 'sum(1.00, 2.00)')
  assert.equal(how(over('greatest'), facts), 'max(1.00, 2.00)')
  assert.deepEqual(
    why(over('sum'), facts).inputs.map((each) => each.value),
    ['1.00', '2.00'],
  )
  assert.equal(how({ product: [p('thousand'), { over: 'diseases', take: 'count' }] }, facts), '1000.00 × 2')
})

test('two values that are alike but stand in two places of the law are both told', () => {
  const alike = moneyBy('limit', 'disease', { gout: fen(1_00), stroke: fen(1_00) })
  const rows = alike.rows.map((row) => ({
    ...row,
    values: row.values.map((one) => ({ ...one, source: `示例规定 ${row.key.join()}` })),
  }))
  const two = rulesWith([{ ...alike, rows }], { inputs: rules.inputs })
  const over: Expression = { over: 'diseases', take: 'sum', each: p('limit') }
  const { inputs } = explained(two, over, { diseases: ['gout', 'stroke'] })
  assert.deepEqual(
    inputs.map((each) => 'source' in each && each.source),
    ['示例规定 gout', '示例规定 stroke'],
  )
})

test('the rate of a band is told with its table and with the amount that lies in it', () => {
  const told = why({ product: [p('line'), { band: 'slabs', at: amountOf('eligible') }] }, {}, { eligible: fen(5) })
  assert.equal(told.how, '8450.50 × 80%')
  assert.deepEqual(told.inputs.slice(1), [
    { amount: 'eligible', value: '0.05' },
    { parameter: 'slabs', label: 'slabs', value: '80%', ...source('slabs') },
  ])
})

test('the rate of the band in hand stands in the calculation', () => {
  const scope = scopeFor(rules)
  assert.equal(how({ complement: { bandRate: true } }), '100% − 0%')
  assert.equal(scope.refusal, null)
})

test('an amount is written with its fen, a rate as a percentage, a number as it is', () => {
  assert.equal(valueText(300_00, 'money'), '300.00')
  assert.equal(valueText({ n: 20_001n, d: 2n }, 'money'), '100.005')
  assert.equal(valueText(1_500_000, 'factor'), '150%')
  assert.equal(valueText(125_000, 'rate'), '12.5%')
  assert.equal(valueText(3_500_000, 'number'), '3.5')
})
