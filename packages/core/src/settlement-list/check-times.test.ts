import assert from 'node:assert/strict'
import { test } from 'node:test'
import { goodGround, goodList, operation } from '../../tests/support/settlement-list.ts'
import { isoDate, localDateTime } from '../kernel/index.ts'
import { checkList } from './check.ts'
import { minutesBetween, minutesOf, momentOf } from './time.ts'
import type { ListGround, SettlementList } from './types.ts'

const found = (list: Partial<SettlementList>, ground: Partial<ListGround> = {}): readonly string[] =>
  checkList({ ...goodList, ...list }, { ...goodGround, ...ground }).map(
    ({ severity, code, field, row }) => `${severity} ${code} ${field}${row === null ? '' : ` ${row}`}`,
  )

const at = localDateTime
const main = (more: Parameters<typeof operation>[1]) => ({
  operations: [operation('33.2200', { principal: true, ...more })],
})
const ward = (enteredAt: string, leftAt: string, duration: string) => ({
  intensiveCare: [{ ward: '1', enteredAt: at(enteredAt), leftAt: at(leftAt), duration }],
})

test('admission, discharge and settlement come in this order', () => {
  assert.ok(found({ dischargedAt: at('2025-03-01 09:00:00') }).includes('refuse out-of-order dischargedAt'))
  assert.deepEqual(found({}, { settledAt: at('2025-03-09 23:59:59') }), ['refuse out-of-order settledAt'])
  assert.deepEqual(found({ settledFrom: isoDate('2025-03-02') }), ['refuse out-of-order settledFrom'])
})

test('a patient may leave some hours after being settled', () => {
  assert.deepEqual(found({ dischargedAt: at('2025-03-10 23:00:00') }), [])
})

test('the centre fills admission and discharge where it knows them, else they are missing', () => {
  assert.deepEqual(found({ admittedAt: null, dischargedAt: null }), [])
  assert.deepEqual(found({ admittedAt: null, dischargedAt: null }, { admittedAt: null, dischargedAt: null }), [
    'refuse missing admittedAt',
    'refuse missing dischargedAt',
  ])
})

test('an operation lies within the stay, by the day', () => {
  const early = { beginsAt: '2025-03-03 08:00:00', anaesthesiaBeginsAt: null, anaesthesiaEndsAt: null }
  assert.deepEqual(found(main({ ...early, endsAt: '2025-03-03 09:00:00' })), [])
  assert.deepEqual(found(main({ ...early, beginsAt: '2025-03-02 08:00:00', endsAt: null })), [
    'refuse out-of-order operationBeginsAt 1',
  ])
  assert.deepEqual(found(main({ ...early, endsAt: '2025-03-11 09:00:00' })), ['refuse out-of-order dischargedAt 1'])
})

test('an operation ends after it began, and so does its anaesthesia', () => {
  const none = { anaesthesiaBeginsAt: null, anaesthesiaEndsAt: null }
  assert.deepEqual(found(main({ ...none, endsAt: '2025-03-05 09:59:59' })), ['refuse out-of-order operationEndsAt 1'])
  assert.deepEqual(found(main({ anaesthesiaBeginsAt: '20250305103000', anaesthesiaEndsAt: '20250305102900' })), [
    'refuse out-of-order anaesthesiaEndsAt 1',
  ])
  assert.deepEqual(found(main({ anaesthesiaBeginsAt: '20250305103001', anaesthesiaEndsAt: null })), [
    'refuse out-of-order operationEndsAt 1',
  ])
})

test('a time in neither of the two forms is refused, a missing beginning only told', () => {
  assert.deepEqual(found(main({ beginsAt: '2025/3/5' })), ['refuse bad-time operationBeginsAt 1'])
  assert.deepEqual(found(main({ beginsAt: '20250230100000' })), ['refuse bad-time operationBeginsAt 1'])
  assert.deepEqual(found(main({ beginsAt: null })), ['warn missing operationBeginsAt 1'])
})

test('intensive care lies within the stay, ends after it began and lasted as long as it says', () => {
  assert.deepEqual(found(ward('2025-03-02 10:00:00', '2025-03-04 10:00:00', '2/0/0')), [
    'refuse out-of-order intensiveCareEntered 1',
  ])
  assert.deepEqual(found(ward('2025-03-05 10:00:00', '2025-03-05 09:00:00', '0/1/0')), [
    'refuse out-of-order intensiveCareLeft 1',
  ])
  assert.deepEqual(found(ward('2025-03-05 10:00:00', '2025-03-11 10:00:00', '6/0/0')), [
    'refuse out-of-order dischargedAt 1',
  ])
  assert.deepEqual(found(ward('2025-03-05 10:00:00', '2025-03-06 10:00:00', '24')), [
    'refuse bad-duration intensiveCareDuration 1',
  ])
  assert.deepEqual(found(ward('2025-03-05 10:00:00', '2025-03-06 10:00:00', '0/22/59')), [
    'warn duration-differs intensiveCareDuration 1',
  ])
  assert.deepEqual(found(ward('2025-03-05 10:00:00', '2025-03-06 10:00:00', '0/23/0')), [])
})

test('ventilator and coma times have the form days/hours/minutes and fit into the stay', () => {
  assert.deepEqual(found({ ventilator: '37小时' }), ['refuse bad-duration ventilator'])
  assert.deepEqual(found({ comaAfter: '1/24/0' }), ['refuse bad-duration comaAfter'])
  assert.deepEqual(found({ ventilator: '8/0/0' }), ['warn duration-too-long ventilator'])
  assert.deepEqual(found({ comaBefore: '30/0/0' }), [])
})

test('a duration is read in minutes', () => {
  assert.equal(minutesOf('1/13/24'), 2244)
  assert.equal(minutesOf('0/0/0'), 0)
  for (const text of ['', '1/2', '1/2/60', '1//2', '-1/0/0', '1/2/3/4']) assert.equal(minutesOf(text), null, text)
})

test('a moment is read in both forms, and minutes are counted over the end of a month', () => {
  assert.equal(momentOf('20250305095500'), '2025-03-05 09:55:00')
  assert.equal(momentOf('2025-03-05 09:55:00'), '2025-03-05 09:55:00')
  assert.equal(momentOf('2025-03-05'), null)
  assert.equal(minutesBetween(at('2025-02-28 23:59:00'), at('2025-03-01 00:01:59')), 2)
})
