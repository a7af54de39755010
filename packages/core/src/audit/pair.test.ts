import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  binary,
  call,
  field,
  ground,
  line,
  point,
  release,
  rule,
  table,
  value,
  visit,
} from '../../tests/support/audit-samples.ts'
import { localDateTime } from '../kernel/index.ts'
import {
  type AuditRule,
  type AuditVisit,
  auditGround,
  compileRelease,
  type KnowledgeTable,
  type PairKind,
} from './index.ts'

const at = (lineId: string, item: string, time: string, more = {}) =>
  line(lineId, item, { at: localDateTime(time), ...more })

const within: PairKind = {
  kind: 'pair',
  each: { of: 'line' },
  first: null,
  second: null,
  per: [],
  within: { unit: 'days', length: value(3) },
  when: null,
}
const contains = [table('contains', { A: [point('1', { second: 'B' })] }, { pairs: true })]

function found(of: AuditRule, visits: readonly AuditVisit[], tables: readonly KnowledgeTable[] = []) {
  const result = auditGround(compileRelease(release([of], tables)), ground(visits), { moment: 'in' })
  return {
    ...result,
    hits: result.findings.map(({ visitId, lineId, beside }) => `${visitId}/${lineId} beside ${beside.join()}`),
  }
}

test('of a pair of the table in one visit the second is told, whichever came first', () => {
  const of = rule(within, { table: 'contains' })
  const first = [at('1', 'A', '2025-06-10 08:00:00'), at('2', 'B', '2025-06-10 09:00:00')]
  const last = [at('1', 'A', '2025-06-10 10:00:00'), at('2', 'B', '2025-06-10 09:00:00')]
  assert.deepEqual(found(of, [visit('V', first)], contains).hits, ['V/2 beside V/1'])
  assert.deepEqual(found(of, [visit('V', last)], contains).hits, ['V/2 beside V/1'])
})

test('of a pair over two visits the later row is told, be it the first or the second of the table', () => {
  const of = rule(within, { table: 'contains', lookback: 3 })
  const a = visit('V1', [at('1', 'A', '2025-06-10 08:00:00')])
  const b = visit('V2', [at('2', 'B', '2025-06-09 08:00:00')])
  assert.deepEqual(found(of, [a, b], contains).hits, ['V1/1 beside V2/2'])
  const later = visit('V3', [at('3', 'B', '2025-06-12 08:00:00')])
  assert.deepEqual(found(of, [a, later], contains).hits, ['V3/3 beside V1/1'])
  assert.deepEqual(found(of, [a, visit('V4', [at('4', 'B', '2025-06-13 08:00:00')])], contains).hits, [])
})

test('without a table the first is the earlier, and the nearest one is named', () => {
  const of = rule({
    ...within,
    when: binary(
      binary(field('a.item'), '==', field('b.item')),
      'and',
      binary(call('minutes', field('a.at'), field('b.at')), '<', value(90)),
    ),
  })
  const lines = [
    at('1', 'X', '2025-06-10 08:00:00'),
    at('2', 'X', '2025-06-10 08:30:00'),
    at('3', 'X', '2025-06-10 09:00:00'),
  ]
  assert.deepEqual(found(of, [visit('V', lines)]).hits.toSorted(), ['V/2 beside V/1', 'V/3 beside V/2'])
})

test('facts of both rows are kept', () => {
  const of = rule(
    { ...within, when: binary(field('a.item'), '==', field('b.item')) },
    { says: { zh: '{a.name}', en: '{b.lineId}' } },
  )
  const { findings } = found(of, [
    visit('V', [at('1', 'X', '2025-06-10 08:00:00'), at('2', 'X', '2025-06-10 09:00:00')]),
  ])
  assert.deepEqual(
    findings[0]?.facts.map(({ name, value: fact }) => `${name} ${fact}`),
    ['a.item X', 'b.item X', 'a.name item X', 'b.lineId 2'],
  )
})

test('a row that may pair but is not known leaves the later one open, unless another is sure', () => {
  const of = rule({ ...within, when: binary(field('a.doctor'), '==', field('b.doctor')) })
  const unknown = at('1', 'X', '2025-06-10 08:00:00')
  const late = at('2', 'X', '2025-06-10 09:00:00', { doctor: 'D' })
  assert.deepEqual(found(of, [visit('V', [unknown, late])]).notEvaluated, [
    { rule: 'R', missing: 'line.doctor', count: 1 },
  ])
  const sure = at('0', 'X', '2025-06-10 07:00:00', { doctor: 'D' })
  const both = found(of, [visit('V', [sure, unknown, late])])
  assert.deepEqual(both.hits, ['V/2 beside V/0'])
  assert.deepEqual(both.notEvaluated, [{ rule: 'R', missing: 'line.doctor', count: 1 }])
})

test('a readmission is a pair of visits', () => {
  const of = rule(
    {
      ...within,
      each: { of: 'visit' },
      per: [field('provider.providerCode')],
      within: { unit: 'days', length: value(60) },
      when: binary(call('days', field('a.end'), field('b.begin')), '<=', value(7)),
    },
    { lookback: 60, stake: 'visit' },
  )
  const stay = (name: string, begin: string, end: string, current = true) =>
    visit(name, [], { begin: localDateTime(begin), end: localDateTime(end), current })
  const first = stay('V1', '2025-05-01 08:00:00', '2025-06-05 10:00:00', false)
  assert.deepEqual(found(of, [first, stay('V2', '2025-06-10 08:00:00', '2025-06-12 08:00:00')]).hits, [
    'V2/null beside V1',
  ])
  assert.deepEqual(found(of, [first, stay('V2', '2025-06-13 08:00:00', '2025-06-14 08:00:00')]).hits, [])
})
