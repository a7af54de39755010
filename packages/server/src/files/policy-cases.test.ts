import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { plan, policyFolder } from '../../tests/support/policy-folder.ts'
import { loadCases } from './policy-case-yaml.ts'
import { type CaseDifference, runCase } from './policy-cases.ts'
import { loadPolicyFolder, problemText } from './policy-yaml.ts'

const example = `- name: A stay
  plan: example-inpatient
  on: 2023-05-05
  given: { level: tertiary, group: none, bornOn: 1990-01-01, diseases: [heart], eligible: 1000 yuan }
  expect: { deductible: 660 yuan, pool: 204 yuan }
`

const differencesOf = async (
  t: TestContext,
  cases: string,
  text = plan,
): Promise<readonly (readonly CaseDifference[])[]> => {
  const { policy } = await policyFolder(t, { cases, plan: text })
  const [packs, examples] = [await loadPolicyFolder(policy), await loadCases(policy)]
  for (const loaded of [packs, examples])
    assert.ok(loaded.ok, loaded.ok ? '' : loaded.error.map(problemText).join('\n'))
  assert.ok(packs.ok && examples.ok)
  return examples.value.map((found) => runCase(found, packs.value))
}

/** One case that asks for `expect` under what is `given`. */
const asking = (given: string, expect: string, more = ''): string =>
  `- name: One\n  plan: example-inpatient\n  on: 2023-05-05\n${more}  given: { ${given} }\n  expect: { ${expect} }\n`

describe('a worked example', () => {
  test('that holds has no differences', async (t) => {
    assert.deepEqual(await differencesOf(t, example), [[]])
  })

  test('that fails names each field with both values', async (t) => {
    assert.deepEqual(await differencesOf(t, example.replace('204', '205').replace('660', '600')), [
      [
        { field: 'deductible', expected: '600.00', actual: '660.00' },
        { field: 'pool', expected: '205.00', actual: '204.00' },
      ],
    ])
  })

  test('may expect a refusal, and fails when there is another or none', async (t) => {
    const refused = (code: string): string => example.replace(/expect: .*/, `expect: { refused: ${code} }`)
    const repealed = refused('policy.no-value').replace('2023-05-05', '2024-01-01')
    assert.deepEqual(await differencesOf(t, repealed), [[]])
    assert.deepEqual(await differencesOf(t, refused('policy.no-value')), [
      [{ field: 'refused', expected: 'policy.no-value', actual: 'amounts' }],
    ])
    assert.deepEqual(await differencesOf(t, repealed.replace('policy.no-value', 'policy.no-class')), [
      [{ field: 'refused', expected: 'policy.no-class', actual: 'policy.no-value' }],
    ])
  })

  test('of a plan that does not exist fails', async (t) => {
    const [differences] = await differencesOf(t, example.replace('example-inpatient', 'other'))
    assert.deepEqual(differences, [{ field: 'plan', expected: 'other', actual: 'no such plan in the region' }])
  })

  test('asks for payers, sums, parts, amounts of layers, formulas, parameters, classes and totals by name', async (t) => {
    const given =
      'level: tertiary, bornOn: 1990-01-01, group: poor, income: 3000 yuan, diseases: [heart, lung], eligible: 1000 yuan, nonCovered: 5 yuan'
    const expect = `pool: 204 yuan, assistance: 636.80 yuan, fund: 840.80 yuan, person: 164.20 yuan, cash: 164.20 yuan, account: 0 yuan,
      basic.paid: 204 yuan, aid.base: 796 yuan, copay: 136 yuan, nonCovered: 5 yuan, left: 159.20 yuan, due: 660 yuan, annualCap: 1670 yuan,
      stays: 2.5, relief: 110%, aidRate: 80%, classes: { place: high, aided: first }, added: { dedc: 660 yuan, paid: 204 yuan }`
    assert.deepEqual(await differencesOf(t, asking(given, expect)), [[]])
  })

  test('asks for the cost above the point where a payment limit was used up', async (t) => {
    const given = 'level: tertiary, group: none, bornOn: 1990-01-01, diseases: [heart, lung], eligible: 5000 yuan'
    const expect = 'pool: 1670 yuan, overPaymentLimit: 934 yuan, basic.costOverPaymentLimit: 1556.67 yuan'
    assert.deepEqual(await differencesOf(t, asking(given, expect)), [[]])
  })

  test('says in which value and in which class an expectation is wrong', async (t) => {
    const [found] = await differencesOf(
      t,
      asking(
        'level: tertiary, group: none, bornOn: 1990-01-01, eligible: 0 yuan, diseases: []',
        'relief: 111%, classes: { place: low }',
      ),
    )
    assert.deepEqual(found, [
      { field: 'relief', expected: '111%', actual: '110%' },
      { field: 'class place', expected: 'low', actual: 'high' },
    ])
  })

  test('needs no bill when it asks the rules only', async (t) => {
    assert.deepEqual(
      await differencesOf(
        t,
        asking(
          'level: primary, consecutiveYear: 1, group: none, bornOn: 1990-01-01, diseases: [lung]',
          'annualCap: 1070 yuan, deductible: 400 yuan',
        ),
      ),
      [[]],
    )
    assert.deepEqual(
      await differencesOf(
        t,
        asking('level: primary, consecutiveYear: 1, group: none, bornOn: 1990-01-01', 'refused: policy.no-fact'),
      ),
      [[]],
    )
    assert.deepEqual(
      await differencesOf(
        t,
        asking(
          'level: primary, consecutiveYear: 1, group: none, bornOn: 1990-01-01',
          'due: 440 yuan, quotas: policy.no-fact',
        ),
      ),
      [[]],
    )
    const [differences] = await differencesOf(
      t,
      asking('level: primary, consecutiveYear: 1, group: none, bornOn: 1990-01-01', 'pool: 0 yuan'),
    )
    assert.deepEqual(differences, [{ field: 'pool', expected: '0', actual: 'no bill is given' }])
  })

  test('may take the other reading of the text', async (t) => {
    const given = 'level: tertiary, group: none, bornOn: 1990-01-01, diseases: [heart, lung], eligible: 11000 yuan'
    const wide = plan.replace('value: 2.5', 'value: 25')
    const base = asking(given, 'pool: 6221 yuan, basic.base: 11000 yuan')
    const other = asking(given, 'pool: 6221 yuan', '  reading: outside\n').replace('One', 'Two')
    assert.deepEqual(await differencesOf(t, base + other, wide), [
      [{ field: 'pool', expected: '6221.00', actual: '6254.00' }],
      [],
    ])
  })

  test('prices the lines of a bill by the rules of the region, and puts them into streams', async (t) => {
    const lines = `lines: [
      { class: A, chargeType: '01', price: 100 yuan, quantity: 2, ward: special },
      { class: B, amount: 1000 yuan },
      { class: B, amount: 1000 yuan, preCoinsurance: 20%, itemKind: consumable },
      { class: C, amount: 7 yuan }]`
    const expect = `total: 2207 yuan, overPriceLimit: 80 yuan, preCoinsurance: 300 yuan, nonCovered: 7 yuan,
      eligible: 1820 yuan, stream.implant: 800 yuan, ordinary: 1020 yuan, basic.base: 1020 yuan`
    assert.deepEqual(
      await differencesOf(
        t,
        asking(`level: tertiary, group: none, bornOn: 1990-01-01, diseases: [], ${lines}`, expect),
      ),
      [[]],
    )
  })

  test('of one line asks the region alone', async (t) => {
    const item = `- name: A bed
  item: { class: B, chargeType: '01', ward: general, price: 45 yuan, quantity: 2 }
  on: 2023-05-05
  expect: { total: 90 yuan, overPriceLimit: 30 yuan, preCoinsurance: 6 yuan, eligible: 54 yuan }
`
    assert.deepEqual(await differencesOf(t, item), [[]])
  })
})

