import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../tests/support/hospital-day.ts'
import type { PersonStore } from '../../tests/support/person-store.ts'
import { division } from '../../tests/support/plan.ts'
import {
  admissionWith,
  admitted,
  billed,
  charge,
  discharged,
  dischargeWith,
  secondHospital,
  stayBook,
  stayLine,
} from '../../tests/support/stay-day.ts'
import { accepted, hospital, pharmacy, refusalOf } from '../../tests/support/world.ts'
import type { Provider } from '../encounter/index.ts'
import type { TransferFiling } from '../filing/index.ts'
import { fen, isoDate, localDateTime } from '../kernel/index.ts'
import { dischargeOf, dischargeUndoOf } from './discharge.ts'
import { admissionCancelOf, admissionOf, changeOf } from './stay.ts'
import type { PersonFile } from './types.ts'

const filingTo = (to: Provider, rest: Partial<TransferFiling> = {}): TransferFiling => ({
  kind: 'transfer',
  filingId: `F-${to.providerCode}`,
  insuredId: 'P1',
  scheme: null,
  range: { from: isoDate('2025-01-01'), until: null },
  filedBy: 'H2',
  filedAt: localDateTime('2025-02-20 09:00:00'),
  state: 'valid',
  details: {},
  toProvider: to.providerCode,
  toDivision: division,
  diagnosisCode: 'I21.900',
  hospitalAgrees: true,
  transferOn: isoDate('2025-02-24'),
  ...rest,
})

/** Somebody whom the second hospital discharged on 24 February. */
function sentOn(way = '2'): PersonStore {
  const store = admitted({ provider: secondHospital })
  discharged(store, { provider: secondHospital, way, end: localDateTime('2025-02-24 09:00:00') })
  return store
}

function arriving(file: PersonFile, begin: string, rest: Parameters<typeof admissionWith>[0] = {}) {
  const order = admissionWith({ visitId: 'V2', begin: localDateTime(begin), ...rest })
  const stay = accepted(admissionOf(file, order)).visit?.stay
  return [stay?.referral, stay?.transferredFrom, stay?.episode]
}

test('an admission puts an open stay of its own on file', () => {
  const { visit } = accepted(admissionOf(freshStore().fileFor({}), admissionWith({ medType: '22' })))
  assert.deepEqual(visit?.stay, {
    msgid: 'M-V1',
    reversed: false,
    dischargedAt: null,
    dischargeWay: null,
    transferredFrom: null,
    episode: 'V1',
    referral: 'none',
    cause: 'undeclared',
    details: {},
  })
})

test('a stay continues the one that sent the person on, within the days of a transfer, if it was filed', () => {
  const file = { ...sentOn().fileFor({}), filings: [filingTo(hospital)] }
  assert.deepEqual(arriving(file, '2025-02-24 15:00:00'), ['up', 'V1', 'V1'])
  assert.deepEqual(arriving(file, '2025-02-27 15:00:00'), ['up', 'V1', 'V1'])
  assert.deepEqual(arriving(file, '2025-02-28 15:00:00'), ['registered', null, 'V2'])
  assert.deepEqual(arriving({ ...file, filings: [] }, '2025-02-24 15:00:00'), ['none', null, 'V2'])
  assert.deepEqual(arriving({ ...file, filings: [filingTo(hospital, { state: 'revoked' })] }, '2025-02-24 15:00:00'), [
    'none',
    null,
    'V2',
  ])
  const left = { ...sentOn('1').fileFor({}), filings: [filingTo(hospital)] }
  assert.deepEqual(arriving(left, '2025-02-24 15:00:00'), ['registered', null, 'V2'])
})

test('a stay that continues another is no new admission; any other stay of the year that was settled is one before it', () => {
  const nth = (linked: boolean): unknown => {
    const store = admitted()
    charge(store, [stayLine('1', 'A', '500', '2025-02-20')])
    discharged(store, { way: '2', end: localDateTime('2025-02-24 09:00:00') })
    billed(store, fen(500_00))
    const filings = linked ? [filingTo(secondHospital)] : []
    const begin = localDateTime('2025-02-25 09:00:00')
    const second = admissionWith({ visitId: 'V2', provider: secondHospital, begin })
    store.record(accepted(admissionOf({ ...store.fileFor({}), filings }, second)))
    charge(store, [stayLine('2', 'A', '500', '2025-02-26')], stayBook(), 'V2', secondHospital)
    discharged(store, { visitId: 'V2', provider: secondHospital })
    const order = { visitId: 'V2', settlementId: 'S2', provider: secondHospital }
    const { facts } = billed(store, fen(500_00), order).basis
    return [facts.nthAdmission, facts.referral, facts.stayDays]
  }
  assert.deepEqual(nth(true), [1, 'down', 4])
  assert.deepEqual(nth(false), [2, 'none', 4])
})

