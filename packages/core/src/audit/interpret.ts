import { noteMissingRows } from './candidates.ts'
import { pointsByTable } from './compile.ts'
import { conclude, nameOf } from './conclude.ts'
import type { AuditGround } from './ground.ts'
import { plainReading } from './interpret-expression.ts'
import { allHold, plainRows } from './interpret-rows.ts'
import { compareAll, countAll } from './interpret-sums.ts'
import { keyText } from './join.ts'
import type { MadeMatch, MadePair, MadePartner } from './kinds.ts'
import { type GroundRow, isSameRow } from './rows.ts'
import { type CompiledRule, makeRule } from './rule.ts'
import type { AuditQuestion } from './scope.ts'
import type { AuditRelease, AuditResult } from './types.ts'
import { reachOf } from './window.ts'
import { type AuditWork, isInForce, isOver, isPastKnown, note, resultOf, workOn } from './work.ts'

/**
 * The plain twin of `auditGround`: reads every expression from its tree, tries every rule on every row, holds every row against every
 * other, and knows no index. Slow; it is there to be held against.
 */
export function interpretRelease(release: AuditRelease, ground: AuditGround, question: AuditQuestion): AuditResult {
  const tables = pointsByTable(release)
  const work = workOn(ground, question)
  for (const rule of release.rules) {
    if (!rule.moments.includes(question.moment) || rule.partition !== (question.partition ?? 'person')) continue
    interpretRule(work, makeRule(rule, tables, plainReading), release)
  }
  return resultOf(work)
}

function interpretRule(work: AuditWork, rule: CompiledRule, release: AuditRelease): void {
  const { does } = rule
  switch (does.kind) {
    case 'match':
      matchAll(work, rule, does, release)
      break
    case 'count':
      countAll(work, rule, does, release)
      break
    case 'pair':
      pairAll(work, rule, does, release)
      break
    case 'partner':
      partnerAll(work, rule, does, release)
      break
    case 'compare':
      compareAll(work, rule, does, release)
      break
  }
}

function inQuestion(rule: CompiledRule, rows: readonly GroundRow[]): readonly GroundRow[] {
  return rows.filter((row) => row.current && isInForce(rule, row))
}

function matchAll(work: AuditWork, rule: CompiledRule, does: MadeMatch, release: AuditRelease): void {
  noteMissingRows(work, rule, does.each)
  for (const row of inQuestion(rule, plainRows(work, does.each, rule, release))) {
    work.scope.hand = row
    const holds = allHold(work, [rule.inScope, does.when])
    if (typeof holds === 'string') note(work, rule, holds)
    else if (holds) conclude(work, rule, {})
  }
}

function partnerAll(work: AuditWork, rule: CompiledRule, does: MadePartner, release: AuditRelease): void {
  noteMissingRows(work, rule, does.each)
  for (const row of inQuestion(rule, plainRows(work, does.each, rule, release))) {
    const lacking = lacksPartner(work, rule, does, row)
    work.scope.b = null
    if (typeof lacking === 'string') note(work, rule, lacking)
    else if (lacking) conclude(work, rule, {})
  }
}

function lacksPartner(work: AuditWork, rule: CompiledRule, does: MadePartner, row: GroundRow): boolean | string {
  const { scope, ground } = work
  scope.hand = row
  scope.a = row
  const wanted = allHold(work, [rule.inScope, does.where])
  if (wanted === false) return false
  const reach = reachOf(does.window, row, scope)
  if (reach === undefined) return scope.missing
  const until = does.direction === 'before' ? row.second : reach.to
  let missing: string | null = null
  for (const other of work.rows.of(does.needs)) {
    const isTimed = other.second !== Number.NEGATIVE_INFINITY
    if (isSameRow(other, row) || (isTimed && (other.second < reach.from || other.second > Math.min(until, reach.to))))
      continue
    if (other.visit !== row.visit && other.second > work.untilNow) continue
    const { insured, visit } = other.side ?? {}
    if (insured !== undefined && insured !== row.visit?.person.insuredId) continue
    const isOfNoVisit = other.side !== null && other.visit === null && visit === undefined
    if (does.window.withinVisit && other.visit !== row.visit && !isOfNoVisit) continue
    scope.b = other
    const serves = does.which(scope)
    if (serves === true) return false
    if (serves === undefined) missing ??= scope.missing
  }
  if (missing !== null) return missing
  if (does.needs.of === 'side' && ground.side[does.needs.table] === undefined) return `side.${does.needs.table}`
  const lacksOwn = { diagnosis: 'diagnoses', operation: 'operations' } as const
  const field = does.needs.of === 'diagnosis' || does.needs.of === 'operation' ? lacksOwn[does.needs.of] : null
  const visits = work.rows.of({ of: 'visit' }).filter(({ visit, second }) => {
    return does.window.withinVisit ? visit === row.visit : second >= reach.from && second <= Math.min(until, reach.to)
  })
  if (field !== null && visits.some(({ visit }) => visit?.[field] === undefined)) return `visit.${field}`
  if (typeof wanted === 'string') return wanted
  if (!isPastKnown(work, does.window, reach)) return 'history'
  return does.direction === 'before' || isOver(work, does.window, reach) ? true : 'later'
}

