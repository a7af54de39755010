import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSchemeFolder } from '../src/files/scheme-folder.ts'
import { starterScheme } from '../src/files/shipped.ts'
import { groupWays, measureGrouping } from './group.ts'

const { scheme } = await readSchemeFolder(starterScheme)

test('the benchmark groups the same cases in every way, the yardstick a tenth of them, pass by pass', () => {
  const told: number[] = []
  const bench = { scheme, cases: 12_000, passes: 2, seed: 5, ways: groupWays }
  const measured = measureGrouping(bench, (done, all) => told.push(done / all))
  assert.deepEqual(
    measured.ways.map(({ way, passes }) => [way, passes.map(({ cases }) => cases)]),
    [
      ['compiled', [12_000, 12_000]],
      ['traced', [12_000, 12_000]],
      ['plain', [2_000, 2_000]],
    ],
  )
  for (const { passes } of measured.ways) for (const { ms } of passes) assert.ok(ms > 0)
  assert.equal(
    Object.values(measured.statuses).reduce((sum, count) => sum + count, 0),
    12_000,
  )
  assert.ok(measured.distinctGroups > 10)
  assert.equal(told.at(-1), 1)
})
