import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorIsTold, packOf, plan } from '../../tests/support/policy-folder.ts'

authorIsTold('facts and inputs', [
  ['a fact that nobody knows', '{ level: tertiary }', '{ rank: tertiary }', 'no such fact: `rank`'],
  ['a fact that never has the value', '{ level: tertiary }', '{ level: third }', '`level` never has this value'],
  ['an input that never has the value', 'group: poor', 'group: rich', '`group` never has this value'],
  ['a class word that never occurs', 'place: [high, long]', 'place: [high, lang]', '`place` never has this value'],
  ['a class that is defined further down', '{ level: tertiary }', '{ aided: first }', 'no such fact: `aided`'],
  ['a status of the other scheme', '{ level: tertiary }', '{ personStatus: retired }', '`personStatus` never has'],
  ['a list of no words', 'place: [high, long]', 'place: []', '`place` is an empty list'],
  ['a word twice', 'place: [high, long]', 'place: [high, high]', '`high` occurs twice'],
  ['a range upside down', '3..5', '5..3', '`consecutiveYear` is a number'],
  ['an amount without its unit', '..3000 yuan', '..3000', '`income` is an amount'],
  ['a date that is compared with nothing', '{ since: 1930-01-01, before: 1950-01-01 }', '{}', '`bornOn` is a date'],
  ['dates upside down', 'before: 1950-01-01', 'before: 1920-01-01', '`bornOn` is a date'],
  ['a word for an amount', 'kind: money }', 'kind: money, words: [a] }', 'a money has no words'],
  ['a name of one that has only one', 'kind: date }', 'kind: date, each: day }', '`each` names one word of a list'],
  ['an input that nothing asks for', 'group: poor, ', '', 'nothing asks for `group`', '  group:'],
])

authorIsTold('classes', [
  [
    'a row behind the one that takes all',
    '{ is: low }',
    '{ is: low }\n    - { when: { age: 3 }, is: low }',
    'a row that is never reached',
    'age: 3',
  ],
  [
    'a row whose cases earlier rows take',
    '{ consecutiveYear: 3..5 }',
    '{ level: tertiary, age: 60.. }',
    'a row that is never reached',
  ],
  [
    'a row whose words earlier rows take one by one',
    '{ when: { consecutiveYear: 3..5 }, is: long }',
    '{ when: { level: primary }, is: long }\n    - { when: { level: [tertiary, primary] }, is: long }',
    'a row that is never reached',
    '[tertiary, primary]',
  ],
  [
    'a class that nothing goes by',
    '  aided:\n',
    '  idle: [{ is: a }]\n  aided:\n',
    'nothing goes by `idle`',
    '  idle:',
  ],
  ['a class without rows', '  aided:\n', '  idle: []\n  aided:\n', 'a classification without rows', '  idle:'],
  ['a word that is none', 'is: long }', 'is: long stay }', 'not a class name'],
])

authorIsTold('names', [
  ['a class that is called like a fact', '  place:\n', '  level:\n', '`level` cannot name a class: it is a fact'],
  ['a parameter that is called like an amount', '  relief:\n', '  eligible:\n', '`eligible` cannot name a parameter'],
  ['a formula that is called like a parameter', '  due:', '  stays:', '`stays` means two things', '  stays: {'],
  ['a name that is none', '  relief:\n', '  Relief-1:\n', '`Relief-1` cannot name a parameter'],
])

authorIsTold('rows of a parameter', [
  ['an unknown class in `by`', 'by: [disease]', 'by: [illness]', '`by` names nothing'],
  ['a number in `by`', 'by: [disease]', 'by: [age]', '`by` names nothing'],
  ['a class twice in `by`', 'by: [disease]', 'by: [disease, disease]', '`disease` occurs twice'],
  [
    'a class without a value',
    '      low:\n',
    '      lower:\n',
    '`deductible` has no value for: low',
    '    values:\n      high',
  ],
  [
    'rows that go by nothing',
    '    by: [aided]\n',
    '',
    '`aidRate` has rows that go by nothing',
    '    values:\n      first',
  ],
  [
    'no row at all',
    `      heart:
        - { from: 2020-01-01, value: 100 yuan, source: 示例 }
      lung:
        - { from: 2020-01-01, value: 70 yuan, source: 示例 }
`,
    '      {}\n',
    '`quota` has no row',
    '    values:\n      {}',
  ],
  ['a value that no class finds', '      low:\n', '      lower:\n', '`place` never gives `lower`'],
])

test('conditions may ask words, numbers, amounts, dates and classes above', async (t) => {
  const aided = (await packOf(t)).plans[0]?.classes.find(({ name }) => name === 'aided')
  assert.deepEqual(aided?.rows, [
    {
      when: [
        { fact: 'group', oneOf: ['poor'] },
        { fact: 'place', oneOf: ['high', 'long'] },
        { fact: 'income', atLeast: null, atMost: 300_000 },
      ],
      is: 'first',
    },
    { when: [{ fact: 'bornOn', since: '1930-01-01', before: '1950-01-01' }], is: 'second' },
    { when: [], is: 'none' },
  ])
})

test('a row that earlier rows take only in part is reached', async (t) => {
  const partly = plan.replace('{ consecutiveYear: 3..5 }', '{ level: [tertiary, primary] }')
  assert.equal((await packOf(t, { plan: partly })).plans.length, 1)
})
