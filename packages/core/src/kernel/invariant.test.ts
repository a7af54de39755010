import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvariantError, invariant } from './invariant.ts'

test('a promise that holds passes without composing its message', () => {
  invariant(true, () => assert.fail('the message was composed'))
})

test('a broken promise is thrown with its message', () => {
  assert.throws(() => invariant(false, 'two sides agree'), new InvariantError('two sides agree'))
  assert.throws(() => invariant(0, () => `not ${0}`), { name: 'InvariantError', message: 'not 0' })
})
