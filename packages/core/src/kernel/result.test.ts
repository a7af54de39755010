import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Result } from './result.ts'
import { ok, refuse } from './result.ts'

test('an outcome is either a value or a refusal, told apart by its mark', () => {
  const say = (outcome: Result<number, string>) => (outcome.ok ? `value ${outcome.value}` : `refused ${outcome.error}`)
  assert.equal(say(ok(3)), 'value 3')
  assert.equal(say(refuse('closed')), 'refused closed')
})
