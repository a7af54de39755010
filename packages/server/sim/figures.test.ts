import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences, faultsIn, figuresIn, opposite } from './figures.ts'

/** A captured hospital bill: fund, account, cash and hospital all pay. */
const bill = {
  medfee_sumamt: 23442.46,
  fulamt_ownpay_amt: 2533.97,
  overlmt_selfpay: 1396.89,
  preselfpay_amt: '703.44',
  inscp_scp_amt: 18808.16,
  fund_pay_sumamt: 18785.39,
  psn_part_amt: 4152.06,
  acct_pay: 170.04,
  psn_cash_pay: 3982.02,
  hosp_part_amt: 505.01,
}

test('a captured settlement has no fault', () => {
  assert.deepEqual(faultsIn(figuresIn(bill)), [])
})

test('a fen too much in one part is found', () => {
  assert.deepEqual(faultsIn(figuresIn({ ...bill, inscp_scp_amt: 18808.17 })), [
    'total = the four parts: 23442.46 against 23442.47',
  ])
})

test('a pharmacy names the two amounts of the person in its own way when it cancels', () => {
  const { psn_part_amt, psn_cash_pay, ...rest } = bill
  const figures = figuresIn({ ...rest, psn_pay: psn_part_amt, cash_payamt: psn_cash_pay })
  assert.deepEqual(figures, figuresIn(bill))
})

test('a cancel is the opposite of its settlement, and nothing else is', () => {
  const settled = figuresIn(bill)
  assert.deepEqual(differences('cancel', opposite(opposite(settled)), settled), [])
  assert.deepEqual(differences('cancel', opposite(settled), opposite({ ...settled, cash: settled.account })), [
    'cancel: cash -3982.02 against -170.04',
  ])
})
