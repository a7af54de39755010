import type { AuditExpression } from '@yibao/core/audit'

/** How tightly an operator binds, as CEL has it: looser first. */
const bindings: Readonly<Record<string, number>> = {
  choose: 0,
  or: 1,
  and: 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  in: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  not: 6,
  negate: 6,
}

const tightest = 7
const signs: Readonly<Record<string, string>> = { and: '&&', or: '||' }

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
}

function bindingOf({ op }: AuditExpression): number {
  return bindings[op] ?? tightest
}

/** In brackets when it binds looser than where it stands. */
function within(tree: AuditExpression, least: number): string {
  const text = expressionText(tree)
  return bindingOf(tree) < least ? `(${text})` : text
}

function valueText(value: number | string | boolean | null): string {
  return typeof value === 'string' ? quoted(value) : String(value)
}

/** An expression as the CEL that says it; amounts are the numbers of fen that they are held in. */
export function expressionText(tree: AuditExpression): string {
  switch (tree.op) {
    case 'value':
      return valueText(tree.value)
    case 'field':
      return [tree.root, ...tree.path].join('.')
    case 'list':
      return `[${tree.items.map(expressionText).join(', ')}]`
    case 'not':
      return `!${within(tree.of, tightest)}`
    case 'negate':
      return `-${within(tree.of, tightest)}`
    case 'known':
      return `has(${expressionText(tree.of)})`
    case 'call':
      return `${tree.name}(${tree.args.map(expressionText).join(', ')})`
    case 'each':
      return `${within(tree.over, tightest)}.${tree.take}(${tree.as}, ${expressionText(tree.body)})`
    case 'choose':
      return `${within(tree.when, 1)} ? ${within(tree.then, 1)} : ${within(tree.otherwise, 0)}`
    default: {
      const binding = bindingOf(tree)
      // Comparisons do not chain, and the right side of `-` and `/` is another sum when it has none of its own brackets.
      const left = within(tree.left, binding === 3 ? 4 : binding)
      return `${left} ${signs[tree.op] ?? tree.op} ${within(tree.right, binding + 1)}`
    }
  }
}
