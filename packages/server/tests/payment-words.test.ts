import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HeldReason } from '@yibao/core/payment'
import type { EntryRefusal } from '../src/flows/payment-entries.ts'
import type { ReviewRefusal } from '../src/flows/payment-review-ports.ts'
import type { PaymentRunRefusal } from '../src/flows/payment-run-refusals.ts'
import { type RunRefusal, runRefusalText } from '../src/text/payment-run.ts'

type Code = (PaymentRunRefusal | HeldReason | ReviewRefusal | EntryRefusal)['code']

/** Every code that the payer's flows may refuse with; the compiler asks for each. */
const codes: Readonly<Record<Code, true>> = {
  'payment.bad-case': true,
  'payment.bad-month': true,
  'payment.budget-spent': true,
  'payment.budget-zero': true,
  'payment.budgets-over-fund': true,
  'payment.busy': true,
  'payment.cases-refused': true,
  'payment.changed-meanwhile': true,
  'payment.earlier-month-open': true,
  'payment.group-without-mean': true,
  'payment.group-without-weight': true,
  'payment.institution-without-level': true,
  'payment.invalid-record': true,
  'payment.later-closed': true,
  'payment.month-closed': true,
  'payment.month-not-over': true,
  'payment.months-missing': true,
  'payment.no-assessment': true,
  'payment.no-band': true,
  'payment.no-basis': true,
  'payment.no-budget': true,
  'payment.no-cases': true,
  'payment.no-grouper': true,
  'payment.no-list': true,
  'payment.two-insurances': true,
  'payment.no-method': true,
  'payment.no-parameter': true,
  'payment.no-people': true,
  'payment.no-plan': true,
  'payment.no-point-value': true,
  'payment.no-points': true,
  'payment.no-reduction': true,
  'payment.no-rule': true,
  'payment.no-run': true,
  'payment.no-table': true,
  'payment.not-a-reviewer': true,
  'payment.not-assigned': true,
  'payment.not-grouped': true,
  'payment.outside-plan': true,
  'payment.plan-changed': true,
  'payment.plans-differ': true,
  'payment.review-exists': true,
  'payment.review-kind': true,
  'payment.review-other-case': true,
  'payment.review-over-cap': true,
  'payment.review-same-person': true,
  'payment.review-state': true,
  'payment.review-too-few': true,
  'payment.review-too-late': true,
  'payment.reviewers-same': true,
  'payment.run-unfinished': true,
  'payment.too-few-points': true,
  'payment.unknown-case': true,
  'payment.unknown-institution': true,
  'payment.unknown-review': true,
  'payment.year-cleared': true,
  'payment.year-not-over': true,
  'payment.zero-divisor': true,
}

const facts = {
  plan: 'a-plan',
  caseId: 'C1',
  month: '2025-03',
  later: '2025-04',
  open: ['2025-02'],
  months: ['2025-02'],
  hashes: ['abcdef0123456789'],
  byCode: { 'payment.no-method': 2 },
  asked: { level: 'tertiary' },
  grouping: 'drg',
  kind: 'drg',
  money: 0,
  pot: 0,
  sum: 1,
  fund: 0,
  points: 1,
}

test('every refusal of payments is told in Chinese and English, with what to do', () => {
  for (const code of Object.keys(codes)) {
    const told = runRefusalText({ ...facts, code } as RunRefusal)
    assert.match(told, /[\u4e00-\u9fff]/, code)
    assert.match(told, /[a-z]{2,} [a-z]{2,}/, code)
    assert.match(told, /: |；|，/, `${code} says what to do`)
  }
})
