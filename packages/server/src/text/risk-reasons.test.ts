import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProviderScore, ScorePart } from '@yibao/core/supervision'
import { reasonsText, scoreText } from './risk-reasons.ts'

const part = (feature: ScorePart['feature'], value: number, points: number, aboveOf100: number): ScorePart => ({
  feature,
  value,
  part: points,
  aboveOf100,
  belowOf100: 100 - aboveOf100,
  median: 10,
})

const score: ProviderScore = {
  score: 4_321,
  start: -40_000,
  parts: [
    part('reimbursed', 604_670, 30_321, 96),
    part('claims', 132, 15_000, 60),
    part('persons', 3.1449, 1_000, 45),
    part('longestStay', 0, -2_000, 3),
  ],
}

test('reasons are told by weight, with the value against all others', () => {
  assert.equal(
    reasonsText(score, 4, 'en'),
    'total reimbursed 604670, above 96% of providers, median 10, +3.0321; claims 132, above 60% of providers, median 10, +1.5000; longest stay in days 0, below 97% of providers, median 10, -0.2000; patients 3.14, below 55% of providers, median 10, +0.1000; start -4.0000',
  )
  assert.equal(
    reasonsText(score, 1, 'zh'),
    '报销总额 604670，高于 96% 的机构，中位数 10，+3.0321；其余 3 项 +1.4000；起点 -4.0000',
  )
})

test('the figures told add up to the score to the last digit, however many reasons are asked for', () => {
  for (const told of [1, 2, 3, 4, 9]) {
    const figures = reasonsText(score, told, 'zh').match(/[+-]?\d+\.\d{4}(?=；|$)/g) ?? []
    const sum = figures.reduce((total, figure) => total + Math.round(Number(figure) * 10_000), 0)
    assert.equal(scoreText(sum), scoreText(score.score))
  }
})
