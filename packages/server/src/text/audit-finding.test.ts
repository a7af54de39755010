import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runAuditCase } from '../files/audit-cases.ts'
import { readCases, ruleText } from '../files/audit-testing.ts'
import { findingLines, findingText } from './audit-finding.ts'
import { ruleLines } from './audit-rule.ts'

const cases =
  '\ncases:\n  - { name: twice, given: { points: [{ item: X, limit: 1 }], visit: { lines: [{ item: X, name: 静脉采血, qty: 3, price: 4 }] } }, expect: hit }'

function found(changes: Readonly<Record<string, string>> = {}) {
  const [example] = readCases(`${ruleText({ cases: '', ...changes })}${cases}`).cases
  assert.ok(example)
  const [rule] = example.release.rules
  const [finding] = runAuditCase(example, 'compiled').findings
  assert.ok(rule !== undefined && finding !== undefined)
  return { rule, finding }
}

test('a doctor reads what was found, the money, who bears it and what it stands on', () => {
  const { rule, finding } = found()
  assert.deepEqual(findingText(rule, finding), {
    zh: '静脉采血 3 1。涉及 8.00 元，不予支付，由医药机构承担，不得向参保人收取。（规则 M-C02，依据：条例第三十八条，知识点 frequency case-1）',
    en: '静脉采血 3: 8.00 yuan in question, not paid and borne by the institution, which may not charge the person (rule M-C02, knowledge point frequency case-1)',
  })
})

test('a suspect asks to be checked, a refusal refuses the bill', () => {
  const suspect = found({ severity: 'suspect', action: 'mark' })
  assert.match(findingText(suspect.rule, suspect.finding).zh, /涉及 8\.00 元，疑点，请核对/)
  const refused = found({ action: 'refuse', stake: 'none' })
  assert.match(findingText(refused.rule, refused.finding).en, /the bill is refused/)
})

test('an examiner reads every fact', () => {
  const { rule, finding } = found()
  const lines = findingLines(rule, finding)
  assert.equal(lines[0], 'M-C02 限定频次 Frequency')
  assert.ok(lines.some((line) => line.includes('数量 quantity 2')))
  assert.ok(lines.includes('  line.name = 静脉采血'))
})

test('a rule is told in words in both languages', () => {
  const { rule } = found()
  const zh = ruleLines(rule, 'zh')
  assert.ok(zh.includes('  限度：line.qty 之和 > point.limit + param.slack'))
  assert.ok(zh.includes('处理：违规 · 扣减 · 由医药机构承担，不得向参保人收取'))
  const en = ruleLines(rule, 'en')
  assert.ok(en.includes('  window: within one day'))
  assert.ok(en.includes('parameter: codes = A01, B02'))
})

test('whom a rule is for is said in the words of either language', () => {
  const { rule } = found({ scope: '{ care: [inpatient, outpatient], kinds: [hospital], medTypes: ["11"] }' })
  assert.ok(ruleLines(rule, 'zh').includes('适用：就医方式 住院、门诊；机构类型 医院；医疗类别 11'))
  assert.ok(
    ruleLines(rule, 'en').includes('scope: care inpatient, outpatient; institutions hospital; types of care 11'),
  )
})
