import assert from 'node:assert/strict'
import { test } from 'node:test'
import { binary, field, ground, line, release, rule, value, visit } from '../../tests/support/audit-samples.ts'
import { fen, isoDate, localDateTime, quantity } from '../kernel/index.ts'
import { type AuditRule, auditGround, type CompareKind, compileRelease } from './index.ts'

const lines = { of: 'line' } as const
const total: CompareKind = {
  kind: 'compare',
  left: { each: lines, where: null, keys: [], measure: { of: 'sum', value: field('line.amount') } },
  right: { each: { of: 'visit' }, where: null, keys: [], measure: { of: 'sum', value: field('visit.total') } },
  per: [],
  within: { unit: 'visit' },
  op: '!=',
  factor: value(1),
  allowance: value(0),
  leftAtLeast: null,
  rightAtLeast: null,
}

function found(of: AuditRule, on: ReturnType<typeof ground>, moment: 'in' | 'post' = 'in') {
  return auditGround(compileRelease(release([of])), on, { moment, partition: of.partition })
}

test('lines that do not make the total of their visit are told of the visit, with the difference at stake', () => {
  const of = rule(total, { stake: 'excess' })
  const two = [line('1', 'X'), line('2', 'Y')]
  assert.deepEqual(found(of, ground([visit('V', two, { total: fen(2000) })])).findings, [])
  const [finding] = found(of, ground([visit('V', two, { total: fen(1500) })])).findings
  assert.deepEqual([finding?.visitId, finding?.lineId, finding?.stake], ['V', null, 500])
  assert.deepEqual(
    finding?.facts.filter(({ name }) => !name.includes('.')),
    [
      { name: 'left', value: 2000 },
      { name: 'right', value: 1500 },
      { name: 'limit', value: 1500 },
      { name: 'excess', value: 500 },
    ],
  )
  assert.deepEqual(found(of, ground([visit('V', two)])).notEvaluated, [{ rule: 'R', missing: 'visit.total', count: 1 }])
})

const stock: CompareKind = {
  ...total,
  left: { each: lines, where: null, keys: [field('line.item')], measure: { of: 'sum', value: field('line.qty') } },
  right: {
    each: { of: 'side', table: 'purchases' },
    where: null,
    keys: [field('row.item')],
    measure: { of: 'sum', value: field('row.quantity') },
  },
  within: { unit: 'month' },
  op: '>',
  factor: binary(value(1), '+', value(0.1)),
}

test('more sold in a month than was bought is a finding of no visit, once the month is over', () => {
  const of = rule(stock, { partition: 'provider', lookback: 31 })
  const sold = [
    visit('V1', [line('1', 'X', { quantity: quantity(60_000) })]),
    visit('V2', [line('1', 'X', { quantity: quantity(50_000) })], { person: { insuredId: 'P2' } }),
  ]
  const purchases = [
    { item: 'X', on: '2025-06-02', quantity: 10 },
    { item: 'X', on: '2025-07-01', quantity: 99 },
  ]
  const side = { purchases }
  assert.deepEqual(found(of, ground(sold, { side }), 'post').notEvaluated, [{ rule: 'R', missing: 'later', count: 2 }])
  assert.deepEqual(found(of, ground(sold, { side, today: isoDate('2025-06-30') }), 'post').findings, [])
  const [more] = found(
    of,
    ground([...sold, visit('V3', [line('1', 'X')])], { side, today: isoDate('2025-06-30') }),
    'post',
  ).findings
  assert.deepEqual(
    [more?.insuredId, more?.visitId, more?.group, more?.beside],
    ['', '', ['X', '2025-06'], ['V1/1', 'V2/1', 'V3/1']],
  )
  assert.deepEqual(found(of, ground(sold), 'post').notEvaluated, [{ rule: 'R', missing: 'side.purchases', count: 1 }])
})

test('groups smaller than they must be are passed over', () => {
  const small = rule({ ...total, leftAtLeast: value(5000) })
  assert.deepEqual(found(small, ground([visit('V', [line('1', 'X')], { total: fen(1) })])).findings, [])
})

test('a window that rolls is held against at each left row', () => {
  const hours: CompareKind = {
    ...total,
    left: { each: lines, where: binary(field('line.item'), '==', value('X')), keys: [], measure: { of: 'count' } },
    right: { each: lines, where: binary(field('line.item'), '==', value('Y')), keys: [], measure: { of: 'count' } },
    within: { unit: 'hours', length: value(2) },
    op: '>',
  }
  const at = (lineId: string, item: string, time: string) =>
    line(lineId, item, { at: localDateTime(`2025-06-10 ${time}`) })
  const day = [at('1', 'Y', '08:00:00'), at('2', 'X', '08:30:00'), at('3', 'X', '09:59:00'), at('4', 'X', '12:00:00')]
  assert.deepEqual(
    found(rule(hours), ground([visit('V', day)]))
      .findings.map(({ lineId }) => lineId)
      .sort(),
    ['3', '4'],
  )
})
