import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cancelOrder, freshStore, orderOf } from '../../tests/support/hospital-day.ts'
import { division } from '../../tests/support/plan.ts'
import { accepted, catalog, lineWith, noon, pharmacy, refusalOf } from '../../tests/support/world.ts'
import { fen, localDateTime } from '../kernel/index.ts'
import { type Purchase, purchaseQuoteOf, settlePurchase } from './purchase.ts'
import { cancelOf } from './undo.ts'
import { descriptionOf } from './visit.ts'

function purchase(rest: Partial<Purchase> = {}): Purchase {
  const lines = [lineWith('1', 'A', '600'), lineWith('2', 'B', '100')]
  const order = orderOf(fen(700_00), { provider: pharmacy, medType: '41' })
  return { ...order, begin: noon, lines, catalog, ...rest }
}

test('a purchase is priced, settled and recorded in one', () => {
  const decision = accepted(settlePurchase(freshStore().fileFor({}), purchase()))
  assert.deepEqual([decision.visit?.medType, decision.visit?.providerCode], ['41', 'D1'])
  assert.deepEqual(
    decision.linesAdded.map((line) => [line.lineNumber, line.settlementId]),
    [
      ['1', 'S1'],
      ['2', 'S1'],
    ],
  )
  assert.equal(decision.linesLinked, null)
  const { amounts } = decision.settlement ?? {}
  assert.deepEqual([amounts?.preCoinsurance, amounts?.eligible, amounts?.pool], [5_00, 695_00, 97_50])
})

test('a pharmacy is paid at its own rate', () => {
  assert.equal(accepted(purchaseQuoteOf(freshStore().fileFor({}), purchase())).quote.amounts.poolRate, 500_000)
})

test('a quote of a purchase is what its settlement comes to', () => {
  const file = freshStore().fileFor({})
  const { quote } = accepted(purchaseQuoteOf(file, purchase()))
  assert.deepEqual(accepted(settlePurchase(file, purchase())).settlement?.amounts, quote.amounts)
})

test('a pharmacy settles purchases and nothing else', () => {
  const refusal = refusalOf(settlePurchase(freshStore().fileFor({}), purchase({ medType: '11' })))
  assert.deepEqual(refusal, { code: 'settlement.care-not-served', medType: '11' })
})

test('a purchase of tomorrow, an unknown drug and a person not insured are refused', () => {
  const refusal = (rest: Partial<Purchase>) => refusalOf(settlePurchase(freshStore().fileFor({}), purchase(rest))).code
  assert.equal(refusal({ begin: localDateTime('2025-03-03 08:00:00') }), 'settlement.date-in-future')
  assert.equal(refusal({ lines: [lineWith('1', 'Z', '1')] }), 'catalog.unknown-item')
  assert.equal(refusal({ insurance: { scheme: '390', division } }), 'settlement.not-insured')
})

test('a purchase is cancelled by the same pharmacy and leaves nothing', () => {
  const store = freshStore()
  store.record(accepted(settlePurchase(store.fileFor({}), purchase())))
  const order = cancelOrder('S2', { provider: pharmacy, care: 'pharmacy' })
  const wrong = cancelOf(store.fileFor({ rootId: 'S1' }), { ...order, care: 'outpatient' })
  assert.deepEqual(refusalOf(wrong), { code: 'settlement.wrong-care', settlementId: 'S1', care: 'pharmacy' })
  store.record(accepted(cancelOf(store.fileFor({ rootId: 'S1' }), order)))
  assert.equal(store.fileFor({}).accountBalance, 1378_15)
})

test('a purchase that was cancelled cannot be made an outpatient visit', () => {
  const store = freshStore()
  const bought = accepted(settlePurchase(store.fileFor({}), purchase()))
  store.record(bought)
  store.record(
    accepted(cancelOf(store.fileFor({ rootId: 'S1' }), cancelOrder('S2', { provider: pharmacy, care: 'pharmacy' }))),
  )
  const visitId = bought.visit?.visitId ?? ''
  const description = { visitId, provider: pharmacy, medType: '11', diagnoses: [] }
  assert.deepEqual(refusalOf(descriptionOf(store.fileFor({ visitId }), description)), {
    code: 'settlement.med-type-differs',
    stated: '11',
    filed: '41',
  })
})
