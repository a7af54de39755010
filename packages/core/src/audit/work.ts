import { dayNumber, secondsPerDay } from './clock.ts'
import type { AuditGround } from './ground.ts'
import { compareRanks, findingIdentity } from './precedence.ts'
import type { GroundRow, GroundRows } from './rows.ts'
import { groundRows } from './rows.ts'
import type { CompiledRule } from './rule.ts'
import { type AuditQuestion, type AuditScope, scopeOf } from './scope.ts'
import type { AuditFinding, AuditResult, NotEvaluated } from './types.ts'
import type { Stretch, Window } from './window.ts'

/** One ground being held against the rules: what is in hand, and what came of it so far. */
export interface AuditWork {
  readonly ground: AuditGround
  readonly scope: AuditScope
  readonly rows: GroundRows
  /** The second from which history is complete. */
  readonly historyFrom: number
  /** The last second of the day of the question. */
  readonly untilNow: number
  readonly findings: AuditFinding[]
  readonly missing: Map<CompiledRule, Map<string, number>>
}

export function workOn(ground: AuditGround, { moment }: AuditQuestion): AuditWork {
  return {
    ground,
    scope: scopeOf(ground),
    rows: groundRows(ground, moment),
    historyFrom: ground.historyFrom === null ? Number.POSITIVE_INFINITY : dayNumber(ground.historyFrom) * secondsPerDay,
    untilNow: (dayNumber(ground.today) + 1) * secondsPerDay - 1,
    findings: [],
    missing: new Map(),
  }
}

/** Counts a rule that could not be evaluated for a row. */
export function note(work: AuditWork, rule: CompiledRule, fact: string): void {
  let facts = work.missing.get(rule)
  if (facts === undefined) {
    facts = new Map()
    work.missing.set(rule, facts)
  }
  facts.set(fact, (facts.get(fact) ?? 0) + 1)
}

/** Whether the past that a window reaches into is known. One without a beginning (of a till, say) takes the ground as it stands. */
export function isPastKnown(work: AuditWork, window: Window, reach: Stretch): boolean {
  return window.withinVisit || reach.from === Number.NEGATIVE_INFINITY || reach.from >= work.historyFrom
}

/** Whether a window that also looks ahead is over; one without an end is taken as it stands. */
export function isOver(work: AuditWork, window: Window, reach: Stretch): boolean {
  return window.withinVisit || reach.to <= work.untilNow || reach.to === Number.POSITIVE_INFINITY
}

export function isInForce(rule: CompiledRule, row: GroundRow): boolean {
  return rule.fromDay <= row.lawDay && row.lawDay < rule.untilDay
}

/** Of findings with one identity (a row that completes several breaches of one rule) the first in the order of precedence stands. */
export function resultOf(work: AuditWork): AuditResult {
  const named = work.findings.map((finding) => [findingIdentity(finding), finding] as const)
  named.sort(([nameA, a], [nameB, b]) => compareRanks(a, b) || (nameA < nameB ? -1 : 1))
  const once = new Map<string, AuditFinding>()
  for (const [name, finding] of named) if (!once.has(name)) once.set(name, finding)
  return { findings: [...once.values()], notEvaluated: notEvaluatedOf(work) }
}

/** By rule code and fact; versions of one rule are one. */
function notEvaluatedOf({ missing }: AuditWork): readonly NotEvaluated[] {
  const counts = new Map<string, NotEvaluated>()
  for (const [{ rule }, facts] of missing) {
    for (const [fact, count] of facts) {
      const name = `${rule.code} ${fact}`
      counts.set(name, { rule: rule.code, missing: fact, count: count + (counts.get(name)?.count ?? 0) })
    }
  }
  return [...counts.keys()].sort().flatMap((name) => counts.get(name) ?? [])
}
