import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../tests/support/hospital-day.ts'
import { accepted, enrolment, hospital, lineWith, noon, pharmacy, refusalOf } from '../../tests/support/world.ts'
import type { ChronicFiling, DesignatedFiling, Filing, TransferFiling } from '../filing/index.ts'
import { divisionCode, isoDate, localDateTime } from '../kernel/index.ts'
import { type FilingRulesOn, filingRulesOn } from '../policy/index.ts'
import { type FilingQuestion, filingGroundOf, withdrawnOf } from './filing-rules.ts'

const head = {
  insuredId: 'P1',
  scheme: '310',
  range: { from: isoDate('2025-01-01'), until: isoDate('2026-01-01') },
  filedBy: 'H1',
  filedAt: noon,
  state: 'valid',
  details: {},
} as const

const chronic = (filingId: string, diseaseCode: string, rest: Partial<ChronicFiling> = {}): ChronicFiling => ({
  ...head,
  filingId,
  kind: 'chronic',
  diseaseCode,
  diseaseName: diseaseCode,
  certifiedBy: 'H1',
  doctorCode: 'DR1',
  ...rest,
})

const transfer = (rest: Partial<TransferFiling> = {}): TransferFiling => ({
  ...head,
  filingId: 'T1',
  kind: 'transfer',
  toProvider: 'H1',
  toDivision: '990000',
  diagnosisCode: 'I21.900',
  hospitalAgrees: true,
  transferOn: isoDate('2025-03-01'),
  ...rest,
})

const choice = (rest: Partial<DesignatedFiling> = {}): DesignatedFiling => ({
  ...head,
  filingId: 'D1',
  scheme: null,
  kind: 'designated',
  business: '03',
  providerCode: 'H1',
  order: 1,
  ...rest,
})

const askingAll: FilingRulesOn = {
  chronic: true,
  specialDrug: true,
  offSite: { to: 'hospital', medTypes: ['11', '2'] },
  designated: { business: '03', medTypes: ['11'] },
  dualChannel: true,
}
const askingNothing = filingRulesOn(undefined, isoDate('2025-03-02'))

const ordered = (diseaseCode: string | null) => ({ diseaseCode, doctorCode: null, prescription: null })

function ask(filings: readonly Filing[], rest: Partial<FilingQuestion> = {}) {
  const question = {
    provider: hospital,
    enrolment,
    medType: '140104',
    diseaseCode: null,
    lines: [lineWith('1', 'A', '10')],
  }
  return filingGroundOf({ ...freshStore().fileFor({}), filings }, { ...question, rules: askingAll, ...rest })
}

test('chronic care stands on the filing of the disease that the visit is about', () => {
  const filings = [chronic('F1', 'M01600'), chronic('F2', 'M03900')]
  const ground = accepted(ask(filings, { diseaseCode: 'M03900' }))
  assert.deepEqual(ground, { filings: ['F2'], facts: { chronicDisease: 'M03900' } })
  const missing = refusalOf(ask(filings, { diseaseCode: 'M09999' }))
  assert.deepEqual(missing, { code: 'settlement.no-filing', kind: 'chronic', about: 'M09999', on: '2025-03-02' })
})

test('a line may treat another disease than the visit', () => {
  const lines = [lineWith('1', 'A', '10'), lineWith('2', 'A', '10', { ordered: ordered('M01600') })]
  const told = { lines, diseaseCode: 'M03900' }
  const ground = accepted(ask([chronic('F1', 'M01600'), chronic('F2', 'M03900')], told))
  assert.deepEqual(ground, { filings: ['F2', 'F1'], facts: {} }, 'of two diseases the plan is told none')
  assert.equal(refusalOf(ask([chronic('F2', 'M03900')], told)).code, 'settlement.no-filing')
})

test('any filing will do when nobody says which disease', () => {
  assert.deepEqual(accepted(ask([chronic('F1', 'M01600')])).facts, { chronicDisease: 'M01600' })
  const several = accepted(ask([chronic('F1', 'M01600'), chronic('F2', 'M03900')]))
  assert.deepEqual(several, { filings: ['F1'], facts: {} })
})

test('a filing of another scheme, other days, or one withdrawn is none', () => {
  for (const rest of [
    { scheme: '390' },
    { state: 'revoked' },
    { range: { from: isoDate('2025-03-03'), until: null } },
    { range: { from: isoDate('2025-01-01'), until: isoDate('2025-03-02') } },
  ] as const) {
    assert.equal(refusalOf(ask([chronic('F1', 'M03900', rest)])).code, 'settlement.no-filing', JSON.stringify(rest))
  }
})

