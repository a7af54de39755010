import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, isoDate } from '../kernel/index.ts'
import { type AuditFinding, compareFindings, deductionsOf, findingIdentity } from './index.ts'

function finding(rule: string, stake: number, more: Partial<AuditFinding> = {}): AuditFinding {
  return {
    rule,
    ruleFrom: isoDate('2025-01-01'),
    severity: 'violation',
    action: 'deduct',
    bears: 'institution',
    insuredId: 'P1',
    visitId: 'V',
    lineId: '1',
    group: [],
    on: isoDate('2025-06-10'),
    stake: fen(stake),
    quantity: null,
    point: null,
    facts: [],
    beside: [],
    ...more,
  }
}

const lines = [
  { visitId: 'V', lineId: '1', amount: fen(1000) },
  { visitId: 'V', lineId: '2', amount: fen(300) },
]

test('clear breach before suspect before reminder, then the bigger stake, then the code', () => {
  const sorted = [
    finding('D', 900, { severity: 'remind' }),
    finding('C', 100),
    finding('E', 900, { severity: 'suspect' }),
    finding('B', 100),
    finding('A', 500),
  ].sort(compareFindings)
  assert.deepEqual(
    sorted.map(({ rule }) => rule),
    ['A', 'B', 'C', 'E', 'D'],
  )
})

test('a line is deducted once, by the first finding that deducts', () => {
  const findings = [finding('A', 200), finding('B', 500, { bears: 'person' }), finding('C', 900, { action: 'mark' })]
  assert.deepEqual(deductionsOf(findings, lines), [
    { visitId: 'V', lineId: '1', rule: 'B', bears: 'person', amount: 500 },
  ])
})

test('no more is deducted than the line is worth, and nothing of a finding about a whole visit', () => {
  const findings = [finding('A', 500, { lineId: '2' }), finding('B', 9000, { lineId: null })]
  assert.deepEqual(deductionsOf(findings, [...lines, ...lines]), [
    { visitId: 'V', lineId: '2', rule: 'A', bears: 'institution', amount: 300 },
  ])
})

test('the identity of a finding is what it is about, not what it costs, when it was found or by which version', () => {
  const one = finding('A', 200)
  assert.equal(findingIdentity(one), findingIdentity({ ...one, stake: fen(1), ruleFrom: isoDate('2026-01-01') }))
  const others = [
    { ...one, lineId: '2' },
    { ...one, visitId: 'W' },
    { ...one, group: ['X'] },
    { ...one, point: { table: 't', point: '1', basis: '' } },
  ]
  assert.equal(new Set([one, ...others].map(findingIdentity)).size, 5)
})
