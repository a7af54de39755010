import assert from 'node:assert/strict'
import { test } from 'node:test'
import { county } from '../../tests/support/enrolment.ts'
import { place } from '../../tests/support/plan.ts'
import { isoDate } from '../kernel/index.ts'
import { enrolHousehold } from './household.ts'
import type { HouseholdMember } from './types.ts'

const on = isoDate('2026-04-10')

function member(name: string, rest: Partial<HouseholdMember> = {}): HouseholdMember {
  return { member: name, facts: { personStatus: 'adult', age: 40 }, paid: [], insured: false, paidOn: null, ...rest }
}

const insured = (name: string) => member(name, { insured: true })
const pays = (name: string, paidOn: string, facts = { personStatus: 'adult', age: 40 }) =>
  member(name, { paidOn: isoDate(paidOn), facts })
const child = { personStatus: 'minor', age: 9 }
const student = { personStatus: 'student', age: 20 }

test('the rule that obliges is named with its source', () => {
  const obligedBy = (day: string) => {
    const outcome = enrolHousehold(county, { period: '2026', members: [], patient: null }, isoDate(day))
    return outcome.ok ? outcome.value.obligedBy : outcome
  }
  assert.deepEqual(obligedBy('2026-04-10'), { label: '家庭成员同时参保', source: '示例规定 户', assumed: false })
  assert.equal(obligedBy('2027-01-01'), null)
})

function decided(members: readonly HouseholdMember[], patient: string | null = 'patient', day = on) {
  const outcome = enrolHousehold(county, { period: '2026', members, patient }, day)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  const { standing, missing, completeOn, premiumTotal } = outcome.value
  const from = outcome.value.members.map(({ outcome }) =>
    outcome.is === 'enrolled' ? outcome.decision.coverageFrom : outcome.is,
  )
  return { standing, missing, completeOn, premiumTotal, from }
}

test('latecomers beside an insured patient pay the higher premium and wait', () => {
  const members = [
    insured('patient'),
    pays('wife', '2026-04-10'),
    pays('father', '2026-04-10'),
    pays('son', '2026-04-10', child),
  ]
  assert.deepEqual(decided(members), {
    standing: 'patient-insured',
    missing: [],
    completeOn: '2026-04-10',
    premiumTotal: 57_800,
    from: ['insured', '2026-10-08', '2026-10-08', '2026-10-08'],
  })
})

test('the household is complete on the day of its last payment', () => {
  const members = [insured('patient'), pays('wife', '2026-04-02'), pays('father', '2026-04-10')]
  assert.equal(decided(members).completeOn, '2026-04-10')
  assert.equal(decided([insured('patient'), insured('wife')]).completeOn, null)
})

test('while a member has not paid, the household is not complete', () => {
  const { missing, completeOn } = decided([insured('patient'), pays('wife', '2026-04-02'), member('father')])
  assert.deepEqual([missing, completeOn], [['father'], null])
})

test('a member whose payment would cover no day is not enrolled, and is missing', () => {
  const members = [insured('patient'), pays('wife', '2026-04-10'), pays('father', '2026-08-01')]
  assert.deepEqual(decided(members), {
    standing: 'patient-insured',
    missing: ['father'],
    completeOn: null,
    premiumTotal: 23_000,
    from: ['insured', '2026-10-08', 'refused'],
  })
})

test('a patient who is not insured cannot come late, nor can the others for them', () => {
  const members = [pays('patient', '2026-04-10'), insured('wife')]
  assert.deepEqual(decided(members), {
    standing: 'members-insured',
    missing: ['patient'],
    completeOn: null,
    premiumTotal: 0,
    from: ['refused', 'insured'],
  })
})

test('a household where nobody is insured cannot come late', () => {
  const { standing, from } = decided([pays('patient', '2026-04-10'), pays('wife', '2026-04-10')])
  assert.deepEqual([standing, from], ['none-insured', ['refused', 'refused']])
})

test('inside the late window everybody pays as usual and is covered from the next month', () => {
  const day = isoDate('2026-02-10')
  const { from, premiumTotal, missing } = decided([insured('patient'), pays('wife', '2026-02-10')], 'patient', day)
  assert.deepEqual([from, premiumTotal, missing], [['insured', '2026-03-01'], 0, []])
})

test('nobody waits for a student, and a student alone makes no household', () => {
  const away = member('student', { facts: student })
  assert.deepEqual(decided([insured('patient'), away]).missing, [])
  const alone = decided([member('student', { facts: student, insured: true }), pays('father', '2026-04-10')], 'student')
  assert.deepEqual([alone.standing, alone.from], ['none-insured', ['insured', 'refused']])
})

test('after the repeal each member stands alone', () => {
  const { standing, missing, from } = decided(
    [insured('patient'), member('wife'), pays('father', '2026-04-10')],
    'patient',
    isoDate('2027-01-01'),
  )
  assert.deepEqual([standing, missing, from], ['alone', [], ['insured', 'not-paid', 'refused']])
})

test('a member of whom nobody says whether the exemption holds is refused', () => {
  const members = [insured('patient'), member('wife', { facts: {} })]
  assert.deepEqual(enrolHousehold(county, { period: '2026', members, patient: null }, on), {
    ok: false,
    error: { code: 'policy.no-fact', plan: 'example', fact: 'personStatus', place },
  })
})
