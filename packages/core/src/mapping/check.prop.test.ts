import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { itemWith } from '../../tests/support/world.ts'
import { buildCatalog } from '../catalog/index.ts'
import { addDays, inRange, isoDate } from '../kernel/index.ts'
import { type FiledMapping, mappingFaults, type SentMapping } from './index.ts'

const first = isoDate('2023-01-01')
const catalog = buildCatalog([itemWith('DRUG', { kind: 'drug', range: { from: first, until: null } })])
const days = 40

const sent: fc.Arbitrary<SentMapping> = fc
  .record({
    code: fc.constantFrom('L1', 'L2', 'L3'),
    from: fc.nat(days),
    length: fc.option(fc.integer({ min: -3, max: 9 })),
  })
  .map(({ code, from, length }) => ({
    localCode: code,
    localName: code,
    listType: '101',
    itemCode: 'DRUG',
    from: addDays(first, from),
    last: length === null ? null : addDays(first, from + length),
  }))

const rangeOf = ({ from, last }: SentMapping) => ({ from, until: last === null ? null : addDays(last, 1) })

test('of the rows that are taken, at most one of each local code holds on any day', () => {
  fc.assert(
    fc.property(fc.array(sent, { maxLength: 30 }), (rows) => {
      const bad = new Set(mappingFaults({ rows, onFile: [], catalog }).map(({ row }) => row))
      const good = rows.filter((_, index) => !bad.has(index + 1))
      for (let day = 0; day <= days + 10; day += 1) {
        const on = addDays(first, day)
        const codes = good.filter((row) => inRange(rangeOf(row), on)).map(({ localCode }) => localCode)
        assert.equal(new Set(codes).size, codes.length)
      }
    }),
  )
})

test('a row has the same fault whether its rivals are on file or in the same message', () => {
  fc.assert(
    fc.property(fc.array(sent, { minLength: 1, maxLength: 12 }), (rows) => {
      const together = mappingFaults({ rows, onFile: [], catalog }).map(({ row }) => row)
      const onFile: FiledMapping[] = []
      const oneByOne = rows.flatMap((row, index) => {
        if (mappingFaults({ rows: [row], onFile, catalog }).length > 0) return [index + 1]
        onFile.push({ ...row, mappingId: String(index), range: rangeOf(row) })
        return []
      })
      assert.deepEqual(together, oneByOne)
    }),
  )
})
