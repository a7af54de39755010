import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ground, line, visit } from '../../tests/support/audit-samples.ts'
import { localDateTime } from '../kernel/index.ts'
import type { Member } from './members.ts'
import { groundRows } from './rows.ts'
import { RunningSum } from './running-sum.ts'

/** One, two, three … at eight, nine, ten o'clock …; a zero is a row that is not known. */
function members(...values: readonly number[]): readonly Member[] {
  const lines = values.map((_, hour) =>
    line(`${hour}`, 'X', { at: localDateTime(`2025-06-10 ${String(8 + hour).padStart(2, '0')}:00:00`) }),
  )
  const rows = groundRows(ground([visit('V', lines)]), 'in').of({ of: 'line' })
  return rows.map((row, index) => ({
    row,
    value: values[index] ?? 0,
    distinct: values[index] ?? 0,
    missing: values[index] === 0 ? 'line.qty' : null,
  }))
}

function taken(of: readonly Member[], isDistinct: boolean): RunningSum {
  const running = new RunningSum(of, isDistinct)
  for (const index of of.keys()) running.take(index)
  return running
}

test('a window forgets what it leaves and takes it up again when it grows, the row at its edge among them', () => {
  const of = members(1, 2, 3, 4)
  const running = taken(of, false)
  const [first, , third] = of.map(({ row }) => row.second)
  const sums = [third, first, third].map((from) => {
    running.leaveBefore(from ?? Number.NaN)
    return [running.sum, running.first]
  })
  assert.deepEqual(sums, [
    [7, 2],
    [10, 0],
    [7, 2],
  ])
})

test('a value counts once as long as one row of the window has it', () => {
  const of = members(1, 2, 1)
  const running = taken(of, true)
  assert.equal(running.sum, 20_000)
  running.leaveBefore(of[2]?.row.second ?? Number.NaN)
  assert.equal(running.sum, 10_000)
})

test('a row that is not known is out of the sum and named while it is in the window', () => {
  const of = members(1, 0, 3)
  const running = taken(of, false)
  assert.deepEqual([running.sum, running.unknown], [4, 'line.qty'])
  running.leaveBefore(of[2]?.row.second ?? Number.NaN)
  assert.deepEqual([running.sum, running.unknown], [3, null])
})
