import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TraceStep } from '@yibao/core/benefit'
import { fen, ppm } from '@yibao/core/kernel'
import type { LayerStep, Plan } from '@yibao/core/policy'
import {
  basicLayer,
  criticalLayer,
  examplePlan,
  parameter,
  traceOf,
  wholeBill,
} from '../../tests/support/example-plan.ts'
import { chineseTrace, traceJson, traceLines } from './trace-text.ts'

const lines = [
  {
    step: 'line-total',
    subject: '某药',
    inputs: [
      { name: 'price', value: '12.5' },
      { name: 'quantity', value: '2' },
    ],
    result: fen(25_00),
    source: '示例目录',
    assumed: false,
  },
  {
    step: 'pre-coinsurance',
    subject: '某药',
    inputs: [
      { name: 'base', value: '25.00' },
      { name: 'preCoinsuranceRate', value: '10%' },
    ],
    result: fen(2_50),
    source: '示例目录',
    assumed: false,
  },
] as const satisfies readonly TraceStep[]

/** The example plan with one layer of these steps. */
function withSteps(...steps: readonly LayerStep[]): Plan {
  return { ...examplePlan, layers: [{ ...basicLayer, steps }] }
}

function told(plan: Plan, eligible: number, used: Readonly<Record<string, number>> = {}): string {
  const totals = Object.fromEntries(Object.entries(used).map(([code, amount]) => [code, fen(amount)]))
  return traceLines(traceOf(plan, wholeBill(fen(eligible), { used: totals }))).join('\n')
}

test('a chain of payers reads as calculations, with where each figure comes from below it', () => {
  assert.deepEqual(traceLines(traceOf(examplePlan, wholeBill(fen(180_000_00))), 'zh', examplePlan), [
    '1. 基本医疗保险（统筹基金）支付 125790.00',
    '   基数 符合政策范围费用 180000.00',
    '   1.1 起付线 300.00',
    '       起付标准 300.00 [1]',
    '   1.2 按比例支付 (180000.00 − 300.00) × 70% = 125790.00',
    '       支付比例 70% [2]',
    '   1.3 超最高支付限额 未超过',
    '       支付限额 200000.00 [3]',
    '2. 大病保险 支付 29743.68',
    '   基数 180000.00 − 125790.00 = 54210.00',
    '     符合政策范围费用 180000.00；基本医疗保险支付 125790.00',
    '   2.1 起付线 8450.50',
    '       本人大病起付线 = 16901.00 × 50% = 8450.50',
    '         大病起付线 16901.00〔推定〕[4]；困难群体系数 50% [5]',
    '   2.2 按比例支付 (54210.00 − 8450.50) × 65% = 29743.675 ≈ 29743.68',
    '       大病支付比例 65% [6]',
    '来源',
    '  [1] 示例发〔2020〕1号 起付标准',
    '  [2] 示例发〔2020〕1号 支付比例',
    '  [3] 示例发〔2020〕1号 支付限额',
    '  [4] 示例发〔2020〕1号 大病起付线',
    '  [5] 示例发〔2020〕1号 困难群体系数',
    '  [6] 示例发〔2020〕1号 大病支付比例',
    '取整：未另注明的，四舍五入到分。',
  ])
})

test('English has its own words; names of the law become words, labels stay', () => {
  const text = traceLines(traceOf(examplePlan, wholeBill(fen(180_000_00))), 'en', examplePlan).join('\n')
  assert.match(text, /^2\. 大病保险 \(critical illness insurance\) pays 29743\.68$/m)
  assert.match(text, /threshold due = 16901\.00 × 50% = 8450\.50/)
  assert.match(text, /threshold 16901\.00 \[assumed\] \[4\]; factor 50% \[5\]/)
  assert.match(text, /Rounding: half up to the fen where nothing else is said\./)
})

test('without its plan a trace names layers as the law does', () => {
  const text = traceLines(traceOf(examplePlan, wholeBill(fen(180_000_00)))).join('\n')
  assert.match(text, /符合政策范围费用 180000\.00；基本医疗保险支付 125790\.00/)
})

test('what was counted before is taken off the deductible, and a bill too small for it says so', () => {
  assert.match(
    told(examplePlan, 1000_00, { ipt_dedc: 100_00 }),
    /1\.1 起付线 300\.00 − 100\.00 = 200\.00\n.*此前累计 100\.00/,
  )
  assert.match(told(examplePlan, 1000_00, { ipt_dedc: 400_00 }), /1\.1 起付线 0\.00（此前累计已满）/)
  assert.match(told(examplePlan, 200_00), /1\.1 起付线 200\.00（费用不足 300\.00）/)
})

test('a limit that is passed shows the sum that passes it', () => {
  const text = told(examplePlan, 10_300_00, { ipt_pool: 195_000_00 })
  assert.match(text, /1\.3 超最高支付限额 195000\.00 \+ 7000\.00 − 200000\.00 = 2000\.00/)
})

test('bands are told by the stretch of the table in which they lie', () => {
  const plan = withSteps(
    { step: 'deductible', amount: { parameter: 'deductible' }, total: null },
    { step: 'tiers', tiers: 'tiers', rate: { bandRate: true }, startsAt: null, front: 'inside' },
  )
  const text = told(plan, 40_000_00)
  assert.match(text, /1\.2 分段支付 25245\.00 \+ 9000\.00 = 34245\.00/)
  assert.match(
    text,
    /300\.00～30000\.00：29700\.00 × 85% = 25245\.00\n +30000\.00～40000\.00：10000\.00 × 90% = 9000\.00/,
  )
  assert.match(text, /分段比例 \[2\]/)
  assert.match(told(plan, 5_300_00), /1\.2 分段支付 5000\.00 × 85% = 4250\.00\n +区间 300\.00～5300\.00/)
})

