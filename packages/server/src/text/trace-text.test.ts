import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TraceStep } from '@yibao/core/benefit'
import { fen } from '@yibao/core/kernel'
import { chineseTrace, traceJson, traceLines } from './trace-text.ts'

const lineStep: TraceStep = {
  step: 'line-total',
  subject: '某药',
  inputs: [
    { name: 'price', value: '12.5' },
    { name: 'quantity', value: '2' },
  ],
  result: fen(25_00),
  source: '示例目录',
  assumed: false,
}

const deductible: TraceStep = {
  step: 'deductible',
  subject: '',
  inputs: [
    { parameter: 'deductible', label: '住院起付标准', value: '300.00' },
    { name: 'usedThisYear', value: '0.00' },
  ],
  result: fen(300_00),
  source: '示例发〔2021〕8号',
  assumed: true,
}

test('a step shows its words, inputs in words, result in yuan and source', () => {
  assert.deepEqual(traceLines([lineStep]), [
    '  1. 某药：单价 × 数量 price × quantity → 25.00',
    '     由 from：单价 price 12.5；数量 quantity 2',
    '     据 source：示例目录',
  ])
})

test('results stand below each other, and a label of the law keeps its language', () => {
  assert.deepEqual(traceLines([lineStep, deductible]), [
    '  1. 某药：单价 × 数量 price × quantity →  25.00',
    '     由 from：单价 price 12.5；数量 quantity 2',
    '     据 source：示例目录',
    '  2. 起付线 deductible                  → 300.00 〔假定值 assumed〕',
    '     由 from：住院起付标准 300.00；本年此前累计 used earlier this year 0.00',
    '     据 source：示例发〔2021〕8号',
  ])
})

test('from ten steps on the numbers stand below each other too', () => {
  const lines = traceLines(Array.from({ length: 10 }, () => ({ ...deductible, inputs: [], source: '' })))
  assert.deepEqual(
    [lines[0], lines[9]],
    ['   1. 起付线 deductible → 300.00 〔假定值 assumed〕', '  10. 起付线 deductible → 300.00 〔假定值 assumed〕'],
  )
})

test('a step that rests on an assumed value says so, and one without inputs or source is one line', () => {
  const bare = { ...lineStep, inputs: [], source: '', assumed: true }
  assert.deepEqual(traceLines([bare]), ['  1. 某药：单价 × 数量 price × quantity → 25.00 〔假定值 assumed〕'])
})

test('a computation without steps has no lines', () => {
  assert.deepEqual(traceLines([]), [])
})

test('a band is named by its number', () => {
  const tiers: TraceStep = {
    ...deductible,
    step: 'pool-tiers',
    inputs: [{ name: 'band', index: 2, value: '4700.00 × 85%' }],
  }
  assert.match(traceLines([tiers])[1] ?? '', /由 from：第2段 band 2 4700\.00 × 85%/)
  assert.match(chineseTrace([tiers]), /^统筹基金分段支付：第2段 4700\.00 × 85% → /)
})

test('a message carries the computation in Chinese, with sources and what is assumed', () => {
  assert.equal(
    chineseTrace([lineStep, deductible]),
    '某药：单价 × 数量：单价 12.5，数量 2 → 25.00〔示例目录〕；' +
      '起付线：住院起付标准 300.00，本年此前累计 0.00 → 300.00〔示例发〔2021〕8号，假定值〕',
  )
})

test('machines read codes, words in both languages, and the result as decimal yuan', () => {
  assert.deepEqual(traceJson([deductible]), [
    {
      step: 'deductible',
      words: { zh: '起付线', en: 'deductible' },
      subject: '',
      inputs: [
        {
          parameter: 'deductible',
          label: '住院起付标准',
          value: '300.00',
          words: { zh: '住院起付标准', en: 'deductible' },
        },
        { name: 'usedThisYear', value: '0.00', words: { zh: '本年此前累计', en: 'used earlier this year' } },
      ],
      result: '300.00',
      source: '示例发〔2021〕8号',
      assumed: true,
    },
  ])
})
