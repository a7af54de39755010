import { unscaled } from './amounts.ts'
import { candidates, noteMissingRows, pointsFor } from './candidates.ts'
import { besideMost, conclude, nameOf } from './conclude.ts'
import { mayConcern } from './in-question.ts'
import type { MadeCount } from './kinds.ts'
import { type Group, groupsOf, type Member } from './members.ts'
import type { CompiledRule } from './rule.ts'
import { RunningSum } from './running-sum.ts'
import { excessOf } from './stake.ts'
import { reachOf, type Stretch, windowText } from './window.ts'
import { type AuditWork, isInForce, isPastKnown, note } from './work.ts'

/** Counts or sums rows that belong together: each row in question with what stands before it in its window. */
export function runCount(work: AuditWork, rule: CompiledRule, does: MadeCount): void {
  noteMissingRows(work, rule, does.side.each)
  if (!mayConcern(work, rule, does.side.each, [does.side.where])) return
  const rows = candidates(work, does.side.each, does.side.items, pointsFor(rule))
  const groups = groupsOf(work, rule, does.side, rows, {
    withinVisit: does.window.withinVisit,
    apartByPoint: does.apartByPoint,
    also: null,
  })
  for (const group of groups.values()) if (group.hasCurrent) countGroup(work, rule, does, group)
}

function countGroup(work: AuditWork, rule: CompiledRule, does: MadeCount, group: Group): void {
  const { scope } = work
  const running = new RunningSum(group.members, does.side.measure === 'distinct')
  for (const [index, member] of group.members.entries()) {
    running.take(index)
    const { row } = member
    if (!row.current || !isInForce(rule, row)) continue
    scope.hand = row
    if (member.missing !== null) {
      note(work, rule, member.missing)
      continue
    }
    if (member.value <= 0) continue
    const reach = reachOf(does.window, row, scope)
    const limit = reach === undefined ? undefined : does.limit(scope)
    if (reach === undefined || limit === undefined || typeof limit !== 'number') {
      note(work, rule, reach === undefined || limit === undefined ? scope.missing : 'limit')
      continue
    }
    running.leaveBefore(reach.from)
    const sum = unscaled(running.sum)
    if (does.hit === 'over' ? sum > limit : sum >= limit)
      tell(work, rule, does, { group, index, first: running.first, sum: running.sum, limit, reach })
    else if (running.unknown !== null) note(work, rule, running.unknown)
    else if (!isPastKnown(work, does.window, reach)) note(work, rule, 'history')
  }
}

interface Counted {
  readonly group: Group
  readonly index: number
  readonly first: number
  readonly sum: number
  readonly limit: number
  readonly reach: Stretch
}

function tell(work: AuditWork, rule: CompiledRule, does: MadeCount, counted: Counted): void {
  const { group, index, first, sum, limit, reach } = counted
  const member = group.members[index]
  if (member === undefined) return
  const excess = excessOf(sum, limit, member.value, does.hit)
  const before = group.members.slice(Math.max(first, index - besideMost), index)
  conclude(work, rule, {
    sums: { sum: unscaled(sum), limit, excess: unscaled(excess.part) },
    excess,
    group: group.values,
    facts: [{ name: 'window', value: windowText(does.window, member.row, reach) }],
    beside: before.filter(isKnown).map(({ row }) => nameOf(row)),
  })
}

function isKnown({ missing }: Member): boolean {
  return missing === null
}
