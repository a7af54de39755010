import type { AuditDiagnosis, AuditGround, AuditLine, AuditOperation, AuditVisit, SideRow } from './ground.ts'
import type { AuditMoment, AuditRule, KnowledgePoint, Partition } from './types.ts'

/** A number, a text, a truth, null, a list or a row. Where it may also be undefined, a fact that it needs is not known. */
export type AuditValue = number | string | boolean | null | object

/** What a rule looks at: a line, a visit, a diagnosis, an operation or a row of a side table, and the visit it belongs to. */
export interface AuditRow {
  visit: AuditVisit | null
  line: AuditLine | null
  diagnosis: AuditDiagnosis | null
  operation: AuditOperation | null
  side: SideRow | null
  /** The knowledge point by which the row is looked at. */
  point: KnowledgePoint | null
}

/** The sums of a group, once they are made. */
export type AuditSums = Partial<Readonly<Record<'sum' | 'limit' | 'excess' | 'left' | 'right', number>>>

/** What the roots of an expression stand for. One scope is used for all rows of a ground. */
export interface AuditScope {
  readonly ground: AuditGround
  /** The row in hand: `line`, `visit`, `person`, `provider`, `point`, `diagnosis`, `operation`, `row`. */
  hand: AuditRow
  a: AuditRow | null
  b: AuditRow | null
  sums: AuditSums
  /** The values of the names that `each` binds, outermost first. */
  readonly bound: AuditValue[]
  /** After an undefined answer: the fact that was missing. */
  missing: string
}

/** An expression made ready: its value, or undefined, and then `scope.missing` names the fact that is not known. */
export type CompiledExpression = (scope: AuditScope) => AuditValue | undefined

export type RuleParameters = AuditRule['parameters']

export interface AuditQuestion {
  readonly moment: AuditMoment
  /** Whose rows the ground holds; `person` when not said. */
  readonly partition?: Partition
}

export function emptyRow(): AuditRow {
  return { visit: null, line: null, diagnosis: null, operation: null, side: null, point: null }
}

export function scopeOf(ground: AuditGround): AuditScope {
  return { ground, hand: emptyRow(), a: null, b: null, sums: {}, bound: [], missing: '' }
}

/** The column of a side row that says when. */
function sideTime(side: SideRow): string | null {
  const at = side.at ?? side.on
  return typeof at === 'string' ? at : null
}

/** When the row was; null of a side row that does not say. */
export function timeOf(row: AuditRow): string | null {
  if (row.line !== null) return row.line.at
  if (row.side !== null) return sideTime(row.side)
  return row.operation?.begin ?? row.visit?.begin ?? null
}
