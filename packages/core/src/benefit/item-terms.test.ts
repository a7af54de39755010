import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assumed, classification, coverageWith, input, moneyBy, rateBy, regionWith } from '../../tests/support/plan.ts'
import { accepted, itemWith, refusalOf } from '../../tests/support/world.ts'
import { fen, isoDate, ppm, unitPrice } from '../kernel/index.ts'
import type { CoverageRules, Parameter, RegionPack } from '../policy/index.ts'
import { compileCoverage, type LineFacts } from './item-terms.ts'

const on = isoDate('2025-03-02')
const preCoinsurance = rateBy('preCoinsurance', 'itemClass', { B: ppm(100_000) })
const priceCeiling = moneyBy('priceCeiling', 'chargeType', { '01': fen(50_00) })
const pack = regionWith([], { coverage: coverageWith({ preCoinsurance, priceCeiling }) })
const yuanPrice = (yuan: number) => unitPrice(yuan * 1_000_000)

function asked(region: RegionPack, rest: Parameters<typeof itemWith>[1], facts: Partial<LineFacts> = {}, day = on) {
  return compileCoverage(region, day).termsOf(itemWith('X', rest), { level: 'tertiary', ...facts })
}
const termsOf = (rest: Parameters<typeof itemWith>[1], day = on) => asked(pack, rest, {}, day)

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
  assert.equal(accepted(termsOf({ class: 'C', preCoinsurance: ppm(50_000) })).preCoinsuranceRate, 1_000_000)
})

test("of the catalogue's and the region's ceiling the lower holds", () => {
  const bed = (tertiary: number) => accepted(termsOf({ chargeType: '01', ceilings: { tertiary: yuanPrice(tertiary) } }))
  assert.equal(bed(60).ceiling, yuanPrice(50))
  assert.equal(bed(40).ceiling, yuanPrice(40))
  assert.equal(accepted(termsOf({ chargeType: '01' })).ceiling, yuanPrice(50))
  assert.equal(accepted(termsOf({ chargeType: '09', ceilings: { tertiary: yuanPrice(60) } })).ceiling, yuanPrice(60))
  assert.equal(accepted(termsOf({ chargeType: '01' })).source, '示例目录；示例规定 priceCeiling')
})

test('a ceiling for another level of hospital does not hold here', () => {
  assert.equal(accepted(termsOf({ ceilings: { primary: yuanPrice(5) } })).ceiling, null)
  const primary = accepted(asked(pack, { ceilings: { primary: yuanPrice(5) } }, { level: 'primary' }))
  assert.equal(primary.ceiling, yuanPrice(5))
})

test('one item asked for at two levels of hospital has the ceiling of each', () => {
  const item = itemWith('X', { ceilings: { primary: yuanPrice(5), tertiary: yuanPrice(9) } })
  const { termsOf: ask } = compileCoverage(pack, on)
  for (const times of [1, 2]) {
    assert.equal(accepted(ask(item, { level: 'primary' })).ceiling, yuanPrice(5), `asked ${times} times`)
    assert.equal(accepted(ask(item, { level: 'tertiary' })).ceiling, yuanPrice(9))
  }
})

test('a region without a rule for the item leaves it as the catalogue has it', () => {
  const terms = accepted(asked(regionWith([]), { class: 'A', chargeType: '01' }))
  assert.deepEqual([terms.preCoinsuranceRate, terms.ceiling, terms.stream], [0, null, 'ordinary'])
})

test('class B without a share of its own or of the region is a gap in the law, not a share of zero', () => {
  for (const region of [regionWith([]), withShare(rateBy('preCoinsurance', 'itemClass', { A: ppm(0) }))]) {
    const refusal = refusalOf(asked(region, { class: 'B' }))
    assert.ok(refusal.code === 'policy.no-value' && refusal.parameter === 'preCoinsurance')
  }
})

test("a fee from before the region's first value is refused, not priced by a later law", () => {
  const early = isoDate('2019-12-31')
  const refusal = refusalOf(termsOf({ class: 'B' }, early))
  assert.ok(refusal.code === 'policy.no-value' && refusal.reason === 'before-first')
  assert.equal(refusalOf(termsOf({ class: 'A', chargeType: '01' }, early)).code, 'policy.no-value')
  assert.equal(accepted(termsOf({ class: 'A' }, early)).ceiling, null)
})

