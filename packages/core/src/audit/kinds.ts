import type { ExpressionContext, Maker } from './compile-expression.ts'
import type { CompiledCondition } from './compile-parts.ts'
import type { AuditExpression } from './expression.ts'
import { type ItemRoot, type ItemSet, itemsOf } from './item-set.ts'
import { type Join, joinOf } from './join.ts'
import type { CompiledExpression } from './scope.ts'
import type {
  AuditRule,
  CompareKind,
  CountKind,
  MatchKind,
  Measure,
  PairKind,
  PartnerKind,
  Side,
  Subject,
} from './types.ts'
import { fieldsOf } from './walk-expression.ts'
import { type Window, windowOf } from './window.ts'

export interface MadeMatch {
  readonly kind: 'match'
  readonly each: Subject
  readonly when: CompiledCondition
  /** The only items that it can hit; null when that cannot be told. */
  readonly items: ItemSet | null
}

/** Rows that are summed by what they share. */
export interface MadeSide {
  readonly each: Subject
  readonly where: CompiledCondition
  readonly keys: readonly CompiledExpression[]
  readonly measure: Measure['of']
  /** What is summed or told apart; null when rows are counted. */
  readonly value: CompiledExpression | null
  readonly items: ItemSet | null
}

export interface MadeCount {
  readonly kind: 'count'
  readonly side: MadeSide
  readonly window: Window
  readonly limit: CompiledExpression
  readonly hit: CountKind['hit']
  /** Rows of two knowledge points are never summed together. */
  readonly apartByPoint: boolean
}

export interface MadePair {
  readonly kind: 'pair'
  readonly each: Subject
  readonly first: CompiledCondition
  readonly second: CompiledCondition
  readonly keys: readonly CompiledExpression[]
  readonly window: Window
  readonly when: CompiledCondition
  readonly join: Join
  readonly firstItems: ItemSet | null
  readonly secondItems: ItemSet | null
}

export interface MadePartner {
  readonly kind: 'partner'
  readonly each: Subject
  readonly where: CompiledCondition
  readonly items: ItemSet | null
  readonly needs: Subject
  readonly which: CompiledCondition
  readonly join: Join
  readonly window: Window
  readonly direction: PartnerKind['direction']
}

export interface MadeCompare {
  readonly kind: 'compare'
  readonly left: MadeSide
  readonly right: MadeSide
  readonly window: Window
  readonly op: CompareKind['op']
  readonly factor: CompiledExpression
  readonly allowance: CompiledExpression
  readonly leftAtLeast: CompiledExpression | null
  readonly rightAtLeast: CompiledExpression | null
}

export type MadeKind = MadeMatch | MadeCount | MadePair | MadePartner | MadeCompare

const holds: CompiledCondition = () => true
const lineRoots: readonly ItemRoot[] = ['line']

/** Makes what a rule does ready, closures or a plain reading as the maker has it. */
export function makeKind(rule: AuditRule, context: ExpressionContext, maker: Maker): MadeKind {
  const { does } = rule
  switch (does.kind) {
    case 'match':
      return makeMatch(does, context, maker)
    case 'count':
      return makeCount(rule, does, context, maker)
    case 'pair':
      return makePair(rule, does, context, maker)
    case 'partner':
      return makePartner(rule, does, context, maker)
    case 'compare':
      return {
        kind: 'compare',
        left: makeSide(does.left, context, maker),
        right: makeSide(does.right, context, maker),
        window: windowOf(rule, does.within, context, maker),
        op: does.op,
        factor: maker.expression(does.factor, context),
        allowance: maker.expression(does.allowance, context),
        leftAtLeast: does.leftAtLeast === null ? null : maker.expression(does.leftAtLeast, context),
        rightAtLeast: does.rightAtLeast === null ? null : maker.expression(does.rightAtLeast, context),
      }
  }
}

function condition(tree: AuditExpression | null, context: ExpressionContext, maker: Maker): CompiledCondition {
  return tree === null ? holds : maker.condition(tree, context)
}

function items(
  each: Subject,
  tree: AuditExpression | null,
  { parameters }: ExpressionContext,
  roots: readonly ItemRoot[] = lineRoots,
): ItemSet | null {
  return each.of !== 'line' || tree === null ? null : itemsOf(tree, roots, { parameters, point: null })
}

function makeMatch({ each, when }: MatchKind, context: ExpressionContext, maker: Maker): MadeMatch {
  return { kind: 'match', each, when: maker.condition(when, context), items: items(each, when, context) }
}

function makeSide({ each, where, keys, measure }: Side, context: ExpressionContext, maker: Maker): MadeSide {
  return {
    each,
    where: condition(where, context, maker),
    keys: keys.map((key) => maker.expression(key, context)),
    measure: measure.of,
    value: measure.of === 'count' ? null : maker.expression(measure.value, context),
    items: items(each, where, context),
  }
}

function makeCount(rule: AuditRule, does: CountKind, context: ExpressionContext, maker: Maker): MadeCount {
  const readsPoint = does.per.some((key) => fieldsOf(key).some(({ root }) => root === 'point'))
  return {
    kind: 'count',
    side: makeSide({ ...does, keys: does.per }, context, maker),
    window: windowOf(rule, does.within, context, maker),
    limit: maker.expression(does.limit, context),
    hit: does.hit,
    apartByPoint: rule.table !== null && !readsPoint,
  }
}

function makePair(rule: AuditRule, does: PairKind, context: ExpressionContext, maker: Maker): MadePair {
  const { each, first, second, when } = does
  return {
    kind: 'pair',
    each,
    first: condition(first, context, maker),
    second: condition(second, context, maker),
    keys: does.per.map((key) => maker.expression(key, context)),
    window: windowOf(rule, does.within, context, maker),
    when: condition(when, context, maker),
    join: joinOf(when, rule.table === null ? 'b' : null, context, maker),
    firstItems: items(each, first, context, ['line', 'a']),
    secondItems: items(each, second, context, ['line', 'b']),
  }
}

function makePartner(rule: AuditRule, does: PartnerKind, context: ExpressionContext, maker: Maker): MadePartner {
  return {
    kind: 'partner',
    each: does.each,
    where: condition(does.where, context, maker),
    items: items(does.each, does.where, context, ['line', 'a']),
    needs: does.needs,
    which: maker.condition(does.which, context),
    join: joinOf(does.which, 'a', context, maker),
    window: windowOf(rule, does.within, context, maker),
    direction: does.direction,
  }
}
