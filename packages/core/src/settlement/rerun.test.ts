import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore, settleVisit } from '../../tests/support/hospital-day.ts'
import { money, rateBy } from '../../tests/support/plan.ts'
import { admitted, billed, charge, discharged, stayBook, stayLine } from '../../tests/support/stay-day.ts'
import { accepted, bookWith, lineWith, outpatientPlan, refusalOf } from '../../tests/support/world.ts'
import { planBook } from '../benefit/index.ts'
import { addFen, fen, isoDate, localDateTime, parseQuantity, ppm, sumFen } from '../kernel/index.ts'
import { payers } from '../policy/index.ts'
import { rerunOf } from './rerun.ts'
import type { EarlierBill, Settlement } from './types.ts'

const settled = (lines = [lineWith('1', 'A', '600'), lineWith('2', 'C', '10')]): Settlement =>
  settleVisit(freshStore(), lines)

/** The example plan with a lower deductible and a higher rate. */
const kinder = bookWith(
  outpatientPlan({
    parameters: {
      ...outpatientPlan().parameters,
      deductible: money('deductible', fen(300_00)),
      poolRate: rateBy('poolRate', 'level', { tertiary: ppm(800_000), ungraded: ppm(800_000) }),
    },
  }),
)

test('under the law it was made with, a settlement comes out to the same fen', () => {
  const settlement = settled()
  const again = accepted(rerunOf(settlement, { book: bookWith(), on: null }))
  assert.deepEqual(again.amounts, settlement.amounts)
  assert.deepEqual(again.totalsAdded, settlement.totalsAdded)
  assert.deepEqual([again.planId, again.packHash, again.on], ['example', 'example-hash', '2025-03-02'])
  assert.deepEqual(again.unknownTotals, [])
})

test('under a kinder law the fund pays more and the person less, and the bill stays the bill', () => {
  const settlement = settled()
  const { amounts } = accepted(rerunOf(settlement, { book: kinder, on: null }))
  assert.deepEqual([amounts.deductible, amounts.pool], [300_00, 240_00])
  assert.equal(addFen(amounts.account, amounts.cash), 370_00)
  assert.equal(amounts.total, settlement.amounts.total)
})

test('what the year had used before counts under the other law too', () => {
  const store = freshStore()
  settleVisit(store, [lineWith('1', 'A', '250')])
  const second = settleVisit(store, [lineWith('1', 'A', '600')], {
    visitId: 'V2',
    settlementId: 'S2',
    at: localDateTime('2025-03-03 12:00:00'),
  })
  assert.equal(accepted(rerunOf(second, { book: kinder, on: null })).amounts.deductible, 50_00)
})

test('a running total of which the settlement kept nothing is named and taken as zero', () => {
  const { totals, ...rest } = outpatientPlan()
  const monthly = bookWith({ ...rest, totals: totals.map((total) => ({ ...total, over: 'month' as const })) })
  const again = accepted(rerunOf(settled(), { book: monthly, on: null }))
  assert.deepEqual(again.unknownTotals, ['dedc', 'pool', 'elig'])
})

test('a law without a plan for this care, or without a value on the day, is a refusal', () => {
  assert.equal(refusalOf(rerunOf(settled(), { book: planBook([]), on: null })).code, 'policy.no-plan')
  const early = rerunOf(settled(), { book: bookWith(), on: isoDate('1999-01-01') })
  assert.equal(refusalOf(early).code, 'policy.no-value')
})

test('the later bill of a stay is what all its bills come to, less the earlier ones', () => {
  const [whole, first, rest] = [
    settled([lineWith('1', 'A', '700')]),
    settled([lineWith('1', 'A', '400')]),
    settled([lineWith('1', 'A', '300')]),
  ]
  const before: EarlierBill = {
    settlementId: 'S0',
    amounts: first.amounts,
    totalsAdded: first.totalsAdded,
    periods: first.basis.periods,
    streams: {},
  }
  const stay = {
    admission: isoDate('2025-03-01'),
    discharge: null,
    episode: 'V1',
    final: false,
    before: [before],
    deductibleBefore: fen(0),
  }
  const basis = { ...rest.basis, stay, used: first.totalsAdded, accountBalance: first.balanceAfter }
  const law = { book: kinder, on: null }
  const [all, one] = [accepted(rerunOf(whole, law)).amounts, accepted(rerunOf(first, law)).amounts]
  const { amounts } = accepted(rerunOf({ ...rest, basis }, law))
  for (const name of [...payers, 'account', 'cash', 'deductible', 'total'] as const) {
    assert.equal(addFen(amounts[name], one[name]), all[name], name)
  }
  assert.equal(sumFen([...payers.map((payer) => amounts[payer]), amounts.account, amounts.cash]), amounts.total)
})

test('bills of a stay come out to the same fen under their own law: interim, final, refund, account used or not', () => {
  const store = admitted()
  const line = (number: string, day: string) => stayLine(number, 'A', '500', day)
  charge(store, [line('1', '2025-02-20')])
  const bills = [billed(store, fen(500_00), { settlementId: 'S1', interim: true, accountUsed: false })]
  charge(store, [line('2', '2025-02-25')])
  bills.push(billed(store, fen(500_00), { settlementId: 'S2', interim: true }))
  const back = {
    ...line('3', '2025-02-26'),
    quantity: accepted(parseQuantity('-1')),
    refundOf: '2',
    stated: fen(-500_00),
  }
  charge(store, [back])
  bills.push(billed(store, fen(-500_00), { settlementId: 'S3', interim: true }))
  charge(store, [line('4', '2025-02-26')])
  discharged(store)
  bills.push(billed(store, fen(500_00), { settlementId: 'S4' }))
  for (const bill of bills) {
    const again = accepted(rerunOf(bill, { book: stayBook(), on: null }))
    assert.deepEqual(again.amounts, bill.amounts, bill.settlementId)
    assert.deepEqual(again.totalsAdded, bill.totalsAdded, bill.settlementId)
  }
})
