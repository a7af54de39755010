import assert from 'node:assert/strict'
import { test } from 'node:test'
import { feedbackOf, type StatedFeedback } from './feedback.ts'

const given = [
  { resultId: 'A', moment: 'ordering' },
  { resultId: 'B', moment: 'settling' },
] as const

const row = (resultId: string, more: Partial<StatedFeedback> = {}): StatedFeedback => ({
  resultId,
  way: 'continue',
  reason: '二线用药',
  ...more,
})

const refused = (rows: readonly StatedFeedback[]) => {
  const taken = feedbackOf(rows, 'ordering', given)
  return taken.ok ? 'taken' : taken.error.code
}

test('who goes on says why, who changes the order need not', () => {
  assert.deepEqual(feedbackOf([row('A', { reason: ' 二线用药 ' })], 'ordering', given), {
    ok: true,
    value: [{ resultId: 'A', way: 'continue', reason: '二线用药' }],
  })
  assert.deepEqual(feedbackOf([row('A', { way: 'change', reason: null })], 'ordering', given), {
    ok: true,
    value: [{ resultId: 'A', way: 'change', reason: '' }],
  })
  for (const reason of [null, '', '  ']) assert.equal(refused([row('A', { reason })]), 'review.no-reason')
})

test('a result is known, of this moment, and named once', () => {
  assert.equal(refused([row('C')]), 'review.unknown-result')
  assert.equal(refused([row('B')]), 'review.moment-differs')
  assert.equal(refused([row('A'), row('A')]), 'review.named-twice')
})
