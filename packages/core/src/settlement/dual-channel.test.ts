import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cancelOrder, freshStore, orderOf } from '../../tests/support/hospital-day.ts'
import { regionWith } from '../../tests/support/plan.ts'
import {
  accepted,
  catalog,
  hospital,
  lineWith,
  noon,
  outpatientPlan,
  pharmacy,
  refusalOf,
} from '../../tests/support/world.ts'
import { planBook } from '../benefit/index.ts'
import type { ChronicFiling, Filing } from '../filing/index.ts'
import { fen, isoDate } from '../kernel/index.ts'
import type { FilingRules } from '../policy/index.ts'
import { type Purchase, settlePurchase } from './purchase.ts'
import { quoteOf } from './quote.ts'
import { cancelOf, reversalOf } from './undo.ts'

const law: FilingRules = {
  chronic: [],
  specialDrug: [],
  offSite: [],
  designated: [],
  dualChannel: [
    { from: isoDate('2025-01-01'), value: 'allowed', source: '示例', assumed: false },
    { from: isoDate('2026-01-01'), value: 'none', source: '示例', assumed: false },
  ],
}
const plans = [outpatientPlan(), outpatientPlan({ id: 'special', care: ['special-drug'] })]
const book = planBook([regionWith(plans, { filings: law })])
const bookWithoutRule = planBook([regionWith(plans)])

const filing: ChronicFiling = {
  filingId: 'F1',
  insuredId: 'P1',
  scheme: '310',
  range: { from: isoDate('2025-01-01'), until: null },
  filedBy: 'H1',
  filedAt: noon,
  state: 'valid',
  details: {},
  kind: 'chronic',
  diseaseCode: 'M02100',
  diseaseName: '示例病种',
  certifiedBy: 'H1',
  doctorCode: 'DR1',
}
const known = (providerCode: string) => (providerCode === 'H1' ? hospital : null)
const ordered = { diseaseCode: null, doctorCode: 'DR1', prescription: 'RX1' }

function purchase(rest: Partial<Purchase> = {}): Purchase {
  const lines = [lineWith('1', 'A', '700', { ordered })]
  const order = orderOf(fen(700_00), { provider: pharmacy, medType: '15', book })
  return { ...order, begin: noon, lines, catalog, providerOf: known, ...rest }
}

const having = (filings: readonly Filing[]) => ({ ...freshStore().fileFor({}), filings })
const refused = (rest: Partial<Purchase>, filings: readonly Filing[] = [filing]) =>
  refusalOf(settlePurchase(having(filings), purchase(rest)))

test('a special drug of the pharmacy is paid as the hospital that certified it would be', () => {
  const { settlement, visit } = accepted(settlePurchase(having([filing]), purchase()))
  assert.ok(settlement !== null)
  const treated = orderOf(fen(700_00), { medType: '15', book })
  const { linesAdded } = accepted(settlePurchase(having([filing]), purchase()))
  const asHospital = accepted(quoteOf(having([filing]), { ...treated, lines: linesAdded }))
  assert.deepEqual(settlement.amounts, asHospital.amounts, '60 % of the hospital, not 50 % of the pharmacy')
  assert.deepEqual(settlement.totalsAdded, asHospital.totalsAdded, 'the same running totals')
  assert.deepEqual(settlement.basis.periods, asHospital.basis.periods)
  assert.deepEqual(
    [settlement.basis.planId, settlement.basis.filings, settlement.care, settlement.providerCode, visit?.medType],
    ['special', ['F1'], 'pharmacy', 'D1', '15'],
  )
  assert.equal(settlement.amounts.poolRate, 600_000)
})

test('each thing that the second channel needs is asked for by name', () => {
  assert.equal(refused({}, []).code, 'settlement.no-filing')
  assert.equal(refused({}, [{ ...filing, state: 'revoked' }]).code, 'settlement.no-filing')
  assert.equal(refused({ diseaseCode: 'M09999' }).code, 'settlement.no-filing')
  assert.deepEqual(refused({ lines: [lineWith('1', 'A', '700', { ordered: { ...ordered, doctorCode: null } })] }), {
    code: 'settlement.no-doctor',
    line: '1',
  })
  assert.deepEqual(refused({ lines: [lineWith('1', 'A', '700', { ordered: { ...ordered, prescription: null } })] }), {
    code: 'settlement.no-prescription',
    line: '1',
  })
  assert.equal(refused({ lines: [lineWith('1', 'A', '700')] }).code, 'settlement.no-doctor')
  assert.equal(refused({ providerOf: () => null }).code, 'settlement.certifier-unknown')
})

test('drugs of diseases that different hospitals certified are not one bill', () => {
  const other = { ...filing, filingId: 'F2', diseaseCode: 'M02200', certifiedBy: 'H2' }
  const lines = [
    lineWith('1', 'A', '300', { ordered: { ...ordered, diseaseCode: 'M02100' } }),
    lineWith('2', 'A', '400', { ordered: { ...ordered, diseaseCode: 'M02200' } }),
  ]
  assert.deepEqual(refused({ lines }, [filing, other]), {
    code: 'settlement.certifiers-differ',
    providerCodes: ['H1', 'H2'],
  })
})

test('without the rule of the region a pharmacy sells no special drugs, and chronic care it never gives', () => {
  assert.deepEqual(refused({ book: bookWithoutRule }), { code: 'settlement.care-not-served', medType: '15' })
  assert.deepEqual(refused({ medType: '1401' }), { code: 'settlement.care-not-served', medType: '1401' })
  const later = { at: '2026-01-01 12:00:00' as typeof noon }
  assert.equal(refused(later).code, 'settlement.care-not-served', 'the rule was repealed')
})

test('a cancelled purchase comes back only while its filing holds', () => {
  const store = freshStore()
  const withFiling = (file: ReturnType<typeof store.fileFor>, state: Filing['state']) => ({
    ...file,
    filings: [{ ...filing, state }],
  })
  store.record(accepted(settlePurchase(withFiling(store.fileFor({}), 'valid'), purchase())))
  const cancel = cancelOrder('S2', { provider: pharmacy, care: 'pharmacy' })
  store.record(accepted(cancelOf(withFiling(store.fileFor({ rootId: 'S1' }), 'valid'), cancel)))
  const order = { settlementId: 'S3', provider: pharmacy, msgid: 'M3', at: noon }
  const file = store.fileFor({ rootId: 'S1' })
  assert.deepEqual(refusalOf(reversalOf(withFiling(file, 'revoked'), 'S2', order)), {
    code: 'settlement.filing-withdrawn',
    filingId: 'F1',
  })
  assert.equal(accepted(reversalOf(withFiling(file, 'valid'), 'S2', order)).settlement?.kind, 'restore')
})
