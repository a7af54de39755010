import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../tests/support/hospital-day.ts'
import { bookWith, hospital, outpatientPlan } from '../../tests/support/world.ts'
import { isoDate } from '../kernel/index.ts'
import { entitlementOf } from './entitlement.ts'

const on = isoDate('2025-03-02')
const file = freshStore().fileFor({})

test('an insured person is entitled to care that a plan of the scheme pays', () => {
  const { enrolment, plan } = entitlementOf(file, {
    scheme: '310',
    medType: '11',
    on,
    book: bookWith(),
    provider: hospital,
  })
  assert.deepEqual([enrolment?.scheme, plan?.id], ['310', 'example'])
})

test('nobody is entitled in a scheme that does not insure them', () => {
  assert.deepEqual(entitlementOf(file, { scheme: '390', medType: '11', on, book: bookWith(), provider: hospital }), {
    scheme: '390',
    enrolment: null,
    plan: null,
    missing: null,
  })
})

test('a special drug is asked of its own plan, not of the outpatient one', () => {
  const question = { scheme: '310', medType: '15', on, provider: hospital } as const
  assert.equal(entitlementOf(file, { ...question, book: bookWith(), provider: hospital }).plan, null)
  const book = bookWith(outpatientPlan({ id: 'special', care: ['special-drug'] }))
  assert.equal(entitlementOf(file, { ...question, book }).plan?.id, 'special')
})
