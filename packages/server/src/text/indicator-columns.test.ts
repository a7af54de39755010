import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cardSubject } from './indicator-card.ts'
import { cellText, measured, partMeasure } from './indicator-columns.ts'
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

test('an order of a month that a lake lacks is told the months that it has', () => {
  const refusal = { code: 'supervision.archive-gap', months: ['2025-03'] } as const
  assert.match(orderRefusalText({ ...refusal, onFile: ['2023-11'] }), /2025-03；湖中有 the lake has 2023-11/)
  assert.match(orderRefusalText({ ...refusal, onFile: [] }), /no settlements at all/)
})
