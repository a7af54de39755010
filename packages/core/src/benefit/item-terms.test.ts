import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moneyBy, rateBy, regionWith } from '../../tests/support/plan.ts'
import { accepted, itemWith, refusalOf } from '../../tests/support/world.ts'
import { fen, isoDate, ppm, unitPrice } from '../kernel/index.ts'
import { itemTerms } from './item-terms.ts'

const on = isoDate('2025-03-02')
const pack = regionWith([], {
  coverage: {
    preCoinsurance: rateBy('preCoinsurance', 'itemClass', { B: ppm(100_000) }),
    priceCeiling: moneyBy('priceCeiling', 'chargeType', { '01': fen(50_00) }),
  },
})
const yuanPrice = (yuan: number) => unitPrice(yuan * 1_000_000)
const termsOf = (rest: Parameters<typeof itemWith>[1], day = on) =>
  itemTerms(itemWith('X', rest), 'tertiary', pack, day)

test("a class B item without a share of its own takes the region's", () => {
  const terms = accepted(termsOf({ class: 'B' }))
  assert.equal(terms.preCoinsuranceRate, 100_000)
  assert.equal(terms.source, '示例目录；示例规定 preCoinsurance')
})

test("the catalogue row's own share goes before the region's", () => {
  const terms = accepted(termsOf({ class: 'B', preCoinsurance: ppm(50_000) }))
  assert.equal(terms.preCoinsuranceRate, 50_000)
  assert.equal(terms.source, '示例目录')
})

test('of class A nothing is borne first, class C is borne whole', () => {
  assert.equal(accepted(termsOf({ class: 'A' })).preCoinsuranceRate, 0)
  assert.equal(accepted(termsOf({ class: 'C' })).preCoinsuranceRate, 1_000_000)
})

test("of the catalogue's and the region's ceiling the lower holds", () => {
  const bed = (tertiary: number) => accepted(termsOf({ chargeType: '01', ceilings: { tertiary: yuanPrice(tertiary) } }))
  assert.equal(bed(60).ceiling, yuanPrice(50))
  assert.equal(bed(40).ceiling, yuanPrice(40))
  assert.equal(accepted(termsOf({ chargeType: '01' })).ceiling, yuanPrice(50))
  assert.equal(accepted(termsOf({ chargeType: '09', ceilings: { tertiary: yuanPrice(60) } })).ceiling, yuanPrice(60))
})

test('a ceiling for another level of hospital does not hold here', () => {
  assert.equal(accepted(termsOf({ ceilings: { primary: yuanPrice(5) } })).ceiling, null)
})

test('a region without a rule for the item leaves it as the catalogue has it', () => {
  const silent = regionWith([])
  const terms = accepted(itemTerms(itemWith('X', { class: 'A', chargeType: '01' }), 'tertiary', silent, on))
  assert.deepEqual([terms.preCoinsuranceRate, terms.ceiling], [0, null])
})

test('class B without a share of its own or of the region is a gap in the law, not a share of zero', () => {
  const refusal = refusalOf(itemTerms(itemWith('X', { class: 'B' }), 'tertiary', regionWith([]), on))
  assert.equal(refusal.code, 'policy.no-value')
})

test("a fee from before the region's first value is refused, not priced by a later law", () => {
  const refusal = refusalOf(termsOf({ class: 'B' }, isoDate('2019-12-31')))
  assert.equal(refusal.code, 'policy.no-value')
})

test('a value that is assumed makes the terms assumed', () => {
  assert.equal(accepted(termsOf({ class: 'A' })).assumed, false)
  assert.equal(accepted(termsOf({ class: 'A', assumed: true })).assumed, true)
})
