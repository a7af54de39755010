import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuditRelease } from '@yibao/core/audit'
import { isoDate } from '@yibao/core/kernel'
import { readCases, ruleText } from '../files/audit-testing.ts'
import { daysOf, daysText, oneMore, requireRules } from './audit-run.ts'

function someRelease(): AuditRelease {
  const given = '{ points: [{ item: X, limit: 1 }], visit: { lines: [{ item: X }] } }'
  const [example] = readCases(
    `${ruleText({ cases: '' })}\ncases:\n  - { name: once, given: ${given}, expect: none }`,
  ).cases
  assert.ok(example)
  return example.release
}

test('a rule that no release has is refused by name; one that a release has is taken however it is written', () => {
  const releases = [someRelease()]
  assert.throws(() => requireRules(releases, ['M-C02', 'Z-99']), /没有此规则 no rule Z-99/)
  assert.doesNotThrow(() => requireRules(releases, oneMore('m-c02')))
  assert.doesNotThrow(() => requireRules(releases))
})

test('the days of an audit are told as they were given, the last one included', () => {
  const days = daysOf({ from: isoDate('2025-03-01'), to: isoDate('2025-03-31') })
  assert.equal(daysText(days), '2025-03-01 .. 2025-03-31')
  assert.throws(() => daysOf({ from: isoDate('2025-03-02'), to: isoDate('2025-03-01') }), /2025-03-01 早于/)
})
