import assert from 'node:assert/strict'
import { test } from 'node:test'
import { talkingPeers } from '../../tests/support/peers.ts'
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

test('a msgid taken in one process is refused for another person in the others, until it is given back', () => {
  const [here, there] = talkingPeers()
  const first = msgidHolders(here)
  const second = msgidHolders(there)
  first.take('H1', 'M1', 'A')
  assert.equal(second.take('H1', 'M1', 'B'), false)
  first.giveBack('H1', 'M1')
  assert.equal(second.take('H1', 'M1', 'B'), true)
  assert.equal(first.take('H1', 'M1', 'A'), false)
})

test('a refused retry in another process does not give back what the first message recorded', () => {
  const [here, there] = talkingPeers()
  const first = msgidHolders(here)
  const second = msgidHolders(there)
  first.take('H1', 'M1', 'A')
  second.take('H1', 'M1', 'A')
  second.giveBack('H1', 'M1')
  assert.equal(second.take('H1', 'M1', 'B'), false)
  assert.equal(first.take('H1', 'M1', 'B'), false)
})

test('what had its effect before a start is held, and told to nobody', () => {
  const [here, there] = talkingPeers()
  const first = msgidHolders(here)
  const second = msgidHolders(there)
  first.remember('H1', 'M1', 'A')
  assert.equal(first.take('H1', 'M1', 'B'), false)
  assert.equal(second.take('H1', 'M1', 'B'), true)
})
