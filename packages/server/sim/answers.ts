import { type Fen, parseYuan, zeroFen } from '@yibao/core/kernel'

/** A node of an answer, of which nothing is known before it is looked at. */
export type AnswerNode = Readonly<Record<string, unknown>>

function isNode(value: unknown): value is AnswerNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A node below, or an empty one: centres answer null, `{}` or nothing where there is nothing to say. */
export function nodeIn(node: AnswerNode, name: string): AnswerNode {
  const value = node[name]
  return isNode(value) ? value : {}
}

/** The rows of a repeated node; a single object counts as one row. */
export function rowsIn(node: AnswerNode, name: string): readonly AnswerNode[] {
  const value = node[name]
  if (Array.isArray(value)) return value.filter(isNode)
  return isNode(value) ? [value] : []
}

/** A text, '' when it is absent or null; a number is written out. */
export function textIn(node: AnswerNode, name: string): string {
  const value = node[name]
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : ''
}

/** An amount in yuan, sent as number or text; zero when absent, null when it is no amount. */
export function amountIn(node: AnswerNode, name: string): Fen | null {
  const text = textIn(node, name)
  if (text === '') return zeroFen
  const amount = parseYuan(text)
  return amount.ok ? amount.value : null
}

/** Reads JSON that ought to be an object; null when it is anything else. */
export function readNode(text: string): AnswerNode | null {
  try {
    const value: unknown = JSON.parse(text)
    return isNode(value) ? value : null
  } catch {
    return null
  }
}