test('a value that is assumed makes the terms assumed', () => {
  assert.equal(accepted(termsOf({ class: 'A' })).assumed, false)
  assert.equal(accepted(termsOf({ class: 'A', assumed: true })).assumed, true)
  const guessed = regionWith([], {
    coverage: coverageWith({ preCoinsurance: assumed(preCoinsurance), priceCeiling: assumed(priceCeiling) }),
  })
  assert.equal(accepted(asked(guessed, { class: 'B' })).assumed, true)
  assert.equal(accepted(asked(guessed, { class: 'A', chargeType: '01' })).assumed, true)
  assert.equal(accepted(asked(guessed, { class: 'A' })).assumed, false)
})

function withShare(share: Parameter, rest: Partial<Pick<CoverageRules, 'classes' | 'inputs' | 'streams'>> = {}) {
  return regionWith([], { coverage: coverageWith({ preCoinsurance: share }, rest) })
}

const itemGroup = classification('itemGroup', [
  ['imported', { fact: 'itemKind', oneOf: ['consumable'] }, { fact: 'origin', oneOf: ['imported'] }],
  ['named', { fact: 'itemCode', oneOf: ['X'] }, { fact: 'form', oneOf: ['注射剂'] }],
  ['rest', { fact: 'itemClass', oneOf: ['A', 'B'] }],
])
const grouped = withShare(
  rateBy('preCoinsurance', 'itemGroup', { imported: ppm(300_000), named: ppm(200_000), rest: ppm(50_000) }),
  { classes: [itemGroup], inputs: [input('origin', 'text', { words: ['domestic', 'imported'] })] },
)

test("a class of the region may ask for the item's kind, code, class and form, and for facts of the line", () => {
  const share = (rest: Parameters<typeof itemWith>[1], facts: Partial<LineFacts> = {}) =>
    accepted(asked(grouped, { class: 'B', ...rest }, facts)).preCoinsuranceRate
  assert.equal(share({ kind: 'consumable' }, { origin: 'imported' }), 300_000)
  assert.equal(share({ kind: 'consumable' }, { origin: 'domestic' }), 50_000)
  assert.equal(share({ form: '注射剂' }), 200_000)
  assert.equal(share({ class: 'A' }), 50_000)
})

test('an item that is asked for twice is answered by the facts of each time', () => {
  const item = itemWith('X', { class: 'B', kind: 'consumable' })
  const { termsOf: ask } = compileCoverage(grouped, on)
  const share = (origin: string) => accepted(ask(item, { level: 'tertiary', origin })).preCoinsuranceRate
  assert.deepEqual([share('imported'), share('domestic'), share('imported')], [300_000, 50_000, 300_000])
})

test('what the item says of itself goes before what the line says', () => {
  const said = accepted(asked(grouped, { class: 'B', kind: 'drug' }, { itemKind: 'consumable', origin: 'imported' }))
  assert.equal(said.preCoinsuranceRate, 50_000)
})

const streams = classification('stream', [
  ['implant', { fact: 'chargeType', oneOf: ['10'] }],
  ['ordinary', { fact: 'itemClass', oneOf: ['A', 'B'] }],
])
const streaming = withShare(preCoinsurance, { classes: [streams], streams: 'stream' })

test('an item lies in the stream that its class names', () => {
  assert.equal(accepted(asked(streaming, { chargeType: '10' })).stream, 'implant')
  assert.equal(accepted(asked(streaming, { chargeType: '01' })).stream, 'ordinary')
})

test('a line that fits no class is refused, and the refusal names the class', () => {
  const refusal = refusalOf(asked(streaming, { class: 'C' }))
  assert.ok(refusal.code === 'policy.no-class' && refusal.classification === 'stream')
  assert.equal(refusalOf(asked(withClasses(), { class: 'B' })).code, 'policy.no-class')
})

function withClasses() {
  const never = classification('itemGroup', [['never', { fact: 'itemKind', oneOf: ['service'] }]])
  return withShare(rateBy('preCoinsurance', 'itemGroup', { never: ppm(1) }), { classes: [never] })
}
