import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enrolment } from '../../tests/support/world.ts'
import { isoDate } from '../kernel/index.ts'
import { enrolmentOn } from './enrolment.ts'

const resident = {
  ...enrolment,
  scheme: '390' as const,
  range: { from: isoDate('2024-01-01'), until: isoDate('2025-01-01') },
}
const first = { ...enrolment, range: { from: isoDate('2023-01-01'), until: isoDate('2024-01-01') } }
const second = { ...enrolment, range: { from: isoDate('2025-01-01'), until: null } }
const file = [first, resident, second]

test('a person is insured from the first day of a range to the day before its end', () => {
  assert.equal(enrolmentOn(file, '310', isoDate('2023-01-01')), first)
  assert.equal(enrolmentOn(file, '310', isoDate('2023-12-31')), first)
  assert.equal(enrolmentOn(file, '310', isoDate('2024-01-01')), null)
})

test('an insurance without an end goes on', () => {
  assert.equal(enrolmentOn(file, '310', isoDate('2999-12-31')), second)
})

test('insurance of another scheme does not count', () => {
  assert.equal(enrolmentOn(file, '390', isoDate('2024-06-01')), resident)
  assert.equal(enrolmentOn(file, '390', isoDate('2025-06-01')), null)
  assert.equal(enrolmentOn([], '310', isoDate('2025-06-01')), null)
})
