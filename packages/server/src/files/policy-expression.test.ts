import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { authorIsTold, type Mistake, packOf, plan } from '../../tests/support/policy-folder.ts'

const due = '{ product: [deductible, relief] }'
const instead = (name: string, expression: string, what: string, at?: string): Mistake => [
  name,
  due,
  expression,
  what,
  at ?? expression,
]

/** The deductible of the plan itself, which the reading repeats. */
const step = 'amount: due, total: dedc }\n      - { step: tiers, tiers: bands, startsAt'

authorIsTold('names in expressions', [
  instead('a name that nothing has', '{ product: [deductibel, relief] }', 'no such name: `deductibel`'),
  instead('a number without a source', '{ product: [deductible, 1.1] }', 'a number without a source'),
  instead('a fact that is a word', '{ sum: [deductible, level] }', '`level` is no amount and no number'),
  instead('a rate table as a rate', '{ product: [deductible, bands] }', '`bands` is a rate table'),
  instead('an amount of no layer', '{ sum: [deductible, basis.paid] }', 'no such name: `basis.paid`'),
  instead('a total that is not defined', '{ sum: [deductible, { used: dedx }] }', 'no such running total: `dedx`'),
  instead(
    'a table that is none',
    '{ product: [deductible, { band: relief, at: eligible }] }',
    '`relief` is not a rate',
  ),
  instead('two calculations in one', '{ sum: [deductible, 0], least: [deductible, 0] }', 'not an expression'),
  instead('a formula of itself', '{ sum: [deductible, due] }', '`due` is calculated from itself'),
  ['formulas in a circle', 'each: quota }', 'each: annualCap }', '`annualCap` is calculated from itself', '  quotas:'],
  ['an unused parameter', due, '{ product: [deductible, stays] }', 'nothing uses `relief`', '  relief:\n'],
])

authorIsTold('calculations', [
  instead('a sum of one', '{ sum: [deductible] }', '`sum` of fewer than two'),
  instead('a quotient of three', '{ quotient: [deductible, relief, stays] }', '`quotient` takes two'),
  instead(
    'an amount times an amount',
    '{ product: [deductible, deductible] }',
    '`product` makes no sense of money, money',
  ),
  instead('an amount plus a rate', '{ sum: [deductible, relief] }', '`sum` makes no sense of money, rate'),
  instead('a rate divided by an amount', '{ quotient: [relief, deductible] }', '`quotient` makes no sense of'),
  instead('what is left of an amount', '{ product: [{ complement: deductible }, relief] }', '`complement` of no rate'),
  instead(
    'an amount rounded to whole numbers',
    '{ round: deductible, mode: floor, unit: one }',
    'a money is not rounded',
  ),
  instead('a branch for a word that never occurs', choose('high', 'long', 'low', 'none'), '`place` never gives `none`'),
  instead('a word without a branch', choose('high', 'long'), '`among` has no branch for: low'),
  instead('a choice by a number', choose('high').replace('place', 'age'), '`choose` by what has no fixed words: age'),
  instead(
    'branches of two kinds',
    choose('high', 'long', 'low').replace('low: deductible', 'low: relief'),
    '`among` makes no sense',
  ),
  instead(
    'one by one through what is no list',
    '{ over: group, take: sum, each: deductible }',
    '`over` what is no list',
  ),
  instead('a list without what to take', '{ over: diseases, take: sum }', '`each` is missing'),
  instead(
    'a value of one disease outside its list',
    '{ sum: [deductible, quota] }',
    '`disease` is only known inside',
    step,
  ),
])

function choose(...words: readonly string[]): string {
  return `{ choose: place, among: { ${words.map((word) => `${word}: deductible`).join(', ')} } }`
}

authorIsTold('expressions where they stand', [
  ['a rate step fed with money', 'rate: aidRate', 'rate: deductible', '`rate` does not come out as rate'],
  [
    'a deductible fed with a rate',
    step,
    step.replace('due', 'relief'),
    '`amount` does not come out as money',
    'amount: relief',
  ],
  [
    'an amount that is not known yet',
    'base: ordinary\n    steps',
    'base: aid.paid\n    steps',
    '`aid.paid` is not known',
    'base: aid.paid',
  ],
  [
    'an amount of a later step',
    step,
    step.replace('due', 'basic.copay'),
    '`basic.copay` is not known yet',
    'amount: basic.copay',
  ],
  ['a formula that asks too early', due, '{ least: [deductible, aid.base] }', '`aid.base` is not known', step],
  ['the rate of a band outside its table', 'rate: aidRate', 'rate: bandRate', '`bandRate` outside'],
])

describe('a formula', () => {
  const formulaOf = async (t: Parameters<typeof packOf>[0], expression: string) => {
    const text = plan.replace('  quotas:', `  asked: { label: 所问, is: ${expression} }\n  quotas:`)
    return (await packOf(t, { plan: text })).plans[0]?.formulas.asked
  }

  for (const [kind, expression] of [
    ['money', '{ greatest: [0, { product: [income, aidRate, stays] }] }'],
    ['money', '{ quotient: [deductible, 12] }'],
    ['rate', '{ sum: [aidRate, { product: [relief, age] }] }'],
    ['rate', '{ complement: { band: bands, at: income } }'],
    ['number', '{ quotient: [income, deductible] }'],
    ['number', '{ over: diseases, take: count }'],
    ['money', '{ round: { difference: [income, deductible, { used: dedc }] }, mode: ceil, unit: yuan }'],
  ] as const) {
    test(`of ${expression} comes to a ${kind}`, async (t) => {
      assert.equal((await formulaOf(t, expression))?.kind, kind)
    })
  }

  test('keeps what it is made of', async (t) => {
    const formula = await formulaOf(t, '{ choose: place, among: { high: stays, long: 1, low: age } }')
    assert.deepEqual(formula?.is, {
      choose: 'place',
      among: { high: { parameter: 'stays' }, long: { literal: 1_000_000 }, low: { input: 'age' } },
    })
  })
})
