import { sumFen } from '../kernel/index.ts'
import { scaled, tidy, unscaled } from './amounts.ts'
import { noteMissingRows } from './candidates.ts'
import { besideMost, conclude, nameOf } from './conclude.ts'
import { allHold, plainRows } from './interpret-rows.ts'
import { keyText } from './join.ts'
import type { MadeCompare, MadeCount, MadeSide } from './kinds.ts'
import type { GroundRow } from './rows.ts'
import type { CompiledRule } from './rule.ts'
import { type AuditValue, timeOf } from './scope.ts'
import { wholeOf } from './stake.ts'
import type { AuditRelease } from './types.ts'
import { reachOf, wholeReachOf, windowText } from './window.ts'
import { type AuditWork, isInForce, isOver, isPastKnown, note } from './work.ts'

/** A row of a side, read on its own. */
interface Reading {
  readonly row: GroundRow
  readonly key: string
  readonly values: readonly string[]
  readonly measure: AuditValue
  readonly missing: string | null
}

function readingsOf(
  work: AuditWork,
  rule: CompiledRule,
  side: MadeSide,
  rows: readonly GroundRow[],
  more: (row: GroundRow) => string,
): readonly Reading[] {
  const { scope } = work
  const readings: Reading[] = []
  for (const row of rows) {
    scope.hand = row
    const admitted = allHold(work, [rule.inScope, side.where])
    if (admitted === false) continue
    const values = side.keys.map((key) => key(scope))
    const own = keyText(values)
    if (own === null) {
      if (row.current && isInForce(rule, row)) note(work, rule, scope.missing)
      continue
    }
    const key = `${own}\n${more(row)}`
    if (readings.some((known) => known.key === key && known.row.order === row.order)) continue
    const measure = side.value === null ? 1 : side.value(scope)
    const unknown =
      measure === undefined ? scope.missing : side.measure === 'sum' && typeof measure !== 'number' ? 'measure' : null
    readings.push({
      row,
      key,
      values: values.map(String),
      measure: measure ?? 0,
      missing: typeof admitted === 'string' ? admitted : unknown,
    })
  }
  return readings
}

/** In ten-thousandths. */
function total(side: MadeSide, readings: readonly Reading[]): number {
  const known = readings.filter(({ missing }) => missing === null)
  if (side.measure === 'distinct') return scaled(new Set(known.map(({ measure }) => measure)).size) ?? 0
  return known.reduce((sum, { measure }) => sum + (typeof measure === 'number' ? (scaled(measure) ?? 0) : 0), 0)
}

export function countAll(work: AuditWork, rule: CompiledRule, does: MadeCount, release: AuditRelease): void {
  const { side, window } = does
  const { scope } = work
  noteMissingRows(work, rule, side.each)
  const apart = (row: GroundRow) =>
    `${window.withinVisit ? row.visit?.visitId : ''}\n${does.apartByPoint ? row.point?.point : ''}`
  const readings = readingsOf(work, rule, side, plainRows(work, side.each, rule, release), apart)
  for (const reading of readings) {
    const { row, missing } = reading
    if (!row.current || !isInForce(rule, row)) continue
    scope.hand = row
    const own = missing === null ? total(side, [reading]) : 0
    if (missing === null && own <= 0) continue
    const reach = reachOf(window, row, scope)
    const limit = reach === undefined ? undefined : does.limit(scope)
    if (missing !== null || reach === undefined || typeof limit !== 'number') {
      note(work, rule, missing ?? (reach === undefined || limit === undefined ? scope.missing : 'limit'))
      continue
    }
    const inWindow = readings.filter(
      (other) => other.key === reading.key && other.row.order <= row.order && other.row.second >= reach.from,
    )
    const sum = total(side, inWindow)
    const isHit = does.hit === 'over' ? unscaled(sum) > limit : unscaled(sum) >= limit
    const unknown = inWindow.findLast((other) => other.missing !== null)?.missing
    if (isHit) {
      const part = does.hit === 'reach' ? own : Math.min(own, sum - (scaled(limit) ?? sum))
      const all = readings.filter((other) => other.key === reading.key && other.row.order < row.order)
      const near = all.slice(-besideMost).filter((other) => inWindow.includes(other) && other.missing === null)
      conclude(work, rule, {
        sums: { sum: unscaled(sum), limit, excess: unscaled(part) },
        excess: { part, whole: own },
        group: reading.values,
        facts: [{ name: 'window', value: windowText(window, row, reach) }],
        beside: near.map((other) => nameOf(other.row)),
      })
    } else if (unknown != null) note(work, rule, unknown)
    else if (!isPastKnown(work, window, reach)) note(work, rule, 'history')
  }
}

