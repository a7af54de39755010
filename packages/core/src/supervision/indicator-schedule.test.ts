import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDateTime } from '../kernel/index.ts'
import { duePeriod, type IndicatorSchedule } from './index.ts'

const monthly: IndicatorSchedule = {
  code: 'monthly',
  name: { zh: '月度', en: 'Monthly' },
  every: 'month',
  day: 6,
  at: '02:30',
  topics: null,
  indicators: [],
}
const due = (schedule: IndicatorSchedule, now: string) => duePeriod(schedule, localDateTime(now))

test('a month is told in the night of its sixth following day, and stays due until the next', () => {
  assert.equal(due(monthly, '2025-04-06 02:30:00'), '2025-03')
  assert.equal(due(monthly, '2025-04-30 12:00:00'), '2025-03')
  assert.equal(due(monthly, '2025-05-06 02:31:00'), '2025-04')
})

test('before that hour the month before it is the last one told', () => {
  assert.equal(due(monthly, '2025-04-06 02:29:59'), '2025-02')
  assert.equal(due(monthly, '2025-04-05 23:00:00'), '2025-02')
  assert.equal(due(monthly, '2025-01-03 10:00:00'), '2024-11')
})

test('a day is told in the night after it', () => {
  const daily: IndicatorSchedule = { ...monthly, every: 'day', day: 1, at: '03:30' }
  assert.equal(due(daily, '2025-03-01 03:30:00'), '2025-02-28')
  assert.equal(due(daily, '2025-03-01 03:00:00'), '2025-02-27')
})
