import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  binary,
  field,
  ground,
  is,
  line,
  point,
  release,
  rule,
  table,
  value,
  visit,
} from '../../tests/support/audit-samples.ts'
import { isoDate, localDateTime, quantity } from '../kernel/index.ts'
import { type AuditGround, type AuditRelease, auditGround, compileRelease } from './index.ts'

const audited = (rules: AuditRelease, of: AuditGround) => auditGround(compileRelease(rules), of, { moment: 'in' })
const over = binary(field('line.qty'), '>', field('point.limit'))
const limits = table('limits', { X: [point('7', { limit: 2 })] })
const dosed = rule({ kind: 'match', each: { of: 'line' }, when: over }, { table: 'limits' })

test('a line beyond the limit of its knowledge point is a finding that carries all it stood on', () => {
  const { findings } = audited(
    release([dosed], [limits]),
    ground([visit('V', [line('1', 'X', { quantity: quantity(30_000) })])]),
  )
  assert.deepEqual(findings, [
    {
      rule: 'R',
      ruleFrom: '2020-01-01',
      severity: 'violation',
      action: 'deduct',
      bears: 'institution',
      insuredId: 'P1',
      visitId: 'V',
      lineId: '1',
      group: [],
      on: '2025-06-10',
      stake: 3000,
      quantity: null,
      point: { table: 'limits', point: '7', basis: 'basis of 7' },
      facts: [
        { name: 'line.qty', value: 3 },
        { name: 'point.limit', value: 2 },
        { name: 'line.name', value: 'item X' },
      ],
      beside: [],
    },
  ])
})

test('a line of an item that the table does not know is not looked at, and one within the limit is no hit', () => {
  const lines = [line('1', 'Y', { quantity: quantity(90_000) }), line('2', 'X')]
  assert.deepEqual(audited(release([dosed], [limits]), ground([visit('V', lines)])), { findings: [], notEvaluated: [] })
})

test('a line without the fact that a rule needs is not evaluated, and counted', () => {
  const { quantity: _, ...bare } = line('1', 'X')
  const { findings, notEvaluated } = audited(
    release([dosed], [limits]),
    ground([visit('V', [bare, { ...bare, lineId: '2' }])]),
  )
  assert.deepEqual(findings, [])
  assert.deepEqual(notEvaluated, [{ rule: 'R', missing: 'line.qty', count: 2 }])
})

test('an exception that holds takes the hit away; one that is not known makes it not evaluated', () => {
  const excepted = { ...dosed, exceptions: [{ name: 'rescue', when: field('visit.emergency') }] }
  const lines = [line('1', 'X', { quantity: quantity(30_000) })]
  const of = (more: object) => audited(release([excepted], [limits]), ground([visit('V', lines, more)]))
  assert.equal(of({ emergency: false }).findings.length, 1)
  assert.deepEqual(of({ emergency: true }), { findings: [], notEvaluated: [] })
  assert.deepEqual(of({}).notEvaluated, [{ rule: 'R', missing: 'visit.emergency', count: 1 }])
})

test('a rule is for the visits of its scope and for the days on which it stands, by settlement', () => {
  const narrow = {
    ...dosed,
    scope: { care: ['inpatient'] as const },
    range: { from: isoDate('2025-06-12'), until: isoDate('2025-06-13') },
  }
  const hits = (more: object) => {
    const { findings } = audited(
      release([narrow], [limits]),
      ground([visit('V', [line('1', 'X', { quantity: quantity(30_000) })], more)]),
    )
    return findings.length
  }
  assert.equal(hits({ care: 'inpatient', settledAt: localDateTime('2025-06-12 08:00:00') }), 1)
  assert.equal(hits({ care: 'outpatient', settledAt: localDateTime('2025-06-12 08:00:00') }), 0)
  assert.equal(hits({ care: 'inpatient', settledAt: localDateTime('2025-06-13 08:00:00') }), 0)
  assert.equal(hits({ care: 'inpatient' }), 0)
})

test('a line of which nothing stands is not looked at, and of one given back in part the stake is what stands', () => {
  const lines = [
    line('1', 'X', { quantity: quantity(90_000), standing: quantity(0) }),
    line('2', 'X', { quantity: quantity(90_000), standing: quantity(30_000) }),
  ]
  const { findings } = audited(release([dosed], [limits]), ground([visit('V', lines)]))
  assert.deepEqual(
    findings.map(({ lineId, stake }) => [lineId, stake]),
    [['2', 3000]],
  )
})

test('diagnoses, operations and side rows of one visit are told apart', () => {
  const diagnosed = rule({ kind: 'match', each: { of: 'diagnosis' }, when: is('diagnosis.main', true) })
  const side = rule(
    { kind: 'match', each: { of: 'side', table: 'lab' }, when: binary(field('row.value'), '>', value(1)) },
    { code: 'S' },
  )
  const of = visit('V', [], {
    diagnoses: [
      { code: 'I10', main: true },
      { code: 'E11', main: true },
    ],
  })
  const lab = [
    { visit: 'V', test: 'K', value: 2 },
    { visit: 'V', test: 'Na', value: 3 },
  ]
  const { findings } = audited(release([diagnosed, side]), ground([of], { side: { lab } }))
  assert.deepEqual(
    findings.map(({ rule, group }) => [rule, ...group]),
    [
      ['R', 'E11 '],
      ['R', 'I10 '],
      ['S', 'test=K value=2 visit=V'],
      ['S', 'test=Na value=3 visit=V'],
    ],
  )
})

test('without the side table, or the diagnoses of a visit, a rule about its rows is not evaluated', () => {
  const side = rule({ kind: 'match', each: { of: 'side', table: 'lab' }, when: value(true) }, { code: 'S' })
  const diagnosed = rule({ kind: 'match', each: { of: 'diagnosis' }, when: value(true) })
  assert.deepEqual(audited(release([side, diagnosed]), ground([visit('V', []), visit('W', [])])).notEvaluated, [
    { rule: 'R', missing: 'visit.diagnoses', count: 2 },
    { rule: 'S', missing: 'side.lab', count: 1 },
  ])
})
