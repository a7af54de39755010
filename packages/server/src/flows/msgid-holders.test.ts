import assert from 'node:assert/strict'
import { test } from 'node:test'
import { msgidHolders } from './msgid-holders.ts'

test('a msgid taken for one person is refused for another, but not at another provider', () => {
  const msgids = msgidHolders()
  assert.equal(msgids.take('H1', 'M1', 'A'), true)
  assert.equal(msgids.take('H1', 'M1', 'B'), false)
  assert.equal(msgids.take('H2', 'M1', 'B'), true)
})

test('a refused message gives its msgid back', () => {
  const msgids = msgidHolders()
  msgids.take('H1', 'M1', 'A')
  msgids.giveBack('H1', 'M1')
  assert.equal(msgids.take('H1', 'M1', 'B'), true)
})

test('a refused retry does not give back what the first message recorded', () => {
  const msgids = msgidHolders()
  msgids.take('H1', 'M1', 'A')
  msgids.take('H1', 'M1', 'A')
  msgids.giveBack('H1', 'M1')
  assert.equal(msgids.take('H1', 'M1', 'B'), false)
})
