import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lineOf, plan, policyFolder } from '../../tests/support/policy-folder.ts'
import { loadCases, loadRegionCases } from './policy-case-yaml.ts'
import { problemText } from './policy-yaml.ts'

const bill = `- name: A bill
  plan: example-inpatient
  on: 2023-05-05
  given: { level: tertiary, eligible: 1000 yuan, used: { dedc: 1 yuan } }
  expect: { pool: 204 yuan, classes: { place: high }, added: { dedc: 659 yuan }, quotas: 0 yuan }
`
const visits = `- name: Visits
  plan: example-inpatient
  on: 2023-05-05
  visits:
    - { on: 2023-05-06, given: { eligible: 2000 yuan }, expect: { person: 2000 yuan } }
    - { on: 2023-05-07, given: { lines: [{ class: A, amount: 3000 yuan }] }, expect: { fund: 0 yuan } }
`
const item = `- name: A line
  item: { class: A, chargeType: '01', price: 45 yuan, quantity: 5 }
  on: 2023-05-05
  expect: { eligible: 150 yuan }
`
const cases = bill + visits + item

const mistakes: readonly (readonly [name: string, from: string, to: string, what: string])[] = [
  ['a fact that nobody knows', 'level: tertiary', 'mood: good', 'no such fact: `mood`'],
  ['a fact that never has the value', 'level: tertiary', 'level: third', '`level` never has this value'],
  ['a number that is none', 'level: tertiary', 'age: old', '`age` is a number'],
  ['an amount that is none', 'level: tertiary', 'income: 30', '`income` is not an amount'],
  ['a date that is none', 'level: tertiary', 'bornOn: 1990', '`bornOn` is a date'],
  ['a list with an unknown word', 'level: tertiary', 'diseases: [flu]', '`diseases` never has this value'],
  ['an amount without its unit', '1000 yuan', '1000', '`eligible` is not an amount'],
  [
    'a total that the plan does not have',
    'used: { dedc',
    'used: { dedx',
    '`example-inpatient` has no running total `dedx`',
  ],
  ['nothing expected', bill.slice(bill.indexOf('expect:')), 'expect: {}\n', 'a case that expects nothing'],
  ['an amount that the plan does not have', 'pool: 204', 'poll: 204', '`example-inpatient` has nothing called `poll`'],
  ['a value that is none', 'pool: 204 yuan', 'pool: much', '`pool` is no value'],
  [
    'a class that the plan does not have',
    '{ place: high }',
    '{ spot: high }',
    '`example-inpatient` has no class `spot`',
  ],
  ['a word that a class never gives', '{ place: high }', '{ place: higher }', '`place` never gives this'],
  [
    'an added total that the plan does not have',
    'added: { dedc',
    'added: { dedy',
    '`example-inpatient` has no running',
  ],
  ['a refusal beside values', 'pool: 204 yuan', 'refused: policy.no-value', 'a refusal beside other expectations'],
  [
    'a reading that the plan does not have',
    '- name: A bill\n',
    '- name: A bill\n  reading: other\n',
    '`example-inpatient` has no such reading',
  ],
  ['visits out of order', 'on: 2023-05-07', 'on: 2023-05-01', 'visits out of order'],
  ['lines beside their sum', '{ lines: [', '{ eligible: 1 yuan, lines: [', '`eligible` beside `lines`'],
  ['a line without an amount', 'amount: 3000 yuan', 'quantity: 3', 'a line has an amount, or a price'],
  ['a class that no line has', '{ class: A, amount', '{ class: D, amount', '`class` has no such value'],
  ['a key that no line has', 'amount: 3000 yuan', 'amount: 3000 yuan, colour: red', 'unknown key `colour`'],
  ['a charge type that does not exist', "chargeType: '01'", "chargeType: '99'", 'no such charge type'],
  ['a price without its unit', '45 yuan', '45', '`price` is not a price'],
  ['a quantity that is none', 'quantity: 5', 'quantity: five', '`quantity` is not a quantity'],
  ['an unknown key', 'name: A line', 'name: A line\n  colour: red', 'unknown key `colour`'],
  [
    'a stream that neither plan nor region has',
    'eligible: 1000 yuan',
    'eligible: 1000 yuan, streams: { implants: 1 yuan }',
    '`example-inpatient` has no stream `implants`',
  ],
  ['a quantity beside an amount', 'amount: 3000 yuan', 'amount: 3000 yuan, quantity: 2', '`quantity` beside `amount`'],
  ['a status of another scheme', 'level: tertiary', 'personStatus: retired', '`personStatus` never has this value'],
  ['a fact of a line given for a bill', 'level: tertiary', 'itemClass: A', 'no such fact: `itemClass`'],
  [
    'admission after discharge',
    '- name: A bill\n',
    '- name: A bill\n  admission: 2023-05-05\n  discharge: 2023-05-01\n',
    'admission after discharge',
  ],
  ['an amount expected without its unit', 'pool: 204 yuan', 'pool: 204', '`pool` never has this value'],
  ['no classes expected', '{ place: high }', '{}', '`classes` expects nothing'],
  ['no totals expected', 'added: { dedc: 659 yuan }', 'added: {}', '`added` expects nothing'],
  ['two cases of one name', 'name: A line', 'name: A bill\n  #', 'two cases of the same name'],
]

