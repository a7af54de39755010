import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areaUnderRoc, averagePrecision, precisionAt, type Ranked, scatterOf } from './score-measures.ts'

/** `1` is flagged, `0` not, the highest score first. */
const ranking = (flags: string): readonly Ranked[] =>
  [...flags].map((flag, index) => ({ score: -index, flagged: flag === '1' }))

test('average precision is the mean of the precision at each flagged provider', () => {
  assert.equal(averagePrecision(ranking('1100')), 1)
  assert.equal(averagePrecision(ranking('1010')), (1 / 1 + 2 / 3) / 2)
  assert.equal(averagePrecision(ranking('0001')), 1 / 4)
})

test('providers of one score are one step, so no order among them flatters', () => {
  const tied = [true, false, false, true].map((flagged) => ({ score: 1, flagged }))
  assert.equal(averagePrecision(tied), 1 / 2)
  assert.equal(precisionAt(tied, 2), 1 / 2)
  assert.equal(areaUnderRoc(tied), 1 / 2)
})

test('precision counts the flagged among the first', () => {
  assert.equal(precisionAt(ranking('1011000'), 4), 3 / 4)
  assert.equal(precisionAt(ranking('1011000'), 1), 1)
})

test('the area under the curve is the share of pairs in the right order', () => {
  assert.equal(areaUnderRoc(ranking('1100')), 1)
  assert.equal(areaUnderRoc(ranking('0011')), 0)
  assert.equal(areaUnderRoc(ranking('1010')), 3 / 4)
})

test('the scatter of a sample divides by one less than its size', () => {
  assert.deepEqual(scatterOf([1, 3]), { mean: 2, deviation: Math.SQRT2, least: 1, most: 3 })
  assert.equal(scatterOf([5]).deviation, 0)
})

test('a ranking of nobody flagged is a mistake of ours', () => {
  assert.throws(() => averagePrecision(ranking('00')), /without anybody flagged/)
  assert.throws(() => precisionAt(ranking('10'), 3), /so many are ranked/)
})
