import { sumFen } from '../kernel/index.ts'
import { scaled, tidy, unscaled } from './amounts.ts'
import { candidates, noteMissingRows, type PointsOfCode, pointsFor } from './candidates.ts'
import { secondsPerDay } from './clock.ts'
import { besideMost, conclude, type Hit, nameOf } from './conclude.ts'
import { mayConcern } from './in-question.ts'
import type { MadeCompare, MadeSide } from './kinds.ts'
import { type Grouping, groupsOf, type Member } from './members.ts'
import type { GroundRow } from './rows.ts'
import type { CompiledRule } from './rule.ts'
import { RunningSum } from './running-sum.ts'
import { type CompiledExpression, timeOf } from './scope.ts'
import { wholeOf } from './stake.ts'
import { reachOf, wholeReachOf } from './window.ts'
import { type AuditWork, isInForce, isOver, isPastKnown, note } from './work.ts'

/** Two sums held against each other: of each group that shares keys and a day, month, year or visit; of windows that roll, up to each left row. */
export function runCompare(work: AuditWork, rule: CompiledRule, does: MadeCompare): void {
  const rolls = does.window.length !== null
  const grouping: Grouping = {
    withinVisit: does.window.withinVisit,
    apartByPoint: false,
    also: rolls ? null : (row) => periodOf(does.window, row),
  }
  noteMissingRows(work, rule, does.left.each)
  noteMissingRows(work, rule, does.right.each)
  if (lacksTable(work, does.left) || lacksTable(work, does.right)) return
  const sides = [does.left, does.right]
  if (!sides.some(({ each, where }) => mayConcern(work, rule, each, [where]))) return
  // The table is about the left side; the right is what it is held against.
  const lefts = groupsOf(work, rule, does.left, rowsOf(work, does, does.left, pointsFor(rule)), grouping)
  const rights = groupsOf(work, rule, does.right, rowsOf(work, does, does.right, null), grouping)
  for (const key of new Set([...lefts.keys(), ...rights.keys()])) {
    const left = lefts.get(key)
    const right = rights.get(key)
    const values = left?.values ?? right?.values ?? []
    const both = { left: left?.members ?? [], right: right?.members ?? [], values }
    if (rolls) compareRolling(work, rule, does, both)
    else conclusion(work, rule, compareGroup(work, rule, does, both))
  }
}

interface Sides {
  readonly left: readonly Member[]
  readonly right: readonly Member[]
  readonly values: readonly string[]
}

/** Of a look at all of the past: its last days, up to the day of the question. */
function rowsOf(
  work: AuditWork,
  { window }: MadeCompare,
  side: MadeSide,
  points: PointsOfCode | null,
): readonly GroundRow[] {
  const rows = candidates(work, side.each, side.items, points)
  if (window.unit !== 'all' || window.withinVisit) return rows
  const from =
    window.lookback === 0 ? Number.NEGATIVE_INFINITY : work.untilNow + 1 - (window.lookback + 1) * secondsPerDay
  return rows.filter(({ second }) => second >= from && second <= work.untilNow)
}

/** The day, month or year that keeps groups apart. */
function periodOf({ unit }: MadeCompare['window'], row: GroundRow): string {
  const length = { day: 10, 'visit-day': 10, month: 7, year: 4 }[unit as string] ?? 0
  return timeOf(row)?.slice(0, length) ?? ''
}

function lacksTable({ ground }: AuditWork, { each }: MadeSide): boolean {
  return each.of === 'side' && !Object.hasOwn(ground.side, each.table)
}

/** A hit, the fact for want of which it cannot be told whether it is one, or null. */
type Outcome = Hit | string | null

function conclusion(work: AuditWork, rule: CompiledRule, outcome: Outcome): void {
  if (typeof outcome === 'string') note(work, rule, outcome)
  else if (outcome !== null) conclude(work, rule, outcome)
}

