import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore, orderOf, register, settleVisit } from '../../tests/support/hospital-day.ts'
import { division } from '../../tests/support/plan.ts'
import { accepted, hospital, lineWith, refusalOf } from '../../tests/support/world.ts'
import { fen, isoDate } from '../kernel/index.ts'
import { payers } from '../policy/index.ts'
import { type SettleOrder, settleBatch, settleLines } from './settle.ts'
import { descriptionOf } from './visit.ts'

function settled(rest: Partial<SettleOrder> = {}) {
  const store = freshStore()
  register(store, [lineWith('1', 'A', '600'), lineWith('2', 'C', '10')])
  const visit = { visitId: 'V1', provider: hospital, medType: '11', diagnoses: [] }
  store.record(accepted(descriptionOf(store.fileFor({ visitId: 'V1' }), visit)))
  return settleBatch(store.fileFor({ visitId: 'V1' }), orderOf(fen(610_00), rest))
}

/** What no fund and no hospital pays. */
const unpaid = Object.fromEntries(payers.map((payer) => [payer, 0]))

test('a bill of 4.52 yuan under the deductible goes to the account: 0.23 borne first, 4.29 eligible, 1373.63 left', () => {
  const { amounts, balanceAfter } = settleVisit(freshStore(), [lineWith('1', 'B', '4.52')])
  const { poolRate: _, ...inFen } = amounts
  assert.deepEqual(inFen, {
    total: 4_52,
    nonCovered: 0,
    overPriceLimit: 0,
    preCoinsurance: 23,
    eligible: 4_29,
    deductible: 4_29,
    ...unpaid,
    account: 4_52,
    family: 0,
    cash: 0,
    person: 4_52,
  })
  assert.equal(balanceAfter, 1373_63)
})

test('fund, account and cash pay; the provider is owed by the first two and took in the third', () => {
  const { entry } = accepted(settled())
  assert.deepEqual(entry, {
    entryId: 'S1',
    kind: 'settle',
    at: '2025-03-02 12:00:00',
    opposes: null,
    postings: [
      { account: 'fund:990000:310:pool', amount: -60_00 },
      { account: 'person:P1:account', amount: -540_00 },
      { account: 'person:P1:cash', amount: -10_00 },
      { account: 'provider:H1:receivable', amount: 600_00 },
      { account: 'provider:H1:till', amount: 10_00 },
    ],
  })
})

test('a settlement links its lines, moves the totals of the year and takes from the account', () => {
  const decision = accepted(settled())
  assert.deepEqual(decision.linesLinked, { lineNumbers: ['1', '2'], settlementId: 'S1' })
  assert.equal(decision.balanceAdded, -540_00)
  assert.deepEqual(decision.totalsAdded, [
    { scheme: '310', period: '2025', code: 'dedc', amount: 500_00 },
    { scheme: '310', period: '2025', code: 'pool', amount: 60_00 },
    { scheme: '310', period: '2025', code: 'elig', amount: 600_00 },
  ])
})

test('a total that does not move is not touched', () => {
  const store = freshStore()
  register(store, [lineWith('1', 'C', '10')])
  const decision = accepted(settleBatch(store.fileFor({ visitId: 'V1' }), orderOf(fen(10_00))))
  assert.deepEqual(decision.totalsAdded, [])
})

test('a batch is settled once', () => {
  const store = freshStore()
  settleVisit(store, [lineWith('1', 'A', '5')])
  const again = settleBatch(store.fileFor({ visitId: 'V1' }), orderOf(fen(5_00), { settlementId: 'S2' }))
  assert.deepEqual(refusalOf(again), { code: 'settlement.batch-settled', batch: 'batch1', settlementId: 'S1' })
})

test('scheme, kind of visit and voucher are those of the registration', () => {
  assert.deepEqual(refusalOf(settled({ insurance: { scheme: '390', division } })), {
    code: 'settlement.scheme-differs',
    stated: '390',
    filed: '310',
  })
  assert.deepEqual(refusalOf(settled({ medType: '12' })), {
    code: 'settlement.med-type-differs',
    stated: '12',
    filed: '11',
  })
  assert.deepEqual(refusalOf(settled({ certificateType: '02' })), {
    code: 'settlement.certificate-differs',
    stated: '02',
    filed: '01',
  })
})

test('a visit that was never described is no purchase and no stay', () => {
  const store = freshStore()
  register(store, [lineWith('1', 'A', '5')])
  const file = store.fileFor({ visitId: 'V1' })
  const undescribed = { ...file, visit: file.visit === null ? null : { ...file.visit, medType: null } }
  for (const medType of ['41', '21']) {
    const decision = settleBatch(undescribed, orderOf(fen(5_00), { medType }))
    assert.deepEqual(refusalOf(decision), { code: 'settlement.care-not-served', medType })
  }
})

test('nobody settles with the identity card of another', () => {
  const store = freshStore()
  settleVisit(store, [lineWith('1', 'A', '5')])
  const purchase = { ...orderOf(fen(5_00)), certificateType: '02', certificateNumber: '990000198001010012' }
  const decision = settleLines(store.fileFor({ visitId: 'V1' }), purchase, store.lines())
  assert.deepEqual(refusalOf(decision), { code: 'settlement.certificate-of-another' })
})

test('a batch without lines, a visit that is unknown or another provider’s is refused', () => {
  assert.equal(refusalOf(settled({ batch: 'batch9' })).code, 'settlement.no-lines')
  assert.equal(refusalOf(settled({ visitId: 'V9' })).code, 'settlement.unknown-visit')
  const provider = { ...hospital, providerCode: 'H2' }
  assert.equal(refusalOf(settled({ provider })).code, 'settlement.other-providers-visit')
})

test('a hospital whose agreement has ended since the registration settles no more', () => {
  const provider = { ...hospital, range: { from: isoDate('2020-01-01'), until: isoDate('2025-03-02') } }
  assert.equal(refusalOf(settled({ provider })).code, 'settlement.provider-not-designated')
})

test('the second bill of the year goes on where the first one ended', () => {
  const store = freshStore()
  settleVisit(store, [lineWith('1', 'A', '400')])
  const { amounts } = settleVisit(store, [lineWith('2', 'A', '400')], { visitId: 'V2', settlementId: 'S2' })
  assert.deepEqual([amounts.deductible, amounts.pool], [100_00, 180_00])
})
