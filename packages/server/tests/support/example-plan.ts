import { type BillInput, compilePlan, type TraceStep } from '@yibao/core/benefit'
import { type Fen, fen, halfUpFen, isoDate, ppm, zeroFen } from '@yibao/core/kernel'
import type { Layer, Parameter, ParameterKind, ParameterValue, Plan } from '@yibao/core/policy'

export const place = { file: '990000-example/plan.yaml', line: 1 }

/** A parameter of one value since 2020, with a source that names it. */
export function parameter(
  name: string,
  label: string,
  kind: ParameterKind,
  value: ParameterValue,
  assumed = false,
): Parameter {
  const source = `示例发〔2020〕1号 ${label}`
  const rows = [{ key: [], values: [{ from: isoDate('2020-01-01'), value, source, assumed }], place }]
  return { name, label, kind, by: [], rows, place }
}

const parameters = [
  parameter('deductible', '起付标准', 'money', fen(300_00)),
  parameter('rate', '支付比例', 'rate', ppm(700_000)),
  parameter('threshold', '大病起付线', 'money', fen(16_901_00), true),
  parameter('factor', '困难群体系数', 'factor', ppm(500_000)),
  parameter('criticalRate', '大病支付比例', 'rate', ppm(650_000)),
  parameter('limit', '支付限额', 'money', fen(200_000_00)),
  parameter('tiers', '分段比例', 'tiers', [
    { to: fen(30_000_00), rate: ppm(850_000) },
    { to: null, rate: ppm(900_000) },
  ]),
]

function layer(over: Pick<Layer, 'name' | 'label' | 'payer' | 'base' | 'steps'>): Layer {
  return { when: [], rounding: halfUpFen, place, ...over }
}

export const basicLayer = layer({
  name: 'basic',
  label: '基本医疗保险',
  payer: 'pool',
  base: { amount: 'eligible' },
  steps: [
    { step: 'deductible', amount: { parameter: 'deductible' }, total: 'ipt_dedc' },
    { step: 'rate', rate: { parameter: 'rate' } },
    { step: 'payment-limit', limit: { parameter: 'limit' }, total: 'ipt_pool' },
  ],
})

export const criticalLayer = layer({
  name: 'critical',
  label: '大病保险',
  payer: 'criticalIllness',
  base: { difference: [{ amount: 'eligible' }, { amount: 'basic.paid' }] },
  steps: [
    { step: 'deductible', amount: { formula: 'thresholdDue' }, total: null },
    { step: 'rate', rate: { parameter: 'criticalRate' } },
  ],
})

/** Basic insurance and critical illness insurance of nowhere, in the shape of a real chain. */
export const examplePlan: Plan = {
  id: 'example',
  label: '示例方案',
  labelEn: 'Example plan',
  inputs: [{ name: 'group', label: '困难群体', kind: 'text', words: ['none', 'poor'], each: null }],
  classes: [],
  parameters: Object.fromEntries(parameters.map((one) => [one.name, one])),
  formulas: {
    thresholdDue: {
      name: 'thresholdDue',
      label: '本人大病起付线',
      kind: 'money',
      is: { product: [{ parameter: 'threshold' }, { parameter: 'factor' }] },
      place,
    },
  },
  scheme: '390',
  care: ['inpatient'],
  layers: [basicLayer, criticalLayer],
  totals: [
    { code: 'ipt_dedc', label: '起付标准累计', adds: 'basic.deductible', over: 'year' },
    { code: 'ipt_pool', label: '统筹支付累计', adds: 'basic.paid', over: 'year' },
  ],
  accountPays: [],
  readings: {},
  place,
}

/** A bill of which everything is eligible. */
export function wholeBill(eligible: Fen, over: Partial<BillInput> = {}): BillInput {
  return {
    totals: { total: eligible, nonCovered: zeroFen, overPriceLimit: zeroFen, preCoinsurance: zeroFen, eligible },
    streams: {},
    facts: {},
    used: {},
    accountBalance: zeroFen,
    accountUsed: false,
    accountAsked: null,
    ...over,
  }
}

/** The trace of a bill under a plan. @throws Error when the law refuses it */
export function traceOf(plan: Plan, bill: BillInput): readonly TraceStep[] {
  const outcome = compilePlan(plan, isoDate('2023-06-01')).apportion(bill)
  if (!outcome.ok) throw new Error(outcome.error.code)
  return outcome.value.trace
}