test('nobody is admitted before an earlier stay ended, nor leaves a discharge open behind a later stay', () => {
  const store = sentOn()
  const early = admissionWith({ visitId: 'V2', begin: localDateTime('2025-02-24 08:59:59') })
  assert.deepEqual(refusalOf(admissionOf(store.fileFor({}), early)), {
    code: 'settlement.stays-overlap',
    visitId: 'V1',
    providerCode: 'H2',
    admission: '2025-02-20 09:00:00',
  })
  admitted({ visitId: 'V2', begin: localDateTime('2025-02-24 09:00:00') }, store)
  const undone = dischargeUndoOf(store.fileFor({ visitId: 'V1' }), { visitId: 'V1', provider: secondHospital })
  assert.equal(refusalOf(undone).code, 'settlement.stays-overlap')
})

test('a pharmacy and a clinic have no beds; what is no stay is not admitted', () => {
  const file = freshStore().fileFor({})
  for (const provider of [pharmacy, { ...hospital, kind: 'clinic' as const }]) {
    assert.equal(refusalOf(admissionOf(file, admissionWith({ provider }))).code, 'settlement.care-not-of-provider')
  }
  assert.equal(refusalOf(admissionOf(file, admissionWith({ medType: '51' }))).code, 'settlement.care-not-served')
  assert.equal(accepted(admissionOf(file, admissionWith({ medType: '52' }))).visit?.medType, '52')
})

test('what was said at admission is corrected, what was said of the discharge stays', () => {
  const store = admitted()
  const diagnosis = { type: '1', order: 1, code: 'J18.900', name: '肺炎', main: true }
  discharged(store, { diagnoses: [{ ...diagnosis, side: 'discharge' }] })
  const change = {
    ...admissionWith({ begin: localDateTime('2025-02-19 09:00:00'), departmentCode: 'A02' }),
    diagnoses: [{ ...diagnosis, side: 'admission' as const }],
    details: { adm_bed: '15' },
  }
  const decision = accepted(changeOf(store.fileFor({ visitId: 'V1' }), change))
  assert.deepEqual(
    [decision.visit?.begin, decision.visit?.openedOn, decision.visit?.departmentCode, decision.visit?.stay?.details],
    ['2025-02-19 09:00:00', '2025-02-20', 'A02', { adm_bed: '15' }],
  )
  assert.deepEqual(
    decision.diagnoses?.map(({ side }) => side),
    ['admission', 'discharge'],
  )
  const behind = { ...change, begin: localDateTime('2025-03-01 10:00:00') }
  assert.equal(refusalOf(changeOf(store.fileFor({ visitId: 'V1' }), behind)).code, 'settlement.outside-stay')
})

test('an admission is still corrected when the person was admitted again after its discharge', () => {
  const store = admitted({ medType: '22', cause: null })
  discharged(store, { end: localDateTime('2025-02-22 09:00:00') })
  admitted({ visitId: 'V2', begin: localDateTime('2025-02-25 09:00:00') }, store)
  const change = admissionWith({ medType: '22', cause: 'own' })
  assert.equal(accepted(changeOf(store.fileFor({ visitId: 'V1' }), change)).visit?.stay?.cause, 'own')
  const second = admissionWith({ visitId: 'V2', begin: localDateTime('2025-02-22 08:00:00') })
  assert.equal(refusalOf(changeOf(store.fileFor({ visitId: 'V2' }), second)).code, 'settlement.stays-overlap')
})

test('a discharge is not told before the admission, nor a death outside of the stay', () => {
  const file = admitted().fileFor({ visitId: 'V1' })
  const early = dischargeOf(file, dischargeWith({ end: localDateTime('2025-02-20 08:00:00') }))
  assert.equal(refusalOf(early).code, 'settlement.outside-stay')
  const died = dischargeOf(file, dischargeWith({ way: '5', diedOn: isoDate('2025-02-19') }))
  assert.equal(refusalOf(died).code, 'settlement.outside-stay')
})

test('an admission with nothing behind it is taken back, and the bed is free again', () => {
  const store = admitted()
  const reference = { visitId: 'V1', provider: hospital, reversed: false }
  store.record(accepted(admissionCancelOf(store.fileFor({ visitId: 'V1' }), reference)))
  assert.deepEqual(store.fileFor({}).stays, [])
  assert.equal(
    refusalOf(admissionCancelOf(store.fileFor({ visitId: 'V1' }), reference)).code,
    'settlement.visit-cancelled',
  )
  admitted({ visitId: 'V2' }, store)
})
