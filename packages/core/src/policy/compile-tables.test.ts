import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asked } from '../../tests/support/ask.ts'
import {
  amountOf,
  classification,
  input,
  money,
  moneyBy,
  p,
  place,
  rate,
  rulesWith,
  tiers,
} from '../../tests/support/plan.ts'
import { accepted, refusalOf } from '../../tests/support/world.ts'
import { type Exact, fen, InvariantError, ppm } from '../kernel/index.ts'
import type { Expression } from './expression.ts'
import type { Facts } from './types.ts'

const rules = rulesWith(
  [
    tiers('slabs', [
      { to: fen(100_00), rate: ppm(500_000) },
      { to: fen(300_00), rate: null },
      { to: null, rate: ppm(900_000) },
    ]),
    tiers('closed', [{ to: fen(100_00), rate: ppm(500_000) }]),
    moneyBy('limit', 'disease', { diabetes: fen(200_00), stroke: fen(500_00), gout: fen(0) }),
    moneyBy('byKind', 'severity', { light: fen(1), heavy: fen(9) }),
    money('base', fen(10_00)),
    rate('half', ppm(500_000)),
  ],
  {
    inputs: [input('diseases', 'list', { each: 'disease' }), input('visits', 'list')],
    classes: [
      classification('severity', [
        ['heavy', { fact: 'disease', oneOf: ['stroke'] }],
        ['light', { fact: 'disease', oneOf: ['diabetes', 'gout'] }],
      ]),
    ],
  },
)

const bandOf = (amount: Exact): Exact => accepted(asked(rules, { band: 'slabs', at: amountOf('x') }, {}, { x: amount }))
const at = (expression: Expression, facts: Facts) => accepted(asked(rules, expression, facts))

test('an amount has the rate of the one band in which it lies, a bound belonging to the band below it', () => {
  assert.deepEqual([bandOf(0), bandOf(1), bandOf(99_99), bandOf(100_00)], [500_000, 500_000, 500_000, 500_000])
  assert.deepEqual([bandOf(300_01), bandOf(10 ** 12)], [900_000, 900_000])
})

test('a fraction of a fen above the bound already lies in the next band', () => {
  assert.equal(bandOf({ n: 60_003n, d: 2n }), 900_000)
  assert.equal(bandOf({ n: 1n, d: 3n }), 500_000)
})

test('a band whose rate the source does not state is refused, and only that band', () => {
  for (const x of [100_01, 300_00, { n: 20_001n, d: 2n }]) {
    assert.deepEqual(refusalOf(asked(rules, { band: 'slabs', at: amountOf('x') }, {}, { x })), {
      code: 'policy.no-value',
      plan: 'example',
      parameter: 'slabs',
      key: [],
      on: '2025-03-02',
      reason: 'not-stated',
      firstFrom: null,
      place,
    })
  }
})

test('beyond the last band of a table that ends there is no rate', () => {
  const beyond = asked(rules, { band: 'closed', at: amountOf('x') }, {}, { x: fen(100_01) })
  assert.equal(accepted(beyond), 0)
})

test('the rate of a band can be calculated with like any other', () => {
  const product: Expression = { product: [{ band: 'slabs', at: p('base') }, p('half')] }
  assert.equal(at(product, {}), 250_000)
})

test('a rate table is no number, and a number no rate table', () => {
  assert.throws(() => asked(rules, p('slabs')), InvariantError)
  assert.throws(() => asked(rules, { band: 'base', at: p('base') }), InvariantError)
})

const overLimits = (take: 'sum' | 'greatest'): Expression => ({ over: 'diseases', take, each: p('limit') })

test('over the words of a list a number by word is added up, or the greatest is taken', () => {
  const diseases = ['diabetes', 'stroke', 'gout']
  assert.equal(at(overLimits('sum'), { diseases }), 700_00)
  assert.equal(at(overLimits('greatest'), { diseases }), 500_00)
  assert.equal(at(overLimits('sum'), { diseases: ['stroke', 'stroke'] }), 1000_00)
})

test('over an empty list there is nothing', () => {
  assert.equal(at(overLimits('sum'), { diseases: [] }), 0)
  assert.equal(at(overLimits('greatest'), { diseases: [] }), 0)
  assert.equal(at({ over: 'diseases', take: 'count' }, { diseases: [] }), 0)
})

test('words are counted as they are, known to the law or not', () => {
  assert.equal(at({ over: 'diseases', take: 'count' }, { diseases: ['gout', 'unheard-of'] }), 2_000_000)
})

test('each word has classes of its own', () => {
  const each: Expression = { over: 'diseases', take: 'sum', each: p('byKind') }
  assert.equal(at(each, { diseases: ['stroke', 'gout', 'diabetes'] }), 11)
})

test('the word in hand does not outlive its turn', () => {
  const after: Expression = { sum: [{ over: 'diseases', take: 'sum', each: p('byKind') }, p('byKind')] }
  assert.equal(refusalOf(asked(rules, after, { diseases: ['stroke'] })).code, 'policy.no-fact')
  assert.equal(at(after, { diseases: ['stroke'], disease: 'gout' }), 10)
})

test('a list without a word of its own repeats the same for each', () => {
  assert.equal(at({ over: 'visits', take: 'sum', each: p('base') }, { visits: ['a', 'b', 'c'] }), 30_00)
})

test('a word of which the law says nothing refuses the whole sum', () => {
  const refusal = refusalOf(asked(rules, overLimits('sum'), { diseases: ['gout', 'unheard-of', 'stroke'] }))
  assert.ok(refusal.code === 'policy.no-value' && refusal.key[0] === 'unheard-of')
})

test('a list that nobody stated, or a single word in its place, is refused by its name', () => {
  for (const facts of [{}, { diseases: 'stroke' }]) {
    for (const expression of [overLimits('sum'), { over: 'diseases', take: 'count' } as const]) {
      const noFact = { code: 'policy.no-fact', plan: 'example', fact: 'diseases', place } as const
      assert.deepEqual(refusalOf(asked(rules, expression, facts)), noFact)
    }
  }
})
