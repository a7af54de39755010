import assert from 'node:assert/strict'
import { test } from 'node:test'
import { costPerStay, hospital, meansRules, meanValue } from '../../tests/support/means.ts'
import { type JudgedIndicator, type Judgement, judgeTarget, riskOf, type Topic } from './index.ts'

const codes = ['V03', 'V05', 'Q03']
const indicators = new Map<string, JudgedIndicator>(codes.map((code) => [code, { ...costPerStay, code, target: 100 }]))
const topic: Topic = {
  code: 'cost',
  name: { zh: '费用', en: 'Cost' },
  signals: [
    { indicator: 'V03', means: 'target', weight: 3 },
    { indicator: 'V05', means: 'target', weight: 2 },
    { indicator: 'Q03', means: 'target', weight: 5 },
  ],
}
const about = { subject: hospital('X'), period: '2025-03' }

function judged(code: string, value: number, rows = 100): Judgement {
  const indicator = indicators.get(code) ?? costPerStay
  return judgeTarget({ ...meanValue(about.subject, value, rows), indicator: code }, indicator, meansRules)
}

const risk = (...of: readonly Judgement[]) => riskOf(topic, about, of, indicators, meansRules)

test('the score is the weighted mean of strengths, and its reasons add up to it, the gravest first', () => {
  const { score, reasons } = risk(judged('V03', 125), judged('V05', 200), judged('Q03', 90))
  assert.equal(score, 35)
  assert.deepEqual(
    reasons.map(({ indicator, strength, points }) => [indicator, strength, points]),
    [
      ['V05', 1, 20],
      ['V03', 0.5, 15],
    ],
  )
})

test('what was refused counts neither way', () => {
  const { score, judged: part } = risk(judged('V05', 200), judged('V03', 200), judged('Q03', 90, 2))
  assert.equal(score, 100)
  assert.equal(part, 0.5)
})

test('where less than half of the weight was judged nothing is said', () => {
  const { score, refused } = risk(judged('V03', 200), judged('Q03', 90, 2))
  assert.equal(score, null)
  assert.deepEqual(refused, [{ code: 'supervision.too-little-judged', judged: 0.3, needed: 0.5 }])
})

test('all as bad as can be is one hundred, nothing bad is zero', () => {
  assert.equal(risk(...codes.map((code) => judged(code, 500))).score, 100)
  assert.equal(risk(...codes.map((code) => judged(code, 50))).score, 0)
})
