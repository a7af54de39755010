import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { county } from '../../tests/support/enrolment.ts'
import { addDays, daysBetween, isoDate, yearOf } from '../kernel/index.ts'
import { compileEnrolment } from './enrol.ts'
import { enrolHousehold } from './household.ts'

const first = isoDate('2025-08-01')
const payment = fc.integer({ min: 0, max: 516 }).map((days) => addDays(first, days))
const status = fc.constantFrom('adult', 'minor', 'student')
const standing = fc.constantFrom('alone', 'patient-insured', 'members-insured', 'none-insured')

test('cover begins in its year, never before the payment, and ends with the year', () => {
  fc.assert(
    fc.property(payment, status, standing, (paidOn, personStatus, household) => {
      const facts = { personStatus, age: 30, household }
      const outcome = compileEnrolment(county, paidOn).enrol({ period: '2026', facts, paid: [] })
      if (!outcome.ok) return
      const { cover, coverageFrom } = outcome.value
      assert.ok(coverageFrom >= paidOn || yearOf(paidOn) < 2026)
      assert.ok(coverageFrom >= '2026-01-01')
      assert.ok(coverageFrom < '2027-01-01')
      assert.deepEqual(cover, { from: coverageFrom, until: '2027-01-01' })
    }),
  )
})

test('who pays later in the same window is never covered earlier', () => {
  fc.assert(
    fc.property(payment, payment, standing, (a, b, household) => {
      const [early, late] = daysBetween(a, b) >= 0 ? [a, b] : [b, a]
      const facts = { personStatus: 'adult', age: 30, household }
      const [one, other] = [early, late].map((paidOn) =>
        compileEnrolment(county, paidOn).enrol({ period: '2026', facts, paid: [] }),
      )
      if (!one?.ok || !other?.ok || one.value.window !== other.value.window) return
      assert.ok(one.value.coverageFrom <= other.value.coverageFrom)
    }),
  )
})

test('a household is complete exactly when nobody is missing, and its premiums add up', () => {
  const member = fc.record({ insured: fc.boolean(), paidOn: fc.option(payment), personStatus: status })
  fc.assert(
    fc.property(fc.array(member, { maxLength: 6 }), fc.nat(5), (list, sick) => {
      const members = list.map(({ personStatus, ...rest }, index) => ({
        member: `m${index}`,
        facts: { personStatus, age: personStatus === 'minor' ? 9 : 30 },
        paid: [],
        ...rest,
      }))
      const outcome = enrolHousehold(county, { period: '2026', members, patient: `m${sick}` }, isoDate('2026-06-01'))
      assert.ok(outcome.ok)
      const { missing, completeOn, premiumTotal, members: decisions } = outcome.value
      const open = decisions.filter(
        ({ exempt, outcome }) => !exempt && outcome.is !== 'insured' && outcome.is !== 'enrolled',
      )
      assert.deepEqual(
        missing,
        open.map(({ member }) => member),
      )
      const newcomers = decisions.filter(({ exempt, outcome }) => !exempt && outcome.is === 'enrolled')
      assert.equal(completeOn !== null, missing.length === 0 && newcomers.length > 0)
      const premiums = decisions.map(({ outcome }) => (outcome.is === 'enrolled' ? (outcome.decision.premium ?? 0) : 0))
      assert.equal(
        premiumTotal,
        premiums.reduce<number>((sum, one) => sum + one, 0),
      )
    }),
  )
})
