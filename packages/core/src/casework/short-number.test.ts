import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shortNumber } from './short-number.ts'

test('two matters that one process numbered differ in their short numbers', () => {
  assert.equal(shortNumber('17954077187980005884DBA639'), '800058')
  assert.equal(shortNumber('17954077187980005984DBA639'), '800059')
  assert.equal(shortNumber('M1'), 'M1')
})
