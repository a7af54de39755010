import { compareExact, type Exact, fen, lessExact, roundExact, yuan } from '../kernel/index.ts'
import type { Combination } from './combination.ts'
import type { KindOrderEntry, TieRule } from './rules-types.ts'
import type { CandidateLoss, DipGroup } from './types.ts'

/** A group as choosing reads it. */
export type MatchGroup = Pick<DipGroup, 'id' | 'kind' | 'treatment' | 'diagnosis' | 'operations' | 'grade' | 'meanCost'>

/** What choosing asks of a case. */
export interface MatchFacts {
  readonly key: string
  readonly category: string
  readonly combination: Combination
  /** Fen. */
  readonly cost: number
}

/** Why each group lost; null when nobody asks. */
export type Losses = Map<MatchGroup, CandidateLoss> | null

const used = (group: MatchGroup, operations: readonly string[]): number =>
  group.operations.filter((operation) => operations.includes(operation)).length

const distance = (group: MatchGroup, cost: number): Exact =>
  compareExact(group.meanCost, cost) >= 0 ? lessExact(group.meanCost, cost) : lessExact(cost, group.meanCost)

const distanceText = (value: Exact): string => yuan(fen(roundExact(value, 1, 'half-up')))

export function kindEntry(group: MatchGroup): KindOrderEntry {
  const kind = group.kind === 'blank' ? 'comprehensive' : group.kind
  return `${kind}-${group.treatment}`
}

function placeIn(order: readonly KindOrderEntry[], group: MatchGroup): number {
  const place = order.indexOf(kindEntry(group))
  return place < 0 ? order.length : place
}

/** Keeps those with the least of a measure; the others lose by what `loss` says. */
function keepLeast<Group extends MatchGroup, Value>(
  groups: readonly Group[],
  measure: (group: Group) => Value,
  compare: (a: Value, b: Value) => number,
  losses: Losses,
  loss: (own: Value, best: Value, winner: Group) => (group: Group) => CandidateLoss,
): readonly Group[] {
  const measured = groups.map((group) => ({ group, value: measure(group) }))
  const [first] = measured
  if (first === undefined) return groups
  const best = measured.reduce((least, one) => (compare(one.value, least.value) < 0 ? one : least), first)
  const kept: Group[] = []
  for (const { group, value } of measured) {
    if (compare(value, best.value) === 0) kept.push(group)
    else losses?.set(group, loss(value, best.value, best.group)(group))
  }
  return kept
}

const byNumber = (a: number, b: number): number => a - b

function breakTie<Group extends MatchGroup>(
  tie: TieRule,
  groups: readonly Group[],
  facts: MatchFacts,
  losses: Losses,
): readonly Group[] {
  const { principal, operations } = facts.combination
  switch (tie.rule) {
    case 'principal-operation':
      return keepLeast(
        groups,
        (group) => (principal !== null && group.operations.includes(principal) ? 0 : 1),
        byNumber,
        losses,
        () => () => ({ by: 'principal-operation' }),
      )
    case 'most-operations':
      return keepLeast(
        groups,
        (group) => -used(group, operations),
        byNumber,
        losses,
        (own, best) => () => ({ by: 'most-operations', used: -own, best: -best }),
      )
    case 'nearest-mean-cost':
      return keepLeast(
        groups,
        (group) => distance(group, facts.cost),
        compareExact,
        losses,
        (own, best) => () => ({ by: 'nearest-mean-cost', distance: distanceText(own), best: distanceText(best) }),
      )
    case 'kind-order':
      return keepLeast(
        groups,
        (group) => placeIn(tie.order, group),
        byNumber,
        losses,
        (_own, _best, winner) => (group) => ({ by: 'kind-order', kind: kindEntry(group), best: kindEntry(winner) }),
      )
  }
}

function firstById<Group extends MatchGroup>(groups: readonly Group[], losses: Losses): Group | null {
  const [first, ...others] = groups
  if (first === undefined) return null
  const least = others.reduce((a, b) => (b.id < a.id ? b : a), first)
  if (losses !== null) for (const group of groups) if (group !== least) losses.set(group, { by: 'id-order' })
  return least
}

/** One of several groups, ties broken in turn; what is left is decided by the id. */
export function chooseAmong<Group extends MatchGroup>(
  groups: readonly Group[],
  ties: readonly TieRule[],
  facts: MatchFacts,
  losses: Losses,
): Group | null {
  let left = groups
  for (const tie of ties) {
    if (left.length < 2) break
    left = breakTie(tie, left, facts, losses)
  }
  return left.length === 1 ? (left[0] ?? null) : firstById(left, losses)
}
