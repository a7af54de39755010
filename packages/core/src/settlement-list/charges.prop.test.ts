import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addFen, fen, sumFen } from '../kernel/index.ts'
import { type ChargedLine, chargesOf } from './charges.ts'

const line: fc.Arbitrary<ChargedLine> = fc
  .record({
    chargeType: fc.constantFrom('01', '03', '09', '14'),
    class: fc.constantFrom('A', 'B', 'C'),
    total: fc.integer({ min: -1_000_00, max: 1_000_000_00 }),
    share: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ total, share, ...rest }) => ({
    ...rest,
    total: fen(total),
    nonCovered: fen(Math.trunc((total * share) / 100)),
  }))

test('every fen of the bill stands in exactly one charge type, and there in exactly one part', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const charges = chargesOf(lines)
      assert.equal(sumFen(charges.map(({ total }) => total)), sumFen(lines.map(({ total }) => total)))
      for (const { total, classA, classB, own, other } of charges) {
        assert.equal(total, addFen(addFen(classA, classB), addFen(own, other)))
      }
      const types = charges.map(({ chargeType }) => chargeType)
      assert.deepEqual(types, [...new Set(lines.map(({ chargeType }) => chargeType))].sort())
    }),
  )
})
