import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  costPerStay,
  hospital,
  meansRules,
  meanValue,
  shareOfShortStays,
  shareValue,
} from '../../tests/support/means.ts'
import { type IndicatorValue, judgeOutliers, openCaseMix } from './index.ts'

const usual = [9800, 10100, 9900, 10300, 10000, 9700, 10200, 10050, 9950]
const peers = usual.map((value, index) => meanValue(hospital(`P${index}`), value))
const judge = (values: readonly IndicatorValue[]) => judgeOutliers(values, costPerStay, meansRules)
const [asRule] = [meansRules.outlier]

test('a hospital twice as dear as its peers is one, with all the numbers that say so', () => {
  const [judged] = judge([meanValue(hospital('X'), 20_000), ...peers])
  assert.equal(judged?.verdict, 'bad')
  assert.ok(judged?.why?.means === 'outlier')
  assert.equal(judged.why.peers, 9)
  assert.deepEqual(judged.why.by, ['level', 'kind', 'region'])
  assert.ok(Math.abs(judged.why.plain.median - 10_025) < 1)
  assert.ok(judged.why.plain.z > 20 && judged.why.plain.rank > 0.9)
  assert.equal(judged.why.threshold, 3.5)
})

test('a hospital half as dear is none where only dear is bad', () => {
  const [judged] = judge([meanValue(hospital('X'), 5000), ...peers])
  assert.equal(judged?.verdict, 'fine')
  const [both] = judgeOutliers(
    [meanValue(hospital('X'), 5000), ...peers],
    { ...costPerStay, badWhen: 'two-sided' },
    meansRules,
  )
  assert.equal(both?.verdict, 'bad')
})

test('an institution with three cases in a peer group of two is refused for both reasons', () => {
  const [judged] = judge([meanValue(hospital('X'), 90_000, 3), meanValue(hospital('Y'), 10_000)])
  assert.equal(judged?.verdict, 'refused')
  assert.equal(judged?.why, null)
  assert.deepEqual(judged?.refused, [
    { code: 'supervision.too-few-rows', rows: 3, needed: 30 },
    { code: 'supervision.too-few-peers', peers: 1, needed: 8 },
  ])
})

test('three cases are too few among any number of peers, and are no peers themselves', () => {
  const all = judge([meanValue(hospital('X'), 90_000, 3), ...peers])
  assert.deepEqual(all[0]?.refused, [{ code: 'supervision.too-few-rows', rows: 3, needed: 30 }])
  assert.ok(all[1]?.why?.means === 'outlier' && all[1].why.peers === 8)
})

test('seven peers are too few; of eight others nobody needs a ninth', () => {
  const seven = judge([meanValue(hospital('X'), 20_000), ...peers.slice(0, 7)])
  assert.deepEqual(seven[0]?.refused, [{ code: 'supervision.too-few-peers', peers: 7, needed: 8 }])
  assert.equal(judge([meanValue(hospital('X'), 20_000), ...peers.slice(0, 8)])[0]?.verdict, 'bad')
})

test('too few in the region are looked for beyond it', () => {
  const elsewhere = usual.map((value, index) => meanValue(hospital(`Q${index}`, '330100'), value))
  const [judged] = judge([meanValue(hospital('X'), 20_000), ...peers.slice(0, 3), ...elsewhere])
  assert.ok(judged?.why?.means === 'outlier')
  assert.deepEqual(judged.why.by, ['level', 'kind'])
  assert.equal(judged.why.peers, 12)
})

test('nothing, and what has no logarithm, is refused', () => {
  const nothing = { ...meanValue(hospital('X'), 0), value: null }
  const [none, zero] = judge([nothing, meanValue(hospital('Z'), 0), ...peers])
  assert.deepEqual(none?.refused[0], { code: 'supervision.no-value' })
  assert.deepEqual(zero?.refused[0], { code: 'supervision.not-positive', value: 0 })
})

test('a share of forty cases is allowed the chance that forty cases have', () => {
  const large = usual.map((_, index) => shareValue(hospital(`P${index}`), 1000 + index, 10_000))
  const judgeShare = (value: IndicatorValue) => judgeOutliers([value, ...large], shareOfShortStays, meansRules)[0]
  // Twelve per cent of ten thousand cannot be chance, seven of forty can.
  assert.equal(judgeShare(shareValue(hospital('X'), 1200, 10_000))?.verdict, 'bad')
  const few = judgeShare(shareValue(hospital('X'), 7, 40))
  assert.equal(few?.verdict, 'fine')
  assert.ok(few?.why?.means === 'outlier' && few.why.plain.chance > 4)
})

test('a dear hospital with dear patients is none after adjustment for the case mix', () => {
  const mix = openCaseMix()
  const stay = (providerCode: string, group: string | null, amount: number) =>
    mix.add({ providerCode, department: null, doctor: null, group, amount: amount as never, days: 5 })
  for (const [index, peer] of peers.entries()) {
    for (let count = 0; count < 90; count += 1) stay(peer.subject.key[0] ?? '', 'A', 10_000 + index * 50)
    for (let count = 0; count < 10; count += 1) stay(peer.subject.key[0] ?? '', 'B', 30_000)
  }
  for (let count = 0; count < 100; count += 1) stay('X', 'B', 30_000)
  for (let count = 0; count < 100; count += 1) stay('W', 'A', 30_000)
  const values = [
    meanValue(hospital('X'), 300),
    meanValue(hospital('W'), 300),
    ...peers.map((one) => ({ ...one, value: 120 })),
  ]
  const [sicker, dearer] = judgeOutliers(values, { ...costPerStay, mix: 'cost' }, meansRules, mix.close())
  assert.ok(sicker?.why?.means === 'outlier' && dearer?.why?.means === 'outlier')
  assert.ok(sicker.why.plain.z > asRule.z)
  assert.equal(sicker.verdict, 'fine')
  assert.equal(dearer.verdict, 'bad')
  assert.equal(dearer.why.adjusted?.stays, 100)
})

test('without groups of most stays there is no adjustment', () => {
  const mix = openCaseMix()
  for (let count = 0; count < 10; count += 1) {
    const group = count < 7 ? 'A' : null
    mix.add({ providerCode: 'X', department: null, doctor: null, group, amount: 1 as never, days: 1 })
  }
  const [judged] = judgeOutliers(
    [meanValue(hospital('X'), 20_000), ...peers],
    { ...costPerStay, mix: 'cost' },
    meansRules,
    mix.close(),
  )
  assert.ok(judged?.why?.means === 'outlier' && judged.why.adjusted === null)
})

test('a twentieth more than peers who are all alike is none that matters', () => {
  const alike = usual.map((_, index) => meanValue(hospital(`P${index}`), 10_000 + index))
  const [judged] = judge([meanValue(hospital('X'), 10_500), ...alike])
  assert.ok(judged?.why?.means === 'outlier' && judged.why.plain.z > 100)
  assert.equal(judged.verdict, 'fine')
  assert.equal(judge([meanValue(hospital('X'), 11_200), ...alike])[0]?.verdict, 'bad')
})
