import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidArgumentError } from 'commander'
import { portArgument } from './arguments.ts'

test('a port is a whole number from 0 to 65535', () => {
  assert.deepEqual(['0', '8080', '65535'].map(portArgument), [0, 8080, 65_535])
  for (const text of ['65536', '99999', '-1', '80.5', '', 'http', '0x50']) {
    assert.throws(() => portArgument(text), InvalidArgumentError, text)
  }
})