function pairAll(work: AuditWork, rule: CompiledRule, does: MadePair, release: AuditRelease): void {
  noteMissingRows(work, rule, does.each)
  const isTable = rule.points?.isPairs === true
  const rows = {
    a: plainRows(work, does.each, rule, release),
    b: isTable ? plainRows(work, does.each, rule, release, 'second') : plainRows(work, does.each, rule, release),
  }
  for (const hand of isTable && !does.window.withinVisit ? (['b', 'a'] as const) : (['b'] as const)) {
    for (const row of inQuestion(rule, rows[hand])) {
      const other = otherOf(work, rule, does, { row, hand, others: rows[hand === 'a' ? 'b' : 'a'], isTable })
      if (typeof other === 'string') note(work, rule, other)
      if (other === null || typeof other === 'string') continue
      work.scope.a = hand === 'a' ? row : other
      work.scope.b = hand === 'a' ? other : row
      conclude(work, rule, { beside: [nameOf(other)] })
    }
  }
}

interface Looking {
  readonly row: GroundRow
  readonly hand: 'a' | 'b'
  readonly others: readonly GroundRow[]
  readonly isTable: boolean
}

function otherOf(work: AuditWork, rule: CompiledRule, does: MadePair, looking: Looking): GroundRow | string | null {
  const { row, hand, others, isTable } = looking
  const { scope } = work
  const own = mayBe(work, rule, does, row, hand)
  const alone = hand === 'a' ? does.join.onlyA : does.join.onlyB
  if (own.holds === false || alone.some((part) => part(scope) === false)) return null
  const reach = reachOf(does.window, row, scope)
  if (reach === undefined) return scope.missing
  let missing: string | null = null
  for (const other of others.toReversed()) {
    const inOneVisit = other.visit === row.visit
    const isBefore = other.order < row.order || (inOneVisit && isTable && hand === 'b')
    const isApart = isTable && other.point !== row.point
    if (isSameRow(other, row) || !isBefore || isApart || other.second < reach.from || other.second > reach.to) continue
    if (inOneVisit ? hand === 'a' : does.window.withinVisit) continue
    const its = mayBe(work, rule, does, other, hand === 'a' ? 'b' : 'a')
    if (its.holds === false || (its.key !== null && own.key !== null && its.key !== own.key)) continue
    scope.hand = row
    scope.a = hand === 'a' ? row : other
    scope.b = hand === 'a' ? other : row
    const holds = does.when(scope)
    if (holds === false) continue
    if (holds === true && its.holds === true && own.holds === true && its.key !== null && own.key !== null) return other
    missing ??= holds === undefined ? scope.missing : 'key'
  }
  return missing ?? (isPastKnown(work, does.window, reach) ? null : 'history')
}

/** Whether a row may be one of a pair, and by what key. */
function mayBe(work: AuditWork, rule: CompiledRule, does: MadePair, row: GroundRow, side: 'a' | 'b') {
  const { scope } = work
  scope.hand = row
  scope[side] = row
  const holds = allHold(work, [rule.inScope, side === 'a' ? does.first : does.second])
  return { holds, key: keyText(does.keys.map((key) => key(scope))) }
}
