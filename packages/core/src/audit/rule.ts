import { dayNumber } from './clock.ts'
import type { ExpressionContext, Maker } from './compile-expression.ts'
import type { CompiledCondition } from './compile-parts.ts'
import { type FactReader, factReadersOf } from './facts.ts'
import { type MadeKind, makeKind } from './kinds.ts'
import { noPoints, type Points } from './points.ts'
import { inScope } from './rule-scope.ts'
import { type StakeOf, stakeOf } from './stake.ts'
import type { AuditRule } from './types.ts'

/** A rule made ready. */
export interface CompiledRule {
  readonly rule: AuditRule
  /** Half-open, as day numbers. */
  readonly fromDay: number
  readonly untilDay: number
  /** Whether the rule is for the visit of the row in hand. */
  readonly inScope: CompiledCondition
  /** Whether an exception holds. */
  readonly excepted: CompiledCondition
  /** Its knowledge; null of a rule without a table. */
  readonly points: Points | null
  readonly does: MadeKind
  readonly stake: StakeOf
  readonly facts: readonly FactReader[]
}

/** What `a` and `b` are in a rule. */
function contextOf({ does, parameters }: AuditRule): ExpressionContext {
  if (does.kind === 'pair') return { parameters, a: does.each, b: does.each }
  if (does.kind === 'partner') return { parameters, a: does.each, b: does.needs }
  return { parameters, a: null, b: null }
}

/** @param tables the knowledge of the release, shared by the rules that name a table */
export function makeRule(rule: AuditRule, tables: ReadonlyMap<string, Points>, maker: Maker): CompiledRule {
  const context = contextOf(rule)
  const exceptions = rule.exceptions.map(({ when }) => when)
  const [first, ...others] = exceptions
  const joined = first === undefined ? null : others.reduce((left, right) => ({ op: 'or', left, right }), first)
  return {
    rule,
    fromDay: dayNumber(rule.range.from),
    untilDay: rule.range.until === null ? Number.POSITIVE_INFINITY : dayNumber(rule.range.until),
    inScope: inScope(rule.scope),
    excepted: joined === null ? () => false : maker.condition(joined, context),
    points: rule.table === null ? null : (tables.get(rule.table) ?? noPoints),
    does: makeKind(rule, context, maker),
    stake: stakeOf(rule, context, maker),
    facts: factReadersOf(rule, context, maker),
  }
}
