import type { AuditVisit } from './ground.ts'
import { type ItemSet, isInSet } from './item-set.ts'
import { codeOf, type GroundRow, lawDayOf, withPoint } from './rows.ts'
import type { CompiledRule } from './rule.ts'
import { emptyRow } from './scope.ts'
import type { KnowledgePoint, Subject } from './types.ts'
import { type AuditWork, note } from './work.ts'

export type PointsOfCode = (code: string) => readonly KnowledgePoint[]

/** The rows that a rule can look at, in the order of time: of a table's, each row once for each of its points. */
export function candidates(
  work: AuditWork,
  each: Subject,
  items: ItemSet | null,
  points: PointsOfCode | null,
): readonly GroundRow[] {
  if (each.of === 'line' && (items !== null || points !== null)) return byItem(work, items, points)
  const rows = work.rows.of(each)
  return points === null ? rows : rows.flatMap((row) => pointed(row, points))
}

function byItem(work: AuditWork, items: ItemSet | null, points: PointsOfCode | null): readonly GroundRow[] {
  const found: GroundRow[] = []
  let kinds = 0
  for (const [item, rows] of work.rows.linesByItem()) {
    if (items !== null && !isInSet(items, item)) continue
    const about = points === null ? null : points(item)
    if (about !== null && about.length === 0) continue
    kinds += 1
    for (const row of rows) {
      if (about === null) found.push(row)
      else for (const point of about) found.push(withPoint(row, point))
    }
  }
  return kinds > 1 ? found.sort((a, b) => a.order - b.order) : found
}

function pointed(row: GroundRow, points: PointsOfCode): GroundRow[] {
  const code = codeOf(row)
  return code === null ? [] : points(code).map((point) => withPoint(row, point))
}

/** Counts a rule that asks for rows of which the ground knows nothing: a side table once, diagnoses or operations by visit. */
export function noteMissingRows(work: AuditWork, rule: CompiledRule, each: Subject): void {
  if (each.of === 'line' || each.of === 'visit') return
  const visits = work.ground.visits.filter((visit) => visit.current && isRuled(work, rule, visit))
  if (each.of === 'side') {
    if (visits.length > 0 && !Object.hasOwn(work.ground.side, each.table)) note(work, rule, `side.${each.table}`)
    return
  }
  const field = each.of === 'diagnosis' ? 'diagnoses' : 'operations'
  for (const visit of visits) if (visit[field] === undefined) note(work, rule, `visit.${field}`)
}

function isRuled({ scope }: AuditWork, rule: CompiledRule, visit: AuditVisit): boolean {
  scope.hand = { ...emptyRow(), visit }
  const day = lawDayOf(visit)
  return rule.fromDay <= day && day < rule.untilDay && rule.inScope(scope) !== false
}

/** The points of a row as the rule's subject: none asked of a rule without a table. */
export function pointsFor(rule: CompiledRule): PointsOfCode | null {
  return rule.points === null ? null : rule.points.of
}
