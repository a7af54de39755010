import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openExchange } from './exchange.ts'
import type { Batch } from './messages.ts'

test('what is told in one go leaves in one batch, and arrives in its order', async () => {
  const sent: Batch[] = []
  const heard: unknown[] = []
  const here = openExchange((batch) => sent.push(batch))
  const there = openExchange(() => undefined)
  there.heard('nonce', (told) => heard.push(told))
  here.tell('nonce', ['H1', 'a', 1])
  here.tell('msgid', ['H1'])
  here.tell('nonce', ['H1', 'b', 2])
  await pause(20)
  assert.equal(sent.length, 1)
  for (const batch of sent) there.receive(JSON.parse(JSON.stringify(batch)))
  assert.deepEqual(heard, [
    ['H1', 'a', 1],
    ['H1', 'b', 2],
  ])
})

test('a process that is still opening hears later what others told meanwhile', () => {
  const heard: unknown[] = []
  const exchange = openExchange(() => undefined)
  exchange.receive(['nonce', ['early'], 'msgid', ['other']])
  exchange.heard('nonce', (told) => heard.push(told))
  exchange.receive(['nonce', ['late']])
  assert.deepEqual(heard, [['early'], ['late']])
})

test('what nobody wants to hear is not kept once everything is open', () => {
  const heard: unknown[] = []
  const exchange = openExchange(() => undefined)
  exchange.opened()
  exchange.receive(['nonce', ['lost']])
  exchange.heard('nonce', (told) => heard.push(told))
  assert.deepEqual(heard, [])
})
