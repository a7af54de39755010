import { type ExpressionContext, type Maker, parameterOf } from './compile-expression.ts'
import type { AuditExpression } from './expression.ts'
import { functions, patternOf } from './functions.ts'
import { calculate, compareValues, isIn } from './operators.ts'
import { boundFact, boundValue, fieldReader } from './readers.ts'
import type { AuditScope, AuditValue } from './scope.ts'
import { firstFact } from './walk-expression.ts'

/** What `each` bound around the expression. */
type Bound = Readonly<Record<string, AuditValue>>

/** An answer, or the fact that is missing: the plain reading of an expression, to hold its closures against. */
type Answer = { readonly value: AuditValue } | { readonly missing: string }

const missing = (fact: string): Answer => ({ missing: fact })
const answer = (value: AuditValue | undefined, fact: string): Answer =>
  value === undefined ? missing(fact) : { value }

/** Walks the tree in a scope. Answers as `compileExpression` does. */
export function interpretExpression(
  tree: AuditExpression,
  context: ExpressionContext,
  scope: AuditScope,
): AuditValue | undefined {
  const found = read(tree, context, scope, {})
  if ('value' in found) return found.value
  scope.missing = found.missing
  return undefined
}

/** The same for a condition: what is no truth is no answer. */
function interpretCondition(tree: AuditExpression, context: ExpressionContext, scope: AuditScope): boolean | undefined {
  const value = interpretExpression(tree, context, scope)
  if (typeof value === 'boolean') return value
  if (value !== undefined) scope.missing = firstFact(tree, context)
  return undefined
}

/** Reads the tree again for every row. */
export const plainReading: Maker = {
  expression: (tree, context) => (scope) => interpretExpression(tree, context, scope),
  condition: (tree, context) => (scope) => interpretCondition(tree, context, scope),
}

function read(tree: AuditExpression, context: ExpressionContext, scope: AuditScope, bound: Bound): Answer {
  const of = (part: AuditExpression) => read(part, context, scope, bound)
  const truthOf = (part: AuditExpression) => asTruth(of(part), firstFact(part, context))
  const fact = firstFact(tree, context)
  switch (tree.op) {
    case 'value':
      return { value: tree.value }
    case 'field': {
      const inner = Object.hasOwn(bound, tree.root) ? bound[tree.root] : undefined
      if (inner !== undefined) return answer(boundValue(inner, tree.path), boundFact(inner, tree.root, tree.path))
      if (tree.root === 'param') return answer(parameterOf(context.parameters, tree.path), `param.${tree.path[0]}`)
      const value = fieldReader(tree.root, tree.path, context)(scope)
      return answer(value, scope.missing)
    }
    case 'list':
      return all(tree.items.map(of))
    case 'not': {
      const part = truthOf(tree.of)
      return 'missing' in part ? part : { value: part.value === false }
    }
    case 'negate':
      return act([of(tree.of)], fact, ([value]) => (typeof value === 'number' ? 0 - value : undefined))
    case 'and':
    case 'or': {
      const decisive = tree.op === 'or'
      const sides = [truthOf(tree.left), truthOf(tree.right)]
      if (sides.some((side) => 'value' in side && side.value === decisive)) return { value: decisive }
      return sides.find((side) => 'missing' in side) ?? { value: !decisive }
    }
    case 'in':
      return act([of(tree.left), of(tree.right)], fact, ([left = null, right = null]) => isIn(left, right))
    case 'choose': {
      const when = truthOf(tree.when)
      if ('missing' in when) return when
      return of(when.value === true ? tree.then : tree.otherwise)
    }
    case 'call':
      return act(tree.args.map(of), fact, ([first = null, second = null]) => call(tree, first, second))
    case 'each':
      return each(tree, context, scope, bound)
    case 'known':
      return { value: 'value' in of(tree.of) }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return act([of(tree.left), of(tree.right)], fact, ([left = null, right = null]) =>
        compareValues(tree.op, left, right),
      )
    default:
      return act([of(tree.left), of(tree.right)], fact, ([left = null, right = null]) =>
        calculate(tree.op, left, right),
      )
  }
}

function asTruth(part: Answer, fact: string): Answer {
  return 'missing' in part || typeof part.value === 'boolean' ? part : missing(fact)
}

function all(parts: readonly Answer[]): Answer {
  const values: AuditValue[] = []
  for (const part of parts) {
    if ('missing' in part) return part
    values.push(part.value)
  }
  return { value: values }
}

function act(
  parts: readonly Answer[],
  fact: string,
  make: (values: readonly AuditValue[]) => AuditValue | undefined,
): Answer {
  const whole = all(parts)
  return 'missing' in whole ? whole : answer(make(whole.value as readonly AuditValue[]), fact)
}

function call(
  tree: Extract<AuditExpression, { readonly op: 'call' }>,
  first: AuditValue,
  second: AuditValue,
): AuditValue | undefined {
  if (tree.name !== 'matches') return functions[tree.name](first, second)
  const isConstant = tree.args[1]?.op === 'value'
  return isConstant && typeof first === 'string' && typeof second === 'string'
    ? patternOf(second).test(first)
    : undefined
}

function each(
  tree: Extract<AuditExpression, { readonly op: 'each' }>,
  context: ExpressionContext,
  scope: AuditScope,
  bound: Bound,
): Answer {
  const list = read(tree.over, context, scope, bound)
  if ('missing' in list) return list
  const { value: over } = list
  if (!Array.isArray(over)) return missing(firstFact(tree, context))
  const members: readonly AuditValue[] = over
  const bodies = members.map((value) => {
    const body = read(tree.body, context, scope, { ...bound, [tree.as]: value })
    return tree.take === 'map' ? body : asTruth(body, firstFact(tree.body, context))
  })
  if (tree.take === 'map') return all(bodies)
  if (tree.take === 'filter') {
    const truths = all(bodies)
    if ('missing' in truths) return truths
    return { value: members.filter((_, index) => (truths.value as readonly AuditValue[])[index] === true) }
  }
  const decisive = tree.take === 'exists'
  if (bodies.some((body) => 'value' in body && body.value === decisive)) return { value: decisive }
  return bodies.find((body) => 'missing' in body) ?? { value: !decisive }
}
