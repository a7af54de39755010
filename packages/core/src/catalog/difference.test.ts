import assert from 'node:assert/strict'
import { test } from 'node:test'
import { itemWith } from '../../tests/support/world.ts'
import { fen, isoDate, ppm, unitPriceFromFen } from '../kernel/index.ts'
import { itemTerms, rowDifference } from './index.ts'

const then = itemWith('D', {
  class: 'B',
  preCoinsurance: ppm(100_000),
  ceilings: { tertiary: unitPriceFromFen(fen(12_00)) },
})
const now = { ...then, class: 'A' as const, preCoinsurance: ppm(0), ceilings: {} }

test('a class, a share and a ceiling that changed are told field by field, as people read them', () => {
  assert.deepEqual(rowDifference(itemTerms(then), itemTerms(now)), {
    change: 'changed',
    fields: [
      { field: 'class', before: 'B', after: 'A' },
      { field: 'preCoinsurance', before: '10%', after: '0%' },
      { field: 'ceilingTertiary', before: '12', after: null },
    ],
  })
})

test('a row that came or went is told with everything that it says', () => {
  const added = rowDifference(null, itemTerms(now))
  assert.equal(added?.change, 'added')
  assert.ok(added.fields.every(({ before, after }) => before === null && after !== null))
  assert.equal(rowDifference(itemTerms(now), null)?.change, 'ended')
})

test('two states that say the same differ in nothing, and an empty text says as little as none', () => {
  assert.equal(rowDifference(itemTerms(then), itemTerms(then)), null)
  assert.equal(rowDifference({ note: '' }, { note: null }), null)
  assert.equal(rowDifference(null, null), null)
})

test('a row that ends where it had no end has changed', () => {
  const ended = { ...then, range: { ...then.range, until: isoDate('2030-01-01') } }
  assert.deepEqual(rowDifference(itemTerms(then), itemTerms(ended))?.fields, [
    { field: 'until', before: null, after: '2030-01-01' },
  ])
})
