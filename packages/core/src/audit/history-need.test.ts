import assert from 'node:assert/strict'
import { test } from 'node:test'
import { binary, call, field, is, release, rule, texts, value } from '../../tests/support/audit-samples.ts'
import { type AuditRule, compileRelease, historyNeedOf, type PairKind } from './index.ts'

const visitsPair = (when: PairKind['when']): PairKind => ({
  kind: 'pair',
  each: { of: 'visit' },
  first: null,
  second: null,
  per: [],
  within: { unit: 'days', length: value(30) },
  when,
})

const overlapping = visitsPair(is('a.care', 'inpatient'))
const needing = (rules: readonly AuditRule[], ...about: [readonly string[], Parameters<typeof historyNeedOf>[3]?]) =>
  historyNeedOf(compileRelease(release(rules)), 'in', ...about)

test('a rule about stays asks nothing of the past for an outpatient visit', () => {
  const ofStays = rule(overlapping, { lookback: 180, scope: { care: ['inpatient'] } })
  assert.deepEqual(needing([ofStays], ['X1'], { care: ['outpatient', 'pharmacy'] }), { days: 0, items: 'none' })
  assert.deepEqual(needing([ofStays], ['X1'], { care: ['inpatient'] }), { days: 180, items: [] })
  assert.deepEqual(needing([ofStays], ['X1']), { days: 180, items: [] })
})

test('an exception that reads the lines of the later visit asks for no lines of the earlier one', () => {
  const reading = (root: string) => {
    const when = binary(call('size', field(`${root}.lines`)), '>', value(2))
    return rule(overlapping, { lookback: 30, exceptions: [{ name: 'many lines', when }] })
  }
  assert.deepEqual(needing([reading('b')], ['X1']), { days: 30, items: [] })
  assert.deepEqual(needing([reading('a')], ['X1']), { days: 30, items: 'all' })
})

test('a rule about one kind of item asks nothing for a bill without it', () => {
  const drugs = rule(
    {
      kind: 'count',
      each: { of: 'line' },
      where: is('line.kind', 'drug'),
      per: [],
      within: { unit: 'days', length: value(30) },
      measure: { of: 'count' },
      limit: value(5),
      hit: 'over',
    },
    { lookback: 30 },
  )
  assert.equal(needing([drugs], ['X1'], { kinds: new Map([['X1', 'service']]) }).items, 'none')
  assert.equal(needing([drugs], ['X1'], { kinds: new Map([['X1', 'drug']]) }).items, 'all')
  assert.equal(needing([drugs], ['X1']).items, 'all')
})

test('a condition on a fact that no row will have asks nothing where nothing else fulfils it', () => {
  const infusions = binary(call('startsWithAny', field('line.item'), texts('I')), 'or', {
    op: 'known',
    of: field('line.route'),
  })
  const counted = rule(
    {
      kind: 'count',
      each: { of: 'line' },
      where: infusions,
      per: [],
      within: { unit: 'days', length: value(30) },
      measure: { of: 'count' },
      limit: value(5),
      hit: 'over',
    },
    { lookback: 30 },
  )
  const absent = new Set(['line.route'])
  assert.equal(needing([counted], ['X1'], { absent }).items, 'none')
  assert.equal(needing([counted], ['X1', 'I7'], { absent }).items, 'all')
  assert.equal(needing([counted], ['X1']).items, 'all')
})

test('visits without a line that a rule looks for are asked for only where a rule looks at visits', () => {
  const ofItem = rule(
    {
      kind: 'count',
      each: { of: 'line' },
      where: null,
      per: [field('line.item')],
      within: { unit: 'days', length: value(30) },
      measure: { of: 'count' },
      limit: value(5),
      hit: 'over',
    },
    { lookback: 30 },
  )
  assert.deepEqual(needing([ofItem], ['X1']), { days: 30, items: ['X1'], linesOnly: true })
  assert.deepEqual(needing([ofItem, rule(overlapping, { lookback: 180 })], ['X1']), { days: 180, items: ['X1'] })
})
