import assert from 'node:assert/strict'
import { test } from 'node:test'
import { field, ground, line, release, rule, value, visit } from '../../tests/support/audit-samples.ts'
import { fen } from '../kernel/index.ts'
import { type AuditRule, auditGround, compileRelease, renderSays, ruleOf } from './index.ts'

function said(of: AuditRule): string | undefined {
  const program = compileRelease(release([of]))
  const [finding] = auditGround(program, ground([visit('V', [line('1', 'X')], { total: fen(1000) })]), {
    moment: 'pre',
  }).findings
  if (finding === undefined) return undefined
  const own = ruleOf(program, finding)
  return own === null ? undefined : renderSays(own, finding).zh
}

test('a sentence is filled from the facts of its finding alone', () => {
  const count = rule(
    {
      kind: 'count',
      each: { of: 'line' },
      where: null,
      per: [],
      within: { unit: 'day' },
      measure: { of: 'count' },
      limit: field('param.most'),
      hit: 'over',
    },
    {
      parameters: { most: 0 },
      says: { zh: '{line.name}：{sum} 次，限 {limit} 次；{window}，{line.amount} 元，{line.doctor}', en: '' },
    },
  )
  assert.equal(said(count), 'item X：1 次，限 0 次；2025-06-10，10.00 元，—')
})

test('sums of money are read out in yuan, and so is the stake', () => {
  const money = rule(
    {
      kind: 'count',
      each: { of: 'line' },
      where: null,
      per: [],
      within: { unit: 'visit' },
      measure: { of: 'sum', value: field('line.amount') },
      limit: value(750),
      hit: 'over',
    },
    { stake: 'excess', says: { zh: '{sum} 超过 {limit}，涉及 {stake}', en: '' } },
  )
  assert.equal(said(money), '10.00 超过 7.50，涉及 2.50')
})
