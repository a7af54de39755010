import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharedBuffers } from './server-settings.ts'

const gibibyte = 2 ** 30

test('the database keeps an eighth of the memory as its own buffers, neither too little to work with nor more than it needs', () => {
  assert.equal(sharedBuffers(0.5 * gibibyte), 128)
  assert.equal(sharedBuffers(8 * gibibyte), 1024)
  assert.equal(sharedBuffers(24 * gibibyte), 2048)
})