test('every fee needs the filing on its own day', () => {
  const until = isoDate('2025-03-02')
  const lines = [lineWith('1', 'A', '10', { at: localDateTime('2025-03-01 12:00:00') }), lineWith('2', 'A', '10')]
  const refusal = refusalOf(ask([chronic('F1', 'M03900', { range: { from: until, until: null } })], { lines }))
  assert.deepEqual(refusal, { code: 'settlement.no-filing', kind: 'chronic', about: null, on: '2025-03-01' })
})

test('a special drug needs the filing of its disease', () => {
  assert.deepEqual(refusalOf(ask([], { medType: '1501' })), {
    code: 'settlement.no-filing',
    kind: 'special-drug',
    about: null,
    on: '2025-03-02',
  })
  assert.deepEqual(accepted(ask([chronic('F1', 'M03900')], { medType: '18' })).filings, ['F1'])
})

test('where the region asks nothing, a filing is not needed, and still tells the plan', () => {
  assert.deepEqual(accepted(ask([], { rules: askingNothing })), { filings: [], facts: {} })
  const ground = accepted(ask([chronic('F1', 'M03900')], { rules: askingNothing }))
  assert.deepEqual(ground, { filings: ['F1'], facts: { chronicDisease: 'M03900' } })
  const away = { rules: askingNothing, medType: '11', provider: { ...hospital, division: divisionCode('990200') } }
  assert.deepEqual(accepted(ask([], away)), { filings: [], facts: {} })
})

const away = { ...enrolment, division: divisionCode('990101') }
const offSite = { enrolment: away, medType: '11', rules: { ...askingAll, designated: null } }

test('a person of another region needs a transfer to this hospital, to which the sender agreed', () => {
  assert.deepEqual(accepted(ask([transfer()], offSite)), { filings: ['T1'], facts: { referral: 'registered' } })
  for (const filing of [
    transfer({ hospitalAgrees: false }),
    transfer({ toProvider: 'H2' }),
    transfer({ state: 'revoked' }),
    transfer({ scheme: '390' }),
  ]) {
    assert.deepEqual(refusalOf(ask([filing], offSite)), {
      code: 'settlement.no-filing',
      kind: 'transfer',
      about: 'H1',
      on: '2025-03-02',
    })
  }
  assert.deepEqual(
    accepted(ask([], { ...offSite, medType: '13' })).filings,
    [],
    'emergencies are not named by the rule',
  )
  assert.deepEqual(accepted(ask([], { ...offSite, enrolment })).filings, [], 'nobody needs one at home')
})

test('where the rule looks at the division, any hospital in it will do', () => {
  const rules = { ...offSite.rules, offSite: { to: 'division', medTypes: ['11'] } } as const
  const filing = transfer({ toProvider: 'H2' })
  assert.deepEqual(accepted(ask([filing], { ...offSite, rules })).filings, ['T1'])
  assert.equal(
    refusalOf(ask([transfer({ toProvider: 'H2', toDivision: '990300' })], { ...offSite, rules })).code,
    'settlement.no-filing',
  )
})

test('ordinary outpatient care is paid at the chosen institution only', () => {
  const question = { medType: '11' }
  assert.deepEqual(accepted(ask([choice()], question)).filings, ['D1'])
  const second = choice({ filingId: 'D2', providerCode: 'H2', order: 2 })
  assert.deepEqual(accepted(ask([second, choice()], question)).filings, ['D1'])
  assert.deepEqual(refusalOf(ask([second], question)), {
    code: 'settlement.designated-elsewhere',
    business: '03',
    providerCode: 'H2',
    on: '2025-03-02',
  })
  assert.equal(refusalOf(ask([choice({ business: '04' })], question)).code, 'settlement.no-filing')
  assert.deepEqual(
    accepted(ask([], { medType: '41', provider: pharmacy })).filings,
    [],
    'the rule names outpatient care',
  )
})

test('a settlement that stood on a filing withdrawn since is told', () => {
  const file = {
    ...freshStore().fileFor({}),
    filings: [chronic('F1', 'M1'), chronic('F2', 'M2', { state: 'revoked' })],
  }
  assert.equal(withdrawnOf(file, ['F1', 'F2']), 'F2')
  assert.equal(withdrawnOf(file, ['F1']), null)
  assert.equal(withdrawnOf(file, undefined), null)
})
