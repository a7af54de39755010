import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore, opening, register, settleVisit } from '../../tests/support/hospital-day.ts'
import { division } from '../../tests/support/plan.ts'
import { accepted, hospital, insured, lineWith, refusalOf } from '../../tests/support/world.ts'
import { isoDate, localDateTime } from '../kernel/index.ts'
import { cancellationOf, descriptionOf, openingOf } from './visit.ts'

const other = { ...hospital, providerCode: 'H2' }
const v1 = { visitId: 'V1', provider: hospital }

function registered() {
  const store = freshStore()
  store.record(accepted(openingOf(store.fileFor({}), opening)))
  return store
}

test('a registration puts an open visit of the insured person on file and nothing else', () => {
  const decision = accepted(openingOf(freshStore().fileFor({}), opening))
  const { provider: _, at: __, insurance: ___, certificateNumber: ____, ...said } = opening
  const visit = {
    ...said,
    openedOn: isoDate('2025-03-02'),
    scheme: '310',
    insuredId: 'P1',
    providerCode: 'H1',
    medType: null,
    state: 'open' as const,
    stay: null,
  }
  assert.deepEqual(decision.visit, visit)
  assert.deepEqual([decision.settlement, decision.entry, decision.linesAdded], [null, null, []])
})

test('a visit of tomorrow is refused today', () => {
  const begin = localDateTime('2025-03-03 00:00:00')
  assert.deepEqual(refusalOf(openingOf(freshStore().fileFor({}), { ...opening, begin })), {
    code: 'settlement.date-in-future',
    field: 'begntime',
    date: '2025-03-03',
    today: '2025-03-02',
  })
})

test('a hospital whose agreement ended on the day of the visit is refused', () => {
  const provider = { ...hospital, range: { from: isoDate('2020-01-01'), until: isoDate('2025-03-02') } }
  assert.equal(
    refusalOf(openingOf(freshStore().fileFor({}), { ...opening, provider })).code,
    'settlement.provider-not-designated',
  )
})

test('a pharmacy registers no visit', () => {
  const provider = { ...hospital, kind: 'pharmacy' as const }
  assert.deepEqual(refusalOf(openingOf(freshStore().fileFor({}), { ...opening, provider })), {
    code: 'settlement.care-not-of-provider',
    providerCode: hospital.providerCode,
    care: 'outpatient',
  })
})

test('a person who is not insured in this scheme is refused', () => {
  const refusal = refusalOf(openingOf(freshStore().fileFor({}), { ...opening, insurance: { scheme: '390', division } }))
  assert.deepEqual(refusal, { code: 'settlement.not-insured', scheme: '390', on: '2025-03-02' })
})

test('a person insured in another place than the hospital says is refused', () => {
  const insurance = { scheme: '310' as const, division: '990100' }
  assert.deepEqual(refusalOf(openingOf(freshStore().fileFor({}), { ...opening, insurance })), {
    code: 'settlement.division-differs',
    stated: '990100',
    filed: '990000',
  })
})

test('an identity card must be the person’s own; another voucher was looked up before', () => {
  const open = (certificateType: string, certificateNumber: string) =>
    openingOf(freshStore().fileFor({}), { ...opening, certificateType, certificateNumber })
  assert.equal(open('02', insured.certificateNumber).ok, true)
  assert.deepEqual(refusalOf(open('02', '990000198001010012')), { code: 'settlement.certificate-of-another' })
  assert.equal(open('01', 'a token').ok, true)
})

test('a registration is taken back once, by who made it, with its own number', () => {
  const store = registered()
  const cancel = (provider = hospital, providerVisitNumber = 'O-1') =>
    cancellationOf(store.fileFor({ visitId: 'V1' }), { visitId: 'V1', provider, providerVisitNumber })
  assert.equal(refusalOf(cancel(other)).code, 'settlement.other-providers-visit')
  assert.deepEqual(refusalOf(cancel(hospital, 'O-2')), {
    code: 'settlement.visit-number-differs',
    stated: 'O-2',
    filed: 'O-1',
  })
  store.record(accepted(cancel()))
  assert.equal(store.fileFor({ visitId: 'V1' }).visit?.state, 'cancelled')
  assert.equal(refusalOf(cancel()).code, 'settlement.visit-cancelled')
})

test('a registration with lines on file stays', () => {
  const store = freshStore()
  register(store, [lineWith('1', 'A', '5')])
  const refusal = refusalOf(cancellationOf(store.fileFor({ visitId: 'V1' }), { ...v1, providerVisitNumber: 'O-1' }))
  assert.deepEqual(refusal, { code: 'settlement.visit-in-use', visitId: 'V1', lines: 1 })
})

test('a visit that nobody registered is unknown', () => {
  const refusal = refusalOf(descriptionOf(freshStore().fileFor({}), { ...v1, medType: '11', diagnoses: [] }))
  assert.deepEqual(refusal, { code: 'settlement.unknown-visit', visitId: 'V1' })
})

const flu = { type: '1', order: 1, code: 'J10', name: '流感', main: true }
const cough = { type: '1', order: 2, code: 'R05', name: '咳嗽', main: false }

test('a diagnosis sent again replaces the earlier one, one sent as void takes it back, others stay', () => {
  const store = registered()
  const describe = (diagnoses: readonly ((typeof flu | typeof cough) & { valid: boolean })[]) => {
    store.record(accepted(descriptionOf(store.fileFor({ visitId: 'V1' }), { ...v1, medType: '11', diagnoses })))
    return store.fileFor({ visitId: 'V1' }).diagnoses
  }
  assert.deepEqual(
    describe([
      { ...flu, valid: true },
      { ...cough, valid: true },
    ]),
    [flu, cough],
  )
  assert.deepEqual(describe([{ ...flu, name: '流行性感冒', valid: true }]), [cough, { ...flu, name: '流行性感冒' }])
  assert.deepEqual(describe([{ ...cough, valid: false }]), [{ ...flu, name: '流行性感冒' }])
})

test('an outpatient visit has no inpatient kind', () => {
  const refusal = refusalOf(
    descriptionOf(registered().fileFor({ visitId: 'V1' }), { ...v1, medType: '21', diagnoses: [] }),
  )
  assert.deepEqual(refusal, { code: 'settlement.care-not-served', medType: '21' })
})

test('the kind of a visit may change until something was settled', () => {
  const store = freshStore()
  settleVisit(store, [lineWith('1', 'A', '5')])
  const describe = (medType: string) =>
    descriptionOf(store.fileFor({ visitId: 'V1' }), { ...v1, medType, diagnoses: [] })
  store.record(accepted(describe('11')))
  assert.deepEqual(refusalOf(describe('12')), { code: 'settlement.med-type-differs', stated: '12', filed: '11' })
})
