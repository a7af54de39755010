import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { itemWith } from '../../tests/support/world.ts'
import { lineAmount, ppm, quantity, sumFen, unitPrice } from '../kernel/index.ts'
import { splitLine } from './split-line.ts'
import type { ItemTerms } from './types.ts'

const price = fc.integer({ min: 0, max: 10 ** 11 }).map(unitPrice)

const line = fc.record({
  price,
  quantity: fc.integer({ min: 1, max: 10 ** 8 }).map(quantity),
  approval: fc.constantFrom('not-needed', 'approved', 'rejected'),
})

const terms: fc.Arbitrary<ItemTerms> = fc.record({
  item: fc
    .record({ class: fc.constantFrom('A', 'B', 'C'), restricted: fc.boolean() })
    .map((rest) => itemWith('X', rest)),
  preCoinsuranceRate: fc.integer({ min: 0, max: 1_000_000 }).map(ppm),
  ceiling: fc.option(price),
  stream: fc.constantFrom('ordinary', 'implant'),
  source: fc.constant('示例目录'),
  assumed: fc.boolean(),
})

test('every fen of a line lands in exactly one of its four parts, and none is negative', () => {
  fc.assert(
    fc.property(line, terms, (sent, itemTerms) => {
      const split = splitLine(sent, itemTerms)
      const parts = [split.nonCovered, split.overPriceLimit, split.preCoinsurance, split.eligible]
      assert.equal(sumFen(parts), split.total)
      assert.equal(split.total, lineAmount(sent.price, sent.quantity))
      for (const part of parts) assert.ok(part >= 0)
      if (split.reason !== 'covered') assert.equal(split.nonCovered, split.total)
    }),
  )
})

test('what counts is never more than the price ceiling allows', () => {
  fc.assert(
    fc.property(line, terms, price, (sent, itemTerms, ceiling) => {
      const { eligible, preCoinsurance } = splitLine(sent, { ...itemTerms, ceiling })
      assert.ok(eligible + preCoinsurance <= lineAmount(ceiling, sent.quantity))
    }),
  )
})

test('a line and the line that takes it back leave nothing in any part', () => {
  fc.assert(
    fc.property(line, terms, (sent, itemTerms) => {
      const split = splitLine(sent, itemTerms)
      const back = splitLine({ ...sent, quantity: quantity(0 - sent.quantity) }, itemTerms)
      for (const part of ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const) {
        assert.equal(split[part] + back[part], 0)
      }
    }),
  )
})

test('who does not ask why gets the same parts', () => {
  fc.assert(
    fc.property(line, terms, (sent, itemTerms) => {
      assert.deepEqual(splitLine(sent, itemTerms, false), { ...splitLine(sent, itemTerms), trace: [] })
    }),
  )
})

test('what the trace takes off the line leaves what is eligible', () => {
  fc.assert(
    fc.property(line, terms, (sent, itemTerms) => {
      const { trace, total, eligible } = splitLine(sent, itemTerms)
      const [whole, ...taken] = trace.map((step) => step.result)
      assert.equal(whole, total)
      assert.equal(total - sumFen(taken), eligible)
    }),
  )
})
