import { scaled } from './amounts.ts'
import { keyOf } from './join.ts'
import type { MadeSide } from './kinds.ts'
import type { GroundRow } from './rows.ts'
import type { CompiledRule } from './rule.ts'
import type { AuditValue } from './scope.ts'
import { type AuditWork, isInForce, note } from './work.ts'

/** A row of a group and what it adds to its sum. */
export interface Member {
  readonly row: GroundRow
  /** In ten-thousandths. */
  readonly value: number
  /** Of a measure that counts different values: the value. */
  readonly distinct: AuditValue
  /** The fact for want of which it is not known whether it counts, or how much; null when all is known. */
  readonly missing: string | null
}

/** Rows that are looked at together, in the order of time. */
export interface Group {
  readonly key: string
  /** What its rows share, as texts. */
  readonly values: readonly string[]
  readonly members: Member[]
  hasCurrent: boolean
}

export interface Grouping {
  readonly withinVisit: boolean
  readonly apartByPoint: boolean
  /** What more keeps groups apart: the day or month of a row. */
  readonly also: ((row: GroundRow) => string) | null
}

const one = scaled(1) ?? 1

/** Groups the rows of a side by its keys. A row whose keys are not known is in no group, and counted when it is in question. */
export function groupsOf(
  work: AuditWork,
  rule: CompiledRule,
  side: MadeSide,
  rows: readonly GroundRow[],
  grouping: Grouping,
): Map<string, Group> {
  const { scope } = work
  const groups = new Map<string, Group>()
  for (const row of rows) {
    // Inside a visit nothing of the past is looked at.
    if (grouping.withinVisit && !row.current) continue
    scope.hand = row
    const admitted = admit(work, rule, side)
    if (admitted === null) continue
    const own = keyOf(scope, side.keys)
    if (own === null) {
      if (row.current && isInForce(rule, row)) note(work, rule, scope.missing)
      continue
    }
    const key = apart(grouping, row, own)
    let group = groups.get(key)
    if (group === undefined) {
      group = { key, values: side.keys.map((part) => String(part(scope))), members: [], hasCurrent: false }
      groups.set(key, group)
    }
    // A row with two points of one group is one row.
    if (group.members.at(-1)?.row.order === row.order) continue
    group.members.push(memberOf(work, side, row, admitted))
    if (row.current) group.hasCurrent = true
  }
  return groups
}

function apart({ withinVisit, apartByPoint, also }: Grouping, row: GroundRow, own: string): string {
  const inVisit = withinVisit ? `${row.visit?.visitId ?? ''}\n${own}` : own
  const ofPoint = apartByPoint ? `${row.point?.point ?? ''}\n${inVisit}` : inVisit
  return also === null ? ofPoint : `${also(row)}\n${ofPoint}`
}

/** Null when the row is none of the side's, else the fact for want of which that is not sure, or ''. */
function admit({ scope }: AuditWork, rule: CompiledRule, side: MadeSide): string | null {
  const inScope = rule.inScope(scope)
  if (inScope === false) return null
  const { missing } = scope
  const wanted = side.where(scope)
  if (wanted === false) return null
  if (inScope === undefined) return missing
  return wanted === undefined ? scope.missing : ''
}

function memberOf({ scope }: AuditWork, side: MadeSide, row: GroundRow, admitted: string): Member {
  const unsure = admitted === '' ? null : admitted
  if (side.value === null) return { row, value: one, distinct: null, missing: unsure }
  const value = side.value(scope)
  if (side.measure === 'distinct') {
    return { row, value: one, distinct: value ?? null, missing: unsure ?? (value === undefined ? scope.missing : null) }
  }
  const whole = typeof value === 'number' ? scaled(value) : undefined
  if (value !== undefined && whole === undefined) scope.missing = 'measure'
  return { row, value: whole ?? 0, distinct: null, missing: unsure ?? (whole === undefined ? scope.missing : null) }
}
