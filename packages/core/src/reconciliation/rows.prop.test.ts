import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { fen, localDateTime } from '../kernel/index.ts'
import { compareRows } from './rows.ts'
import { addSums, compareSums, noSums, sumsOf } from './sums.ts'
import type { CentreRow, Figures, Finding, StatedRow } from './types.ts'

/** Few numbers and amounts, so that rows meet, differ and repeat. */
const id = fc.constantFrom('A', 'B', 'C', 'D')
const figures: fc.Arbitrary<Figures> = fc
  .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 }))
  .map(([total, fund, account]) => ({ total: fen(total), fund: fen(fund), account: fen(account) }))

const centreRows: fc.Arbitrary<readonly CentreRow[]> = fc
  .uniqueArray(fc.record({ settlementId: id, rootId: id, figures }), { selector: ({ settlementId }) => settlementId })
  .map((rows) =>
    rows.map(({ figures: amounts, ...names }, index) => ({
      ...names,
      ...amounts,
      insuredId: 'P',
      visitId: 'V',
      msgid: `M${index}`,
      infno: '2207',
      kind: 'settle',
      at: localDateTime('2025-03-03 09:00:00'),
      undoneBy: null,
    })),
  )

const statedRows: fc.Arbitrary<readonly StatedRow[]> = fc
  .array(fc.record({ settlementId: id, figures }), { maxLength: 8 })
  .map((rows) =>
    rows.map(({ settlementId, figures: amounts }, index) => ({
      ...amounts,
      settlementId,
      number: index + 1,
      insuredId: 'P',
      visitId: 'V',
      note: null,
    })),
  )

function compare(filed: readonly CentreRow[], sent: readonly StatedRow[]) {
  const comparison = compareRows(sent)
  const taken = filed.map((row) => comparison.take(row))
  return { taken, findings: [...taken.filter((finding) => finding !== null), ...comparison.rest()] }
}

const centreOf = (finding: Finding) => ('centre' in finding ? [finding.centre] : [])
const statedOf = (finding: Finding) => ('stated' in finding ? [finding.stated] : [])

it('every row of both sides is equal to one of the other or stands in exactly one finding', () => {
  fc.assert(
    fc.property(centreRows, statedRows, (filed, sent) => {
      const { taken, findings } = compare(filed, sent)
      const equal = taken.filter((finding) => finding === null).length
      const ofCentre = findings.flatMap(centreOf)
      const ofInstitution = findings.flatMap(statedOf)
      assert.equal(new Set(ofCentre).size, ofCentre.length)
      assert.equal(new Set(ofInstitution).size, ofInstitution.length)
      assert.equal(ofCentre.length + equal, filed.length)
      assert.equal(ofInstitution.length + equal, sent.length)
    }),
  )
})

it('the findings carry exactly the difference between the sums of both sides', () => {
  fc.assert(
    fc.property(centreRows, statedRows, (filed, sent) => {
      const { findings } = compare(filed, sent)
      const [ours, theirs] = [sumsOf(findings.flatMap(centreOf)), sumsOf(findings.flatMap(statedOf))]
      assert.equal(theirs.total - ours.total, sumsOf(sent).total - sumsOf(filed).total)
      assert.equal(theirs.count - ours.count, sent.length - filed.length)
      if (findings.length === 0) assert.equal(compareSums(sumsOf(sent), sumsOf(filed)), 'equal')
    }),
  )
})

it('the same rows have no finding in whatever order they come', () => {
  const shuffled = centreRows.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows], { minLength: rows.length })),
  )
  fc.assert(
    fc.property(shuffled, ([filed, others]) => {
      const sent = others.map((row, index) => ({ ...row, number: index + 1, note: null }))
      const own = filed.map((row) => ({ ...row, rootId: row.settlementId }))
      assert.deepEqual(compare(own, sent).findings, [])
    }),
  )
})

it('sums do not depend on how the rows are parted', () => {
  fc.assert(
    fc.property(centreRows, fc.nat(4), (rows, cut) => {
      const parts = addSums(sumsOf(rows.slice(0, cut)), sumsOf(rows.slice(cut)))
      assert.deepEqual(parts, sumsOf(rows))
      assert.deepEqual(addSums(noSums, parts), parts)
    }),
  )
})
