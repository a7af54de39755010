import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fen } from './fen.ts'
import {
  lineAmount,
  parseQuantity,
  parseUnitPrice,
  quantity,
  quantityText,
  unitPrice,
  unitPriceFromFen,
  unitPriceText,
} from './quantity.ts'
import { ok } from './result.ts'

const price = fc.oneof(fc.integer({ min: 0, max: 100_000_000 }), fc.integer({ min: 0, max: 10 ** 13 })).map(unitPrice)
const count = fc.oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer()).map(quantity)

test('every price and every quantity written is read back as itself', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (n) => {
      assert.deepEqual(parseUnitPrice(unitPriceText(unitPrice(n))), ok(n))
      assert.deepEqual(parseQuantity(quantityText(quantity(n))), ok(n))
    }),
  )
})

test('a line costs what exact arithmetic says, to the nearest fen', () => {
  fc.assert(
    fc.property(price, count, (each, many) => {
      const product = BigInt(each) * BigInt(many)
      const magnitude = product < 0n ? -product : product
      const rounded = (magnitude + 50_000_000n) / 100_000_000n
      assert.equal(BigInt(lineAmount(each, many)), product < 0n ? -rounded : rounded)
    }),
    { numRuns: 1000 },
  )
})

test('one piece at a price in fen costs that price', () => {
  fc.assert(
    fc.property(fc.integer().map(fen), (amount) => {
      assert.equal(lineAmount(unitPriceFromFen(amount), quantity(10_000)), amount)
    }),
  )
})
