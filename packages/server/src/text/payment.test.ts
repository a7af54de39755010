import assert from 'node:assert/strict'
import { join } from 'node:path'
import { it } from 'node:test'
import type { Step } from '@yibao/core/payment'
import { playPaymentCase } from '../files/payment-cases.ts'
import { readPayment } from '../files/payment-reading.ts'
import { policyFolder } from '../files/shipped.ts'
import { caseEquation, equationOf, stepLines } from './payment.ts'
import { planText } from './payment-plan-text.ts'

const { plans, cases } = await readPayment(join(policyFolder, 'payment'))

function stepsOf(id: string): readonly Step[] {
  const example = cases.find((one) => one.id === id)
  assert.ok(example !== undefined)
  const outcome = playPaymentCase(example, plans)
  assert.ok(outcome !== null && outcome.refused === null)
  return outcome.steps
}

it('a normal case reads as one calculation', () => {
  assert.equal(caseEquation(stepsOf('W4'), 'zh'), '1,250 × 1.05 × 1.15 × 12.0000 = 18,112.50 元')
})

it('a case whose points were rounded, or whose cost was the limit, is not told as one calculation', () => {
  const steps = stepsOf('W4')
  const rounded = steps.map((step) =>
    step.formula === 'case.normal' ? { ...step, result: { value: '1509.3751', unit: 'points' as const } } : step,
  )
  assert.equal(caseEquation(rounded, 'zh'), null)
  const cap: Step = { formula: 'value.cost-cap', inputs: [], result: { value: '9000.00', unit: 'yuan' }, sources: [] }
  assert.equal(caseEquation([...steps, cap], 'zh'), null)
})

it('a high case in the form of Jining shows how its factor came about', () => {
  const lines = stepLines(stepsOf('W7'), 'zh').map((line) => line.trim())
  assert.ok(lines.includes('3. 高于上限：42,000.00 ÷ 15,000.00 = 2.8 > 2'))
  assert.ok(lines.includes('4. 超出部分系数：(42,000.00 ÷ 15,000.00 − 2) × 1 + 1.05 = 1.85'))
  assert.ok(lines.includes('5. 费用极高病例：1,250 × 1.85 = 2,312.5 分'))
})

it('steps read in English too', () => {
  const lines = stepLines(stepsOf('W8'), 'en').map((line) => line.trim())
  assert.ok(lines.includes('3. normal case: 1,850 × 0.95 = 1,757.5 points'), lines.join('\n'))
})

it('an assumed value never appears without its mark', () => {
  const lines = stepLines(stepsOf('W4'), 'zh').filter((line) => line.includes('dip.institution'))
  assert.ok(lines.length > 0 && lines.every((line) => line.includes('〔推定〕')))
})

it('a plan is shown whole in both languages', () => {
  for (const { plan } of plans) {
    for (const language of ['zh', 'en'] as const) {
      const text = planText(plan, language).join('\n')
      assert.doesNotMatch(text, /undefined|\[object/)
      for (const method of plan.methods) assert.ok(text.includes(method.label))
    }
  }
})

it('a calculation that a limit cut says so instead of an equation that does not hold', () => {
  const yuan = (name: string, value: string) => ({ name, value, unit: 'yuan' }) as const
  const number = (name: string, value: string) => ({ name, value, unit: 'number' }) as const
  const step = (formula: string, inputs: Step['inputs'], result: Step['result']): Step => ({
    formula,
    inputs,
    result,
    sources: [],
  })
  const cut: readonly (readonly [Step, string])[] = [
    [
      step(
        'factor.no-excess',
        [yuan('cost', '42000.00'), yuan('level-mean', '24000.00'), number('limit', '2'), number('plus', '1')],
        { value: '1', unit: 'number' },
      ),
      '42,000.00 ÷ 24,000.00 < 2 → 1',
    ],
    [
      step('factor.days-whole', [{ name: 'days', value: '12', unit: 'days' }, number('meanStay', '6.5')], {
        value: '1.0000',
        unit: 'number',
      }),
      '12 天 ÷ 6.5 > 1 → 1',
    ],
    [
      step('value.others-exceed', [yuan('standard', '13500.00'), yuan('others', '74290.68')], yuan('', '0.00')),
      '13,500.00 − 74,290.68 < 0 → 0.00 元',
    ],
    [
      step(
        'clearing.low-cost',
        [
          yuan('charged', '60.00'),
          { name: 'sign', value: '<=', unit: 'text' },
          yuan('payable', '100.00'),
          { name: 'limit', value: '60%', unit: 'percent' },
        ],
        yuan('', '60.00'),
      ),
      '60.00 <= 100.00 × 60% → 60.00 元',
    ],
  ]
  for (const [one, expected] of cut) assert.equal(equationOf(one, 'zh'), expected)
})
