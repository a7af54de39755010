import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auditKind } from './audit-ground.ts'

test('a herb, kept among the drugs and charged as herbs are, is a kind of its own to rules; all else is what the catalogue says', () => {
  assert.equal(auditKind({ kind: 'drug', chargeType: '10' }), 'herb')
  assert.equal(auditKind({ kind: 'drug', chargeType: '09' }), 'drug')
  assert.equal(auditKind({ kind: 'drug', chargeType: '11' }), 'drug')
  assert.equal(auditKind({ kind: 'service', chargeType: '10' }), 'service')
})
