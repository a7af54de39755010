import assert from 'node:assert/strict'
import { test } from 'node:test'
import { place } from '../../tests/support/plan.ts'
import { fen, isoDate, refuse } from '../kernel/index.ts'
import { resolveParameter } from './resolve.ts'
import type { Parameter } from './types.ts'

const before = { from: isoDate('2022-01-01'), value: fen(800_00), source: '示例发〔2021〕8号', assumed: false }
const after = { from: isoDate('2025-01-01'), value: fen(600_00), source: '示例发〔2024〕3号', assumed: true }
const end = { from: isoDate('2026-01-01'), value: 'none' as const, source: '示例发〔2025〕9号', assumed: false }

const rowPlace = { file: 'example.yaml', line: 9 }
const deductible: Parameter = {
  name: 'deductible',
  label: '起付标准',
  kind: 'money',
  by: ['level', 'status'],
  rows: [{ key: ['tertiary', 'active'], values: [before, after, end], place: rowPlace }],
  place,
}

const key = ['tertiary', 'active']
const on = (date: string) => resolveParameter('example', deductible, isoDate(date)).find(key)

test('a new value holds from its first day, the old one until the day before', () => {
  const found = { parameter: deductible, key }
  const old = { ...found, value: 800_00, source: before.source, assumed: false }
  assert.deepEqual(on('2024-12-31'), { ok: true, value: old })
  const fresh = { ...found, value: 600_00, source: after.source, assumed: true }
  assert.deepEqual(on('2025-01-01'), { ok: true, value: fresh })
})

const refused = { code: 'policy.no-value', plan: 'example', parameter: 'deductible', key } as const

test('a day before the first value is refused with the first day that has one', () => {
  const reason = { reason: 'before-first', on: '2021-12-31', firstFrom: '2022-01-01', place: rowPlace } as const
  assert.deepEqual(on('2021-12-31'), refuse({ ...refused, ...reason }))
})

test('a repealed value is refused and its predecessor does not come back', () => {
  const reason = { reason: 'repealed', on: '2026-01-01', firstFrom: '2022-01-01', place: rowPlace } as const
  assert.deepEqual(on('2026-01-01'), refuse({ ...refused, ...reason }))
})

test('a class that the law does not name gets no value of a neighbouring class', () => {
  const found = resolveParameter('example', deductible, isoDate('2025-01-01')).find(['tertiary', 'retired'])
  const reason = { reason: 'no-such-class', on: '2025-01-01', firstFrom: null, place } as const
  assert.deepEqual(found, refuse({ ...refused, ...reason, key: ['tertiary', 'retired'] }))
})

test('a class with a number of its own is found under all of its words, in their order', () => {
  const { find } = resolveParameter('example', deductible, isoDate('2025-01-01'))
  assert.equal(find(['tertiary', 'active']).ok, true)
  assert.equal(find(['active', 'tertiary']).ok, false)
  assert.equal(find(['tertiary']).ok, false)
})

test('a number for everybody needs no class', () => {
  const rows = [{ key: [], values: [before], place: rowPlace }]
  const { find } = resolveParameter('example', { ...deductible, by: [], rows }, isoDate('2024-01-01'))
  const found = find([])
  assert.ok(found.ok && found.value.value === 800_00)
})