describe('visits of a worked example', () => {
  const visits = (span: string, second: string, deductible: string) => ({
    cases: `- name: Two
  plan: example-inpatient
  on: 2023-05-05
  given: { level: primary, consecutiveYear: 1, group: none, bornOn: 1990-01-01, diseases: [heart, lung] }
  visits:
    - { stay: a, given: { eligible: 300 yuan }, expect: { deductible: 300 yuan } }
    - { ${second}, given: { eligible: 300 yuan }, expect: { deductible: ${deductible} } }
`,
    text: plan.replace('over: stay', `over: ${span}`),
  })

  for (const [span, second, deductible] of [
    ['year', 'on: 2023-12-31', '140 yuan'],
    ['year', 'on: 2024-01-01', '300 yuan'],
    ['month', 'on: 2023-05-31', '140 yuan'],
    ['month', 'on: 2023-06-01', '300 yuan'],
    ['stay', 'stay: a', '140 yuan'],
    ['stay', 'stay: b', '300 yuan'],
    ['episode', 'stay: b, episode: a', '140 yuan'],
    ['episode', 'stay: b', '300 yuan'],
  ] as const) {
    test(`carry a total over the ${span}: the second, ${second}, pays ${deductible} of 440`, async (t) => {
      const { cases, text } = visits(span, second, deductible)
      assert.deepEqual(await differencesOf(t, cases, text), [[]])
    })
  }

  test('say which of them differs, and begin with what is given for all', async (t) => {
    const cases = `- name: Two
  plan: example-inpatient
  on: 2023-05-05
  given: { level: primary, consecutiveYear: 1, group: none, bornOn: 1990-01-01, diseases: [heart, lung], account: 150 yuan, used: { dedc: 340 yuan } }
  visits:
    - { stay: a, given: { eligible: 60 yuan }, expect: { deductible: 60 yuan, account: 60 yuan } }
    - { stay: a, given: { eligible: 300 yuan }, expect: { deductible: 40 yuan, account: 90 yuan, cash: 1 yuan } }
`
    assert.deepEqual(await differencesOf(t, cases), [[{ field: 'visit 2 cash', expected: '1.00', actual: '54.00' }]])
  })
})
