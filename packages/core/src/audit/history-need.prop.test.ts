import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { binary, call, field, value } from '../../tests/support/audit-samples.ts'
import { anyGround, anyRelease } from '../../tests/support/random-audit.ts'
import { addDays, dateOf, type IsoDate, localDateTime } from '../kernel/index.ts'
import {
  type AuditGround,
  type AuditVisit,
  auditGround,
  compileRelease,
  type HistoryNeed,
  historyNeed,
  historyNeedOf,
} from './index.ts'

function firstDay({ side }: AuditGround, visit: AuditVisit): IsoDate {
  const facts = Object.values(side).flatMap((rows) => rows.filter((row) => row.visit === visit.visitId))
  const times = facts.flatMap(({ at }) => (typeof at === 'string' ? [localDateTime(at)] : []))
  const days = [visit.begin, ...visit.lines.map(({ at }) => at), ...times].map(dateOf).sort()
  return days[0] ?? dateOf(visit.begin)
}

/** What a gather brings that reads no more than is needed: lines one by one, or whole visits where any line may be looked at. */
function gathered(ground: AuditGround, visit: AuditVisit, { days, items, linesOnly }: HistoryNeed): AuditGround {
  const from = addDays(firstDay(ground, visit), -days)
  const past = (other: AuditVisit): AuditVisit => ({
    ...other,
    current: false,
    lines: other.lines.filter(({ at, item }) => items === 'all' || (dateOf(at) >= from && items.includes(item))),
  })
  const read = items === 'none' ? [] : ground.visits.filter((other) => other !== visit).map(past)
  const others = linesOnly === true ? read.filter(({ lines }) => lines.length > 0) : read
  return { ...ground, visits: [...others, { ...visit, current: true }], historyFrom: items === 'none' ? null : from }
}

test('the past that is said to be needed is enough: more of it changes no finding and makes nothing known', () => {
  fc.assert(
    fc.property(anyRelease, anyGround, (release, ground) => {
      const program = compileRelease(release)
      for (const visit of ground.visits) {
        const need = historyNeedOf(
          program,
          'in',
          visit.lines.map(({ item }) => item),
        )
        const little = gathered(ground, visit, need)
        const much = gathered(ground, visit, { days: 800, items: 'all' })
        const question = { moment: 'in' } as const
        assert.deepEqual(auditGround(program, little, question), auditGround(program, much, question))
        const most = historyNeed(program, 'in')
        assert.ok(most.days >= need.days)
        assert.ok(most.items === 'all' || need.items === 'none' || most.items === need.items || need.items.length === 0)
      }
    }),
    { numRuns: 200 },
  )
})

const absentFacts = ['line.supplyDays', 'line.doctor', 'visit.emergency'] as const

/** A ground in which nobody knows some facts. */
function without(ground: AuditGround, absent: ReadonlySet<string>): AuditGround {
  const of = <Row extends object>(root: string, row: Row): Row =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !absent.has(`${root}.${name}`))) as Row
  const visits = ground.visits.map((visit) =>
    of('visit', { ...visit, lines: visit.lines.map((one) => of('line', one)) }),
  )
  return { ...ground, visits }
}

const manyLines = binary(call('size', field('visit.lines')), '>', value(2))
const anyException = fc.constantFrom([], [{ name: 'many lines', when: manyLines }])

test('it is enough too where the kind of care, the kinds of the items and what nobody knows make it less', () => {
  fc.assert(
    fc.property(
      anyRelease,
      anyGround,
      fc.subarray([...absentFacts]),
      anyException,
      (sent, whole, names, exceptions) => {
        const rules = sent.rules.map((rule) => ({ ...rule, exceptions: [...rule.exceptions, ...exceptions] }))
        const program = compileRelease({ ...sent, rules })
        const absent = new Set<string>(names)
        const ground = without(whole, absent)
        for (const visit of ground.visits) {
          const items = visit.lines.map(({ item }) => item)
          const kinds = new Map(
            visit.lines.flatMap(({ item, kind }) => (kind === undefined ? [] : [[item, kind] as const])),
          )
          const ahead = { ...(visit.care === undefined ? {} : { care: [visit.care] }), kinds, absent }
          const need = historyNeedOf(program, 'in', items, ahead)
          const little = gathered(ground, visit, need)
          const much = gathered(ground, visit, { days: 800, items: 'all' })
          const question = { moment: 'in' } as const
          assert.deepEqual(auditGround(program, little, question), auditGround(program, much, question))
          assert.ok(historyNeedOf(program, 'in', items).days >= need.days)
          assert.ok(historyNeed(program, 'in', ahead).days >= need.days)
        }
      },
    ),
    { numRuns: 300 },
  )
})
