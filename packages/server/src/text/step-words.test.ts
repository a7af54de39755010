import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from '@yibao/core/kernel'
import type { LayerStep } from '@yibao/core/policy'
import { examplePlan } from '../../tests/support/example-plan.ts'
import { conditionWords } from './condition-words.ts'
import { expressionWords } from './expression-words.ts'
import { vocabularyOf } from './layer-text.ts'
import { stepWords } from './step-words.ts'

const [zh, en] = [vocabularyOf(examplePlan, 'zh'), vocabularyOf(examplePlan, 'en')]

test('a calculation reads with the labels of the law, in English with the names of the rules', () => {
  const { is } = examplePlan.formulas.thresholdDue ?? { is: { literal: 0 as never } }
  assert.equal(expressionWords(is, zh), '大病起付线 × 困难群体系数')
  assert.equal(expressionWords(is, en), 'threshold × factor')
})

test('what binds looser stands in brackets', () => {
  const rest = { complement: { sum: [{ parameter: 'rate' }, { parameter: 'factor' }] } } as const
  assert.equal(expressionWords(rest, zh), '100% − (支付比例 + 困难群体系数)')
  assert.equal(
    expressionWords({ product: [rest, { parameter: 'limit' }] }, zh),
    '(100% − (支付比例 + 困难群体系数)) × 支付限额',
  )
  const back = {
    difference: [{ amount: 'eligible' }, { sum: [{ amount: 'basic.paid' }, { used: 'ipt_pool' }] }],
  } as const
  assert.equal(expressionWords(back, zh), '符合政策范围费用 − (基本医疗保险支付 + 此前“统筹支付累计”)')
})

test('a choice by class, a list and a band are told in words', () => {
  const choice = {
    choose: 'personStatus',
    among: { active: { parameter: 'rate' }, retired: { literal: 1_000_000 as never } },
  }
  assert.equal(expressionWords(choice, zh), '按 人员身份〔在职：支付比例；退休：1〕')
  assert.equal(
    expressionWords({ over: 'diseases', take: 'sum', each: { parameter: 'limit' } }, en),
    'sum over diseases(limit)',
  )
  assert.equal(
    expressionWords({ band: 'tiers', at: { amount: 'eligible' } }, zh),
    '「分段比例」中 符合政策范围费用 所在段的比例',
  )
})

test('a step is a sentence that names the running total it looks at, and its span', () => {
  const limit: LayerStep = { step: 'payment-limit', limit: { parameter: 'limit' }, total: 'ipt_pool' }
  assert.equal(stepWords(limit, zh), '支付以 支付限额 为限，连同此前累计（ipt_pool，年度）')
  assert.equal(stepWords(limit, en), 'pays no more than limit, together with what was counted before (ipt_pool, year)')
  const deductible: LayerStep = { step: 'deductible', amount: { parameter: 'deductible' }, total: null }
  assert.equal(stepWords(deductible, zh), '个人先负担 起付标准，每次都扣')
})

test('bands say from where they count and what the front does to them', () => {
  const step: LayerStep = {
    step: 'tiers',
    tiers: 'tiers',
    rate: { complement: { bandRate: true } },
    startsAt: { used: 'ipt_pool' },
    front: 'inside',
  }
  assert.equal(
    stepWords(step, zh),
    '余下费用按“分段比例”分段支付，各段支付 100% − 本段比例，从 此前“统筹支付累计” 起算；起付线等先占用最低段',
  )
})

test('a condition reads as a phrase', () => {
  const words = (condition: Parameters<typeof conditionWords>[0], language: 'zh' | 'en'): string =>
    conditionWords(condition, examplePlan, language)
  assert.equal(words({ fact: 'kind', oneOf: ['community', 'clinic'] }, 'zh'), '机构类型 社区卫生服务机构、诊所')
  assert.equal(words({ fact: 'consecutiveYear', atLeast: 3, atMost: 5 }, 'en'), 'consecutive year 3 to 5')
  assert.equal(words({ fact: 'age', atLeast: 60, atMost: null }, 'zh'), '年龄 ≥ 60')
  assert.equal(words({ fact: 'consecutiveYear', atLeast: 1, atMost: 1 }, 'en'), 'consecutive year 1')
  assert.equal(words({ fact: 'bornOn', since: null, before: isoDate('1956-01-01') }, 'zh'), '出生日期 1956-01-01 之前')
  assert.equal(words({ fact: 'trait.capClass', oneOf: ['highest'] }, 'zh'), '参保标识 capClass highest')
  assert.equal(words({ fact: 'group', oneOf: ['poor'] }, 'zh'), '困难群体 poor')
})