function compareGroup(work: AuditWork, rule: CompiledRule, does: MadeCompare, sides: Sides): Outcome {
  const members = [...sides.left, ...sides.right]
  const hand = (sides.left.at(-1) ?? sides.right.at(-1))?.row
  if (hand === undefined || !isInForce(rule, hand) || !isInQuestion(members)) return null
  if (members.some(({ row }) => lacksRows(row, does.left) || lacksRows(row, does.right))) return null
  work.scope.hand = hand
  const unknown = members.find(({ missing }) => missing !== null)?.missing ?? null
  if (unknown !== null) return unknown
  const reach = wholeReachOf(does.window, hand, work.scope)
  if (reach === undefined) return work.scope.missing
  if (!isPastKnown(work, does.window, reach)) return 'history'
  if (!isOver(work, does.window, reach)) return 'later'
  const sums = { left: sumOf(sides.left, does.left), right: sumOf(sides.right, does.right) }
  const period = periodOf(does.window, hand)
  return held(work, does, sums, {
    group: period === '' ? sides.values : [...sides.values, period],
    ofGroup: does.window.withinVisit ? 'visit' : 'visits',
    beside: sides.left.slice(-besideMost).map(({ row }) => nameOf(row)),
    rows: sides.left,
  })
}

/** Rows of visits say whether a group is in question; one that has none is, after settlement. */
function isInQuestion(members: readonly Member[]): boolean {
  const ofVisits = members.filter(({ row }) => row.visit !== null)
  return (ofVisits.length > 0 ? ofVisits : members).some(({ row }) => row.current)
}

/** Such a visit has been counted already. */
function lacksRows({ visit }: GroundRow, { each }: MadeSide): boolean {
  if (visit === null || (each.of !== 'diagnosis' && each.of !== 'operation')) return false
  return visit[each.of === 'diagnosis' ? 'diagnoses' : 'operations'] === undefined
}

/** In ten-thousandths. */
function sumOf(members: readonly Member[], side: MadeSide): number {
  const running = new RunningSum(members, side.measure === 'distinct')
  for (const index of members.keys()) running.take(index)
  return running.sum
}

function compareRolling(work: AuditWork, rule: CompiledRule, does: MadeCompare, sides: Sides): void {
  const left = new RunningSum(sides.left, does.left.measure === 'distinct')
  const right = new RunningSum(sides.right, does.right.measure === 'distinct')
  let next = 0
  for (const [index, { row }] of sides.left.entries()) {
    left.take(index)
    for (; (sides.right[next]?.row.second ?? Number.POSITIVE_INFINITY) <= row.second; next += 1) right.take(next)
    if (!row.current || !isInForce(rule, row)) continue
    work.scope.hand = row
    const reach = reachOf(does.window, row, work.scope)
    if (reach === undefined) {
      note(work, rule, work.scope.missing)
      continue
    }
    left.leaveBefore(reach.from)
    right.leaveBefore(reach.from)
    const unknown = left.unknown ?? right.unknown ?? (isPastKnown(work, does.window, reach) ? null : 'history')
    const rows = sides.left.slice(left.first, index + 1)
    const sums = { left: left.sum, right: right.sum }
    conclusion(work, rule, unknown ?? held(work, does, sums, { group: sides.values, beside: [], rows }))
  }
}

interface Holding extends Pick<Hit, 'group' | 'ofGroup' | 'beside'> {
  /** The left rows, whose money is in question. */
  readonly rows: readonly Member[]
}

/** Holds two sums, in ten-thousandths, against each other; the row in hand is in the scope. */
function held(work: AuditWork, does: MadeCompare, sums: Sums, { rows, ...hit }: Holding): Outcome {
  const { scope } = work
  const [left, right] = [unscaled(sums.left), unscaled(sums.right)]
  const numbers: number[] = []
  for (const part of [does.factor, does.allowance, does.leftAtLeast ?? least, does.rightAtLeast ?? least]) {
    const value = part(scope)
    if (typeof value !== 'number') return value === undefined ? scope.missing : 'limit'
    numbers.push(value)
  }
  const [factor = 0, allowance = 0, leftLeast = 0, rightLeast = 0] = numbers
  if (left < leftLeast || right < rightLeast) return null
  const limit = tidy(factor * right + allowance)
  const isHit = does.op === '>' ? left > limit : does.op === '<' ? left < limit : left !== limit
  if (!isHit) return null
  const excess = tidy(Math.abs(left - limit))
  const of = () => sumFen(rows.map(({ row }) => wholeOf(row)))
  return { ...hit, sums: { left, right, limit, excess }, excess: { part: scaled(excess) ?? 0, whole: sums.left, of } }
}

interface Sums {
  readonly left: number
  readonly right: number
}

const least: CompiledExpression = () => Number.NEGATIVE_INFINITY
