import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import type { ReviewFinding, ReviewRefusal, RuleCode } from '@yibao/core/review'
import { checkSentences, type ExtremesOf } from '../../../tests/support/refusal-sentences.ts'
import { reviewSentence, ruleWords } from './review-finding-words.ts'

const long = '长𠮷'.repeat(2_000)
const most = Number.MAX_SAFE_INTEGER

const extremes: ExtremesOf<ReviewRefusal> = {
  'review.bad-moment': { code: 'review.bad-moment', moment: long },
  'review.bad-way': { code: 'review.bad-way', resultId: long, way: long },
  'review.named-twice': { code: 'review.named-twice', resultId: long, row: most },
  'review.unknown-result': { code: 'review.unknown-result', resultId: long },
  'review.moment-differs': { code: 'review.moment-differs', resultId: long, given: 'ordering' },
  'review.no-reason': { code: 'review.no-reason', resultId: long },
}

checkSentences(Object.values(extremes))

const worst: ReviewFinding = {
  rule: 'restricted',
  severity: '3',
  patientId: long,
  encounterId: long,
  orderId: long,
  itemCode: long,
  itemName: long,
  occurrence: most,
  amount: fen(most),
  evidence: 'x',
}

test('every rule has a number of its own, and words in Chinese and English', () => {
  const rules = Object.keys(ruleWords) as RuleCode[]
  assert.equal(new Set(rules.map((rule) => ruleWords[rule].ruleId)).size, rules.length)
  for (const rule of rules) {
    const sentence = reviewSentence({ ...worst, rule })
    assert.match(sentence, /\p{Script=Han}/u, rule)
    assert.ok([...sentence].length <= 500, rule)
    assert.match(ruleWords[rule].english, /^[a-z ]+$/, rule)
  }
})
