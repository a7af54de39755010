import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '../kernel/index.ts'
import { fundStanding, type MonthAmount } from './index.ts'

const of = (month: string, amount: number): MonthAmount => ({ month, amount: fen(amount) })

test('a balance is the opening with what came in, less what was spent since', () => {
  const standing = fundStanding({
    month: '2025-03',
    opening: of('2025-01', 1000_00),
    income: [of('2024-12', 7_00), of('2025-01', 100_00), of('2025-03', 50_00)],
    spending: [of('2024-12', 90_00), of('2025-01', 200_00), of('2025-02', 100_00), of('2025-03', 30_00)],
  })
  assert.deepEqual(standing, {
    income: 150_00,
    spending: 330_00,
    balance: 820_00,
    meanMonth: 130_00,
    months: 3,
    payableTenths: 63,
  })
})

test('the running month does not lower the mean, and months before the first spending do not either', () => {
  const { meanMonth, months } = fundStanding({
    month: '2025-03',
    opening: null,
    income: [],
    spending: [of('2025-02', 100_00), of('2025-03', 1)],
  })
  assert.deepEqual([meanMonth, months], [100_00, 1])
})

test('the mean looks back at twelve months', () => {
  const spending = Array.from({ length: 24 }, (_, index) =>
    of(`${2023 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`, index < 12 ? 9_999_00 : 10_00),
  )
  assert.deepEqual(fundStanding({ month: '2025-01', opening: null, income: [], spending }).meanMonth, 10_00)
})

test('without an opening there is no balance, and without a whole month no number of months', () => {
  const none = fundStanding({ month: '2025-01', opening: null, income: [], spending: [of('2024-12', 5)] })
  assert.deepEqual([none.balance, none.payableTenths], [null, null])
  const fresh = fundStanding({ month: '2025-01', opening: of('2025-01', 5), income: [], spending: [of('2025-01', 2)] })
  assert.deepEqual([fresh.balance, fresh.meanMonth, fresh.payableTenths], [3, null, null])
})

test('a fund that is overspent pays for no month', () => {
  const { balance, payableTenths } = fundStanding({
    month: '2025-02',
    opening: of('2025-01', 10),
    income: [],
    spending: [of('2025-01', 30)],
  })
  assert.deepEqual([balance, payableTenths], [-20, 0])
})
