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
import { type JudgedIndicator, judgeTarget, type Subject } from './index.ts'

const drugShare: JudgedIndicator = { ...shareOfShortStays, target: 30 }
const judge = (cases: number, of: number, indicator = drugShare) =>
  judgeTarget(shareValue(hospital('X'), cases, of), indicator, meansRules)

test('a share above its limit is bad, by how much of the limit', () => {
  const judged = judge(36, 100)
  assert.equal(judged.verdict, 'bad')
  assert.ok(judged.why?.means === 'target' && Math.abs(judged.why.beyond - 0.2) < 1e-9)
  assert.equal(judge(30, 100).verdict, 'fine')
})

test('what shall be high is bad below', () => {
  const rate = { ...drugShare, badWhen: 'low', target: 98 } as const
  assert.equal(judge(97, 100, rate).verdict, 'bad')
  assert.equal(judge(99, 100, rate).verdict, 'fine')
})

test('a band is bad on either side', () => {
  const occupancy = { ...drugShare, badWhen: 'two-sided', target: null, band: [60, 100] } as const
  assert.equal(judge(50, 100, occupancy).verdict, 'bad')
  assert.equal(judge(80, 100, occupancy).verdict, 'fine')
})

test('a level may have a band of its own', () => {
  const days = { ...drugShare, target: null, band: [null, 90], bandOfLevel: { secondary: [null, 80] } } as const
  assert.equal(hospital('X').level, 'secondary')
  assert.equal(judge(85, 100, days).verdict, 'bad')
  const tertiary = { ...shareValue(hospital('X'), 85, 100), subject: { ...hospital('X'), level: 'tertiary' } } as const
  assert.equal(judgeTarget(tertiary, days, meansRules).verdict, 'fine')
})

test('no set value, no value, and a share of three are refused', () => {
  assert.deepEqual(judge(1, 100, { ...drugShare, target: null }).refused, [{ code: 'supervision.no-target' }])
  assert.deepEqual(judge(1, 100, { ...drugShare, badWhen: 'two-sided' }).refused, [{ code: 'supervision.no-target' }])
  assert.deepEqual(judge(3, 3).refused, [{ code: 'supervision.too-few-rows', rows: 3, needed: 30 }])
  const none = { ...meanValue(hospital('X'), 1), value: null }
  assert.deepEqual(judgeTarget(none, { ...costPerStay, target: 1 }, meansRules).refused, [
    { code: 'supervision.no-value' },
  ])
})

test('a value that was set for hospitals says nothing of a pharmacy, a disease group or an institution of unknown kind', () => {
  const ofHospitals = { ...costPerStay, target: 100, setFor: { kinds: ['hospital'], grains: ['provider'] } } as const
  const of = (change: Partial<Subject>) =>
    judgeTarget(meanValue({ ...hospital('X'), ...change }, 200), ofHospitals, meansRules)
  assert.equal(of({}).verdict, 'bad')
  for (const change of [{ kind: 'pharmacy' }, { grain: 'disease-group' }, { kind: null }] as const) {
    const { grain, kind } = { ...hospital('X'), ...change }
    assert.deepEqual(of(change).refused, [{ code: 'supervision.not-applicable', grain, kind }])
  }
  const region = { ...meanValue({ ...hospital('330200'), grain: 'region', kind: null }, 200) } as const
  assert.equal(
    judgeTarget(region, { ...costPerStay, target: 100, setFor: { kinds: ['hospital'] } }, meansRules).verdict,
    'bad',
  )
})

test('a sum is judged however few rows it has', () => {
  const sum = { ...meanValue(hospital('X'), 50, 3), denominator: null }
  assert.equal(judgeTarget(sum, { ...costPerStay, target: 40 }, meansRules).verdict, 'bad')
})

test('beyond zero counts by the part of the whole', () => {
  const judged = judge(35, 100, { ...drugShare, target: 0 })
  assert.ok(judged.why?.means === 'target' && Math.abs(judged.why.beyond - 0.35) < 1e-9)
})
