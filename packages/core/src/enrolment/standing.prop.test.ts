import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { standingOf } from './standing.ts'

const paid = fc.uniqueArray(fc.integer({ min: 1990, max: 2030 }))
const year = fc.integer({ min: 1990, max: 2031 })
const grace = fc.integer({ min: 0, max: 3 })
const texts = (years: readonly number[]) => years.map(String)

/** The same count, one year after the other. */
function walked(now: number, years: ReadonlySet<number>, forgiven: number) {
  let [run, gap] = [0, 0]
  for (let one = now - 1; one >= 1990 && gap <= forgiven; one -= 1) {
    if (years.has(one)) [run, gap] = [run + 1, 0]
    else gap += 1
  }
  return run + 1
}

test('the count back agrees with a walk from year to year', () => {
  fc.assert(
    fc.property(year, paid, grace, (now, years, forgiven) => {
      const { consecutiveYear } = standingOf(String(now), texts(years), 'year', forgiven)
      assert.equal(consecutiveYear, walked(now, new Set(years), forgiven))
    }),
  )
})

test('who has missed years begins again, and who has not goes on', () => {
  fc.assert(
    fc.property(year, paid, grace, (now, years, forgiven) => {
      const standing = standingOf(String(now), texts(years), 'year', forgiven)
      assert.equal(standing.consecutiveYear === 1, standing.missed > 0 || !standing.everInsured)
      assert.ok(standing.missed === 0 || standing.missed > forgiven)
    }),
  )
})

test('one more paid year never shortens the run', () => {
  fc.assert(
    fc.property(year, paid, grace, year, (now, years, forgiven, extra) => {
      const run = (list: readonly number[]) => standingOf(String(now), texts(list), 'year', forgiven).consecutiveYear
      assert.ok(run([...years, extra]) >= run(years))
    }),
  )
})
