import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DischargedCase } from '@yibao/core/encounter'
import { daysBetween, divisionCode, sumFen } from '@yibao/core/kernel'
import { pricedYear } from './priced-year.ts'
import type { CaseMix, MixGroup } from './priced-year-mix.ts'

const group = (code: string, meanCost: number, status: MixGroup['status'] = 'grouped'): MixGroup => ({
  group: code,
  mdc: `MDC${code.charAt(0)}`,
  status,
  surgical: code.charAt(1) === 'B',
  weight: 1,
  meanCost,
  meanStay: 8,
  records: [
    {
      gender: '1',
      ageYears: 60,
      ageDays: null,
      birthWeightGrams: null,
      department: null,
      stayDays: null,
      leavingType: '1',
      diagnoses: [`${code}.001`],
      operations: [],
      intensiveCareHours: null,
    },
  ],
})

const mix: CaseMix = {
  scheme: 'small',
  groups: [
    group('GB13', 24_000_00),
    group('GZ15', 6_000_00),
    group('ET15', 7_000_00),
    group('0000', 9_000_00, 'ungroupable'),
  ],
}

const options = { seed: 7, year: 2025, cases: 6_000, institutions: 40, division: divisionCode('990000'), mix }

test('the same seed gives the same year, in whatever parts it is made; another seed gives another', () => {
  const whole = [...pricedYear(options).stream()]
  const other = pricedYear(options)
  const parts = [...other.stream(4_000), ...other.stream(0, 1_777), ...other.stream(1_777, 4_000)]
  const byId = (a: DischargedCase, b: DischargedCase) => (a.caseId < b.caseId ? -1 : 1)
  assert.deepEqual(parts.sort(byId), whole)
  assert.deepEqual(other.caseAt(3_210), whole[3_210])
  assert.notDeepEqual(pricedYear({ ...options, seed: 8 }).caseAt(0), whole[0])
})

test('every case fits together: days, money, institution and year', () => {
  const { places, stream } = pricedYear(options)
  const levels = new Map(places.map(({ providerCode, level }) => [providerCode, level]))
  for (const one of stream()) {
    assert.equal(daysBetween(one.admittedOn, one.dischargedOn), one.record.stayDays)
    assert.ok((one.record.stayDays ?? 0) >= 1)
    assert.equal(one.dischargedOn.slice(0, 4), '2025')
    assert.equal(one.fundPaid + one.otherPaid, one.total)
    assert.ok(one.total > 0 && one.fundPaid > 0 && one.drugs + one.consumables < one.total)
    assert.equal(levels.get(one.providerCode), one.providerLevel)
  }
})

test('the year has what a payer meets: seasons, outliers, long stays, both insurances, dear and cheap institutions', () => {
  const { places, stream } = pricedYear({ ...options, cases: 20_000 })
  const cases = [...stream()]
  const share = (of: (one: DischargedCase) => boolean): number => cases.filter(of).length / cases.length
  const mean = (of: (one: DischargedCase) => boolean): number => {
    const some = cases.filter(of)
    return sumFen(some.map(({ total }) => total)) / some.length
  }
  const inMonth = (month: string) => (one: DischargedCase) => one.dischargedOn.startsWith(`2025-${month}`)
  assert.ok(share(inMonth('02')) < share(inMonth('12')))
  assert.ok(Math.abs(share(({ scheme }) => scheme === '310') - 0.296) < 0.02)
  assert.ok(share(({ record }) => (record.stayDays ?? 0) > 60) > 0.001)
  assert.ok(
    mean(({ providerLevel }) => providerLevel === 'tertiary') >
      1.5 * mean(({ providerLevel }) => providerLevel === 'primary'),
  )
  assert.ok(new Set(cases.map(({ providerCode }) => providerCode)).size === places.length)
  assert.ok(share(({ providerLevel }) => providerLevel === 'tertiary') > 0.3)
})

test('institutions that split stays send people home early and take them in again soon', () => {
  const { places, stream } = pricedYear({ ...options, cases: 20_000, institutions: 100 })
  const splitting = new Set(places.filter(({ splits }) => splits).map(({ providerCode }) => providerCode))
  assert.ok(splitting.size > 0 && splitting.size < 15)
  const cases = [...stream()]
  const returned = (some: readonly DischargedCase[]): number => {
    const last = new Map<string, DischargedCase>()
    let count = 0
    for (const one of some.toSorted((a, b) => (a.admittedOn < b.admittedOn ? -1 : 1))) {
      const key = `${one.providerCode}/${one.insuredId}`
      const before = last.get(key)
      if (before !== undefined && daysBetween(before.dischargedOn, one.admittedOn) <= 15) count += 1
      last.set(key, one)
    }
    return count / some.length
  }
  const [theirs, others] = [true, false].map((which) =>
    cases.filter((one) => splitting.has(one.providerCode) === which),
  )
  assert.ok(theirs !== undefined && others !== undefined)
  assert.ok(returned(theirs) > 3 * returned(others))
})
