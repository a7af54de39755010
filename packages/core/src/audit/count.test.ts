import assert from 'node:assert/strict'
import { test } from 'node:test'
import { field, ground, line, point, release, rule, table, value, visit } from '../../tests/support/audit-samples.ts'
import { fen, isoDate, localDateTime, quantity, unitPrice } from '../kernel/index.ts'
import {
  type AuditLine,
  type AuditRule,
  auditGround,
  type CountKind,
  compileRelease,
  type KnowledgeTable,
} from './index.ts'

const perDay: CountKind = {
  kind: 'count',
  each: { of: 'line' },
  where: null,
  per: [field('line.item')],
  within: { unit: 'day' },
  measure: { of: 'sum', value: field('line.qty') },
  limit: value(2),
  hit: 'over',
}

const at = (lineId: string, time: string, pieces: number, more: Partial<AuditLine> = {}) =>
  line(lineId, 'X', { at: localDateTime(time), quantity: quantity(pieces * 10_000), ...more })

function found(
  of: AuditRule,
  visits: Parameters<typeof ground>[0],
  more: Parameters<typeof ground>[1] = {},
  tables: KnowledgeTable[] = [],
) {
  const { findings, notEvaluated } = auditGround(compileRelease(release([of], tables)), ground(visits, more), {
    moment: 'in',
  })
  return { findings, notEvaluated, lines: findings.map(({ visitId, lineId }) => `${visitId}/${lineId}`).sort() }
}

test('the row with which the sum goes beyond the limit is told, and each after it; the stake is the share beyond', () => {
  const lines = [
    at('c', '2025-06-10 12:00:00', 1),
    at('a', '2025-06-10 08:00:00', 1),
    at('b', '2025-06-10 10:00:00', 1.5, { price: unitPrice(3_333_300), amount: fen(500) }),
  ]
  const { findings } = found(rule(perDay, { stake: 'excess' }), [visit('V', lines)])
  const [first, second] = findings
  assert.deepEqual([first?.lineId, first?.stake, first?.quantity], ['c', 1000, 10_000])
  // Half a piece of one and a half is beyond: a third of five yuan, half up.
  assert.deepEqual([second?.lineId, second?.stake, second?.quantity], ['b', 167, 5_000])
  assert.deepEqual(second?.beside, ['V/a'])
  assert.deepEqual(second?.group, ['X'])
  assert.deepEqual(
    second?.facts.filter(({ name }) => ['sum', 'limit', 'excess', 'window'].includes(name)),
    [
      { name: 'sum', value: 2.5 },
      { name: 'limit', value: 2 },
      { name: 'excess', value: 0.5 },
      { name: 'window', value: '2025-06-10' },
    ],
  )
})

test('what arrives at the limit is told where arriving is too much, with all of the row at stake', () => {
  const lines = [at('a', '2025-06-10 08:00:00', 1), at('b', '2025-06-10 09:00:00', 1)]
  const { findings } = found(rule({ ...perDay, hit: 'reach' }, { stake: 'excess' }), [visit('V', lines)])
  assert.deepEqual(
    findings.map(({ lineId, stake }) => [lineId, stake]),
    [['b', 1000]],
  )
})

test('three tenths are three tenths: sums leave no binary dust', () => {
  const lines = [at('a', '2025-06-10 08:00:00', 0.1), at('b', '2025-06-10 09:00:00', 0.2)]
  assert.deepEqual(found(rule({ ...perDay, limit: value(0.3) }), [visit('V', lines)]).lines, [])
})

test('a rule without a look back stays inside the visit, another counts the days before it too', () => {
  const before = visit('V1', [at('a', '2025-06-09 08:00:00', 2)], { current: false })
  const now = visit('V2', [at('a', '2025-06-10 08:00:00', 1)])
  const week: CountKind = { ...perDay, within: { unit: 'days', length: value(7) } }
  assert.deepEqual(found(rule(week), [before, now]).lines, [])
  assert.deepEqual(found(rule(week, { lookback: 7 }), [before, now]).lines, ['V2/a'])
  assert.deepEqual(
    found(rule({ ...week, within: { unit: 'days', length: value(1) } }, { lookback: 7 }), [before, now]).lines,
    [],
  )
})

