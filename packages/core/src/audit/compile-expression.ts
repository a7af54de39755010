import {
  answerOf,
  binary,
  type CompiledCondition,
  choice,
  comparison,
  equality,
  joint,
  listOfAll,
  matching,
  membership,
  negated,
  overEach,
} from './compile-parts.ts'
import { constantOf } from './constants.ts'
import type { AuditExpression } from './expression.ts'
import { functions } from './functions.ts'
import { calculate } from './operators.ts'
import { boundFact, boundValue, fieldReader, type Subjects } from './readers.ts'
import type { CompiledExpression, RuleParameters } from './scope.ts'
import { type FieldExpression, firstFact } from './walk-expression.ts'

/** What the names of an expression mean where it stands: the parameters of its rule, and the kinds of row that `a` and `b` are. */
export interface ExpressionContext extends Subjects {
  readonly parameters: RuleParameters
}

/** How expressions become answers: closures, or for a plain reading the tree itself. */
export interface Maker {
  readonly expression: (tree: AuditExpression, context: ExpressionContext) => CompiledExpression
  readonly condition: (tree: AuditExpression, context: ExpressionContext) => CompiledCondition
}

/** Names that `each` binds around an expression, outermost first: they are slots of the scope. */
type Names = readonly string[]

/**
 * Makes an expression into one closure.
 *
 * @returns the value of the expression in a scope, or undefined when a fact that it needs is not known; `scope.missing` then names it
 */
export function compileExpression(tree: AuditExpression, context: ExpressionContext): CompiledExpression {
  return compile(tree, context, [])
}

/** The same for a condition: what is no truth is no answer. */
function compileCondition(tree: AuditExpression, context: ExpressionContext): CompiledCondition {
  return condition(tree, context, [])
}

function condition(tree: AuditExpression, context: ExpressionContext, names: Names): CompiledCondition {
  const value = compile(tree, context, names)
  const fact = firstFact(tree, context)
  return (scope) => {
    const truth = value(scope)
    if (truth === true || truth === false) return truth
    if (truth !== undefined) scope.missing = fact
    return undefined
  }
}

function compile(tree: AuditExpression, context: ExpressionContext, names: Names): CompiledExpression {
  const of = (part: AuditExpression) => compile(part, context, names)
  const truthOf = (part: AuditExpression) => condition(part, context, names)
  const constant = constantOf(tree, { ...context, point: null })
  if (constant !== undefined) return () => constant
  const fact = firstFact(tree, context)
  switch (tree.op) {
    case 'value':
      return () => tree.value
    case 'field':
      return field(tree, context, names)
    case 'list':
      return listOfAll(tree.items.map(of))
    case 'not':
      return negated(truthOf(tree.of))
    case 'negate':
      return answerOf([of(tree.of)], fact, (value) => (typeof value === 'number' ? 0 - value : undefined))
    case 'and':
      return joint(truthOf(tree.left), truthOf(tree.right), false)
    case 'or':
      return joint(truthOf(tree.left), truthOf(tree.right), true)
    case '==':
    case '!=':
      return equality(of(tree.left), of(tree.right), tree.op === '==')
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(tree.op, of(tree.left), of(tree.right), fact)
    case '+':
    case '-':
    case '*':
    case '/':
    case '%': {
      const { op } = tree
      return binary(of(tree.left), of(tree.right), fact, (left, right) => calculate(op, left, right))
    }
    case 'in':
      return membership(of(tree.left), of(tree.right), constantOf(tree.right, { ...context, point: null }), fact)
    case 'choose':
      return choice(truthOf(tree.when), of(tree.then), of(tree.otherwise))
    case 'call':
      return tree.name === 'matches'
        ? matching(tree, tree.args.map(of), fact)
        : answerOf(tree.args.map(of), fact, functions[tree.name])
    case 'each': {
      const inner = [...names, tree.as]
      const body = tree.take === 'map' ? compile(tree.body, context, inner) : condition(tree.body, context, inner)
      return overEach(tree.take, of(tree.over), body, { slot: names.length, fact })
    }
    case 'known': {
      const part = of(tree.of)
      return (scope) => part(scope) !== undefined
    }
  }
}

function field({ root, path }: FieldExpression, context: ExpressionContext, names: Names): CompiledExpression {
  const slot = names.lastIndexOf(root)
  if (slot >= 0) {
    return (scope) => {
      const bound = scope.bound[slot]
      const value = boundValue(bound, path)
      if (value === undefined) scope.missing = boundFact(bound, root, path)
      return value
    }
  }
  if (root !== 'param') return fieldReader(root, path, context)
  // A parameter that is there is a constant.
  return (scope) => {
    scope.missing = `param.${path[0]}`
    return undefined
  }
}

export function parameterOf(parameters: RuleParameters, [name]: readonly string[]): RuleParameters[string] | undefined {
  return name !== undefined && Object.hasOwn(parameters, name) ? parameters[name] : undefined
}

export const closures: Maker = { expression: compileExpression, condition: compileCondition }
