import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from '../kernel/index.ts'
import { benefitYear, type Occasion, periodOf } from './period.ts'
import type { YearRule } from './region-pack.ts'

const calendar: YearRule = { startsOn: '01-01', by: 'settlement' }
const fromJuly: YearRule = { startsOn: '07-01', by: 'settlement' }

function occasion(on: string, rest: Partial<Occasion> = {}): Occasion {
  return { on: isoDate(on), admission: null, discharge: null, stay: 'S1', episode: 'S1', ...rest }
}

test('a year that begins in January is the calendar year', () => {
  assert.equal(benefitYear(calendar, occasion('2025-01-01')), 2025)
  assert.equal(benefitYear(calendar, occasion('2025-12-31')), 2025)
})

test('a year that begins in July is named by the calendar year of its first day', () => {
  assert.equal(benefitYear(fromJuly, occasion('2025-06-30')), 2024)
  assert.equal(benefitYear(fromJuly, occasion('2025-07-01')), 2025)
  assert.equal(benefitYear(fromJuly, occasion('2026-01-01')), 2025)
})

test('a stay over New Year belongs to the year of the day that the region looks at', () => {
  const stay = occasion('2025-01-20', { admission: isoDate('2024-12-20'), discharge: isoDate('2025-01-05') })
  assert.equal(benefitYear({ ...calendar, by: 'admission' }, stay), 2024)
  assert.equal(benefitYear({ ...calendar, by: 'discharge' }, stay), 2025)
  const late = { ...stay, discharge: isoDate('2024-12-31') }
  assert.equal(benefitYear({ ...calendar, by: 'discharge' }, late), 2024)
  assert.equal(benefitYear(calendar, late), 2025)
})

test('a visit without admission or discharge belongs to the year of its settlement', () => {
  assert.equal(benefitYear({ ...calendar, by: 'admission' }, occasion('2025-01-20')), 2025)
  assert.equal(benefitYear({ ...fromJuly, by: 'discharge' }, occasion('2025-01-20')), 2024)
})

test('a total over the year runs with the benefit year, one over the month with the calendar month', () => {
  const on = occasion('2025-03-02')
  assert.equal(periodOf('year', on, calendar), '2025')
  assert.equal(periodOf('year', on, fromJuly), '2024')
  assert.equal(periodOf('month', on, calendar), '2025-03')
  assert.equal(periodOf('month', on, fromJuly), '2025-03')
})

test('stays share a total over the episode when a transfer links them, and never one over the stay', () => {
  const first = occasion('2025-03-02')
  const second = occasion('2025-03-09', { stay: 'S2', episode: 'S1' })
  assert.equal(periodOf('episode', first, calendar), periodOf('episode', second, calendar))
  assert.notEqual(periodOf('stay', first, calendar), periodOf('stay', second, calendar))
})

test('a stay and an episode of the same name are two periods', () => {
  const on = occasion('2025-03-02')
  assert.notEqual(periodOf('stay', on, calendar), periodOf('episode', on, calendar))
})
