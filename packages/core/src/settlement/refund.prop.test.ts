import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { admitted, charge, stayLine } from '../../tests/support/stay-day.ts'
import { fen, lineAmount, quantity, unitPrice } from '../kernel/index.ts'
import { restOf } from './refund.ts'

const parts = ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const

test('a line that is given back piece by piece leaves nothing of any part behind, however it was rounded', () => {
  const pieces = fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(
      fc.constantFrom('A', 'B', 'C', 'R'),
      fc.integer({ min: 1, max: 5_000_000 }),
      pieces,
      (item, price, taken) => {
        const store = admitted()
        const terms = { price: unitPrice(price), quantity: quantity(taken.reduce((sum, piece) => sum + piece, 0)) }
        const stated = lineAmount(terms.price, terms.quantity)
        charge(store, [stayLine('1', item, '1', '2025-02-20', { ...terms, stated })])
        for (const [index, piece] of taken.entries()) {
          const [original] = store.lines()
          assert.ok(original !== undefined)
          const before = restOf(original, store.lines())
          const back = fen(lineAmount(terms.price, quantity(before - piece)) - lineAmount(terms.price, before))
          const line = { price: terms.price, quantity: quantity(-piece), refundOf: '1', stated: back }
          charge(store, [stayLine(`R${index}`, item, '1', '2025-02-21', line)])
          const left = lineAmount(terms.price, quantity(before - piece))
          assert.equal(
            store.lines().reduce((sum, { split }) => sum + split.total, 0),
            left,
          )
        }
        for (const part of parts) {
          assert.equal(
            store.lines().reduce((sum, { split }) => sum + split[part], 0),
            0,
            part,
          )
        }
      },
    ),
    { numRuns: 200 },
  )
})
