import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate, localDateTime } from '../kernel/index.ts'
import { type DischargeGround, dischargeRecordOf } from './discharge.ts'
import type { ListDiagnosis, ListOperation, SettlementList } from './types.ts'

const diagnosis = (code: string, more: Partial<ListDiagnosis> = {}): ListDiagnosis => ({
  type: '1',
  code,
  name: code,
  condition: '1',
  principal: false,
  ...more,
})

const operation = (code: string | null, principal = false): ListOperation => ({
  principal,
  code,
  name: code,
  beginsAt: null,
  endsAt: null,
  anaesthesia: null,
  anaesthesiaBeginsAt: null,
  anaesthesiaEndsAt: null,
  surgeonCode: null,
  anaesthetistCode: null,
})

const list = (more: Partial<SettlementList> = {}): SettlementList => ({
  settlementId: 'S1',
  visitId: 'V1',
  admittedAt: localDateTime('2025-03-01 09:00:00'),
  dischargedAt: localDateTime('2025-03-08 10:00:00'),
  settledFrom: null,
  settledUntil: null,
  dischargeWay: '1',
  birthWeights: [],
  admissionWeights: [],
  ventilator: null,
  comaBefore: null,
  comaAfter: null,
  nursingDays: [null, null, null, null],
  diagnoses: [diagnosis('I10.x00'), diagnosis('J18.900', { principal: true })],
  operations: [],
  intensiveCare: [],
  transfusions: [],
  chronic: [],
  details: {},
  ...more,
})

const ground: DischargeGround = {
  insured: { gender: 'female', birth: isoDate('1960-03-02') },
  admittedOn: isoDate('2025-03-01'),
  dischargedOn: isoDate('2025-03-08'),
  department: 'D01',
  dischargeWay: '9',
}

test('the principal diagnosis and operation come first, whatever order they were sent in', () => {
  const record = dischargeRecordOf(list({ operations: [operation('96.7201'), operation('33.2200', true)] }), ground)
  assert.deepEqual(record.diagnoses, ['J18.900', 'I10.x00'])
  assert.deepEqual(record.operations, ['33.2200', '96.7201'])
})

test('age is that of the day of admission: the day before the birthday one year less', () => {
  assert.partialDeepStrictEqual(dischargeRecordOf(list(), ground), { gender: '2', ageYears: 64, ageDays: null })
})

test('an infant has days of age and the first birth weight; nothing is made up where nothing was sent', () => {
  const insured = { gender: 'male', birth: isoDate('2025-02-20') } as const
  const record = dischargeRecordOf(list({ birthWeights: ['1450', '1600'] }), { ...ground, insured })
  assert.partialDeepStrictEqual(record, { gender: '1', ageYears: 0, ageDays: 9, birthWeightGrams: 1450 })
  assert.equal(dischargeRecordOf(list(), ground).birthWeightGrams, null)
})

test('traditional diagnoses and operations without a code are left out', () => {
  const diagnoses = [diagnosis('J18.900', { principal: true }), diagnosis('BNF060', { type: '2' })]
  const record = dischargeRecordOf(list({ diagnoses, operations: [operation(null), operation('')] }), ground)
  assert.deepEqual([record.diagnoses, record.operations], [['J18.900'], []])
})

test('a stay within one day counts as one; the way of leaving is the list’s, else that of the discharge', () => {
  const sameDay = { ...ground, dischargedOn: ground.admittedOn }
  assert.partialDeepStrictEqual(dischargeRecordOf(list(), sameDay), { stayDays: 1, leavingType: '1' })
  assert.partialDeepStrictEqual(dischargeRecordOf(list({ dischargeWay: null }), ground), {
    stayDays: 7,
    leavingType: '9',
  })
})

test('an admission before the birth has no age that anybody could have', () => {
  const insured = { gender: 'male', birth: isoDate('2025-03-02') } as const
  assert.partialDeepStrictEqual(dischargeRecordOf(list(), { ...ground, insured }), { ageYears: -1, ageDays: null })
})

test('born on the day of admission is day 0; the year of a leap day ends with 28 February', () => {
  const born = (birth: string) => ({ ...ground, insured: { gender: 'male', birth: isoDate(birth) } as const })
  assert.partialDeepStrictEqual(dischargeRecordOf(list(), born('2025-03-01')), { ageYears: 0, ageDays: 0 })
  assert.partialDeepStrictEqual(dischargeRecordOf(list(), born('2024-03-01')), { ageYears: 1, ageDays: null })
  const last = { ...born('2024-02-29'), admittedOn: isoDate('2025-02-28') }
  assert.partialDeepStrictEqual(dischargeRecordOf(list(), last), { ageYears: 0, ageDays: 365 })
})

test('a weight in kilograms stays what was sent, which grouping refuses', () => {
  assert.equal(dischargeRecordOf(list({ birthWeights: ['1.80'] }), ground).birthWeightGrams, 1.8)
  assert.equal(dischargeRecordOf(list({ birthWeights: ['1800.00'] }), ground).birthWeightGrams, 1_800)
})

test('a principal operation without its code keeps its place, and blanks around a code are no part of it', () => {
  const operations = [operation('96.7201'), operation(null), operation(null, true)]
  assert.deepEqual(dischargeRecordOf(list({ operations }), ground).operations, ['', '96.7201'])
  const diagnoses = [diagnosis(' J18.900 ', { principal: true })]
  assert.deepEqual(dischargeRecordOf(list({ diagnoses }), ground).diagnoses, ['J18.900'])
})

test('a traditional principal diagnosis does not lend its place to a western one beside it', () => {
  const diagnoses = [diagnosis('BNF060', { type: '2', principal: true }), diagnosis('J18.900')]
  assert.deepEqual(dischargeRecordOf(list({ diagnoses }), ground).diagnoses, ['', 'J18.900'])
})

test('the department is that of the list, from which the person left, else that of the visit', () => {
  assert.equal(dischargeRecordOf(list({ details: { dscg_caty: 'A28' } }), ground).department, 'A28')
  assert.equal(dischargeRecordOf(list({ details: { dscg_caty: null } }), ground).department, 'D01')
})

test('hours of intensive care are whole ones of all wards together; none when nobody was there', () => {
  const stay = (duration: string) => ({
    ward: '1',
    enteredAt: localDateTime('2025-03-02 00:00:00'),
    leftAt: localDateTime('2025-03-03 00:00:00'),
    duration,
  })
  const record = dischargeRecordOf(list({ intensiveCare: [stay('1/1/40'), stay('0/0/30')] }), ground)
  assert.equal(record.intensiveCareHours, 26)
  const unreadable = dischargeRecordOf(list({ intensiveCare: [stay('24h')] }), ground)
  assert.equal(unreadable.intensiveCareHours, 24, 'from entering to leaving')
  assert.equal(dischargeRecordOf(list(), ground).intensiveCareHours, null)
})
