import assert from 'node:assert/strict'
import { join } from 'node:path'
import { it } from 'node:test'
import type { Step } from '@yibao/core/payment'
import { playPaymentCase } from '../files/payment-cases.ts'
import { readPayment } from '../files/payment-reading.ts'
import { policyFolder } from '../files/shipped.ts'
import { caseEquation, stepLines } from './payment.ts'
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
