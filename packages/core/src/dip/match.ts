import type { Combination } from './combination.ts'
import { comprehensiveKey } from './key.ts'
import { chooseAmong, kindEntry, type Losses, type MatchFacts, type MatchGroup } from './match-ties.ts'
import type { ComprehensiveRule, MatchingStrategy } from './rules-types.ts'
import type { CandidateLoss } from './types.ts'

export type { MatchGroup }

interface KeyGroups<Group> {
  /** By each operation by which a case finds them. */
  readonly byOperation: Map<string, Group[]>
  readonly withOperations: Group[]
  readonly conservative: Group[]
}

/** The groups of a directory by what a case asks for. */
export interface Matcher<Group extends MatchGroup = MatchGroup> {
  readonly strategy: MatchingStrategy
  readonly comprehensiveRule: ComprehensiveRule
  readonly byKey: ReadonlyMap<string, KeyGroups<Group>>
  readonly comprehensive: ReadonlyMap<string, Group>
  readonly blank: Group | null
}

const emptyKey = <Group>(): KeyGroups<Group> => ({ byOperation: new Map(), withOperations: [], conservative: [] })

export const blankId = '*:blank'

/** `K35.1:47.0100+54.5100`; `K35.1:-` of care without an operation. */
export function coreId(key: string, operations: readonly string[]): string {
  return `${key}:${operations.length === 0 ? '-' : operations.join('+')}`
}

/** `K35:surgery`, with the grade `K35:surgery:3`; null when no range holds the category. */
export function comprehensiveId(
  category: string,
  combination: Pick<Combination, 'kind' | 'grade'>,
  rule: ComprehensiveRule,
): string | null {
  const folded = comprehensiveKey(category, rule)
  if (folded === null) return null
  return rule.withGrade ? `${folded}:${combination.kind}:${combination.grade ?? '-'}` : `${folded}:${combination.kind}`
}

/** Which operations of a group are looked up: any of a set that all must be there finds it, so one is enough. */
function lookedUp(group: MatchGroup, how: MatchingStrategy['operations']): readonly string[] {
  return how === 'any-present' ? group.operations : group.operations.slice(0, 1)
}

export function compileMatcher<Group extends MatchGroup>(
  groups: readonly Group[],
  strategy: MatchingStrategy,
  comprehensiveRule: ComprehensiveRule,
): Matcher<Group> {
  const byKey = new Map<string, KeyGroups<Group>>()
  const comprehensive = new Map<string, Group>()
  let blank: Group | null = null
  for (const group of groups) {
    if (group.kind === 'comprehensive') comprehensive.set(group.id, group)
    else if (group.kind === 'blank') blank = group
    else {
      const known: KeyGroups<Group> = byKey.get(group.diagnosis) ?? emptyKey()
      byKey.set(group.diagnosis, known)
      if (group.operations.length === 0) known.conservative.push(group)
      else known.withOperations.push(group)
      for (const operation of lookedUp(group, strategy.operations)) {
        const found = known.byOperation.get(operation)
        if (found === undefined) known.byOperation.set(operation, [group])
        else found.push(group)
      }
    }
  }
  return { strategy, comprehensiveRule, byKey, comprehensive, blank }
}

const missingOf = (group: MatchGroup, operations: readonly string[]): readonly string[] =>
  group.operations.filter((operation) => !operations.includes(operation))

function fits(group: MatchGroup, operations: readonly string[], how: MatchingStrategy['operations']): boolean {
  if (how === 'any-present') return group.operations.some((operation) => operations.includes(operation))
  if (how === 'same-set' && group.operations.length !== operations.length) return false
  return group.operations.every((operation) => operations.includes(operation))
}

/** Why a group that uses operations does not fit, by the same rule. */
function misfit(group: MatchGroup, operations: readonly string[], how: MatchingStrategy['operations']): CandidateLoss {
  const missing = missingOf(group, operations)
  if (how !== 'same-set' || missing.length > 0) return { by: 'operations-missing', missing }
  return { by: 'other-operations', more: operations.filter((operation) => !group.operations.includes(operation)) }
}

function fitting<Group extends MatchGroup>(
  groups: KeyGroups<Group>,
  operations: readonly string[],
  how: MatchingStrategy['operations'],
): readonly Group[] {
  const found: Group[] = []
  for (const operation of operations) {
    for (const group of groups.byOperation.get(operation) ?? []) {
      if (fits(group, operations, how) && !(how === 'any-present' && found.includes(group))) found.push(group)
    }
  }
  return found
}

/** The groups that use no operation of the case: conservative ones of its key, and the comprehensive one it folds into. */
function restOf<Group extends MatchGroup>(matcher: Matcher<Group>, facts: MatchFacts): readonly Group[] {
  const { strategy, comprehensiveRule, comprehensive, byKey } = matcher
  const { combination, key, category } = facts
  const allowed = combination.operations.length === 0 || strategy.conservativeWithOperations
  const conservative = allowed ? (byKey.get(key)?.conservative ?? []) : []
  const id = comprehensiveId(category, combination, comprehensiveRule)
  const folded = id === null ? undefined : comprehensive.get(id)
  const rest = folded === undefined ? conservative : [...conservative, folded]
  return rest.filter((group) => strategy.rest.includes(kindEntry(group)))
}

/**
 * The group of a case by the strategy of its directory: those that use its operations first, ties broken in turn; then
 * conservative and comprehensive ones in the order of kinds; then the blank group, where the strategy has one.
 *
 * @param losses filled with why each other group of the key lost; null when nobody asks
 * @returns null when no group takes the case
 */
export function chooseGroup<Group extends MatchGroup>(
  matcher: Matcher<Group>,
  facts: MatchFacts,
  losses: Losses = null,
): Group | null {
  const { strategy } = matcher
  const { operations } = facts.combination
  const groups = matcher.byKey.get(facts.key)
  const using = groups === undefined || operations.length === 0 ? [] : fitting(groups, operations, strategy.operations)
  const chosen =
    chooseAmong(using, strategy.ties, facts, losses) ??
    chooseAmong(restOf(matcher, facts), [{ rule: 'kind-order', order: strategy.rest }], facts, losses)
  if (losses !== null && groups !== undefined) explainOthers(groups, facts, using, chosen, matcher, losses)
  return chosen ?? (strategy.unmatched === 'blank' ? matcher.blank : null)
}

function explainOthers<Group extends MatchGroup>(
  groups: KeyGroups<Group>,
  facts: MatchFacts,
  using: readonly Group[],
  chosen: Group | null,
  { strategy }: Matcher<Group>,
  losses: Map<MatchGroup, CandidateLoss>,
): void {
  const { operations } = facts.combination
  for (const group of groups.withOperations) {
    if (!using.includes(group)) losses.set(group, misfit(group, operations, strategy.operations))
  }
  for (const group of groups.conservative) {
    if (group === chosen || losses.has(group)) continue
    const barred = operations.length > 0 && !strategy.conservativeWithOperations
    losses.set(group, { by: barred ? 'case-has-operations' : 'uses-no-operation' })
  }
}
