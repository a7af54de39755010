import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookLimit } from './look-limit.ts'

test('one network, and all together, look so often in a window and no more', () => {
  let now = 0
  const look = lookLimit({ mostOfOne: 2, mostOfAll: 3, windowMs: 60_000, clock: () => now })
  const admitted = (address: string) => look(address).admitted
  assert.deepEqual([admitted('10.0.0.1'), admitted('10.0.0.1'), admitted('10.0.0.1')], [true, true, false])
  assert.deepEqual([admitted('10.0.0.2'), admitted('10.0.0.3')], [true, false], 'all together')
  now = 45_500
  assert.deepEqual(look('10.0.0.9'), { admitted: false, retryAfterSeconds: 15 })
  now = 60_000
  assert.deepEqual([admitted('10.0.0.1'), admitted('10.0.0.1'), admitted('10.0.0.1')], [true, true, false])
})

test('addresses of one network of IPv6 count as one', () => {
  const look = lookLimit({ mostOfOne: 1, mostOfAll: 9, windowMs: 1000, clock: () => 0 })
  assert.deepEqual(
    [look('2001:db8::1').admitted, look('2001:db8::2').admitted, look('2001:db8:0:1::1').admitted],
    [true, false, true],
  )
})

test('the first look at something is told apart from the next ones of the same window', () => {
  let now = 0
  const look = lookLimit({ mostOfOne: 9, mostOfAll: 9, windowMs: 1000, clock: () => now })
  const first = (what: string) => {
    const one = look('10.0.0.1')
    return one.admitted && one.firstAt(what)
  }
  assert.deepEqual([first('a'), first('a'), first('b')], [true, false, true])
  now = 1000
  assert.equal(first('a'), true)
})
