import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monthAfter, monthsThrough, seasonOf } from './index.ts'

test('months go over the turn of the year, forwards and backwards', () => {
  assert.equal(monthAfter('2024-11', 3), '2025-02')
  assert.equal(monthAfter('2025-01', -1), '2024-12')
  assert.deepEqual(monthsThrough('2024-12', '2025-02'), ['2024-12', '2025-01', '2025-02'])
  assert.deepEqual(monthsThrough('2025-02', '2024-12'), [])
})

test('a season on a rising line is found whichever month the series begins in', () => {
  const winter = (month: number) => (month < 3 ? 30 : -10)
  for (const begin of [0, 4, 11]) {
    const values = Array.from({ length: 36 }, (_, index) => 100 + index + winter((begin + index) % 12))
    const season = seasonOf({ first: `2022-${String(begin + 1).padStart(2, '0')}`, values })
    assert.ok(season !== null)
    for (const [month, found] of season.entries()) assert.ok(Math.abs(found - winter(month)) < 1e-9)
  }
})

test('one odd month in four years is no season', () => {
  const values = Array.from({ length: 48 }, (_, index) => (index === 20 ? 1000 : 100))
  const season = seasonOf({ first: '2022-01', values })
  assert.ok(season?.every((one) => Math.abs(one) < 1e-9))
})

test('too few months for a distance of each calendar month have no season', () => {
  assert.equal(seasonOf({ first: '2022-01', values: Array.from({ length: 22 }, () => 1) }), null)
})
