import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberText, partText, valueText } from './number-text.ts'

test('amounts have two decimals in every unit of yuan, other whole numbers none', () => {
  assert.deepEqual(
    [valueText(11_177, 'yuan/stay'), valueText(0.5, 'yuan'), valueText(1234.567, 'yuan/visit', 4)],
    ['11,177.00', '0.50', '1,234.57'],
  )
  assert.deepEqual([valueText(12, 'days'), valueText(12.3456, 'percent', 3)], ['12', '12.346'])
})

test('what is not known is a dash, and a part shows its sign', () => {
  assert.deepEqual([valueText(null, 'yuan'), numberText(null), partText(null)], ['–', '–', '–'])
  assert.deepEqual([partText(0.125), partText(-0.5), partText(0)], ['+12.5 %', '-50.0 %', '0.0 %'])
})
