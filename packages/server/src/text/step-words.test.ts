import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Parameter, Plan, PlanStep } from '@yibao/core/policy'
import { conditionWords, stepWords } from './step-words.ts'

const place = { file: '990000-example/plan.yaml', line: 1 }
const parameter = (name: string, label: string): Parameter => ({ name, label, kind: 'rate', by: [], rows: [], place })

const plan: Plan = {
  id: 'example',
  label: '示例',
  labelEn: 'Example',
  scheme: '310',
  care: ['inpatient'],
  classes: [],
  parameters: {
    base: parameter('base', '基础比例'),
    bonus: parameter('bonus', '提高比例'),
    limit: parameter('limit', '限额'),
  },
  steps: [],
  totals: [{ code: 'ipt_elig', label: '费用累计', adds: 'eligible' }],
  accountPays: [],
  rounding: { mode: 'half-up', unit: 'fen' },
  place,
}

test('an expression within an expression stands in brackets', () => {
  const step: PlanStep = {
    step: 'pool-rate',
    rate: { complement: { sum: [{ parameter: 'base' }, { parameter: 'bonus' }] } },
  }
  assert.equal(stepWords(plan, step, 'zh'), '其余费用由统筹基金支付 100% − (「基础比例」 + 「提高比例」)')
  assert.equal(stepWords(plan, step, 'en'), 'the fund pays 100% − (base + bonus) of the rest')
})

test('a limit names the running total it looks at', () => {
  const step: PlanStep = { step: 'cost-limit', limit: { parameter: 'limit' }, total: 'ipt_elig' }
  assert.equal(stepWords(plan, step, 'zh'), '本年累计（费用累计 ipt_elig）超过「限额」的费用由个人负担')
})

test('tiers say from where they count and whose share they print', () => {
  const step: PlanStep = { step: 'pool-tiers', tiers: 'base', copay: true, position: 'visit', total: null }
  assert.match(stepWords(plan, step, 'zh'), /分段从本次费用起算，表中为个人比例/)
  assert.match(stepWords(plan, step, 'en'), /counted from this bill's expense; the table prints the person's share/)
})

test('a condition reads as a phrase', () => {
  assert.equal(conditionWords({ fact: 'kind', oneOf: ['community', 'clinic'] }, 'zh'), '机构类型 社区机构、诊所')
  assert.equal(conditionWords({ fact: 'consecutiveYear', atLeast: 3, atMost: 5 }, 'en'), 'consecutive year 3..5')
  assert.equal(conditionWords({ fact: 'age', atLeast: 60, atMost: null }, 'zh'), '年龄 60..')
  assert.equal(conditionWords({ fact: 'consecutiveYear', atLeast: 1, atMost: 1 }, 'en'), 'consecutive year 1')
  assert.equal(conditionWords({ fact: 'trait.capClass', oneOf: ['highest'] }, 'zh'), '参保标识 capClass highest')
})
