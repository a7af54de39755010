import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divisionCode, isoDate } from '@yibao/core/kernel'
import { overridesOf, rulesOfRegion } from './audit-regions.ts'
import { makeRelease, releaseFromJson, releaseToJson } from './audit-release.ts'
import { readRule, ruleText, surroundings } from './audit-testing.ts'
import { type KnowledgeRow, tableOfRows } from './knowledge-tsv.ts'
import { type AuthorProblem, openSheet, problemText } from './policy-sheet.ts'

const shape = surroundings.shapes.get('frequency')
assert.ok(shape)

const point = (key: string, limit: number, from: string | null = null, until: string | null = null): KnowledgeRow => ({
  point: '1',
  key,
  name: key,
  values: { limit, note: null },
  basis: '',
  from: from === null ? null : isoDate(from),
  until: until === null ? null : isoDate(until),
  file: 'frequency.tsv',
  line: 2,
})

const { written } = readRule(ruleText())
assert.ok(written !== null)
const known = written
const { rule } = known

test('a release is named by its content, whatever the order, and comes back from its JSON', () => {
  const other = { ...rule, code: 'M-C01' }
  const table = (rows: readonly KnowledgeRow[]) => new Map([['frequency', tableOfRows(shape, rows, null)]])
  const release = makeRelease([rule, other], table([point('A', 1), point('B', 2)]))
  assert.equal(makeRelease([other, rule], table([point('B', 2), point('A', 1)])).digest, release.digest)
  assert.notEqual(makeRelease([rule, other], table([point('A', 1), point('B', 3)])).digest, release.digest)
  const back = releaseFromJson(releaseToJson(release))
  assert.deepEqual(back, release)
  assert.deepEqual(back.tables.get('frequency')?.points.get('B'), [
    { point: '1', values: { limit: 2, note: null }, basis: '' },
  ])
})

test('points that have dates are taken as of a day', () => {
  const rows = [point('A', 1, null, '2026-01-01'), point('A', 2, '2026-01-01')]
  const limitOn = (on: string | null) =>
    tableOfRows(shape, rows, on === null ? null : isoDate(on))
      .points.get('A')
      ?.map(({ values }) => values.limit)
  assert.deepEqual(limitOn('2025-12-31'), [1])
  assert.deepEqual(limitOn('2026-01-01'), [2])
  assert.deepEqual(limitOn(null), [2])
})

function overrides(text: string, file = '330200.yaml') {
  const problems: AuthorProblem[] = []
  const read = overridesOf(openSheet(`regions/${file}`, text, problems), [known])
  return { read, problems: problems.map(problemText) }
}

const city = divisionCode('330200')

test('a region sets a threshold and a weight otherwise, from a day on', () => {
  const { read, problems } = overrides(
    '- { rule: M-C02, set: { slack: 2 }, weight: 80, from: 2026-01-01, source: 示例 }',
  )
  assert.deepEqual(problems, [])
  const told = rulesOfRegion([rule], read, city).map(({ range, parameters, weight }) => [
    range.from,
    range.until,
    parameters.slack,
    weight,
  ])
  assert.deepEqual(told, [
    ['2025-01-01', '2026-01-01', 0, 50],
    ['2026-01-01', null, 2, 80],
  ])
  assert.deepEqual(rulesOfRegion([rule], read, divisionCode('330300')), [rule])
})

test('a city follows its province where it says nothing itself', () => {
  const province = overrides('- { rule: M-C02, set: { slack: 1 }, from: 2025-01-01, source: 省 }', '330000.yaml').read
  const own = overrides('- { rule: M-C02, set: { slack: 5 }, from: 2026-01-01, source: 市 }').read
  const slack = (division: string) =>
    rulesOfRegion([rule], [...own, ...province], divisionCode(division)).map(({ parameters }) => parameters.slack)
  assert.deepEqual(slack('330200'), [1, 5])
  assert.deepEqual(slack('330300'), [1])
})

test('an override of a rule or parameter that does not exist is refused', () => {
  const of = (text: string, file?: string) => overrides(text, file).problems[0] ?? 'no complaint'
  assert.match(
    of('- { rule: M-C99, set: { slack: 2 }, from: 2026-01-01, source: x }'),
    /regions\/330200\.yaml:1: an override of a rule that does not exist \(found: M-C99\)/,
  )
  assert.match(
    of('- { rule: M-C02, set: { slak: 2 }, from: 2026-01-01, source: x }'),
    /no parameter `slak` of M-C02; use one of: slack, cap/,
  )
  assert.match(of('- { rule: M-C02, set: { slack: two }, from: 2026-01-01, source: x }'), /`slack` is a number/)
  assert.match(of('- { rule: M-C02, from: 2026-01-01, source: x }'), /changes nothing/)
  assert.match(
    of(
      '- { rule: M-C02, weight: 60, from: 2026-01-01, source: x }\n- { rule: M-C02, weight: 70, from: 2026-01-01, source: x }',
    ),
    /330200\.yaml:2: a rule twice from one day/,
  )
  assert.match(of('[]', 'ningbo.yaml'), /not named after a division/)
})
