import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from './fen.ts'
import { InvariantError } from './invariant.ts'
import {
  lineAmount,
  parseQuantity,
  parseUnitPrice,
  priceText,
  quantity,
  quantityText,
  unitPrice,
  unitPriceFromFen,
  unitPriceText,
} from './quantity.ts'
import { ok } from './result.ts'

test('a price is read to the millionth of a yuan and a quantity to the ten-thousandth', () => {
  assert.deepEqual(parseUnitPrice('0.0235'), ok(23_500))
  assert.deepEqual(parseQuantity('-2.5'), ok(-25_000))
})

test('what is finer than that is refused', () => {
  assert.deepEqual(parseUnitPrice('0.0000001'), {
    ok: false,
    error: { code: 'kernel.bad-amount', text: '0.0000001', reason: 'too-many-decimals' },
  })
  assert.deepEqual(parseQuantity('1.00005'), {
    ok: false,
    error: { code: 'kernel.bad-amount', text: '1.00005', reason: 'too-many-decimals' },
  })
  assert.throws(() => unitPrice(0.5), InvariantError)
  assert.throws(() => quantity(Number.NaN), InvariantError)
})

test('both are written without superfluous zeros', () => {
  assert.equal(unitPriceText(unitPrice(12_500_000)), '12.5')
  assert.equal(unitPriceText(unitPrice(3_000_000)), '3')
  assert.equal(priceText(unitPrice(3_000_000)), '3.00')
  assert.equal(priceText(unitPrice(23_500)), '0.0235')
  assert.equal(unitPriceText(unitPriceFromFen(fen(1234))), '12.34')
  assert.equal(quantityText(quantity(20_000)), '2')
  assert.equal(quantityText(quantity(-5)), '-0.0005')
})

test('a line costs price times quantity, half a fen rounded up', () => {
  assert.equal(lineAmount(unitPrice(1_005_000), quantity(10_000)), 101)
  assert.equal(lineAmount(unitPrice(23_500), quantity(30_000)), 7)
  assert.equal(lineAmount(unitPrice(12_340_000), quantity(20_000)), 2_468)
})

test('taking a line back gives the same amount back', () => {
  assert.equal(lineAmount(unitPrice(1_005_000), quantity(-10_000)), -101)
  assert.ok(Object.is(lineAmount(unitPrice(0), quantity(-10_000)), 0))
})

test('a line whose product no float can hold is exact', () => {
  assert.equal(lineAmount(unitPrice(9_007_199_254_740_991), quantity(3)), 270_215_978)
  assert.throws(() => lineAmount(unitPrice(9_007_199_254_740_991), quantity(9_007_199_254_740_991)), InvariantError)
})
