import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyGround, anyRelease, anyVisit, lastDay } from '../../tests/support/random-audit.ts'
import { amountOf } from './amounts.ts'
import {
  type AuditFinding,
  type AuditGround,
  type AuditRelease,
  type AuditResult,
  auditGround,
  compareFindings,
  compileRelease,
  deductionsOf,
  findingIdentity,
  interpretRelease,
} from './index.ts'

const runs = { numRuns: 300 }

function audited(release: AuditRelease, ground: AuditGround, moment: 'pre' | 'in' | 'post' = 'in'): AuditResult {
  return auditGround(compileRelease(release), ground, { moment })
}

function ofVisit({ findings }: AuditResult, visitId: string): readonly AuditFinding[] {
  return findings.filter((finding) => finding.visitId === visitId)
}

/** How often each rule could not be evaluated: which of several missing facts is named is not law. */
function unknowns({ notEvaluated }: AuditResult): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { rule, count } of notEvaluated) counts[rule] = (counts[rule] ?? 0) + count
  return counts
}

test('compiled rules find what a plain reading of them finds, and know as little', () => {
  fc.assert(
    fc.property(
      anyRelease,
      anyGround,
      fc.constantFrom('pre' as const, 'in' as const, 'post' as const),
      (release, ground, moment) => {
        const compiled = audited(release, ground, moment)
        const read = interpretRelease(release, ground, { moment })
        assert.deepEqual(compiled.findings, read.findings)
        assert.deepEqual(unknowns(compiled), unknowns(read))
        const isJoin = (code: string) =>
          release.rules.some(({ code: own, does }) => own === code && (does.kind === 'pair' || does.kind === 'partner'))
        assert.deepEqual(
          compiled.notEvaluated.filter(({ rule }) => !isJoin(rule)),
          read.notEvaluated.filter(({ rule }) => !isJoin(rule)),
        )
      },
    ),
    runs,
  )
})

test('a finding does not change when later visits come', () => {
  fc.assert(
    fc.property(anyRelease, anyGround, anyVisit('W8', 12), anyVisit('W9', 60), (release, ground, soon, late) => {
      const later = { ...ground, visits: [...ground.visits, soon, late] }
      const before = audited(release, { ...ground, today: lastDay })
      const after = audited(release, { ...later, today: lastDay })
      for (const { visitId } of ground.visits) assert.deepEqual(ofVisit(after, visitId), ofVisit(before, visitId))
    }),
    runs,
  )
})

test('a visit has the same findings at settlement, with the rest as its past, and over the whole archive', () => {
  fc.assert(
    fc.property(anyRelease, anyGround, (release, ground) => {
      const all = audited(
        release,
        { ...ground, visits: ground.visits.map((visit) => ({ ...visit, current: true })) },
        'post',
      )
      for (const { visitId } of ground.visits) {
        const alone = ground.visits.map((visit) => ({ ...visit, current: visit.visitId === visitId }))
        const one = audited(release, { ...ground, visits: alone }, 'in')
        assert.deepEqual(ofVisit(one, visitId), ofVisit(all, visitId))
      }
    }),
    runs,
  )
})

test('the order of visits and lines in a ground means nothing', () => {
  fc.assert(
    fc.property(anyRelease, anyGround, (release, ground) => {
      const visits = ground.visits.toReversed().map((visit) => ({ ...visit, lines: visit.lines.toReversed() }))
      assert.deepEqual(audited(release, { ...ground, visits }), audited(release, ground))
    }),
    runs,
  )
})

test('a line is deducted once, and never more than it is worth', () => {
  fc.assert(
    fc.property(anyRelease, anyGround, fc.nat(5000), (release, ground, least) => {
      const { findings } = audited(release, ground)
      const lines = ground.visits.flatMap(({ visitId, lines }) =>
        lines.flatMap((line) => {
          const amount = amountOf(line)
          return amount === undefined || amount < least ? [] : [{ visitId, lineId: line.lineId, amount }]
        }),
      )
      const deductions = deductionsOf(findings, lines)
      const names = deductions.map(({ visitId, lineId }) => `${visitId}/${lineId}`)
      assert.equal(new Set(names).size, names.length)
      for (const { visitId, lineId, amount } of deductions) {
        const line = lines.find((each) => each.visitId === visitId && each.lineId === lineId)
        assert.ok(amount > 0 && amount <= (line?.amount ?? 0))
      }
    }),
    runs,
  )
})

test('findings stand in the order of precedence and no two have one identity', () => {
  fc.assert(
    fc.property(anyRelease, anyGround, (release, ground) => {
      const { findings } = audited(release, ground)
      assert.deepEqual(findings, findings.toSorted(compareFindings))
      assert.equal(new Set(findings.map(findingIdentity)).size, findings.length)
    }),
    runs,
  )
})
