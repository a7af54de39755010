import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  admitted,
  billed,
  charge,
  discharged,
  historyOf,
  inpatientPlan,
  lawOf,
  stayBook,
  stayLine,
} from '../../tests/support/stay-day.ts'
import { accepted } from '../../tests/support/world.ts'
import { fen, localDateTime, parseQuantity } from '../kernel/index.ts'
import { ordinaryStays, type Plan } from '../policy/index.ts'
import { verifyPerson } from './verify.ts'

const opening = fen(1378_15)
const whole = (number: string, day: string) => stayLine(number, 'A', '500', day)
const back = (number: string, of: string, day: string) => ({
  ...whole(number, day),
  quantity: accepted(parseQuantity('-1')),
  refundOf: of,
  stated: fen(-500_00),
})

const totalsIn = (store: ReturnType<typeof admitted>) =>
  store.fileFor({}).totals.map(({ period, code, amount }) => [period, code, amount])

test('the bills of a stay count in the month of the first one, so that a refund takes from what it belongs to', () => {
  const plan = inpatientPlan()
  const monthly: Plan = { ...plan, totals: plan.totals.map((total) => ({ ...total, over: 'month' })) }
  const book = stayBook({}, monthly)
  const store = admitted()
  charge(store, [whole('1', '2025-02-20'), whole('2', '2025-02-20')], book)
  const february = localDateTime('2025-02-21 12:00:00')
  billed(store, fen(1000_00), { settlementId: 'S1', interim: true, at: february, book })
  charge(store, [back('3', '2', '2025-02-21')], book)
  discharged(store)
  billed(store, fen(-500_00), { settlementId: 'S2', book })
  assert.deepEqual(totalsIn(store), [
    ['2025-02', 'pool', 320_00],
    ['2025-02', 'elig', 500_00],
  ])
  assert.deepEqual(verifyPerson(historyOf(store, opening), lawOf(book)), [])
})

test('a running total that new rules no longer count, in the middle of a stay, stays as it was', () => {
  const plan = inpatientPlan()
  const store = admitted()
  charge(store, [whole('1', '2025-02-20'), whole('2', '2025-02-26')])
  billed(store, fen(1000_00), { settlementId: 'S1', interim: true })
  const book = stayBook({}, { ...plan, totals: plan.totals.filter(({ code }) => code !== 'elig') })
  charge(store, [whole('3', '2025-02-27')], book)
  discharged(store)
  const { amounts, totalsAdded } = billed(store, fen(500_00), { settlementId: 'S2', book })
  assert.deepEqual([amounts.pool, totalsAdded], [280_00, { pool: 280_00 }])
  assert.deepEqual(totalsIn(store), [
    ['2025', 'pool', 1000_00],
    ['2025', 'elig', 1000_00],
  ])
})

test('trap 1: a deductible that a refund gives back in the old year is asked in the new one, before the stay is closed', () => {
  const book = stayBook({ stays: { ...ordinaryStays, acrossYears: 'split' } })
  const store = admitted({ begin: localDateTime('2024-12-20 09:00:00') })
  charge(store, [whole('1', '2024-12-30'), whole('2', '2025-01-05')], book)
  billed(store, fen(500_00), { settlementId: 'S1', interim: true, book })
  billed(store, fen(500_00), { settlementId: 'S2', interim: true, book })
  charge(store, [back('3', '1', '2025-01-06')], book)
  discharged(store)
  billed(store, fen(-500_00), { settlementId: 'S3', book })
  billed(store, fen(0), { settlementId: 'S4', book })
  assert.deepEqual(
    store.settlements().map(({ year, amounts, basis }) => [year, amounts.deductible, amounts.pool, basis.stay?.final]),
    [
      [2024, 100_00, 320_00, false],
      [2025, 0, 400_00, false],
      [2024, -100_00, -320_00, false],
      [2025, 100_00, -80_00, true],
    ],
  )
  assert.deepEqual(verifyPerson(historyOf(store, opening), lawOf(book)), [])
})
