import type { AuditExpression } from './expression.ts'
import { partsOf } from './walk-expression.ts'

/** What one expression of a rule may cost at most: a list within a list, not a third. */
export const expressionCostBound = 20_000

/** Lists are taken as long as the lines of an ordinary bill. */
const listLength = 50

/** A group that repeats, references back and look-around: what takes a pattern exponential time, or is no regular one. */
const dangerousPattern = /[+*}][+*{]|\)[+*{?]|\\[1-9k]|\(\?/
const longestPattern = 100
/** Two repetitions look at a text a number of times that grows with its square, every choice may double it. */
const repetitionsAtMost = 2
const choicesAtMost = 12

const occurrences = (text: string, of: RegExp): number => text.match(of)?.length ?? 0

/** Whether a pattern of `matches` parses, is short, and takes no long time whatever the text. */
export function isSoundPattern(pattern: string): boolean {
  if (pattern.length > longestPattern || dangerousPattern.test(pattern)) return false
  const isSmall = occurrences(pattern, /[+*{]/g) <= repetitionsAtMost && occurrences(pattern, /[?|]/g) <= choicesAtMost
  return isSmall && parses(pattern)
}

/**
 * How dear an expression is: about the steps for one row. Infinite when the pattern of `matches` is no constant, does not parse, is too
 * long, or could take exponential time.
 */
export function checkExpressionCost(tree: AuditExpression): number {
  const parts = partsOf(tree).reduce((sum, part) => sum + checkExpressionCost(part), 0)
  if (tree.op === 'each') return 1 + checkExpressionCost(tree.over) + listLength * checkExpressionCost(tree.body)
  if (tree.op === 'field') return tree.root === 'side' || tree.path[0] === 'lines' ? 1 + listLength : 1
  if (tree.op === 'list') return 1 + tree.items.length / listLength
  if (tree.op !== 'call') return 1 + parts
  if (tree.name === 'matches') return 1 + listLength + parts + patternCost(tree.args[1])
  return 1 + parts
}

function patternCost(pattern: AuditExpression | undefined): number {
  const isSound = pattern?.op === 'value' && typeof pattern.value === 'string' && isSoundPattern(pattern.value)
  return isSound ? 0 : Number.POSITIVE_INFINITY
}

function parses(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
