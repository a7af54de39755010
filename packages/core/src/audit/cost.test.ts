import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, field, is, value } from '../../tests/support/audit-samples.ts'
import { type AuditExpression, checkExpressionCost, expressionCostBound } from './index.ts'

const exists = (body: AuditExpression): AuditExpression => ({
  op: 'each',
  take: 'exists',
  over: field('visit.lines'),
  as: 'l',
  body,
})

test('a list within a list is the most that a rule may ask, a third is too dear', () => {
  assert.ok(checkExpressionCost(exists(exists(is('l.item', 'X')))) <= expressionCostBound)
  assert.ok(checkExpressionCost(exists(exists(exists(is('l.item', 'X'))))) > expressionCostBound)
})

test('a pattern that could take for ever, is no constant or is none, has no price', () => {
  const cost = (pattern: AuditExpression) => checkExpressionCost(call('matches', field('line.item'), pattern))
  assert.ok(cost(value('^33[0-9]+(A|B)$')) < expressionCostBound)
  const endless = ['(a+)+$', '((a+))+$', '(a*)*', '(a|a)*$', '(a|a)?', 'a++', '.*.*.*x', `${'a?'.repeat(33)}$`]
  for (const pattern of [...endless, '(', '(?=a)', '(a)\\1', 'a'.repeat(101)])
    assert.equal(cost(value(pattern)), Number.POSITIVE_INFINITY, pattern)
  assert.equal(cost(field('line.name')), Number.POSITIVE_INFINITY)
})
