import assert from 'node:assert/strict'
import { test } from 'node:test'
import { featuresOf } from './score-features.ts'

const facts = {
  reimbursed: 604_000,
  highestClaim: 57_000,
  claims: 132,
  persons: 110,
  attendingDoctors: 44,
  inpatientShare: 0.469697,
  regions: 3,
  longestStayDays: 28,
  daysPerClaim: 2.89394,
}

test('shares and means of the table become counts of stays and days again', () => {
  const values = featuresOf(facts)
  assert.equal(values.stays, 62)
  assert.equal(values.outpatientClaims, 70)
  assert.equal(values.hospitalDays, 382)
  assert.equal(values.daysPerStay, 382 / 62)
  assert.equal(values.claimsPerPerson, 1.2)
})

test('a provider without a stay has no days per stay', () => {
  assert.equal(featuresOf({ ...facts, inpatientShare: 0, daysPerClaim: 0 }).daysPerStay, 0)
})
