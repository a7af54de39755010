import { noteMissingRows } from './candidates.ts'
import { conclude, nameOf } from './conclude.ts'
import { mayConcern } from './in-question.ts'
import type { MadePair } from './kinds.ts'
import { arranged, type Half, type Halves, halvesOf, partnersOf } from './pair-halves.ts'
import { type GroundRow, isSameRow, lastThat } from './rows.ts'
import type { CompiledRule } from './rule.ts'
import type { AuditRow } from './scope.ts'
import { reachOf, type Stretch } from './window.ts'
import { type AuditWork, isInForce, isPastKnown, note } from './work.ts'

/** Two rows that must not stand together: each row in question with those before it, and of a table's pair with all of its own visit. */
export function runPair(work: AuditWork, rule: CompiledRule, does: MadePair): void {
  noteMissingRows(work, rule, does.each)
  if (!mayConcern(work, rule, does.each, [does.first, does.second])) return
  const isPairs = rule.points?.isPairs === true
  const firsts = halvesOf(work, rule, does, 'a')
  const seconds = halvesOf(work, rule, does, 'b')
  const others = arranged(firsts, seconds)
  for (const half of seconds) {
    searchAndTell(work, rule, does, { half, others, hand: 'b', isPairs, aroundInVisit: isPairs })
  }
  if (!isPairs || does.window.withinVisit) return
  const followers = arranged(seconds, firsts)
  for (const half of firsts) {
    searchAndTell(work, rule, does, { half, others: followers, hand: 'a', isPairs, aroundInVisit: false })
  }
}

interface Search {
  readonly half: Half
  readonly others: Halves
  /** Whether the row in hand is the first or the second of its pair. */
  readonly hand: 'a' | 'b'
  readonly isPairs: boolean
  /** The second of a table's pair is told of a first that comes later, when both are of one visit; the first then is not. */
  readonly aroundInVisit: boolean
}

/** The nearest other that makes a pair; null when there is none; a text is the fact for want of which that cannot be told. */
function search(work: AuditWork, does: MadePair, question: Search): GroundRow | string | null {
  const { half, others } = question
  const { row } = half
  const { scope } = work
  scope.hand = row
  const reach = reachOf(does.window, row, scope)
  if (reach === undefined) return scope.missing
  const { sure, doubtful } = partnersOf(half, others)
  let missing: string | null = null
  for (const list of [sure, ...doubtful]) {
    // Where a fact of either is not known no pair is sure: one doubt is enough, and more of them add nothing.
    const isDoubtful = half.missing !== null || list !== sure
    if (isDoubtful && missing !== null) break
    for (let index = lastWithin(list, row, reach, question); index >= 0; index -= 1) {
      const other = list[index]
      if (other === undefined || other.row.second < reach.from) break
      if (!mayMeet(does, question, other.row)) continue
      const judged = judge(work, does, question, other)
      if (judged === true) return other.row
      if (judged === undefined) missing ??= scope.missing
      if (isDoubtful && missing !== null) break
    }
  }
  return missing ?? (isPastKnown(work, does.window, reach) ? null : 'history')
}

/** The last of a list, which is in the order of time, that may be looked at with a row. */
function lastWithin(list: readonly Half[], row: GroundRow, reach: Stretch, { aroundInVisit }: Search): number {
  return lastThat(list, (other) => (aroundInVisit ? other.row.second <= reach.to : other.row.order < row.order))
}

function mayMeet(
  { window }: MadePair,
  { half: { row }, isPairs, aroundInVisit, hand }: Search,
  other: GroundRow,
): boolean {
  // Of a table's pair both rows carry the one point that makes them one.
  if (isSameRow(row, other) || (isPairs && row.point !== other.point)) return false
  const inOneVisit = row.visit === other.visit
  if (!inOneVisit && window.withinVisit) return false
  if (inOneVisit && hand === 'a') return false
  return other.order < row.order || (inOneVisit && aroundInVisit)
}

function judge(work: AuditWork, does: MadePair, { half, hand }: Search, other: Half): boolean | undefined {
  if (half.per !== null && other.per !== null && half.per !== other.per) return false
  const { scope } = work
  setPair(scope, hand, half.row, other.row)
  const holds = does.when(scope)
  if (holds === false) return false
  const missing = half.missing ?? other.missing
  if (missing === null) return holds
  scope.missing = missing
  return undefined
}

function setPair(
  scope: { a: AuditRow | null; b: AuditRow | null },
  hand: 'a' | 'b',
  row: AuditRow,
  other: AuditRow,
): void {
  scope.a = hand === 'a' ? row : other
  scope.b = hand === 'a' ? other : row
}

function searchAndTell(work: AuditWork, rule: CompiledRule, does: MadePair, question: Search): void {
  const { half, hand } = question
  if (!half.row.current || !isInForce(rule, half.row)) return
  const other = search(work, does, question)
  if (other === null) return
  if (typeof other === 'string') {
    note(work, rule, other)
    return
  }
  setPair(work.scope, hand, half.row, other)
  conclude(work, rule, { beside: [nameOf(other)] })
}
