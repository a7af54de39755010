import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { traceJson, traceLines } from './trace-text.ts'

const step = {
  step: 'line-total',
  label: '某药：单价 × 数量',
  inputs: { price: '12.5', quantity: '2' },
  result: fen(25_00),
  source: '示例目录',
  assumed: false,
}

test('a step shows inputs in words, result in yuan and source', () => {
  assert.deepEqual(traceLines([step]), [
    '  1. 某药：单价 × 数量 [line-total] → 25.00',
    '     由 from：单价 price 12.5；数量 quantity 2',
    '     据 source：示例目录',
  ])
})

test('a step that rests on an assumed value says so, and one without inputs or source is one line', () => {
  const bare = { ...step, inputs: {}, source: '', assumed: true }
  assert.deepEqual(traceLines([bare]), ['  1. 某药：单价 × 数量 [line-total] → 25.00 〔假定值 assumed〕'])
})

test('inputs that carry the label of the law keep it', () => {
  assert.match(traceLines([{ ...step, inputs: { 住院起付标准: '300.00' } }])[1] ?? '', /由 from：住院起付标准 300\.00/)
})

test('machines read the result as decimal yuan', () => {
  assert.deepEqual(traceJson([step]), [{ ...step, result: '25.00' }])
})