describe('an author of cases is told file, line and cure for', () => {
  for (const [name, from, to, what] of mistakes) {
    test(name, async (t) => {
      lineOf(cases, from)
      const text = cases.replace(from, () => to)
      const { policy } = await policyFolder(t, { cases: text })
      const result = await loadCases(policy)
      assert.ok(!result.ok, 'the cases have problems')
      const line = lineOf(text, to)
      const told = result.error.map(problemText).join('\n')
      const found = result.error.find((problem) => problem.what.startsWith(what) && Math.abs(problem.line - line) < 2)
      assert.ok(found !== undefined, `expected "${what}" near line ${line} among:\n${told}`)
      assert.equal(found.file, '990200-example/cases/cases.yaml')
      assert.notEqual(found.cure, '')
    })
  }
})

test('cases without mistakes are read in their order', async (t) => {
  const { folder } = await policyFolder(t, { cases })
  const result = await loadRegionCases(folder)
  assert.ok(result.ok, result.ok ? '' : result.error.map(problemText).join('\n'))
  assert.deepEqual(
    result.value.map(({ kind, name }) => [kind, name]),
    [
      ['bill', 'A bill'],
      ['bill', 'Visits'],
      ['item', 'A line'],
    ],
  )
})

test('a formula that no layer uses and no case expects is idle', async (t) => {
  const idle = plan.replace('  quotas:', '  shown: { label: 所示, is: due }\n  quotas:')
  const asked = (expected: string): string => bill.replace('quotas: 0 yuan', expected)
  const problems = async (text: string) => {
    const result = await loadCases((await policyFolder(t, { plan: idle, cases: text })).policy)
    return result.ok ? [] : result.error.map(({ what, line }) => [what, line])
  }
  assert.deepEqual(await problems(asked('shown: 660 yuan')), [])
  assert.deepEqual(await problems(asked('quotas: 0 yuan')), [['nothing uses `shown`', lineOf(idle, '  shown:')]])
})

test('where a plan cannot be read, what its cases name is taken on trust', async (t) => {
  const broken = plan.replace('400 yuan', '400')
  const { policy } = await policyFolder(t, { plan: broken, cases: bill.replace('level: tertiary', 'mood: good') })
  assert.ok((await loadCases(policy)).ok)
})

test('where a region cannot be read, its lines may say whatever it might ask', async (t) => {
  const broken = plan.replace('400 yuan', '400')
  const text = visits.replace('{ class: A, amount', '{ class: A, ward: special, amount')
  const { policy } = await policyFolder(t, { plan: broken, cases: text })
  assert.ok((await loadCases(policy)).ok)
})
