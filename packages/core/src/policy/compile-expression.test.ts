import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Amounts, asked } from '../../tests/support/ask.ts'
import { amountOf, classification, input, money, number, p, place, rate, rulesWith } from '../../tests/support/plan.ts'
import { accepted, refusalOf } from '../../tests/support/world.ts'
import { fen, InvariantError, ppm } from '../kernel/index.ts'
import type { Expression } from './expression.ts'
import type { Facts } from './types.ts'

const rules = rulesWith(
  [
    money('small', fen(100_00)),
    money('large', fen(250_01)),
    money('cost', fen(65_000_00)),
    rate('half', ppm(500_000)),
    rate('third', ppm(333_333)),
    rate('ninetyOne', ppm(910_000)),
    rate('sixfold', ppm(6_000_000)),
    number('months', 7),
    number('none', 0),
  ],
  {
    inputs: [input('wage', 'money'), input('years', 'number')],
    classes: [
      classification('place', [
        ['near', { fact: 'locality', oneOf: ['local'] }],
        ['far', { fact: 'locality', oneOf: ['outside'] }],
      ]),
    ],
  },
)
const one: Expression = { literal: ppm(1_000_000) }
const at = (expression: Expression, facts: Facts = {}, amounts: Amounts = {}) =>
  accepted(asked(rules, expression, facts, amounts))
const refused = (expression: Expression, facts: Facts = {}) => refusalOf(asked(rules, expression, facts))

test('a number of the law, a fact, an amount of the bill and a running total stand for themselves', () => {
  assert.equal(at(p('small')), 100_00)
  assert.equal(at({ input: 'wage' }, { wage: 5000_00 }), 5000_00)
  assert.equal(at({ input: 'years' }, { years: 2.5 }), 2_500_000)
  assert.equal(at(amountOf('eligible'), {}, { eligible: fen(77) }), 77)
  assert.equal(at({ used: 'dedc' }, {}, { 'used dedc': fen(5), dedc: fen(9) }), 5)
  assert.equal(at({ literal: ppm(12_000_000) }), 12_000_000)
})

test('amounts add up, and rates, and numbers', () => {
  assert.equal(at({ sum: [p('small'), p('large'), p('small')] }), 450_01)
  assert.equal(at({ sum: [p('half'), p('third')] }), 833_333)
})

test('a difference takes all that follow from the first, and stops at zero', () => {
  assert.equal(at({ difference: [p('large'), p('small'), p('small')] }), 50_01)
  assert.equal(at({ difference: [p('small'), p('large')] }), 0)
  assert.equal(at({ difference: [p('small'), p('large'), p('small')] }), 0)
})

test('what a difference lost below zero does not come back', () => {
  assert.equal(at({ sum: [{ difference: [p('small'), p('large')] }, p('small')] }), 100_00)
})

test('an amount times rates and numbers is an amount, and no half fen is lost on the way', () => {
  assert.equal(at({ product: [p('small'), p('months')] }), 700_00)
  assert.deepEqual(at({ product: [p('large'), p('half'), p('half'), p('sixfold')] }), { n: 75003n, d: 2n })
  assert.deepEqual(at({ product: [p('large'), p('half')] }), { n: 25001n, d: 2n })
})

test('65,000 yuan by 91 % is kept exactly, and rounded only where the law rounds', () => {
  const cost: Expression = { quotient: [p('cost'), p('ninetyOne')] }
  assert.deepEqual(at(cost), { n: 50_000_000n, d: 7n })
  assert.equal(at({ product: [cost, p('ninetyOne')] }), 65_000_00)
  assert.equal(at({ round: cost, rounding: { mode: 'half-up', unit: 'fen' } }), 71_428_57)
})

test('an amount by an amount is a number, an amount by a number an amount', () => {
  assert.equal(at({ quotient: [p('large'), p('small')] }), 2_500_100)
  assert.deepEqual(at({ quotient: [p('small'), p('months')] }), { n: 10_000n, d: 7n })
})

test('a division by zero is refused, whatever stands above it', () => {
  const byZero = { code: 'policy.divided-by-zero', plan: 'example', place } as const
  assert.deepEqual(refused({ quotient: [p('small'), p('none')] }), byZero)
  assert.deepEqual(refused({ quotient: [p('none'), { difference: [p('small'), p('large')] }] }), byZero)
  assert.deepEqual(refused({ quotient: [one, { product: [p('third'), p('none')] }] }), byZero)
  assert.equal(at({ quotient: [p('none'), p('small')] }), 0)
})

