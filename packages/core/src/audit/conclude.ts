import type { IsoDate } from '../kernel/index.ts'
import { factsIn } from './facts.ts'
import { ownName } from './rows.ts'
import type { CompiledRule } from './rule.ts'
import { type AuditRow, type AuditSums, timeOf } from './scope.ts'
import { type Excess, quantityBeyond } from './stake.ts'
import type { AuditFinding, FindingFact } from './types.ts'
import { type AuditWork, note } from './work.ts'

/** What of a hit its kind knows; the row in hand is in the scope. */
export interface Hit {
  readonly sums?: AuditSums
  readonly excess?: Excess
  readonly group?: readonly string[]
  readonly facts?: readonly FindingFact[]
  readonly beside?: readonly string[]
  /** Of a group wider than a visit: it hangs on no visit and no line. */
  readonly ofGroup?: 'visit' | 'visits'
}

/** How many other rows a finding names at most, the nearest. */
export const besideMost = 20

const nothing: AuditSums = {}

/** Turns a hit on the row in hand into a finding, unless an exception holds or cannot be told. */
export function conclude(work: AuditWork, rule: CompiledRule, hit: Hit): void {
  const { scope } = work
  scope.sums = hit.sums ?? nothing
  const excepted = rule.excepted(scope)
  if (excepted === false) work.findings.push(findingOf(work, rule, hit))
  if (excepted === undefined) note(work, rule, scope.missing)
  scope.sums = nothing
}

function findingOf(work: AuditWork, compiled: CompiledRule, hit: Hit): AuditFinding {
  const { scope } = work
  const { hand } = scope
  const { rule } = compiled
  const sums = Object.entries(hit.sums ?? nothing).map(([name, value]) => ({ name, value }))
  const isOfVisits = hit.ofGroup === 'visits'
  // A diagnosis, an operation or a side row has no line by which to tell it from the others of its visit.
  const isPartOfVisit = hit.ofGroup === undefined && (hand.diagnosis ?? hand.operation ?? hand.side) !== null
  return {
    rule: rule.code,
    ruleFrom: rule.range.from,
    severity: rule.severity,
    action: rule.action,
    bears: rule.bears,
    // A group of several persons' rows is no person's.
    insuredId:
      isOfVisits && rule.partition !== 'person' ? '' : (hand.visit?.person.insuredId ?? textOf(hand.side?.insured)),
    visitId: isOfVisits ? '' : (hand.visit?.visitId ?? ''),
    lineId: hit.ofGroup === undefined ? (hand.line?.lineId ?? null) : null,
    group: [...(hit.group ?? []), ...(isPartOfVisit ? [ownName(hand)] : [])],
    on: dayOf(hand, work),
    stake: compiled.stake(scope, hit.excess ?? null),
    quantity: quantityBeyond(hand, hit.excess ?? null),
    point:
      hand.point === null || compiled.points === null
        ? null
        : { table: compiled.points.table, point: hand.point.point, basis: hand.point.basis },
    facts: [...factsIn(compiled.facts, scope), ...sums, ...(hit.facts ?? [])],
    beside: hit.beside ?? [],
  }
}

function dayOf(row: AuditRow, { ground }: AuditWork): IsoDate {
  const at = timeOf(row)
  return at === null ? ground.today : (at.slice(0, 10) as IsoDate)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A row as others name it: `visit/line`, or the visit alone. */
export function nameOf(row: AuditRow): string {
  const visitId = row.visit?.visitId ?? ''
  return row.line === null ? visitId : `${visitId}/${row.line.lineId}`
}
