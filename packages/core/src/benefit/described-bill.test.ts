import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classification, coverageWith, input, rateBy, regionWith } from '../../tests/support/plan.ts'
import { accepted, refusalOf } from '../../tests/support/world.ts'
import { fen, isoDate, percent, ppm, quantity, unitPriceFromFen } from '../kernel/index.ts'
import { type DescribedLine, sumDescribed } from './described-bill.ts'
import { compileCoverage } from './item-terms.ts'

const on = isoDate('2025-03-02')

const line = (amount: number, rest: Partial<DescribedLine> = {}): DescribedLine => ({
  name: '',
  class: 'A',
  kind: 'service',
  code: '',
  form: '',
  chargeType: '14',
  price: unitPriceFromFen(fen(amount)),
  quantity: quantity(10_000),
  preCoinsurance: null,
  ceiling: null,
  restricted: false,
  approval: 'not-needed',
  facts: {},
  ...rest,
})

const classB = coverageWith({ preCoinsurance: rateBy('preCoinsurance', 'itemClass', { B: ppm(100_000) }) })
const coverage = compileCoverage(regionWith([], { coverage: classB }), on)

test('a bill of described lines adds up by parts', () => {
  const lines = [line(100_00), line(50_00, { class: 'B' }), line(7_00, { class: 'C' })]
  const { totals, streams, splits } = accepted(sumDescribed(lines, {}, coverage))
  assert.deepEqual(totals, {
    total: 157_00,
    nonCovered: 7_00,
    overPriceLimit: 0,
    preCoinsurance: 5_00,
    eligible: 145_00,
  })
  assert.deepEqual(streams, {})
  assert.deepEqual(
    splits.map(({ preCoinsuranceRate }) => percent(preCoinsuranceRate)),
    ['0%', '10%', '100%'],
  )
})

test('a ceiling counts at whatever level the visit has, and none stated is ungraded', () => {
  for (const facts of [{}, { level: 'tertiary' }, { level: 'no such level' }]) {
    const bed = line(60_00, { ceiling: unitPriceFromFen(fen(50_00)) })
    assert.equal(accepted(sumDescribed([bed], facts, coverage)).totals.overPriceLimit, 10_00)
  }
})

const streamed = regionWith([], {
  coverage: {
    ...coverageWith({}),
    inputs: [input('remedy', 'text')],
    classes: [classification('stream', [['special', { fact: 'remedy', oneOf: ['special'] }], ['ordinary']])],
    streams: 'stream',
  },
})

test('what a line says of itself goes before what the visit says, and its eligible part lies in a stream', () => {
  const lines = [
    line(30_00, { facts: { remedy: 'special' } }),
    line(20_00),
    line(5_00, { facts: { remedy: 'special' } }),
  ]
  const { totals, streams } = accepted(sumDescribed(lines, { remedy: 'usual' }, compileCoverage(streamed, on)))
  assert.deepEqual([totals.eligible, streams], [55_00, { special: 35_00 }])
})

test('the first line that the law says nothing about refuses the bill', () => {
  const refused = refusalOf(sumDescribed([line(1_00), line(1_00, { class: 'B' })], {}, compileCoverage(streamed, on)))
  assert.equal(refused.code, 'policy.no-fact')
  const silent = compileCoverage(regionWith([], { coverage: coverageWith({}) }), on)
  assert.equal(refusalOf(sumDescribed([line(1_00, { class: 'B' })], {}, silent)).code, 'policy.no-value')
})
