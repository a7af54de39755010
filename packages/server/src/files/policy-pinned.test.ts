import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compilePlan } from '@yibao/core/benefit'
import { fen, isoDate } from '@yibao/core/kernel'
import { examplePlan, wholeBill } from '../../tests/support/example-plan.ts'
import { pinnedPlan } from './policy-pinned.ts'

const bill = wholeBill(fen(1000_00))

test('the law of a day holds on every day', () => {
  const pinned = pinnedPlan(examplePlan, isoDate('2023-06-01'))
  const early = compilePlan(pinned, isoDate('1999-01-01')).apportion(bill)
  const then = compilePlan(examplePlan, isoDate('2023-06-01')).apportion(bill)
  assert.ok(early.ok && then.ok)
  assert.deepEqual(early.value.payments, then.value.payments)
})

test('what the law did not say on that day stays unsaid', () => {
  const pinned = pinnedPlan(examplePlan, isoDate('2019-12-31'))
  const outcome = compilePlan(pinned, isoDate('2023-06-01')).apportion(bill)
  assert.ok(!outcome.ok)
  assert.equal(outcome.error.code, 'policy.no-value')
})
