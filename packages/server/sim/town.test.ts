import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ageOn, birthOf, genderOf, isIdentityNumber, isWithin } from '@yibao/core/kernel'
import { businessDate, townOf } from './town.ts'

const town = townOf(7)
const { members, institutions } = town
const share = (fits: (member: (typeof members)[number]) => boolean): number => members.filter(fits).length / 20_000

test('the seed alone determines the town', () => {
  assert.deepEqual(townOf(7, { insured: 300 }), townOf(7, { insured: 300 }))
  assert.notDeepEqual(townOf(8, { insured: 300 }).members, townOf(7, { insured: 300 }).members)
})

test('a larger town begins with the people of a smaller one', () => {
  assert.deepEqual(townOf(7, { insured: 300 }).members, members.slice(0, 300))
})

test('every identity number is valid, lies in a division that nobody has, and agrees with the person', () => {
  for (const { insured } of members) {
    const number = insured.certificateNumber
    assert.ok(isIdentityNumber(number), number)
    assert.match(number, /^9900\d\d/)
    assert.equal(birthOf(number), insured.birth)
    assert.equal(genderOf(number), insured.gender)
  }
})

test('no two people share a number of any kind', () => {
  for (const numberOf of [
    (member: (typeof members)[number]) => member.insured.insuredId,
    (member: (typeof members)[number]) => member.insured.certificateNumber,
    (member: (typeof members)[number]) => member.cardNumber,
  ]) {
    assert.equal(new Set(members.map(numberOf)).size, members.length)
  }
})

test('about three of five are employees, of whom 28 of 100 are retired', () => {
  const employees = share(({ enrolment }) => enrolment.scheme === '310')
  const retired = share(({ enrolment }) => enrolment.status === 'retired') / employees
  assert.ok(Math.abs(employees - 0.6) < 0.02, `${employees} are employees`)
  assert.ok(Math.abs(retired - 0.278) < 0.03, `${retired} of them are retired`)
})

test('ages follow the census of 2020', () => {
  const aged = (from: number, until: number): number =>
    share(({ insured }) => {
      const age = ageOn(insured.birth, businessDate)
      return age >= from && age < until
    })
  assert.ok(Math.abs(aged(0, 15) - 0.1797) < 0.01)
  assert.ok(Math.abs(aged(60, 200) - 0.1873) < 0.01)
})

test('everybody is insured on the business date, from a day not before the birth', () => {
  for (const { insured, enrolment } of members) {
    assert.ok(enrolment.range.from >= insured.birth && enrolment.range.from <= businessDate)
    assert.equal(enrolment.range.until, null)
  }
})

test('only employees have a personal account; some are empty, some are large', () => {
  assert.ok(members.every(({ enrolment, balance }) => enrolment.scheme === '310' || balance === 0))
  assert.ok(members.some(({ enrolment, balance }) => enrolment.scheme === '310' && balance === 0))
  assert.ok(members.some(({ balance }) => balance > 500_000))
})

test('the town has three hospitals, twelve institutions of primary care and forty pharmacies', () => {
  const kinds = institutions.map(({ provider }) => provider.kind)
  const count = (...wanted: readonly string[]): number => kinds.filter((kind) => wanted.includes(kind)).length
  assert.deepEqual([count('hospital'), count('community', 'clinic'), count('pharmacy')], [3, 12, 40])
  assert.deepEqual(
    institutions.filter(({ provider }) => provider.kind === 'hospital').map(({ provider }) => provider.levelCode),
    ['02', '03', '05'],
  )
  assert.ok(
    institutions.every(({ provider }) =>
      isWithin(provider.division, members[0]?.enrolment.division ?? provider.division),
    ),
  )
})

test('institution codes have twelve characters and keys are different', () => {
  assert.ok(institutions.every(({ provider }) => /^[HP]330200\d{5}$/.test(provider.providerCode)))
  assert.equal(new Set(institutions.map(({ provider }) => provider.providerCode)).size, institutions.length)
  assert.equal(new Set(institutions.map(({ key }) => key.account)).size, institutions.length)
  assert.ok(
    institutions.every(({ key }) => /^paas_[0-9a-f]{12}$/.test(key.account) && /^[0-9a-f]{64}$/.test(key.secret)),
  )
})
