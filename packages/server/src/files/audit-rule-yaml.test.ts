import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRule, ruleText } from './audit-testing.ts'

/** The first complaint about a rule with one line changed. */
function complaint(changes: Readonly<Record<string, string>>): string {
  const { problems } = readRule(ruleText(changes))
  return problems[0] ?? 'no complaint'
}

const match = (when: string): Readonly<Record<string, string>> => ({
  count: '',
  stake: 'line',
  says: '{ zh: x, en: x }',
  match: `{ each: line, when: "${when}" }`,
})

test('a rule is read with its parameters as numbers, fen, shares, texts and lists', () => {
  const { written, problems } = readRule(ruleText())
  assert.deepEqual(problems, [])
  assert.deepEqual(written?.rule.parameters, { slack: 0, cap: 5000, share: 0.3, word: 'abc', codes: ['A01', 'B02'] })
  assert.deepEqual(written?.rule.does, {
    kind: 'count',
    each: { of: 'line' },
    where: null,
    per: [{ op: 'field', root: 'line', path: ['item'] }],
    within: { unit: 'day' },
    measure: { of: 'sum', value: { op: 'field', root: 'line', path: ['qty'] } },
    limit: {
      op: '+',
      left: { op: 'field', root: 'point', path: ['limit'] },
      right: { op: 'field', root: 'param', path: ['slack'] },
    },
    hit: 'over',
  })
  assert.equal(written?.rule.partition, 'person')
  assert.equal(written?.rule.bears, 'institution')
})

test('an amount of yuan is held in fen', () => {
  const { written } = readRule(ruleText(match('line.amount > yuan(12.50)')))
  const does = written?.rule.does
  assert.deepEqual(does?.kind === 'match' ? does.when : null, {
    op: '>',
    left: { op: 'field', root: 'line', path: ['amount'] },
    right: { op: 'value', value: 1250 },
  })
})

test('what CEL cannot read is refused with the line and the character', () => {
  assert.match(
    complaint(match('line.qty >')),
    /^M-C02\.yaml:\d+: not readable as CEL at character 11: .*found: line\.qty >.*; /,
  )
  assert.match(complaint(match("line.item == 'X")), /Unterminated string .*; close the quote/)
})

