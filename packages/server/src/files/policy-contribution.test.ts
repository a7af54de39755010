import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { contributionOf } from './policy-contribution.ts'
import { type AuthorProblem, openSheet, problemText } from './policy-sheet.ts'

const text = `contribution: example
label: 示例
labelEn: Example
scheme: '310'
inputs:
  wage: { label: 工资, kind: money }
  months: { label: 月数, kind: number }
parameters:
  rate:
    label: 比例
    kind: rate
    values:
      - { from: 2023-01-01, value: 2%, source: 示例第一条 }
formulas:
  base: { label: 基数, is: { round: wage, mode: half-up, unit: yuan } }
  twice: { label: 两倍, is: { sum: [wage, wage] } }
items:
  - item: own
    label: 个人缴费
    due: month
    from: person
    to: account
    when: { personStatus: active }
    base: base
    amount: { product: [base, rate] }
  - item: topUp
    label: 补缴
    due: missed-months
    from: person
    to: pool
    amount: { product: [wage, rate] }
    times: months
    rounding: { mode: floor, unit: jiao }
rounding: { mode: half-up, unit: fen }
`

function read(yaml: string) {
  const problems: AuthorProblem[] = []
  return { rules: contributionOf(openSheet('example.yaml', yaml, problems)), problems }
}

test('a file of contributions is read with its items; formulas that no item uses may be asked by name', () => {
  const { rules, problems } = read(text)
  assert.deepEqual(problems.map(problemText), [])
  assert.deepEqual([rules.id, rules.scheme, rules.items.map(({ name }) => name)], ['example', '310', ['own', 'topUp']])
  const [own, topUp] = rules.items
  assert.deepEqual(own?.base, { formula: 'base' })
  assert.deepEqual([own?.times, own?.rounding], [null, { mode: 'half-up', unit: 'fen' }])
  assert.deepEqual([topUp?.times, topUp?.rounding], [{ input: 'months' }, { mode: 'floor', unit: 'jiao' }])
  assert.deepEqual(Object.keys(rules.formulas), ['base', 'twice'])
})

/** What is changed, into what, and how the complaint begins. */
const mistakes: readonly (readonly [string, string, string, string])[] = [
  [
    'a payer that does not exist',
    'from: person\n    to: pool',
    'from: union\n    to: pool',
    '`from` has no such value',
  ],
  ['a fund that does not exist', 'to: account', 'to: purse', '`to` has no such value'],
  ['an occasion that does not exist', 'due: month', 'due: week', '`due` has no such value'],
  ['an item called like a payer', 'item: own', 'item: person', '`person` cannot name an item'],
  ['two items of one name', 'item: topUp', 'item: own', 'two items are called `own`'],
  [
    'an amount that is a rate',
    'amount: { product: [wage, rate] }',
    'amount: rate',
    '`amount` does not come out as money',
  ],
  ['times that are money', 'times: months', 'times: wage', '`times` does not come out as number'],
  ['a base that is no money', 'base: base\n', 'base: rate\n', '`base` does not come out as money'],
  ['a fact of a visit', '{ personStatus: active }', '{ level: tertiary }', 'no such fact: `level`'],
  ['a status of residents', 'personStatus: active', 'personStatus: student', '`personStatus` never has this value'],
  ['an item without an amount', '    amount: { product: [base, rate] }\n', '', '`amount` is missing'],
  ['an input that nothing asks for', '    times: months\n', '', 'nothing asks for `months`'],
  ['a file without rounding', 'rounding: { mode: half-up, unit: fen }\n', '', '`rounding` is missing'],
]

describe('an author is told of', () => {
  for (const [name, from, to, what] of mistakes) {
    test(name, () => {
      assert.ok(text.includes(from), from)
      const problems = read(text.replace(from, to)).problems.map(problemText)
      assert.ok(
        problems.some((problem) => problem.split(': ').slice(1).join(': ').startsWith(what)),
        problems.join('\n'),
      )
    })
  }
})
