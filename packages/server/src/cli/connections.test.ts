import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectionsOf, requireRoom } from './connections.ts'

test('without further options the embedded database has room for one to eight workers', () => {
  const workers = [1, 2, 3, 4, 5, 6, 7, 8]
  assert.deepEqual(
    workers.map((count) => connectionsOf(count)),
    [8, 8, 8, 8, 6, 5, 4, 4],
  )
  for (const count of workers) requireRoom(count, connectionsOf(count))
})

test('what the operator grants is shared out, and four are the least', () => {
  assert.equal(connectionsOf(4, 100), 25)
  assert.equal(connectionsOf(4, 2), 4)
})

test('more than the embedded database takes is refused with the cure', () => {
  assert.throws(() => requireRoom(2, 50), /no room for 2 × 56 connections, it takes 82.\n.*--database-url/)
})
