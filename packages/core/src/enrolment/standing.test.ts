import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvariantError } from '../kernel/index.ts'
import { standingOf } from './standing.ts'

const years = (from: number, through: number) =>
  Array.from({ length: through - from + 1 }, (_, index) => String(from + index))

test('who was never insured begins with year 1 and has missed nothing', () => {
  assert.deepEqual(standingOf('2026', [], 'year', 0), { consecutiveYear: 1, missed: 0, everInsured: false })
})

test('six years without a break are followed by the seventh', () => {
  assert.deepEqual(standingOf('2016', years(2010, 2015), 'year', 0), {
    consecutiveYear: 7,
    missed: 0,
    everInsured: true,
  })
})

test('one missed year and the count begins again', () => {
  assert.deepEqual(standingOf('2017', years(2010, 2015), 'year', 0), {
    consecutiveYear: 1,
    missed: 1,
    everInsured: true,
  })
})

test('a break in the past ends the run there', () => {
  const paid = [...years(2010, 2012), ...years(2014, 2016)]
  assert.equal(standingOf('2017', paid, 'year', 0).consecutiveYear, 4)
})

test('a grace forgives a gap but does not fill it', () => {
  const paid = [...years(2010, 2012), ...years(2014, 2016)]
  assert.equal(standingOf('2017', paid, 'year', 1).consecutiveYear, 7)
  assert.deepEqual(standingOf('2018', paid, 'year', 1), { consecutiveYear: 7, missed: 0, everInsured: true })
  assert.deepEqual(standingOf('2019', paid, 'year', 1), { consecutiveYear: 1, missed: 2, everInsured: true })
})

test('twelve paid months make a year, and a gap of three may be forgiven', () => {
  const twelve = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`)
  assert.deepEqual(standingOf('2026-01', twelve, 'month', 0), { consecutiveYear: 2, missed: 0, everInsured: true })
  assert.deepEqual(standingOf('2026-04', twelve, 'month', 3), { consecutiveYear: 2, missed: 0, everInsured: true })
  assert.deepEqual(standingOf('2026-05', twelve, 'month', 3), { consecutiveYear: 1, missed: 4, everInsured: true })
  assert.equal(standingOf('2025-12', twelve.slice(0, 11), 'month', 0).consecutiveYear, 1)
})

test('the order of payments and payments for later periods do not matter', () => {
  assert.deepEqual(standingOf('2016', ['2015', '2013', '2014', '2014', '2017'], 'year', 0), {
    consecutiveYear: 4,
    missed: 0,
    everInsured: true,
  })
})

test('a month is no year', () => {
  assert.throws(() => standingOf('2026-01', [], 'year', 0), InvariantError)
  assert.throws(() => standingOf('2026', ['2025-01'], 'year', 0), InvariantError)
  assert.throws(() => standingOf('2026-13', [], 'month', 0), InvariantError)
})
