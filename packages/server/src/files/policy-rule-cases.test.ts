import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { divisionCode, isoDate } from '@yibao/core/kernel'
import { contributionCaseOf, runContributionCase } from './policy-contribution-cases.ts'
import { enrolmentCaseOf, runEnrolmentCase } from './policy-enrolment-cases.ts'
import { type AuthorProblem, openSheet, problemText } from './policy-sheet.ts'
import { loadRegionPack } from './policy-yaml.ts'

async function packOf(folder: string) {
  const pack = await loadRegionPack(join(import.meta.dirname, '../../../../policy/regions', folder))
  assert.ok(pack.ok, folder)
  return pack.value
}

const fuzhou = await packOf('350100-fuzhou')
const county = await packOf('990100-county')

function sheetOf(yaml: string) {
  const problems: AuthorProblem[] = []
  const spot = openSheet('cases.yaml', yaml, problems)
  const place = { file: 'cases.yaml', line: 1 }
  const on = isoDate(/^on: (\S+)/m.exec(yaml)?.[1] ?? '2008-09-15')
  const head = () => ({ name: 'example', zh: null, id: null, division: divisionCode('990000'), on, note: null, place })
  return { spot, head, problems }
}

function contribution(yaml: string) {
  const { spot, head, problems } = sheetOf(yaml)
  const example = contributionCaseOf(spot, head, fuzhou)
  return problems.length > 0 ? problems.map(problemText) : runContributionCase(example, fuzhou)
}

function enrolment(yaml: string) {
  const { spot, head, problems } = sheetOf(yaml)
  const example = enrolmentCaseOf(spot, head, county)
  return problems.length > 0 ? problems.map(problemText) : runEnrolmentCase(example, county)
}

const monthly = `name: A month
contribution: fuzhou-employee-contribution
on: 2008-09-15
due: month
given: { personStatus: active, employment: employee, wage: 3000 yuan }
expect: `

describe('a case of contributions', () => {
  test('that holds has no differences', () => {
    const expected =
      '{ person: 60 yuan, pool: 240 yuan, employerPart.base: 3000 yuan, baseCap: 5987.49 yuan, employerRate: 8% }'
    assert.deepEqual(contribution(monthly + expected), [])
  })

  test('that fails names each field with both values', () => {
    assert.deepEqual(contribution(`${monthly}{ person: 61 yuan, employeePart: 60 yuan, baseCap: 5987.50 yuan }`), [
      { field: 'person', expected: '61 yuan', actual: '60.00 yuan' },
      { field: 'baseCap', expected: '5987.50 yuan', actual: '5987.49 yuan' },
    ])
  })

  test('does not take a sum that is not owed for nothing', () => {
    assert.deepEqual(contribution(`${monthly}{ topUpBasic: 0 yuan }`), [
      { field: 'topUpBasic', expected: '0 yuan', actual: 'nothing' },
    ])
  })

  test('may expect a refusal, and fails when there is another or none', () => {
    const unknown = `${monthly}{ refused: policy.no-fact }`
    assert.deepEqual(contribution(unknown.replace(', wage: 3000 yuan', '')), [])
    assert.deepEqual(contribution(unknown), [{ field: 'refused', expected: 'policy.no-fact', actual: 'nothing' }])
    assert.deepEqual(contribution(`${monthly}{ person: 60 yuan }`.replace(', wage: 3000 yuan', '')), [
      { field: 'person', expected: '60 yuan', actual: 'policy.no-fact' },
    ])
  })

  test('that expects what can never come out is told so', () => {
    const wrong = '{ employerRate: 0.08 yuan, person: 60元, total: 60, baseCap: 5987.49 }'
    const problems = contribution(monthly + wrong).map(String)
    assert.equal(problems.length, 4, problems.join('\n'))
    for (const problem of problems) assert.match(problem, /never has this value/)
    const days = enrolment(`${payment}{ coverageFrom: 2026-02-30, window: never, premium: 230 }`).map(String)
    assert.equal(days.length, 3, days.join('\n'))
  })

  test('that names what is not there is told so', () => {
    const wrong = `${monthly}{ persons: 60 yuan, ownPart.base: 1 yuan }`.replace('wage:', 'wages:')
    const problems = contribution(wrong).map(String)
    assert.equal(problems.length, 3, problems.join('\n'))
    assert.match(problems[0] ?? '', /no such fact: `wages`/)
    assert.match(problems[1] ?? '', /nothing is called `persons`/)
  })
})

