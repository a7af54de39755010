import assert from 'node:assert/strict'
import { test } from 'node:test'
import { binary, field, ground, is, line, release, rule, value, visit } from '../../tests/support/audit-samples.ts'
import { isoDate, localDateTime } from '../kernel/index.ts'
import { type AuditGround, type AuditRule, auditGround, compileRelease, type PartnerKind } from './index.ts'

const assessed: PartnerKind = {
  kind: 'partner',
  each: { of: 'line' },
  where: is('line.item', 'therapy'),
  needs: { of: 'line' },
  which: is('b.item', 'assessment'),
  within: { unit: 'days', length: value(30) },
  direction: 'before',
}
const at = (lineId: string, item: string, time: string) => line(lineId, item, { at: localDateTime(time) })
const therapy = visit('V', [at('1', 'therapy', '2025-06-10 09:00:00')])

function found(of: AuditRule, on: AuditGround) {
  const { findings, notEvaluated } = auditGround(compileRelease(release([of])), on, { moment: 'in' })
  return {
    lines: findings.map(({ lineId }) => lineId),
    missing: notEvaluated.map(({ missing, count }) => `${missing} ${count}`),
  }
}

test('a therapy without an assessment in the thirty days before it is told', () => {
  const of = rule(assessed, { lookback: 30 })
  const before = (time: string) => ground([visit('V0', [at('1', 'assessment', time)], { current: false }), therapy])
  assert.deepEqual(found(of, ground([therapy])).lines, ['1'])
  assert.deepEqual(found(of, before('2025-05-12 08:00:00')).lines, [])
  assert.deepEqual(found(of, before('2025-05-11 08:00:00')).lines, ['1'])
  assert.deepEqual(found(of, before('2025-06-10 09:00:00')).lines, [])
  assert.deepEqual(found(of, before('2025-06-10 09:00:01')).lines, ['1'])
})

test('where the past is not known so far back, only an assessment that is there decides', () => {
  const of = rule(assessed, { lookback: 30 })
  const gap = { historyFrom: isoDate('2025-06-01') }
  assert.deepEqual(found(of, ground([therapy], gap)), { lines: [], missing: ['history 1'] })
  const there = visit('V0', [at('1', 'assessment', '2025-06-05 08:00:00')], { current: false })
  assert.deepEqual(found(of, ground([there, therapy], gap)), { lines: [], missing: [] })
})

test('what may still come is waited for', () => {
  const around = rule({ ...assessed, direction: 'around', within: { unit: 'days', length: value(3) } }, { lookback: 3 })
  assert.deepEqual(found(around, ground([therapy])), { lines: [], missing: ['later 1'] })
  assert.deepEqual(found(around, ground([therapy], { today: isoDate('2025-06-12') })), { lines: ['1'], missing: [] })
  const after = visit('V2', [at('1', 'assessment', '2025-06-12 08:00:00')])
  assert.deepEqual(found(around, ground([therapy, after], { today: isoDate('2025-06-12') })), {
    lines: [],
    missing: [],
  })
})

test('inside a visit nothing is waited for, and another visit serves nothing', () => {
  const inVisit = rule({ ...assessed, direction: 'around', within: { unit: 'visit' } })
  const other = visit('V2', [at('1', 'assessment', '2025-06-10 09:00:00')])
  assert.deepEqual(found(inVisit, ground([therapy, other])), { lines: ['1'], missing: [] })
})

test('a candidate that is not known leaves it open', () => {
  const same = rule({
    ...assessed,
    which: binary(is('b.item', 'assessment'), 'and', binary(field('b.doctor'), '==', field('a.doctor'))),
    within: { unit: 'visit' },
  })
  const lines = [
    at('0', 'assessment', '2025-06-10 08:00:00'),
    { ...at('1', 'therapy', '2025-06-10 09:00:00'), doctor: 'D' },
  ]
  assert.deepEqual(found(same, ground([visit('V', lines)])), { lines: [], missing: ['line.doctor 1'] })
})

test('a document of a side table serves the visits of its person; without the table nothing is known', () => {
  const needs = {
    ...assessed,
    needs: { of: 'side', table: 'papers' } as const,
    which: is('b.kind', 'consent'),
    within: { unit: 'visit' } as const,
  }
  const of = (papers: AuditGround['side']) => found(rule(needs), ground([therapy], { side: papers }))
  assert.deepEqual(of({}), { lines: [], missing: ['side.papers 1'] })
  assert.deepEqual(of({ papers: [] }).lines, ['1'])
  assert.deepEqual(of({ papers: [{ insured: 'P1', kind: 'consent' }] }).lines, [])
  assert.deepEqual(of({ papers: [{ insured: 'P2', kind: 'consent' }] }).lines, ['1'])
  assert.deepEqual(of({ papers: [{ insured: 'P1', visit: 'W', kind: 'consent' }] }).lines, ['1'])
})