test('a rate that the law calculates within a band shows how', () => {
  const rate = { complement: { product: [{ complement: { bandRate: true } }, { parameter: 'factor' }] } } as const
  const text = told(withSteps({ step: 'tiers', tiers: 'tiers', rate, startsAt: null, front: 'outside' }), 1000_00)
  assert.match(text, /1000\.00 × 92\.5% = 925\.00（92\.5% = 100% − \(100% − 85%\) × 50%）/)
})

test('a rounding of its own is told at its step', () => {
  const layers = [{ ...basicLayer, rounding: { mode: 'truncate', unit: 'jiao' } } as const]
  const text = told({ ...examplePlan, layers }, 1000_55)
  assert.match(text, /\(1000\.55 − 300\.00\) × 70% = 490\.385 ≈ 490\.30（舍去尾数到角）/)
  assert.doesNotMatch(text, /未另注明/)
})

test('a base that is no whole fen is shown as the law has it', () => {
  const steps = [{ step: 'rate', rate: { parameter: 'rate' } }] as const
  const third = { ...basicLayer, base: { formula: 'third' }, steps }
  const is = { quotient: [{ amount: 'eligible' }, { sum: [1, 2].map(() => ({ literal: ppm(1_500_000) })) }] } as const
  const formulas = { third: { name: 'third', label: '三分之一', kind: 'money', is, place: examplePlan.place } } as const
  const text = told({ ...examplePlan, formulas, layers: [third] } as Plan, 100_00)
  assert.match(text, /基数 三分之一 = 100\.00 ÷ \(1\.5 \+ 1\.5\) = 33\.333333/)
  assert.match(text, /按比例支付 33\.333333 × 70% ≈ 23\.33/)
})

test('a guaranteed payment shows what was missing', () => {
  const parameters = { ...examplePlan.parameters, floor: parameter('floor', '保底额', 'money', fen(900_00)) }
  const plan = withSteps(
    { step: 'rate', rate: { parameter: 'rate' } },
    { step: 'at-least', amount: { parameter: 'floor' } },
  )
  assert.match(told({ ...plan, parameters }, 1000_00), /1\.2 保底补足 900\.00 − 700\.00 = 200\.00/)
  assert.match(told({ ...plan, parameters }, 2000_00), /1\.2 保底补足 已达保底/)
})

test('a layer of which nothing is left does not repeat the law', () => {
  const whole: Plan['layers'][number] = { ...basicLayer, steps: [{ step: 'pay', amount: { amount: 'eligible' } }] }
  const text = told({ ...examplePlan, layers: [whole, criticalLayer] }, 1000_00)
  assert.match(text, /2\. 大病保险 支付 0\.00\n +基数 1000\.00 − 1000\.00 = 0\.00/)
  assert.doesNotMatch(text, /2\.1/)
})

test('the steps of one line stand together before the layers', () => {
  assert.deepEqual(traceLines(lines), [
    '1. 某药 12.5 × 2 = 25.00 [1]',
    '   先行自付 25.00 × 10% = 2.50',
    '   符合范围 22.50',
    '来源',
    '  [1] 示例目录',
  ])
  const [line] = lines
  assert.equal(traceLines([line, line]).filter((text) => text.includes('某药')).length, 2)
})

test('the account says what it may pay and what it has', () => {
  const account: TraceStep = {
    step: 'account',
    subject: '',
    inputs: [
      { name: 'payable', value: '500.00' },
      { name: 'available', value: '200.00' },
    ],
    result: fen(200_00),
    source: '',
    assumed: false,
  }
  assert.deepEqual(traceLines([account]), [
    '1. 个人账户支付 200.00',
    '   可用账户支付的个人负担 500.00；账户可用余额 200.00',
  ])
})

test('a computation without steps has no lines', () => {
  assert.deepEqual(traceLines([]), [])
})

test('a message carries the computation in one Chinese text, its sources at the end', () => {
  const text = chineseTrace(traceOf(examplePlan, wholeBill(fen(1000_00))))
  assert.match(text, /^1\. 基本医疗保险（统筹基金）支付 490\.00；基数 符合政策范围费用 1000\.00；1\.1 起付线 300\.00；/)
  assert.match(text, /；来源：\[1\] 示例发〔2020〕1号 起付标准；\[2\]/)
  assert.ok(!text.includes('\n'))
})

test('machines read the tree with codes, words in both languages, and results as decimal yuan', () => {
  const [basic] = traceJson(traceOf(examplePlan, wholeBill(fen(1000_00))))
  const { step, words, payer, result, steps } = basic as {
    step: string
    words: object
    payer: string
    result: string
    steps: readonly { step: string; result: string; inputs: readonly object[] }[]
  }
  assert.deepEqual(
    { step, words, payer, result },
    {
      step: 'layer',
      words: { zh: '支付', en: 'pays' },
      payer: 'pool',
      result: '490.00',
    },
  )
  assert.deepEqual(
    steps.map((one) => [one.step, one.result]),
    [
      ['deductible', '300.00'],
      ['rate', '490.00'],
      ['payment-limit', '0.00'],
    ],
  )
  assert.deepEqual(steps[0]?.inputs[0], {
    parameter: 'deductible',
    label: '起付标准',
    value: '300.00',
    source: '示例发〔2020〕1号 起付标准',
    assumed: false,
    words: { zh: '起付标准', en: 'deductible' },
  })
})