test('an unknown name, field or function is refused with those that there are', () => {
  assert.match(complaint(match('bill.qty > 1')), /`bill` is no name here .*; use one of: line, visit, person/)
  assert.match(complaint(match('line.quantity > 1')), /`line` has no field `quantity` .*; use one of: .*qty/)
  assert.match(complaint(match('upper(line.item) == 1')), /no function `upper` .*; use one of: distinct/)
  assert.match(complaint(match('param.slak > 0')), /`param` \(.*|has no field `slak`/)
  assert.match(complaint(match('side.labs.exists(r, true)')), /`side` has no field `labs`/)
  assert.match(complaint(match('side.lab.exists(r, r.result > 1)')), /`r` has no field `result`/)
})

test('a wrong type is refused', () => {
  assert.match(complaint(match("line.qty > 'X'")), /a number is compared with a text/)
  assert.match(complaint(match('line.qty + 1')), /is a number, not true or false/)
  assert.match(complaint(match("line.item + 'X' == 'YX'")), /a text where a number is wanted/)
  assert.match(complaint(match('visit.diagnoses == visit.operations')), /compared with a list of rows/)
  assert.match(complaint(match('years(line.qty, visit.day) > 3')), /`years` wants a text, not a number/)
  assert.match(
    complaint({ limit: '', count: '{ each: line, within: day, measure: count, limit: line.item }' }),
    /`limit` is a text, not a number/,
  )
})

test('an amount is compared with yuan, not with a bare number', () => {
  assert.match(complaint(match('line.amount > 50')), /an amount is compared with the number 50 .*; write yuan\(50\)/)
  assert.equal(complaint(match('line.amount > 0 && line.amount < yuan(50)')), 'no complaint')
})

test('a word that a field never holds is refused', () => {
  assert.match(complaint(match("person.sex == 'woman'")), /never 'woman' .*; use one of: male, female/)
  assert.match(complaint(match("visit.care in ['inpatient', 'ward']")), /never 'ward'/)
  assert.match(complaint(match('visit.begin == visit.endDay')), /a day is never equal to a time/)
})

test('lists three deep, long texts and dangerous patterns are too costly', () => {
  const deep = 'visit.lines.exists(a1, visit.lines.exists(b1, visit.lines.exists(c1, c1.qty > 1)))'
  assert.match(complaint(match(deep)), /too deep within one another: too costly .*; use at most 2/)
  assert.match(complaint(match(`line.item == '${'x'.repeat(1600)}'`)), /characters: too costly/)
  assert.match(complaint(match("line.item.matches('(a+)+b')")), /a pattern that may take too long/)
  assert.match(complaint(match('line.item.matches(line.name)')), /a pattern that is no written text/)
  assert.match(
    complaint(
      match(
        Array.from({ length: 120 }, () => 'line.qty')
          .join(' + ')
          .concat(' > 1'),
      ),
    ),
    /CEL.*(limit|exceed|max)/i,
  )
})

test('a rule has exactly one kind', () => {
  assert.match(
    complaint({ match: '{ each: line, when: line.qty > 1 }' }),
    /2 kinds in one rule; write exactly one of: match, count/,
  )
  assert.match(complaint({ count: '' }), /0 kinds in one rule/)
})

test('unknown keys, classes, tables and dates are refused', () => {
  assert.match(complaint({ tables: 'x' }), /unknown key `tables`/)
  assert.match(complaint({ class: 'other' }), /`class` has no such value/)
  assert.match(
    complaint({ table: 'frequencies' }),
    /no knowledge table `frequencies` .*; add it to knowledge\/tables\.yaml/,
  )
  assert.match(complaint({ range: '{ from: 2025-13-01 }' }), /not a date/)
  assert.match(complaint({ range: '{ from: 2025-01-01, until: 2024-01-01 }' }), /ends before it begins/)
  assert.match(complaint({ lookback: '9000' }), /whole number from 0 to 730/)
})

test('a suspect never deducts, and only the archive looks at a doctor', () => {
  assert.match(complaint({ severity: 'suspect' }), /`deduct` of a suspect/)
  assert.match(
    complaint({ partition: 'doctor' }),
    /a rule over a doctor before care or at settlement .*; write `moments: \[post\]`/,
  )
})

test('a sentence names only what the rule knows', () => {
  assert.match(complaint({ says: '{ zh: "{line.nam}", en: x }' }), /\{line\.nam\} is no name here/)
  assert.match(complaint({ says: '{ zh: "{visit.lines}", en: x }' }), /nothing that a sentence can tell/)
  assert.match(complaint({ says: '{ zh: "{left}", en: x }' }), /\{left\} is no name here/)
})

test('a table of pairs says both items itself', () => {
  const pair = {
    count: '',
    stake: 'line',
    table: 'duplicate',
    says: '{ zh: "{a.name} {b.name} {point.within}", en: x }',
  }
  assert.equal(complaint({ ...pair, pair: '{ each: line, within: visit-day, when: a.day == b.day }' }), 'no complaint')
  assert.match(
    complaint({ ...pair, pair: "{ each: line, within: visit, first: line.item == 'X' }" }),
    /`first` of a table of pairs/,
  )
  assert.match(
    complaint({ ...pair, match: '{ each: line, when: line.qty > 1 }', says: '{ zh: x, en: x }' }),
    /a table of pairs in a `match`/,
  )
  assert.match(
    complaint({ ...pair, table: '', says: '{ zh: x, en: x }', pair: '{ each: line, within: visit }' }),
    /a pair without a condition/,
  )
})

test('both sides of a comparison have as many keys as it names', () => {
  const compare = (right: string) => ({
    count: '',
    lookback: '30',
    stake: 'none',
    table: '',
    says: '{ zh: "{left} {right}", en: x }',
    compare: `{ left: { each: line, keys: [line.item], measure: { sum: line.qty } }, right: ${right}, per: [item], within: month, op: '>' }`,
  })
  assert.equal(
    complaint(compare('{ each: side:ledger, keys: [row.item], measure: { sum: row.quantity } }')),
    'no complaint',
  )
  assert.match(complaint(compare('{ each: side:ledger, measure: { sum: row.quantity } }')), /0 keys, `per` names 1/)
  assert.match(complaint(compare('{ each: side:stock, measure: count }')), /no side table `stock`/)
})

test('a window longer than the look-back is refused, whoever says its length', () => {
  const within = (length: string) => ({
    parameters: '{ period: 30, slack: 0 }',
    count: `{ each: line, within: ${length}, measure: count, limit: 1 }`,
  })
  assert.equal(complaint({ ...within('{ days: 7 }'), lookback: '6' }), 'no complaint')
  assert.match(
    complaint({ ...within('{ days: 7 }'), lookback: '5' }),
    /a window longer than the look-back .*; write `lookback: 6`/,
  )
  assert.match(complaint(within('{ days: param.period }')), /write `lookback: 29`/)
  assert.match(complaint(within('year')), /write `lookback: 365`/)
  assert.equal(complaint({ ...within('{ days: point.limit }'), lookback: '1' }), 'no complaint')
})
