import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stayOf } from '../../tests/support/clinic-scheme.ts'
import type { DischargeRecord } from '../encounter/index.ts'
import { invalidReason } from './record.ts'

const problemOf = (changes: Partial<DischargeRecord>) => invalidReason(stayOf('I63.9', changes))
const newborn = { ageYears: 0, ageDays: 3, birthWeightGrams: 3_200 }

test('a stay with sex, age and principal diagnosis can be grouped, whatever else is unknown', () => {
  assert.equal(
    problemOf({ department: null, stayDays: null, leavingType: null, intensiveCareHours: null, operations: [] }),
    null,
  )
})

test('a sex that is neither male nor female is a problem', () => {
  for (const gender of ['', '0', '9', '男']) {
    assert.deepEqual(problemOf({ gender }), { code: 'drg.gender-unknown', field: 'gender', value: gender })
  }
})

test('an age is there, whole, and one that people reach', () => {
  assert.deepEqual(problemOf({ ageYears: null }), { code: 'drg.age-missing', field: 'ageYears', value: null })
  for (const ageYears of [-1, 1.5, 151, Number.NaN]) {
    assert.deepEqual(problemOf({ ageYears }), { code: 'drg.age-impossible', field: 'ageYears', value: ageYears })
  }
})

test('an infant has its age in days, of the first year', () => {
  assert.equal(problemOf({ ageYears: 0, ageDays: null })?.code, 'drg.age-days-missing')
  assert.equal(problemOf({ ageYears: 0, ageDays: 366 })?.code, 'drg.age-days-impossible')
  assert.equal(problemOf({ ageYears: 0, ageDays: 365 }), null)
})

test('days of age beside years contradict them; a zero there says none', () => {
  assert.deepEqual(problemOf({ ageYears: 40, ageDays: 12 }), {
    code: 'drg.age-days-impossible',
    field: 'ageDays',
    value: 12,
  })
  assert.equal(problemOf({ ageYears: 40, ageDays: 0 }), null)
})

test('a newborn of up to 28 days has a birth weight, one of 29 days need not', () => {
  assert.deepEqual(problemOf({ ...newborn, ageDays: 28, birthWeightGrams: null }), {
    code: 'drg.birth-weight-missing',
    field: 'birthWeightGrams',
    value: null,
  })
  assert.equal(problemOf({ ...newborn, ageDays: 29, birthWeightGrams: null }), null)
})

test('a birth weight of 0 passes, one in kilograms or below zero does not', () => {
  assert.equal(problemOf({ ...newborn, birthWeightGrams: 0 }), null)
  assert.equal(problemOf({ ...newborn, birthWeightGrams: 3.2 })?.code, 'drg.birth-weight-impossible')
  assert.equal(problemOf({ ...newborn, birthWeightGrams: -1 })?.code, 'drg.birth-weight-impossible')
})

test('a stay of days below zero, as when the discharge lies before the admission, is a problem', () => {
  assert.deepEqual(problemOf({ stayDays: -2 }), { code: 'drg.stay-impossible', field: 'stayDays', value: -2 })
  assert.equal(problemOf({ intensiveCareHours: -1 })?.code, 'drg.intensive-care-impossible')
})

test('without a principal diagnosis there is nothing to group by', () => {
  for (const diagnoses of [[], [''], ['', 'I10']]) {
    assert.deepEqual(problemOf({ diagnoses }), {
      code: 'drg.principal-diagnosis-missing',
      field: 'diagnoses',
      value: null,
    })
  }
})

test('of several problems the one in the order sex, age, weight, numbers, diagnosis is told', () => {
  const bad = { gender: '', ageYears: null, stayDays: -1, diagnoses: [] }
  assert.equal(problemOf(bad)?.code, 'drg.gender-unknown')
  assert.equal(problemOf({ ...bad, gender: '1' })?.code, 'drg.age-missing')
  assert.equal(problemOf({ ...bad, gender: '1', ageYears: 3 })?.code, 'drg.stay-impossible')
})
