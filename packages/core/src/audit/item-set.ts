import { type Constants, constantOf } from './constants.ts'
import type { AuditExpression } from './expression.ts'
import type { AuditValue } from './scope.ts'
import { conjunctsOf } from './walk-expression.ts'

/** Item codes, and beginnings of item codes. */
export interface ItemSet {
  readonly codes: readonly string[]
  readonly prefixes: readonly string[]
}

/** An item's code as a condition reads it: of the row in hand, or of `a` or `b`. */
export type ItemRoot = 'line' | 'a' | 'b'

/**
 * The only items for which a condition can be anything but false, as its equalities and beginnings tell; null when it may hold for any.
 * A side of an `and` is enough: what is false there is false in the whole, whatever is missing beside it.
 */
export function itemsOf(tree: AuditExpression, roots: readonly ItemRoot[], constants: Constants): ItemSet | null {
  if (tree.op === 'or') {
    const [left, right] = [itemsOf(tree.left, roots, constants), itemsOf(tree.right, roots, constants)]
    return left === null || right === null ? null : joined(left, right)
  }
  if (tree.op === 'and') {
    const sets = conjunctsOf(tree).map((part) => itemsOf(part, roots, constants))
    return sets.reduce(
      (best, set) => (set === null || (best !== null && sizeOf(best) <= sizeOf(set)) ? best : set),
      null,
    )
  }
  if (tree.op === '==') {
    const code = isItem(tree.left, roots)
      ? constantOf(tree.right, constants)
      : valueIfItem(tree.right, tree.left, roots, constants)
    return code === undefined ? null : { codes: textsOf([code]), prefixes: [] }
  }
  if (tree.op === 'in') {
    const list = valueIfItem(tree.left, tree.right, roots, constants)
    return Array.isArray(list) ? { codes: textsOf(list), prefixes: [] } : null
  }
  if (tree.op !== 'call' || (tree.name !== 'startsWith' && tree.name !== 'startsWithAny')) return null
  const [text, beginning] = tree.args
  if (text === undefined || beginning === undefined) return null
  const value = valueIfItem(text, beginning, roots, constants)
  if (tree.name === 'startsWith') return typeof value === 'string' ? { codes: [], prefixes: [value] } : null
  return Array.isArray(value) ? { codes: [], prefixes: textsOf(value) } : null
}

export function isInSet(set: ItemSet, item: string): boolean {
  return set.codes.includes(item) || set.prefixes.some((prefix) => item.startsWith(prefix))
}

function sizeOf({ codes, prefixes }: ItemSet): number {
  return codes.length + 100 * prefixes.length
}

function joined(left: ItemSet, right: ItemSet): ItemSet {
  return { codes: [...left.codes, ...right.codes], prefixes: [...left.prefixes, ...right.prefixes] }
}

function isItem(tree: AuditExpression, roots: readonly ItemRoot[]): boolean {
  return (
    tree.op === 'field' && roots.some((root) => root === tree.root) && tree.path.length === 1 && tree.path[0] === 'item'
  )
}

function valueIfItem(
  item: AuditExpression,
  other: AuditExpression,
  roots: readonly ItemRoot[],
  constants: Constants,
): AuditValue | undefined {
  return isItem(item, roots) ? constantOf(other, constants) : undefined
}

function textsOf(values: readonly AuditValue[]): readonly string[] {
  return values.filter((value) => typeof value === 'string')
}
