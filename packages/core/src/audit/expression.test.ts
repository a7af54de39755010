import assert from 'node:assert/strict'
import { test } from 'node:test'
import { binary, call, field, ground, line, texts, value, visit } from '../../tests/support/audit-samples.ts'
import { isoDate, localDateTime, quantity, unitPrice } from '../kernel/index.ts'
import { compileExpression, type ExpressionContext } from './compile-expression.ts'
import type { AuditExpression, AuditGround, AuditLine, AuditVisit } from './index.ts'
import { interpretExpression } from './interpret-expression.ts'
import { type AuditScope, emptyRow, scopeOf } from './scope.ts'

const context: ExpressionContext = { parameters: { most: 3, codes: ['A', 'B'] }, a: null, b: null }

function scope(
  ofLine: Partial<AuditLine> = {},
  ofVisit: Partial<AuditVisit> = {},
  side: AuditGround['side'] = {},
): AuditScope {
  const own = line('1', 'X', ofLine)
  const whole = visit(
    'V',
    [own, line('2', 'Y', { quantity: quantity(1_000) }), line('3', 'Y', { quantity: quantity(2_000) })],
    ofVisit,
  )
  const made = scopeOf(ground([whole], { side }))
  made.hand = { ...emptyRow(), visit: whole, line: own }
  return made
}

/** Both readings of an expression must agree; a missing fact is answered by its name. */
function answer(tree: AuditExpression, on = scope()): unknown {
  const answers = [compileExpression(tree, context)(on), interpretExpression(tree, context, on)].map(
    (each) => each ?? (each === null ? null : `missing ${on.missing}`),
  )
  assert.deepEqual(answers[0], answers[1])
  return answers[0]
}

const missing = field('line.supplyDays')
const lacks = binary(missing, '>', value(1))
const [yes, no] = [value(true), value(false)]

test('a missing fact is neither true nor false', () => {
  assert.equal(answer(binary(no, 'and', lacks)), false)
  assert.equal(answer(binary(lacks, 'and', no)), false)
  assert.equal(answer(binary(yes, 'or', lacks)), true)
  assert.equal(answer(binary(lacks, 'or', yes)), true)
  assert.equal(answer(binary(yes, 'and', lacks)), 'missing line.supplyDays')
  assert.equal(answer(binary(lacks, 'or', no)), 'missing line.supplyDays')
  assert.equal(answer({ op: 'not', of: lacks }), 'missing line.supplyDays')
  assert.equal(answer({ op: 'known', of: missing }), false)
  const then = yes
  assert.equal(answer({ op: 'choose', when: lacks, then, otherwise: no }), 'missing line.supplyDays')
  assert.equal(answer(binary(missing, 'in', texts('A'))), 'missing line.supplyDays')
})

test('of several missing facts the first is named', () => {
  const other = binary(field('line.doctor'), '==', value('D'))
  assert.equal(answer(binary(lacks, 'and', other)), 'missing line.supplyDays')
  assert.equal(answer(binary(binary(lacks, 'and', no), 'or', other)), 'missing line.doctor')
})

test('null is known to be none: it equals null, and has no order', () => {
  const end = field('visit.end')
  const staying = scope({}, { end: null })
  assert.equal(answer(binary(end, '==', value(null)), staying), true)
  assert.equal(answer(binary(end, '!=', value('x')), staying), true)
  assert.equal(answer(binary(end, '<', value('x')), staying), 'missing visit.end')
  assert.equal(answer({ op: 'known', of: end }, staying), true)
  assert.equal(answer(field('visit.stayDays'), staying), null)
})

test('numbers are calculated without binary dust, and nothing is divided by nothing', () => {
  assert.equal(answer(binary(value(0.1), '+', value(0.2))), 0.3)
  assert.equal(answer(binary(field('line.qty'), '/', value(0))), 'missing line.qty')
  assert.equal(answer(binary(value(7), '%', value(4))), 3)
  assert.equal(answer({ op: 'negate', of: field('line.qty') }), -1)
  assert.equal(answer(call('abs', value(-2))), 2)
})

