import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coverageWith, moneyBy, rateBy, regionWith } from '../../tests/support/plan.ts'
import { itemWith } from '../../tests/support/world.ts'
import { fen, isoDate, ppm, unitPrice } from '../kernel/index.ts'
import type { CoverageRules } from '../policy/index.ts'
import { compileCoverage } from './item-terms.ts'
import { ceilingsOf, sharesOf } from './region-terms.ts'

const on = isoDate('2025-03-02')
const covered = (rules: Partial<CoverageRules>) =>
  compileCoverage(regionWith([], { coverage: coverageWith(rules) }), on)
const yuanPrice = (yuan: number) => unitPrice(yuan * 1_000_000)

test('a ceiling is told for each level that has one, the lower of the two', () => {
  const coverage = covered({ priceCeiling: moneyBy('priceCeiling', 'chargeType', { '01': fen(50_00) }) })
  const item = itemWith('X', { chargeType: '01', ceilings: { tertiary: yuanPrice(60), secondary: yuanPrice(40) } })
  assert.deepEqual(ceilingsOf(item, coverage), [
    { level: 'tertiary', ceiling: yuanPrice(50) },
    { level: 'secondary', ceiling: yuanPrice(40) },
    { level: 'primary', ceiling: yuanPrice(50) },
    { level: 'ungraded', ceiling: yuanPrice(50) },
  ])
  assert.deepEqual(ceilingsOf(itemWith('Y', { chargeType: '02', ceilings: {} }), coverage), [])
})

test('a share is told for the ordinary member of each scheme', () => {
  const coverage = covered({ preCoinsurance: rateBy('preCoinsurance', 'itemClass', { B: ppm(100_000) }) })
  const both = (share: number) => [
    { scheme: '310', share },
    { scheme: '390', share },
  ]
  assert.deepEqual(sharesOf(itemWith('X', { class: 'B', preCoinsurance: null }), coverage), both(100_000))
  assert.deepEqual(sharesOf(itemWith('Y', { class: 'A' }), coverage), both(0))
})

test('a share that nobody states is left out instead of guessed', () => {
  assert.deepEqual(sharesOf(itemWith('X', { class: 'B', preCoinsurance: null }), covered({})), [])
})
