import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, isoDate } from '@yibao/core/kernel'
import type { Parameter, Rules } from '@yibao/core/policy'
import { examplePlan, parameter, place } from '../../tests/support/example-plan.ts'
import { diffLines } from './diff-lines.ts'
import { diffParameters } from './diff-rules.ts'

const raised: Parameter = {
  ...parameter('deductible', '起付标准', 'money', fen(0)),
  rows: [
    {
      key: [],
      values: [
        { from: isoDate('2020-01-01'), value: fen(300_00), source: '旧文', assumed: false },
        { from: isoDate('2024-01-01'), value: fen(400_00), source: '新文', assumed: true },
        { from: isoDate('2025-01-01'), value: fen(400_00), source: '再印', assumed: false },
        { from: isoDate('2026-01-01'), value: 'none', source: '废止', assumed: false },
      ],
      place,
    },
  ],
}
const rules: Rules = { ...examplePlan, parameters: { deductible: raised } }
const [y2019, y2023, y2024, y2025, y2026] = ['2019', '2023', '2024', '2025', '2026'].map((year) =>
  isoDate(`${year}-06-01`),
)
const changes = (left: typeof y2023, right: typeof y2023, before: Rules | null = rules, after: Rules | null = rules) =>
  diffParameters({ rules: before, on: left ?? null }, { rules: after, on: right ?? null })

test('a value that changed between two days shows both with day and source', () => {
  const { changes: found, same } = changes(y2023, y2024)
  assert.equal(same, 0)
  const [only] = found
  assert.equal(only?.change, 'value')
  assert.deepEqual(only?.left, { value: '300.00', from: '2020-01-01', source: '旧文', assumed: false })
  assert.deepEqual(only?.right, { value: '400.00', from: '2024-01-01', source: '新文', assumed: true })
})

test('the same value for another reason is told apart from a change', () => {
  assert.deepEqual(
    changes(y2024, y2025).changes.map(({ change }) => change),
    ['source'],
  )
})

test('before its first day and after its repeal a value is missing on that side', () => {
  assert.deepEqual(
    changes(y2019, y2023).changes.map(({ change, left }) => [change, left]),
    [['added', null]],
  )
  assert.deepEqual(
    changes(y2025, y2026).changes.map(({ change, right }) => [change, right]),
    [['removed', null]],
  )
})

test('without a day the whole history is laid beside the other', () => {
  const draft = { ...raised, rows: raised.rows.map((row) => ({ ...row, values: row.values.slice(0, 2) })) }
  const { changes: found, same } = changes(undefined, undefined, rules, { ...rules, parameters: { deductible: draft } })
  assert.equal(same, 2)
  assert.deepEqual(
    found.map(({ change, left }) => [change, left?.from, left?.value]),
    [
      ['removed', '2025-01-01', '400.00'],
      ['removed', '2026-01-01', 'none'],
    ],
  )
})

test('rules that the other side does not have are added whole', () => {
  assert.deepEqual(
    changes(y2023, y2023, null).changes.map(({ change }) => change),
    ['added'],
  )
})

test('of two texts the lines that they do not share are told in order', () => {
  assert.deepEqual(diffLines(['a', 'b', 'c'], ['a', 'x', 'c', 'd']), [
    { side: 'left', line: 'b' },
    { side: 'right', line: 'x' },
    { side: 'right', line: 'd' },
  ])
  assert.deepEqual(diffLines(['a'], ['a']), [])
  assert.deepEqual(diffLines(['a', 'b'], ['b', 'a']).length, 2)
})