const payment = `name: A payment
enrolment: county-resident
on: 2026-01-15
given: { period: 2026, personStatus: adult, paid: [2024, 2025] }
expect: `

const household = `name: A household
enrolment: county-resident
on: 2026-04-10
given:
  period: 2026
  patient: a
  household:
    - { member: a, personStatus: adult, insured: true }
    - { member: b, personStatus: adult, paidOn: 2026-04-10 }
    - { member: c, personStatus: adult, paidOn: 2026-08-31 }
expect: `

describe('a case of enrolment', () => {
  test('that holds has no differences', () => {
    const expected =
      '{ coverageFrom: 2026-02-01, covered: [2026-02-01, 2026-12-31], consecutiveYear: 3, premium: usual, outcome: enrolled }'
    assert.deepEqual(enrolment(payment + expected), [])
  })

  test('that fails names each field with both values', () => {
    assert.deepEqual(enrolment(`${payment}{ coverageFrom: 2026-03-01, window: normal }`), [
      { field: 'coverageFrom', expected: '2026-03-01', actual: '2026-02-01' },
      { field: 'window', expected: 'normal', actual: 'late' },
    ])
  })

  test('of a household may ask for each member and for all of them', () => {
    const expected =
      '{ premiumTotal: 230 yuan, b.covered: [2026-10-08, 2026-12-31], c.covered: none, c.coverageFrom: 2027-02-28, missing: [c] }'
    assert.deepEqual(enrolment(household + expected), [])
    assert.deepEqual(enrolment(`${household}{ b.window: late, missing: [b] }`), [
      { field: 'b.window', expected: 'late', actual: 'latecomer' },
      { field: 'missing', expected: 'b', actual: 'c' },
    ])
  })

  test('may ask the rules alone', () => {
    const asked = `name: Asked
enrolment: county-resident
on: 2012-06-01
given: { personStatus: student, consecutiveYear: 5 }
expect: { deemedEmployeeYears: 1, studentYears: years5to9, waitingDays: 180 }
`
    assert.deepEqual(enrolment(asked), [])
    assert.deepEqual(enrolment(asked.replace('studentYears: years5to9', 'studentYears: none')), [
      { field: 'studentYears', expected: 'none', actual: 'years5to9' },
    ])
  })

  test('in another reading gets the answer of that reading', () => {
    const [read, other] = ['2026-10-08', '2026-10-07'].map((day) => `${household}{ b.coverageFrom: ${day} }`)
    assert.deepEqual(enrolment(read ?? ''), [])
    assert.deepEqual(enrolment((other ?? '').replace('on: 2026', 'reading: paymentDayFirst\non: 2026')), [])
  })

  test('with a wrong period, fact, reading or name is told so', () => {
    const wrong = `${payment}{ coverFrom: 2026-02-01 }`
      .replace('period: 2026', 'period: 2026-01')
      .replace('personStatus: adult', 'personStatus: active')
      .replace('on: 2026', 'reading: third\non: 2026')
    const problems = enrolment(wrong).map(String).join('\n')
    assert.match(problems, /no such reading/)
    const inRules = enrolment(wrong.replace('reading: third\n', '')).map(String).join('\n')
    assert.match(inRules, /not a period of these rules/)
    assert.match(inRules, /`personStatus` never has this value/)
    assert.match(inRules, /nothing is called `coverFrom`/)
  })
})
