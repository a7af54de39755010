import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accounts, accountTold } from './accounts.ts'

test('every purse has an account of its own', () => {
  const codes = [
    accounts.fund('990000', '310', 'pool'),
    accounts.fund('990000', '390', 'pool'),
    accounts.fund('990100', '310', 'pool'),
    accounts.accountFunding('990000', '310'),
    accounts.personalAccount('P1'),
    accounts.personalAccount('P2'),
    accounts.sharedAccount('P1'),
    accounts.cash('P1'),
    accounts.correctionClaim('P1'),
    accounts.receivable('H1'),
    accounts.till('H1'),
    accounts.advance('H1'),
    accounts.disbursed('H1'),
    accounts.deposit('H1'),
    accounts.recovery('H1'),
  ]
  assert.equal(new Set(codes).size, codes.length)
})

test('the fund of a region and scheme is named by both', () => {
  assert.equal(accounts.fund('990000', '310', 'pool'), 'fund:990000:310:pool')
})

test('an account is told with another word for its person, and with its own name where it is nobody’s', () => {
  const tell = (insuredId: string): string => `<${insuredId}>`
  assert.equal(accountTold(accounts.sharedAccount('P1'), tell), 'person:<P1>:shared')
  assert.equal(accountTold(accounts.fund('990000', '310', 'pool'), tell), 'fund:990000:310:pool')
  assert.equal(accountTold(accounts.till('H1'), tell), 'provider:H1:till')
})
