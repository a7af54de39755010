import { candidates, noteMissingRows, pointsFor } from './candidates.ts'
import { conclude } from './conclude.ts'
import { keyOf } from './join.ts'
import type { MadePartner } from './kinds.ts'
import { type GroundRow, isSameRow, lastThat } from './rows.ts'
import type { CompiledRule } from './rule.ts'
import { reachOf, type Stretch } from './window.ts'
import { type AuditWork, isInForce, isOver, isPastKnown, note } from './work.ts'

/** The rows that may be what another needs, by the values that its condition asks to be equal. */
interface Needed {
  readonly all: readonly GroundRow[]
  readonly byKey: ReadonlyMap<string, readonly GroundRow[]>
  /** Those that lack such a value. */
  readonly loose: readonly GroundRow[]
}

/** A row that needs another: each row in question for which none is found. */
export function runPartner(work: AuditWork, rule: CompiledRule, does: MadePartner): void {
  noteMissingRows(work, rule, does.each)
  const { scope } = work
  let needed: Needed | null = null
  for (const row of candidates(work, does.each, does.items, pointsFor(rule))) {
    if (!row.current || !isInForce(rule, row)) continue
    scope.hand = row
    scope.a = row
    const inScope = rule.inScope(scope)
    if (inScope === false) continue
    const { missing } = scope
    const wanted = does.where(scope)
    if (wanted === false) continue
    const doubt = inScope === undefined ? missing : wanted === undefined ? scope.missing : null
    needed ??= neededRows(work, does)
    const verdict = lacks(work, does, { row, needed, doubt })
    scope.b = null
    if (typeof verdict === 'string') note(work, rule, verdict)
    else if (verdict) conclude(work, rule, {})
  }
}

function neededRows(work: AuditWork, does: MadePartner): Needed {
  const { scope } = work
  const all: GroundRow[] = []
  const byKey = new Map<string, GroundRow[]>()
  const loose: GroundRow[] = []
  for (const row of work.rows.of(does.needs)) {
    scope.b = row
    if (does.join.onlyB.some((part) => part(scope) === false)) continue
    all.push(row)
    const key = keyOf(scope, does.join.keysB)
    if (key === null) loose.push(row)
    else if (!byKey.get(key)?.push(row)) byKey.set(key, [row])
  }
  return { all, byKey, loose }
}

const noRows: readonly GroundRow[] = []

interface Seek {
  readonly row: GroundRow
  readonly needed: Needed
  /** The fact for want of which it is not known whether the row needs another at all. */
  readonly doubt: string | null
}

/** Whether nothing serves: true is a hit; a text is the fact for want of which that cannot be told. */
function lacks(work: AuditWork, does: MadePartner, { row, needed, doubt }: Seek): boolean | string {
  const { scope } = work
  const reach = reachOf(does.window, row, scope)
  if (reach === undefined) return scope.missing
  const until = does.direction === 'before' ? Math.min(reach.to, row.second) : reach.to
  const within = { from: reach.from, to: until }
  const key = keyOf(scope, does.join.keysA)
  const lists = key === null ? [needed.all] : [needed.byKey.get(key) ?? noRows, needed.loose]
  let missing: string | null = null
  for (const list of lists) {
    // Where a value that must be equal is not known nothing serves for sure: one doubt is enough, and more of them add nothing.
    const isDoubtful = key === null || list === needed.loose
    if (isDoubtful && missing !== null) break
    for (const other of inReach(list, within)) {
      if (!mayServe(work, does, row, other)) continue
      scope.b = other
      const serves = does.which(scope)
      if (serves === true) return false
      if (serves === undefined) missing ??= scope.missing
      if (isDoubtful && missing !== null) break
    }
  }
  const fact = missing ?? unknownNeed(work, does, row, within) ?? doubt
  if (fact !== null) return fact
  if (!isPastKnown(work, does.window, reach)) return 'history'
  return does.direction === 'before' || isOver(work, does.window, reach) || 'later'
}

/** The rows of a list in a stretch of time, the latest first; then those that do not say when. */
function* inReach(list: readonly GroundRow[], { from, to }: Stretch): Generator<GroundRow> {
  let index = lastThat(list, ({ second }) => second <= to)
  for (; index >= 0; index -= 1) {
    const row = list[index]
    if (row === undefined || row.second < from) break
    yield row
  }
  for (let untimed = 0; untimed <= index; untimed += 1) {
    const row = list[untimed]
    if (row === undefined || row.second !== Number.NEGATIVE_INFINITY) return
    yield row
  }
}

/**
 * Persons never mix, and a window within a visit keeps to it; a side row of no visit may serve any visit of its person. What comes after
 * the day of the question is not looked at.
 */
function mayServe(work: AuditWork, { window }: MadePartner, row: GroundRow, other: GroundRow): boolean {
  if (isSameRow(row, other)) return false
  if (other.visit !== row.visit && other.second > work.untilNow) return false
  const insured = other.side?.insured
  if (insured !== undefined && insured !== row.visit?.person.insuredId) return false
  if (!window.withinVisit || other.visit === row.visit) return true
  return other.visit === null && other.side?.visit === undefined
}

/** What is needed may be there, but the ground does not know such rows: the side table, or the diagnoses or operations of a visit. */
function unknownNeed(
  { ground, rows }: AuditWork,
  { needs, window }: MadePartner,
  row: GroundRow,
  { from, to }: Stretch,
): string | null {
  if (needs.of === 'side') return Object.hasOwn(ground.side, needs.table) ? null : `side.${needs.table}`
  if (needs.of !== 'diagnosis' && needs.of !== 'operation') return null
  const field = needs.of === 'diagnosis' ? 'diagnoses' : 'operations'
  const isUnknown = rows
    .of({ of: 'visit' })
    .some(
      ({ visit, second }) =>
        visit?.[field] === undefined && (window.withinVisit ? visit === row.visit : from <= second && second <= to),
    )
  return isUnknown ? `visit.${field}` : null
}