test('the complement is what is left of the whole; of more than the whole nothing', () => {
  assert.equal(at({ complement: p('third') }), 666_667)
  assert.equal(at({ complement: p('sixfold') }), 0)
})

test('the least and the greatest are found among whole amounts and fractions', () => {
  const odd: Expression = { product: [p('large'), p('half')] }
  assert.equal(at({ least: [p('large'), p('small'), odd] }), 100_00)
  assert.deepEqual(at({ greatest: [p('small'), odd] }), { n: 25001n, d: 2n })
  assert.equal(at({ greatest: [p('small'), p('large'), odd] }), 250_01)
})

test('an amount is rounded to fen, jiao or yuan, a number to one, in the way that is named', () => {
  const odd: Expression = { product: [p('large'), p('half')] }
  const rounded = (mode: 'half-up' | 'floor' | 'ceil' | 'truncate', unit: 'fen' | 'jiao' | 'yuan') =>
    at({ round: odd, rounding: { mode, unit } })
  assert.deepEqual([rounded('half-up', 'fen'), rounded('floor', 'fen')], [125_01, 125_00])
  assert.deepEqual([rounded('ceil', 'jiao'), rounded('truncate', 'jiao')], [125_10, 125_00])
  assert.deepEqual([rounded('half-up', 'yuan'), rounded('ceil', 'yuan')], [125_00, 126_00])
  const months: Expression = { product: [p('months'), p('half')] }
  assert.equal(at({ round: months, rounding: { mode: 'half-up', unit: 'one' } }), 4_000_000)
  assert.equal(at({ round: months, rounding: { mode: 'floor', unit: 'one' } }), 3_000_000)
})

test('a choice takes the branch of the class, and the others need no value', () => {
  const choice: Expression = {
    choose: 'place',
    among: { near: p('small'), far: { quotient: [p('small'), p('none')] } },
  }
  assert.equal(at(choice, { locality: 'local' }), 100_00)
  assert.equal(refused(choice, { locality: 'outside' }).code, 'policy.divided-by-zero')
})

test('a choice by a class that nobody has, or without a branch for it, is refused', () => {
  const noClass = { code: 'policy.no-class', plan: 'example', classification: 'place', place } as const
  assert.equal(refused({ choose: 'place', among: { near: one, far: one } }).code, 'policy.no-fact')
  assert.deepEqual(refused({ choose: 'place', among: { near: one } }, { locality: 'outside' }), noClass)
})

test('a choice may be by a worded fact', () => {
  const byLevel: Expression = { choose: 'level', among: { tertiary: p('small'), primary: p('large') } }
  assert.equal(at(byLevel, { level: 'primary' }), 250_01)
})

test('a fact that is missing, no number, negative, or an amount finer than a fen is refused by its name', () => {
  const noFact = (fact: string) => ({ code: 'policy.no-fact', plan: 'example', fact, place }) as const
  assert.deepEqual(refused({ input: 'wage' }), noFact('wage'))
  assert.deepEqual(refused({ input: 'years' }, { years: 'two' }), noFact('years'))
  assert.deepEqual(refused({ input: 'wage' }, { wage: -1 }), noFact('wage'))
  assert.deepEqual(refused({ input: 'wage' }, { wage: 0.5 }), noFact('wage'))
  assert.deepEqual(refused({ input: 'years' }, { years: Number.NaN }), noFact('years'))
})

test('one refusal anywhere refuses the whole expression', () => {
  const missing: Expression = { input: 'wage' }
  for (const expression of [
    { sum: [p('small'), missing] },
    { difference: [missing, p('small')] },
    { product: [p('months'), missing] },
    { complement: missing },
    { least: [p('small'), missing] },
    { greatest: [missing, p('small')] },
    { round: missing, rounding: { mode: 'half-up', unit: 'yuan' } },
  ] satisfies Expression[])
    assert.equal(refused(expression).code, 'policy.no-fact')
})

test('an amount that no bill has, a formula that nobody wrote, an empty sum are our own mistakes', () => {
  assert.throws(() => at({ formula: 'unknown' }), InvariantError)
  assert.throws(() => at({ sum: [] }), InvariantError)
})