test('lists are held against conditions, filtered, mapped and summed', () => {
  const each = (take: 'exists' | 'all' | 'filter' | 'map', body: AuditExpression): AuditExpression => ({
    op: 'each',
    take,
    over: field('visit.lines'),
    as: 'l',
    body,
  })
  const ofY = binary(field('l.item'), '==', value('Y'))
  assert.equal(answer(each('exists', ofY)), true)
  assert.equal(answer(each('all', ofY)), false)
  assert.equal(answer(call('size', each('filter', ofY))), 2)
  assert.equal(answer(call('sum', each('map', field('l.qty')))), 1.3)
  assert.equal(answer(call('least', each('map', field('l.qty')))), 0.1)
  assert.equal(answer(call('greatest', each('map', field('l.lineId')))), '3')
  assert.equal(answer(call('distinct', each('map', field('l.item')))), 2)
  assert.equal(answer(each('all', binary(field('l.supplyDays'), '>', value(1)))), 'missing line.supplyDays')
  assert.equal(answer(each('exists', binary(field('l.item'), '==', field('line.item')))), true)
})

test('texts and times', () => {
  assert.equal(answer(call('startsWithAny', field('line.item'), texts('W', 'X'))), true)
  assert.equal(answer(call('anyStartsWith', field('param.codes'), texts('Z'))), false)
  assert.equal(answer(call('matches', field('line.name'), value('^item [XY]$'))), true)
  assert.equal(answer(call('endsWith', field('line.name'), value('X'))), true)
  assert.equal(answer(call('contains', field('line.name'), value('em'))), true)
  assert.equal(answer(call('first', field('line.name'), value(4))), 'item')
  assert.equal(answer(call('years', field('person.birth'), field('line.at'))), 45)
  assert.equal(answer(call('days', value('2025-02-28'), value('2025-03-01 23:00:00'))), 1)
  assert.equal(answer(call('hours', value('2025-03-01 23:30:00'), value('2025-03-02 00:29:59'))), 0)
  assert.equal(answer(call('minutes', value('2025-03-02 00:00:00'), value('2025-03-01 23:30:00'))), -30)
  assert.equal(answer(call('day', field('line.at'))), '2025-06-10')
  assert.equal(answer(call('hourOf', field('line.at'))), 9)
  assert.equal(answer(call('weekday', value('2025-06-10'))), 2)
})

test('derived fields of lines, visits and persons', () => {
  const on = scope(
    { price: unitPrice(1_234_500), ceiling: unitPrice(1_000_000), standing: quantity(5_000) },
    {
      begin: localDateTime('2025-06-09 23:00:00'),
      end: localDateTime('2025-06-12 01:00:00'),
      diagnoses: [
        { code: 'I10', main: false },
        { code: 'E11', main: true },
      ],
    },
  )
  const answers = [
    'line.qty',
    'line.amount',
    'line.unitFen',
    'line.ceilingFen',
    'line.day',
    'line.hour',
    'visit.stayDays',
    'visit.hours',
    'visit.month',
    'visit.year',
    'visit.mainDiagnosis',
    'person.years',
    'visit.endDay',
  ]
  assert.deepEqual(
    answers.map((name) => answer(field(name), on)),
    [0.5, 500, 123.45, 100, '2025-06-10', 9, 3, 50, '2025-06', '2025', 'E11', 45, '2025-06-12'],
  )
  assert.deepEqual(answer(call('codes', field('visit')), on), ['I10', 'E11'])
  assert.equal(
    answer(field('person.years'), scope({}, { person: { insuredId: 'P', birth: isoDate('2025-06-11') } })),
    'missing person.birth',
  )
})

test('a line without an amount is worth its price times its quantity', () => {
  const on = scope({ price: unitPrice(1_234_500), quantity: quantity(20_000) })
  const { hand } = on
  const { amount: _, ...bare } = line('1', 'X', { price: unitPrice(1_234_500), quantity: quantity(20_000) })
  on.hand = { ...hand, line: bare }
  assert.equal(answer(field('line.amount'), on), 247)
})

test('side rows are those of the row in hand, as far as their columns tell whose they are', () => {
  const lab = [
    { insured: 'P1', visit: 'V', value: 1 },
    { insured: 'P1', visit: 'W', value: 2 },
    { insured: 'P2', value: 3 },
    { insured: 'P1', line: '2', value: 4 },
  ]
  const values: AuditExpression = { op: 'each', take: 'map', over: field('side.lab'), as: 'r', body: field('r.value') }
  assert.deepEqual(answer(values, scope({}, {}, { lab })), [1])
  assert.equal(answer(values), 'missing side.lab')
  const byDoctor = { lab: [{ doctor: 'D', value: 1 }] }
  assert.equal(answer(values, scope({}, {}, byDoctor)), 'missing line.doctor')
  assert.deepEqual(answer(values, scope({ doctor: 'D' }, {}, byDoctor)), [1])
})
