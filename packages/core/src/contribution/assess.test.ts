import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  classification,
  formula,
  input,
  money,
  number,
  p,
  place,
  rate,
  rateBy,
  rulesWith,
} from '../../tests/support/plan.ts'
import { fen, halfUpFen, isoDate, ppm } from '../kernel/index.ts'
import type { Condition, ContributionItem, ContributionRules, Expression } from '../policy/index.ts'
import { compileContribution } from './assess.ts'

const on = isoDate('2024-07-01')
const inFen = { mode: 'half-up', unit: 'fen' } as const
const isFormula = (name: string): Expression => ({ formula: name })
const is = (fact: string, ...oneOf: string[]): Condition => ({ fact, oneOf })
const between = (atLeast: number | null, atMost: number | null): Condition => ({ fact: 'age', atLeast, atMost })

function item(name: string, amount: Expression, rest: Partial<ContributionItem> = {}): ContributionItem {
  return {
    name,
    label: name,
    due: 'month',
    from: 'person',
    to: 'pool',
    when: [],
    base: null,
    amount,
    times: null,
    rounding: halfUpFen,
    place,
    ...rest,
  }
}

/** A city that rounds its average monthly wage to the fen before it takes shares of it. */
const city: ContributionRules = {
  ...rulesWith(
    [
      money('averageAnnualWage', fen(2_395_000)),
      rate('floorFactor', ppm(700_000)),
      rate('capFactor', ppm(3_000_000)),
      rate('employeeRate', ppm(20_000)),
      rate('employerRate', ppm(80_000)),
      rate('topUpRate', ppm(100_000)),
      number('reserveYears', 10),
      rateBy('creditRate', 'ageGroup', { younger: ppm(43_000), older: ppm(48_000) }),
    ],
    {
      inputs: [input('wage', 'money'), input('missed', 'number')],
      classes: [classification('ageGroup', [['younger', between(null, 69)], ['older']])],
      formulas: [
        formula('month', 'money', {
          round: { quotient: [p('averageAnnualWage'), { literal: ppm(12_000_000) }] },
          rounding: inFen,
        }),
        formula('floor', 'money', { round: { product: [isFormula('month'), p('floorFactor')] }, rounding: inFen }),
        formula('cap', 'money', { product: [isFormula('month'), p('capFactor')] }),
        formula('base', 'money', { least: [{ greatest: [{ input: 'wage' }, isFormula('floor')] }, isFormula('cap')] }),
      ],
    },
  ),
  scheme: '310',
  items: [
    item(
      'employee',
      { product: [isFormula('base'), p('employeeRate')] },
      {
        to: 'account',
        when: [is('personStatus', 'active')],
        base: isFormula('base'),
      },
    ),
    item(
      'employer',
      { product: [isFormula('base'), p('employerRate')] },
      {
        from: 'employer',
        when: [is('personStatus', 'active')],
        base: isFormula('base'),
      },
    ),
    item(
      'credit',
      { product: [isFormula('month'), p('creditRate')] },
      {
        from: 'fund',
        to: 'account',
        when: [is('personStatus', 'retired')],
      },
    ),
    item(
      'topUp',
      { product: [isFormula('month'), p('topUpRate')] },
      { due: 'missed-months', times: { input: 'missed' } },
    ),
    item(
      'topUpAtOnce',
      { product: [isFormula('month'), p('topUpRate'), { input: 'missed' }] },
      { due: 'missed-months', to: 'largeAmount' },
    ),
    item(
      'reserve',
      { product: [p('averageAnnualWage'), p('topUpRate'), p('reserveYears')] },
      {
        due: 'retirement',
        from: 'employer',
      },
    ),
  ],
}
const law = compileContribution(city, on)

function assessed(...[assessable]: Parameters<typeof law.assess>) {
  const outcome = law.assess(assessable)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

function monthly(wageInFen: number) {
  const { byPayer, sums } = assessed({ due: 'month', facts: { personStatus: 'active', wage: wageInFen } })
  return { base: sums[0]?.base, person: byPayer.person, employer: byPayer.employer }
}

test('a wage between floor and cap is the base, below and above it stops there', () => {
  assert.deepEqual(monthly(300_000), { base: 300_000, person: 6_000, employer: 24_000 })
  assert.deepEqual(monthly(100_000), { base: 139_708, person: 2_794, employer: 11_177 })
  assert.deepEqual(monthly(800_000), { base: 598_749, person: 11_975, employer: 47_900 })
})

test('what the payers pay is what the funds get', () => {
  const { byPayer, byFund, total } = assessed({ due: 'month', facts: { personStatus: 'active', wage: 300_000 } })
  assert.deepEqual(
    [total, byPayer.person + byPayer.employer, byFund.account, byFund.pool],
    [30_000, 30_000, 6_000, 24_000],
  )
})

test('the fund credits the account of a retired person by age, and the person pays nothing', () => {
  const credit = (age: number) => assessed({ due: 'month', facts: { personStatus: 'retired', age } })
  assert.deepEqual([credit(69).byFund.account, credit(70).byFund.account], [8_582, 9_580])
  assert.deepEqual([credit(69).byPayer.fund, credit(69).byPayer.person], [8_582, 0])
})

test('missed months are the rounded month so many times, or rounded at once, as the rule says', () => {
  const { sums } = assessed({ due: 'missed-months', facts: { missed: 120 } })
  assert.deepEqual(
    sums.map(({ item, each, times, amount }) => [item, each, times, amount]),
    [
      ['topUp', 19_958, 120, 2_394_960],
      ['topUpAtOnce', 2_394_996, 1, 2_394_996],
    ],
  )
})

test('a reserve is taken of the annual wage, not of rounded months', () => {
  assert.equal(assessed({ due: 'retirement', facts: {} }).total, 2_395_000)
})

test('nothing falls due on an occasion that the rules do not have', () => {
  const { sums, total } = assessed({ due: 'year', facts: {} })
  assert.deepEqual([sums, total], [[], 0])
})

test('a fact that decides or enters and is missing is refused, never read as nothing owed', () => {
  const refusal = (facts: Parameters<typeof law.assess>[0]['facts']) => {
    const outcome = law.assess({ due: 'month', facts })
    return outcome.ok ? null : outcome.error
  }
  assert.deepEqual(refusal({ wage: 300_000 }), { code: 'policy.no-fact', plan: 'example', fact: 'personStatus', place })
  assert.deepEqual(refusal({ personStatus: 'active' }), {
    code: 'policy.no-fact',
    plan: 'example',
    fact: 'wage',
    place,
  })
})

test('half a month is not owed', () => {
  const outcome = law.assess({ due: 'missed-months', facts: { missed: 1.5 } })
  const expected = { code: 'contribution.part-of-a-time', item: 'topUp', times: '1.5', place }
  assert.deepEqual(outcome, { ok: false, error: expected })
})

test('a day before the law is refused with the parameter and the day', () => {
  const outcome = compileContribution(city, isoDate('2019-12-31')).assess({ due: 'retirement', facts: {} })
  assert.ok(!outcome.ok && outcome.error.code === 'policy.no-value')
  assert.deepEqual([outcome.error.parameter, outcome.error.on], ['averageAnnualWage', '2019-12-31'])
})

test('every sum explains itself down to the law', () => {
  const [employee] = assessed({ due: 'month', facts: { personStatus: 'active', wage: 100_000 } }).sums
  assert.equal(employee?.trace.each.how, '1397.08 × 2%')
  assert.match(JSON.stringify(employee?.trace), /averageAnnualWage/)
})
