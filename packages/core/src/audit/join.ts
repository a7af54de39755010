import type { ExpressionContext, Maker } from './compile-expression.ts'
import type { CompiledCondition } from './compile-parts.ts'
import type { AuditExpression } from './expression.ts'
import type { AuditScope, AuditValue, CompiledExpression } from './scope.ts'
import { conjunctsOf, fieldsOf } from './walk-expression.ts'

/**
 * What a condition over `a` and `b` says of each alone and of equalities between them, so that not every row is held against every other.
 * It only ever leaves out pairs for which the whole condition is false.
 */
export interface Join {
  readonly onlyA: readonly CompiledCondition[]
  readonly onlyB: readonly CompiledCondition[]
  /** Values of `a` and of `b` that must be equal, in the same order. */
  readonly keysA: readonly CompiledExpression[]
  readonly keysB: readonly CompiledExpression[]
}

type RowSide = 'a' | 'b'

/** @param hand which of the two the row in hand is, by whose roots `line`, `visit` … are read; null when it is now one, now the other */
export function joinOf(
  tree: AuditExpression | null,
  hand: RowSide | null,
  context: ExpressionContext,
  maker: Maker,
): Join {
  const onlyA: CompiledCondition[] = []
  const onlyB: CompiledCondition[] = []
  const keysA: CompiledExpression[] = []
  const keysB: CompiledExpression[] = []
  for (const part of tree === null ? [] : conjunctsOf(tree)) {
    const side = sideOf(part, hand)
    if (side === 'a') onlyA.push(maker.condition(part, context))
    if (side === 'b') onlyB.push(maker.condition(part, context))
    if (side !== 'both' || part.op !== '==') continue
    const [left, right] = [sideOf(part.left, hand), sideOf(part.right, hand)]
    const ordered =
      left === 'a' && right === 'b'
        ? [part.left, part.right]
        : left === 'b' && right === 'a'
          ? [part.right, part.left]
          : null
    const [a, b] = ordered ?? []
    if (a === undefined || b === undefined) continue
    keysA.push(maker.expression(a, context))
    keysB.push(maker.expression(b, context))
  }
  return { onlyA, onlyB, keysA, keysB }
}

/** Whose fields an expression reads; parameters are nobody's. */
function sideOf(tree: AuditExpression, hand: RowSide | null): RowSide | 'both' | 'neither' {
  let side: RowSide | 'neither' = 'neither'
  for (const { root } of fieldsOf(tree)) {
    if (root === 'param') continue
    const own = root === 'a' || root === 'b' ? root : hand
    if (own === null || (side !== 'neither' && side !== own)) return 'both'
    side = own
  }
  return side
}

/** The values of keys as one text, each with its kind, so that 1 and '1' stay apart; null when one is not known or is no plain value. */
export function keyOf(scope: AuditScope, keys: readonly CompiledExpression[]): string | null {
  let text = ''
  for (const key of keys) {
    const own = plainText(key(scope))
    if (own === null) return null
    text = text === '' ? own : `${text}\n${own}`
  }
  return text
}

/** The same of values that are read already. */
export function keyText(values: readonly (AuditValue | undefined)[]): string | null {
  const texts: string[] = []
  for (const value of values) {
    const own = plainText(value)
    if (own === null) return null
    texts.push(own)
  }
  return texts.join('\n')
}

function plainText(value: AuditValue | undefined): string | null {
  if (typeof value === 'string') return `"${value}`
  return value === undefined || (value !== null && typeof value === 'object') ? null : String(value)
}
