import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from '@yibao/core/kernel'
import type { DeviationBand, GroupMethod, Parameter, PaymentPlan, Tier } from '@yibao/core/payment'
import { plan } from '../../tests/support/payment.ts'
import { bandComplaints } from './payment-bands.ts'

const million = 1_000_000
const from = plan.range.from

/** Limits `3 up to 100 points, else 2`. */
const tiers = (...parts: readonly (readonly [to: number | null, value: number])[]): readonly Tier[] =>
  parts.map(([to, value]) => ({ to: to === null ? null : to * million, value: value * million }))

const always = (value: readonly Tier[]): DeviationBand['limit'] => [
  { where: {}, values: [{ from, value, source: '测试', assumed: false }] },
]

const ofLevels = (levels: Readonly<Record<string, readonly Tier[]>>): Parameter<readonly Tier[]> =>
  Object.entries(levels).map(([level, value]) => ({
    where: { level },
    values: [{ from, value, source: '测试', assumed: false }],
  }))

const band = (
  kind: DeviationBand['kind'],
  sign: DeviationBand['sign'],
  limit: DeviationBand['limit'],
): DeviationBand => ({
  kind,
  sign,
  limit,
  review: false,
  factor: { form: 'ratio' },
  keeps: [],
  most: null,
})

function complaints(bands: readonly DeviationBand[], of: PaymentPlan = plan): readonly string[] {
  const [method] = of.methods as readonly GroupMethod[]
  assert.ok(method !== undefined)
  return bandComplaints(of, { ...method, deviation: { ...method.deviation, bands } }).map(([what]) => what)
}

const flat = (value: number) => always(tiers([null, value]))

test('tiers are compared where a case meets them: dearer groups have lower limits in both bands', () => {
  const extreme = band('extreme', '>', always(tiers([100, 6], [null, 2.5])))
  const high = band('high', '>', always(tiers([100, 3], [null, 2])))
  assert.deepEqual(complaints([extreme, high]), [])
  assert.deepEqual(complaints([high, extreme]), ['no case of drg reaches the band extreme behind high'])
})

test('limits of different levels are never met by the same case', () => {
  const extreme = band('extreme', '>', ofLevels({ tertiary: tiers([null, 5]), secondary: tiers([null, 3]) }))
  const high = band('high', '>', ofLevels({ tertiary: tiers([null, 4]), secondary: tiers([null, 2]) }))
  assert.deepEqual(complaints([extreme, high]), [])
})

test('limits of different days are never met by the same case', () => {
  const dated = (early: number, late: number): DeviationBand['limit'] => [
    {
      where: {},
      values: [
        { from, value: tiers([null, early]), source: '测试', assumed: false },
        { from: isoDate('2024-01-01'), value: tiers([null, late]), source: '测试', assumed: false },
      ],
    },
  ]
  const extreme = band('extreme', '>', dated(5, 3))
  assert.deepEqual(complaints([extreme, band('high', '>', dated(4, 2))]), [])
  assert.deepEqual(complaints([extreme, band('high', '>', dated(6, 4))]), [
    'no case of drg reaches the band high behind extreme',
  ])
})

test('bands that meet in one point share it or not, as their signs say', () => {
  const low = band('low', '<', flat(0.5))
  assert.deepEqual(complaints([band('high', '>=', flat(0.5)), low]), [])
  assert.deepEqual(complaints([band('high', '>=', flat(0.5)), { ...low, sign: '<=' }]), [
    'a case of drg could be both low and high',
  ])
  assert.deepEqual(complaints([band('high', '>', flat(0.4)), low]), ['a case of drg could be both low and high'])
  assert.deepEqual(complaints([band('extreme', '>', flat(2)), band('high', '>=', flat(2))]), [])
  assert.deepEqual(complaints([band('extreme', '>=', flat(2)), band('high', '>', flat(2))]), [
    'no case of drg reaches the band high behind extreme',
  ])
})

test('the days of the plan bound what is looked at', () => {
  const until = isoDate('2024-01-01')
  const late: DeviationBand['limit'] = [
    { where: {}, values: [{ from: until, value: tiers([null, 0.1]), source: '测试', assumed: false }] },
  ]
  const bands = [
    band('high', '>', flat(2)),
    band('low', '<', [...flat(0.5), ...late.map((row) => ({ ...row, where: { level: 'x' } }))]),
  ]
  assert.deepEqual(complaints(bands, { ...plan, range: { from, until } }), [])
})
