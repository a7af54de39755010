import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from '../kernel/index.ts'
import { deadlineOf, remindersDue } from './deadlines.ts'
import { exampleLaw } from './example-matters.ts'
import type { CaseworkLaw, LimitName } from './types.ts'

const golden: CaseworkLaw = {
  ...exampleLaw,
  workYears: [
    {
      year: 2026,
      off: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map(isoDate),
      worked: [isoDate('2026-10-10')],
    },
  ],
}

function until(name: LimitName, from: string, law = golden) {
  const counted = deadlineOf(name, isoDate(from), law)
  return counted.ok ? [counted.value.deadline.until, counted.value.holidaysUnknown] : counted.error.code
}

test('working days leave out days off, and count the weekend that makes up for them', () => {
  assert.deepEqual(until('request-hearing', '2026-09-29'), ['2026-10-12', false])
})

test('calendar days that end on a day off end on the next working day', () => {
  assert.deepEqual(until('pay-fine', '2026-09-16'), ['2026-10-08', false])
  assert.deepEqual(until('pay-fine', '2026-09-15'), ['2026-09-30', false])
})

test('a year whose days off are not published has ordinary weekends, and the limit says so', () => {
  assert.deepEqual(until('request-hearing', '2026-12-29'), ['2027-01-05', true])
  assert.deepEqual(until('request-hearing', '2026-12-14'), ['2026-12-21', false])
  assert.deepEqual(until('request-hearing', '2031-06-02'), ['2031-06-09', true])
})

test('a limit that no law sets on the day is refused by name', () => {
  assert.equal(until('answer', '2019-12-31'), 'casework.no-limit')
})

test('each limit is reminded of by the closest mark reached, those that are over first', () => {
  const matter = (matterId: string, end: string | null) => ({
    matterId,
    deadline: end === null ? null : { name: 'answer' as const, started: isoDate('2026-03-02'), until: isoDate(end) },
  })
  const due = remindersDue(
    [
      matter('far', '2026-03-20'),
      matter('soon', '2026-03-13'),
      matter('now', '2026-03-10'),
      matter('over', '2026-03-09'),
      matter('none', null),
    ],
    isoDate('2026-03-10'),
    exampleLaw,
  )
  assert.deepEqual(
    due.map(({ matterId, daysLeft, mark }) => [matterId, daysLeft, mark]),
    [
      ['over', -1, 'overdue'],
      ['now', 0, 1],
      ['soon', 3, 5],
    ],
  )
})
