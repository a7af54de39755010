import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cardSubject } from './indicator-card.ts'
import { cellText, divisionText, measured, partMeasure } from './indicator-columns.ts'
import { orderRefusalText } from './indicator-order.ts'

test('who is judged is told in words', () => {
  const subject = { grain: 'provider', key: ['P1'], level: 'ungraded', kind: 'pharmacy', region: '330200' } as const
  assert.equal(cardSubject(subject), '机构 institution P1 · 未定级 ungraded · 药店 pharmacy · 330200')
})

test('money is told in yuan, quantities without their scale, and counts as they are', () => {
  assert.equal(partMeasure({ kind: 'sum', of: 'greatest(0, standard - total)', where: 'true' }), 'money')
  assert.equal(partMeasure({ kind: 'sum', of: 'quantity', where: 'true' }), 'quantity')
  assert.equal(partMeasure({ kind: 'count', where: 'total > 0' }), 'plain')
  assert.deepEqual([measured(-1005, 'money'), measured(79.5, 'money')], ['-10.05', '0.795'])
  assert.deepEqual(
    [cellText('quantity', 25_000), cellText('total', 9792), cellText('offsite', false)],
    ['2.5', '97.92', 'false'],
  )
})

test('a number is divided from yuan, and only what is left turns it into its unit', () => {
  const paid = { kind: 'sum', of: 'total', where: 'true' }
  const rows = { kind: 'count', where: 'true' }
  assert.equal(
    divisionText({ numerator: paid, denominator: rows, factor: 0.01 }, { numerator: 123_450, denominator: 20 }),
    '1,234.50 ÷ 20',
  )
  assert.equal(
    divisionText({ numerator: paid, denominator: paid, factor: 100 }, { numerator: 10_000, denominator: 40_000 }),
    '100.00 ÷ 400.00 × 100',
  )
  assert.equal(
    divisionText({ numerator: paid, denominator: null, factor: 0.01 }, { numerator: 5, denominator: null }),
    '0.05',
  )
})

test('an order of a month that a lake lacks is told the months that it has', () => {
  const refusal = { code: 'supervision.archive-gap', months: ['2025-03'] } as const
  assert.match(orderRefusalText({ ...refusal, onFile: ['2023-11'] }), /2025-03；湖中有 the lake has 2023-11/)
  assert.match(orderRefusalText({ ...refusal, onFile: [] }), /no settlements at all/)
})
