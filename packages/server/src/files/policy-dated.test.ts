import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorIsTold, packOf, plan } from '../../tests/support/policy-folder.ts'

authorIsTold('values', [
  ['an amount without its unit', '400 yuan', '400', '`value` is not an amount'],
  ['an amount of three decimals', '400 yuan', '400.001 yuan', '`value` is not an amount'],
  ['a negative amount', '400 yuan', '-400 yuan', '`value` is not an amount'],
  ['a rate without percent', 'rate: 65%', 'rate: 0.65', '`rate` is not a rate'],
  ['a rate above the whole', 'value: 80%', 'value: 180%', 'a rate above 100 %'],
  ['a number with a unit', 'value: 2.5', 'value: 2.5%', '`value` is not a number'],
  ['an unknown value that is no rate of a band', 'value: 80%', 'value: unknown', '`value` is not a rate'],
  ['a kind that does not exist', 'kind: number', 'kind: count', '`kind` has no such value'],
])

authorIsTold('rate tables', [
  ['bounds that do not rise', 'to: 50000 yuan', 'to: 9000 yuan', 'the bounds of a rate table must rise'],
  ['a last band that is not open', '{ rate: unknown }', '{ to: 90000 yuan, rate: 70% }', 'the last band is not open'],
  ['an open band before the last', '{ to: 50000 yuan, rate: 65% }', '{ rate: 65% }', 'an open band that is not'],
])

const second = '{ from: 2022-01-01, value: 600 yuan'
const repealed = '\n        - { from: 2024-01-01, value: none, source: 示例第三条 }'

authorIsTold('dates', [
  ['a missing source', ', source: 示例第二条', '', '`source` is missing', second],
  ['a date that no calendar has', 'from: 2022-01-01', 'from: 2022-02-30', '`from` is not a date'],
  ['values out of order', second, second.replace('2022', '2019'), 'dates out of order'],
  ['two values from one date', second, second.replace('2022', '2024'), 'two values from the same date', 'value: none'],
  ['a value that overlaps the next', 'through: 2021-12-31', 'through: 2022-01-01', 'a value that overlaps the next'],
  ['a gap before the next value', 'through: 2021-12-31', 'through: 2021-12-30', 'a gap before 2022-01-01'],
  ['a value that ends before it begins', 'through: 2021-12-31', 'through: 2019-12-31', 'a value that ends before'],
  [
    'a value that ends with nothing behind it',
    `${second}, source: 示例第二条 }${repealed}`,
    `${second}, through: 2023-12-31, source: 示例第二条 }`,
    'nothing follows this value',
  ],
])

test('a value may end where a repeal says so', async (t) => {
  const ended = second.replace('value', 'through: 2023-12-31, value')
  assert.equal((await packOf(t, { plan: plan.replace(second, ended) })).hash, (await packOf(t)).hash)
})