test('windows of hours are open at the far end: six hours apart is not within six hours', () => {
  const lines = [
    at('a', '2025-06-10 08:00:00', 2),
    at('b', '2025-06-10 13:59:59', 1),
    at('c', '2025-06-10 14:00:00', 1.5),
  ]
  const six: CountKind = { ...perDay, within: { unit: 'hours', length: value(6) } }
  assert.deepEqual(found(rule(six), [visit('V', lines)]).lines, ['V/b', 'V/c'])
  assert.deepEqual(
    found(rule(six), [
      visit(
        'V',
        lines.filter(({ lineId }) => lineId !== 'b'),
      ),
    ]).lines,
    [],
  )
})

test('a window that reaches beyond the history is not evaluated, unless what is known is a hit already', () => {
  const week = rule({ ...perDay, within: { unit: 'days', length: value(7) } }, { lookback: 7 })
  const one = visit('V', [at('a', '2025-06-10 08:00:00', 1)])
  const three = visit('V', [at('a', '2025-06-10 08:00:00', 3)])
  const gap = { historyFrom: isoDate('2025-06-05') }
  assert.deepEqual(found(week, [one], gap).notEvaluated, [{ rule: 'R', missing: 'history', count: 1 }])
  assert.deepEqual(found(week, [one], { historyFrom: isoDate('2025-06-04') }).notEvaluated, [])
  assert.deepEqual(found(week, [three], gap).lines, ['V/a'])
})

test('a row that may count but is not known leaves those after it open, unless they are beyond the limit without it', () => {
  const { quantity: _, ...unknown } = at('a', '2025-06-10 08:00:00', 1)
  const quiet = found(rule(perDay), [visit('V', [unknown, at('b', '2025-06-10 09:00:00', 1)])])
  assert.deepEqual(quiet.notEvaluated, [{ rule: 'R', missing: 'line.qty', count: 2 }])
  assert.deepEqual(found(rule(perDay), [visit('V', [unknown, at('b', '2025-06-10 09:00:00', 3)])]).lines, ['V/b'])
})

test('points keep their rows apart, unless a key reads the point; one line of two points is counted once', () => {
  const tables = [
    table('groups', { X: [point('1', { group: 'g' })], Y: [point('2', { group: 'g' }), point('3', { group: 'g' })] }),
  ]
  const lines = [at('a', '2025-06-10 08:00:00', 1), { ...at('b', '2025-06-10 09:00:00', 1.5), item: 'Y' }]
  const apart = rule({ ...perDay, per: [] }, { table: 'groups' })
  assert.deepEqual(found(apart, [visit('V', lines)], {}, tables).lines, [])
  const together = found(
    rule({ ...perDay, per: [field('point.group')] }, { table: 'groups' }),
    [visit('V', lines)],
    {},
    tables,
  )
  assert.deepEqual(together.lines, ['V/b'])
  assert.deepEqual(together.findings[0]?.facts.find(({ name }) => name === 'sum')?.value, 2.5)
})

test('different values are counted once each', () => {
  const doctors: CountKind = {
    ...perDay,
    per: [],
    measure: { of: 'distinct', value: field('line.doctor') },
    limit: value(1),
  }
  const lines = ['D1', 'D1', 'D2'].map((doctor, hour) => at(doctor + hour, `2025-06-10 0${hour}:00:00`, 1, { doctor }))
  assert.deepEqual(found(rule(doctors), [visit('V', lines)]).lines, ['V/D22'])
})

test('windows of different lengths in one group are each right', () => {
  const tables = [table('days', { X: [point('1', { days: 1 })], Y: [point('2', { days: 9 })] })]
  const length = field('point.days')
  const of = rule({ ...perDay, per: [field('point.none')], within: { unit: 'days', length } }, { table: 'days' })
  const own = rule({ ...perDay, per: [field('visit.care')], within: { unit: 'days', length } }, { table: 'days' })
  const lines = [
    at('a', '2025-06-02 08:00:00', 1),
    at('b', '2025-06-09 08:00:00', 1),
    { ...at('c', '2025-06-10 08:00:00', 1), item: 'Y' },
  ]
  assert.equal(found(of, [visit('V', lines)], {}, tables).notEvaluated[0]?.missing, 'point.none')
  assert.deepEqual(found(own, [visit('V', lines)], {}, tables).lines, [])
  const shared = [table('days', { X: [point('1', { days: 1, all: 'g' })], Y: [point('2', { days: 9, all: 'g' })] })]
  const joined = rule({ ...perDay, per: [field('point.all')], within: { unit: 'days', length } }, { table: 'days' })
  assert.deepEqual(found(joined, [visit('V', lines)], {}, shared).lines, ['V/c'])
})
