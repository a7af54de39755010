import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, addWorkdays, isoDate, type WorkYear, weekdayOf } from '../kernel/index.ts'
import { lastDayOf, lastDaysOf } from './span.ts'

const first = isoDate('2025-01-01')
const day = fc.integer({ min: 0, max: 729 }).map((days) => addDays(first, days))
const dayOne = fc.constantFrom('same-day', 'next-day', 'next-month')

test('the span of a later day never ends earlier', () => {
  const unit = fc.constantFrom('day', 'month')
  fc.assert(
    fc.property(day, unit, dayOne, fc.nat(30), (after, unit, dayOne, length) => {
      const [one, next] = [after, addDays(after, 1)].map((from) => lastDayOf(from, { unit, dayOne }, length, []))
      assert.ok(one != null && next != null && one <= next)
    }),
  )
})

test('months that begin the day after end exactly a day after those that begin with the day', () => {
  fc.assert(
    fc.property(day, fc.nat(30), (after, length) => {
      const [same, next] = (['same-day', 'next-day'] as const).map((dayOne) =>
        lastDayOf(after, { unit: 'month', dayOne }, length, []),
      )
      assert.ok(same != null && next != null)
      assert.equal(addDays(same, 1), next)
    }),
  )
})

const dayOfYear = (year: number) => fc.nat(364).map((days) => addDays(isoDate(`${year}-01-01`), days))

/** Holidays of a year: any days off, as many as a bound must bear, and weekend days that are worked. */
const workYear = (year: number): fc.Arbitrary<WorkYear> =>
  fc
    .record({
      off: fc.uniqueArray(dayOfYear(year), { maxLength: 30 }),
      worked: fc.uniqueArray(dayOfYear(year), { maxLength: 10 }),
    })
    .map(({ off, worked }) => ({ year, off, worked: worked.filter((each) => weekdayOf(each) > 5) }))

const calendars = fc.tuple(...[2025, 2026, 2027, 2028, 2029].map(workYear))

test('whatever the holidays turn out to be, the span ends between its outermost last days', () => {
  const known = fc.subarray([2025, 2026, 2027])
  const dayOneOfDays = fc.constantFrom('same-day', 'next-day')
  fc.assert(
    fc.property(day, dayOneOfDays, fc.nat(60), calendars, known, (after, dayOne, length, years, known) => {
      const span = { unit: 'working-day', dayOne } as const
      const truth = addWorkdays(dayOne === 'same-day' ? addDays(after, -1) : after, length, years)
      const list = years.filter(({ year }) => known.includes(year))
      const { earliest, latest } = lastDaysOf(after, span, length, list)
      assert.ok(truth !== null && earliest <= truth && truth <= latest, `${earliest} ${truth} ${latest}`)
      if (known.length === 3) assert.equal(earliest, latest)
    }),
  )
})
