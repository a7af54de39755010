import assert from 'node:assert/strict'
import { test } from 'node:test'
import { costPerStay, hospital, meansRules, meanValue } from '../../tests/support/means.ts'
import { judgeTarget, scaleOf } from './index.ts'

const limited = { ...costPerStay, target: 100 }

test('what is estimated from cases needs cases; a region, an account and a person are what they are', () => {
  const few = meanValue(hospital('X'), 200, 3)
  assert.equal(judgeTarget(few, limited, meansRules).verdict, 'refused')
  assert.equal(judgeTarget(few, { ...limited, cases: false }, meansRules).verdict, 'bad')
  for (const grain of ['region', 'person', 'rule'] as const) {
    const fact = { ...few, subject: { ...few.subject, grain } }
    assert.equal(judgeTarget(fact, limited, meansRules).verdict, 'bad')
  }
})

test('amounts, counts and days are compared by their ratios, shares as they are', () => {
  for (const unit of ['yuan', 'yuan/stay', 'stays', 'days', 'index', 'visits/day']) assert.equal(scaleOf(unit), 'log')
  for (const unit of ['percent', 'points', 'months']) assert.equal(scaleOf(unit), 'plain')
})