export function compareAll(work: AuditWork, rule: CompiledRule, does: MadeCompare, release: AuditRelease): void {
  const { window } = does
  noteMissingRows(work, rule, does.left.each)
  noteMissingRows(work, rule, does.right.each)
  for (const { each } of [does.left, does.right]) {
    if (each.of === 'side' && work.ground.side[each.table] === undefined) return
  }
  const rolls = window.length !== null
  const letters = { day: 10, 'visit-day': 10, month: 7, year: 4, visit: 0, all: 0, days: 0, hours: 0, minutes: 0 }[
    window.unit
  ]
  const period = (row: GroundRow) => timeOf(row)?.slice(0, letters) ?? ''
  const apart = (row: GroundRow) => `${window.withinVisit ? row.visit?.visitId : ''}\n${period(row)}`
  const days = window.unit !== 'all' || window.withinVisit ? null : window.lookback
  const first = days === null || days === 0 ? Number.NEGATIVE_INFINITY : work.untilNow + 1 - (days + 1) * 86_400
  const recent = ({ second }: GroundRow) => days === null || (second >= first && second <= work.untilNow)
  const read = (side: MadeSide, rows: readonly GroundRow[]) => readingsOf(work, rule, side, rows.filter(recent), apart)
  const left = read(does.left, plainRows(work, does.left.each, rule, release))
  const right = read(does.right, work.rows.of(does.right.each))
  if (rolls) {
    for (const reading of left) rolling(work, rule, does, reading, { left, right })
    return
  }
  for (const key of new Set([...left, ...right].map((reading) => reading.key))) {
    const ofKey = (readings: readonly Reading[]) => readings.filter((reading) => reading.key === key)
    whole(work, rule, does, { left: ofKey(left), right: ofKey(right) }, period)
  }
}

interface Sides {
  readonly left: readonly Reading[]
  readonly right: readonly Reading[]
}

function whole(
  work: AuditWork,
  rule: CompiledRule,
  does: MadeCompare,
  sides: Sides,
  period: (row: GroundRow) => string,
): void {
  const all = [...sides.left, ...sides.right]
  const hand = sides.left.at(-1) ?? sides.right.at(-1)
  const ofVisits = all.some(({ row }) => row.visit !== null)
  const isTold = all.some(({ row }) => row.current && (row.visit !== null || !ofVisits))
  if (hand === undefined || !isInForce(rule, hand.row) || !isTold) return
  for (const { each } of [does.left, does.right]) {
    if (each.of === 'diagnosis' && all.some(({ row }) => row.visit !== null && row.visit.diagnoses === undefined))
      return
    if (each.of === 'operation' && all.some(({ row }) => row.visit !== null && row.visit.operations === undefined))
      return
  }
  work.scope.hand = hand.row
  const reach = wholeReachOf(does.window, hand.row, work.scope)
  const unknown = all.find(({ missing }) => missing !== null)?.missing
  if (unknown != null) note(work, rule, unknown)
  else if (reach === undefined) note(work, rule, work.scope.missing)
  else if (!isPastKnown(work, does.window, reach)) note(work, rule, 'history')
  else if (!isOver(work, does.window, reach)) note(work, rule, 'later')
  else {
    const ends = period(hand.row)
    holdSums(work, rule, does, sides, {
      group: ends === '' ? hand.values : [...hand.values, ends],
      ofGroup: does.window.withinVisit ? 'visit' : 'visits',
      beside: sides.left.slice(-besideMost).map(({ row }) => nameOf(row)),
    })
  }
}

function rolling(
  work: AuditWork,
  rule: CompiledRule,
  does: MadeCompare,
  { row, key, values }: Reading,
  sides: Sides,
): void {
  if (!row.current || !isInForce(rule, row)) return
  work.scope.hand = row
  const reach = reachOf(does.window, row, work.scope)
  if (reach === undefined) {
    note(work, rule, work.scope.missing)
    return
  }
  const within = (reading: Reading) => reading.key === key && reading.row.second >= reach.from
  const left = sides.left.filter((reading) => within(reading) && reading.row.order <= row.order)
  const right = sides.right.filter((reading) => within(reading) && reading.row.second <= row.second)
  const last = (readings: readonly Reading[]) => readings.findLast(({ missing }) => missing !== null)?.missing
  const unknown = last(left) ?? last(right)
  if (unknown != null) note(work, rule, unknown)
  else if (!isPastKnown(work, does.window, reach)) note(work, rule, 'history')
  else holdSums(work, rule, does, { left, right }, { group: values, beside: [] })
}

interface Place {
  readonly group: readonly string[]
  readonly ofGroup?: 'visit' | 'visits'
  readonly beside: readonly string[]
}

function holdSums(work: AuditWork, rule: CompiledRule, does: MadeCompare, sides: Sides, place: Place): void {
  const { scope } = work
  const [leftSum, rightSum] = [total(does.left, sides.left), total(does.right, sides.right)]
  const [left, right] = [unscaled(leftSum), unscaled(rightSum)]
  for (const part of [does.factor, does.allowance, does.leftAtLeast, does.rightAtLeast]) {
    const value = part === null ? 0 : part(scope)
    if (typeof value === 'number') continue
    note(work, rule, value === undefined ? scope.missing : 'limit')
    return
  }
  const limit = tidy(Number(does.factor(scope)) * right + Number(does.allowance(scope)))
  const isSmall = (sum: number, least: MadeCompare['leftAtLeast']) => least !== null && sum < Number(least(scope))
  if (isSmall(left, does.leftAtLeast) || isSmall(right, does.rightAtLeast)) return
  const holds = { '>': left > limit, '<': left < limit, '!=': left !== limit }[does.op]
  if (!holds) return
  const excess = tidy(Math.abs(left - limit))
  const of = () => sumFen(sides.left.map(({ row }) => wholeOf(row)))
  conclude(work, rule, {
    ...place,
    sums: { left, right, limit, excess },
    excess: { part: scaled(excess) ?? 0, whole: leftSum, of },
  })
}
