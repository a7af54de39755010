import type { ASTNode } from '@marcbachmann/cel-js'
import type { CelFault, CelPart } from './audit-cel-functions.ts'
import { anything, type CelFields, money, truth } from './audit-cel-types.ts'

/** Where a part of an expression stands. */
export interface Place {
  /** What may be named here. */
  readonly names: CelFields
  readonly complain: (what: string, cure: string, value: string) => void
  /** Within how many lists. */
  readonly depth: number
}

/** A part as its author wrote it. */
export function sourceOf(node: ASTNode): string {
  return node.input.slice(node.range.start, node.range.end)
}

/** Stands in for a part that was complained of. */
export function broken(node: ASTNode): CelPart {
  return { tree: { op: 'value', value: null }, type: anything, source: sourceOf(node) }
}

/** Complains of a part, and stands in for it. */
export function refused(place: Place, node: ASTNode, { what, cure }: CelFault): CelPart {
  place.complain(what, cure, sourceOf(node))
  return broken(node)
}

/** A number, a text in quotes, true, false or null. */
export function writtenOf(place: Place, node: ASTNode & { op: 'value' }): CelPart {
  const { args: value } = node
  const source = sourceOf(node)
  if (value === null) return { tree: { op: 'value', value }, type: { of: 'null' }, source }
  if (typeof value === 'boolean') return { tree: { op: 'value', value }, type: truth, source }
  if (typeof value === 'string') return { tree: { op: 'value', value }, type: { of: 'text', words: [value] }, source }
  const plain = typeof value === 'bigint' ? Number(value) : value
  if (typeof plain === 'number' && Number.isFinite(plain) && Math.abs(plain) <= Number.MAX_SAFE_INTEGER) {
    return { tree: { op: 'value', value: plain }, type: { of: 'number', written: plain }, source }
  }
  return refused(place, node, {
    what: 'a value of a kind that rules do not know',
    cure: 'use numbers, texts in quotes, true, false or null',
  })
}

/** `yuan(12.50)`: an amount in fen. */
export function yuanOf(place: Place, node: ASTNode, args: readonly ASTNode[]): CelPart {
  const [amount] = args
  const value = amount?.op === 'value' && amount.args !== null ? Number(amount.args) : Number.NaN
  const inFen = Math.round(value * 100)
  const isAmount = args.length === 1 && Number.isSafeInteger(inFen) && Math.abs(inFen - value * 100) < 1e-6
  if (!isAmount) return refused(place, node, { what: 'no amount', cure: 'write yuan(50) or yuan(12.50) with a number' })
  return { tree: { op: 'value', value: inFen }, type: money, source: sourceOf(node) }
}
