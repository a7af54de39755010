import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  binary,
  call,
  field,
  is,
  point,
  release,
  rule,
  table,
  texts,
  value,
  yes,
} from '../../tests/support/audit-samples.ts'
import { type AuditExpression, type AuditRule, compileRelease, type KnowledgeTable } from './index.ts'

const match = (code: string, when: AuditExpression, more: Partial<AuditRule> = {}) =>
  rule({ kind: 'match', each: { of: 'line' }, when }, { code, ...more })
const heavy = binary(field('line.qty'), '>', value(9))

function woken(rules: readonly AuditRule[], item: string, tables: readonly KnowledgeTable[] = []): readonly string[] {
  const plan = compileRelease(release(rules, tables)).plan('in', 'person')
  return plan.entriesOf(item).map(({ rule: each, point: by }) => `${each.rule.code}${by?.point ?? ''}`)
}

test('a rule that names its items is tried on those alone, wherever in its condition they stand', () => {
  const rules = [
    match('A', binary(heavy, 'and', is('line.item', 'X1'))),
    match('B', binary(binary(field('line.item'), 'in', texts('X1', 'Y1')), 'and', heavy)),
    match('C', binary(call('startsWith', field('line.item'), value('X')), 'or', is('line.item', 'Y2'))),
    match('D', binary(field('line.item'), 'in', field('param.items')), { parameters: { items: ['Y2'] } }),
    match('E', binary(is('line.item', 'X1'), 'or', heavy)),
  ]
  assert.deepEqual(woken(rules, 'X1').toSorted(), ['A', 'B', 'C', 'E'])
  assert.deepEqual(woken(rules, 'Y2').toSorted(), ['C', 'D', 'E'])
  assert.deepEqual(woken(rules, 'Z'), ['E'])
})

test('a table wakes its rules by code or by the beginning of the code, once for each point', () => {
  const tables = [
    table('codes', { X1: [point('1'), point('2')] }),
    table('beginnings', { X: [point('3')], X1: [point('4')] }, { key: 'prefix' }),
    table('pairs', { A: [point('5', { second: 'X1' })] }, { pairs: true }),
  ]
  const pair = rule(
    { kind: 'pair', each: { of: 'line' }, first: null, second: null, per: [], within: { unit: 'visit' }, when: null },
    { code: 'C', table: 'pairs' },
  )
  const rules = [match('A', yes, { table: 'codes' }), match('B', yes, { table: 'beginnings' }), pair]
  assert.deepEqual(woken(rules, 'X1', tables).toSorted(), ['A1', 'A2', 'B3', 'B4', 'C'])
  assert.deepEqual(woken(rules, 'X2', tables), ['B3'])
  assert.deepEqual(woken(rules, 'A', tables), ['C'])
})

test('a rule of another moment or partition is not in the plan', () => {
  assert.deepEqual(woken([match('A', yes, { moments: ['post'] }), match('B', yes, { partition: 'doctor' })], 'X'), [])
})
