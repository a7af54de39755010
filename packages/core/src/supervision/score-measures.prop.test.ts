import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { areaUnderRoc, averagePrecision, type Ranked } from './score-measures.ts'

const rankings = fc
  .array(fc.record({ score: fc.integer({ min: 0, max: 12 }), flagged: fc.boolean() }), { minLength: 2, maxLength: 40 })
  .filter((rows) => rows.some(({ flagged }) => flagged) && rows.some(({ flagged }) => !flagged))

/** By its definition, row by row: at each flagged provider, who else scores at least as much. */
function plainAveragePrecision(rows: readonly Ranked[]): number {
  const flagged = rows.filter((row) => row.flagged)
  const precisions = flagged.map(({ score }) => {
    const reached = rows.filter((row) => row.score >= score)
    return reached.filter((row) => row.flagged).length / reached.length
  })
  return precisions.reduce((sum, one) => sum + one, 0) / flagged.length
}

function plainArea(rows: readonly Ranked[]): number {
  const pairs = rows
    .filter((row) => row.flagged)
    .flatMap((one) => rows.filter((row) => !row.flagged).map((other) => Math.sign(one.score - other.score)))
  return pairs.reduce((sum, order) => sum + (order + 1) / 2, 0) / pairs.length
}

const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-12, `${a} is not ${b}`)

test('the measures are what a plain reading of their definition gives', () => {
  fc.assert(
    fc.property(rankings, (rows) => {
      near(averagePrecision(rows), plainAveragePrecision(rows))
      near(areaUnderRoc(rows), plainArea(rows))
    }),
  )
})

test('only the order of scores counts, not their size, nor the order of the rows', () => {
  fc.assert(
    fc.property(rankings, (rows) => {
      const other = rows.map(({ score, flagged }) => ({ score: Math.exp(score / 3) - 7, flagged })).reverse()
      near(averagePrecision(other), averagePrecision(rows))
      near(areaUnderRoc(other), areaUnderRoc(rows))
    }),
  )
})
