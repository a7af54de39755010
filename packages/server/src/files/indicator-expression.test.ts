import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strangeInExpression } from './indicator-expression.ts'

test('comparisons, arithmetic and cases over columns may stand', () => {
  for (const text of [
    'total',
    'gap_days between 0 and 15 and same_diagnosis',
    "charge_type in ('03', '04') and not undone",
    'greatest(0, eligible + pre_coinsurance - fund_paid)',
    "case when care = 'inpatient' then total else 0 end",
    "name = 'it''s; drop'",
  ]) {
    assert.equal(strangeInExpression(text), null, text)
  }
})

test('a second statement, a query, a file, a comment or an unknown function may not', () => {
  for (const [text, strange] of [
    ['total; drop table line', '; drop table'],
    ['(select 1)', 'select'],
    ["read_csv('/etc/passwd')", 'read_csv('],
    ['total -- all', null],
    ['total /* all */', null],
    ["getenv ('HOME')", 'getenv('],
    ['"total"', '"total"'],
    ['total from settlement', 'from'],
    ['total)', ')'],
    ['(total', '('],
    ['', '('],
    ['$1', '$1'],
    ["'open", "'open"],
  ] as const) {
    const found = strangeInExpression(text)
    if (strange === null) assert.notEqual(found, null, text)
    else assert.equal(found, strange, text)
  }
})
