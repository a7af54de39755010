import type { AuditExpression, Comparison } from './expression.ts'
import { patternOf } from './functions.ts'
import { compareValues, isIn } from './operators.ts'
import type { AuditScope, AuditValue, CompiledExpression } from './scope.ts'

/** True, false, or undefined when that cannot be told; `scope.missing` then names the fact. */
export type CompiledCondition = (scope: AuditScope) => boolean | undefined

type Act = (left: AuditValue, right: AuditValue) => AuditValue | undefined

export function negated(part: CompiledCondition): CompiledCondition {
  return (scope) => {
    const value = part(scope)
    return value === undefined ? undefined : !value
  }
}

/** And, or: `decisive` on either side is the answer, whatever is missing on the other. */
export function joint(left: CompiledCondition, right: CompiledCondition, decisive: boolean): CompiledCondition {
  return (scope) => {
    const first = left(scope)
    if (first === decisive) return decisive
    if (first !== undefined) return right(scope)
    const { missing } = scope
    if (right(scope) === decisive) return decisive
    scope.missing = missing
    return undefined
  }
}

export function equality(left: CompiledExpression, right: CompiledExpression, equal: boolean): CompiledCondition {
  return (scope) => {
    const first = left(scope)
    if (first === undefined) return undefined
    const second = right(scope)
    return second === undefined ? undefined : (first === second) === equal
  }
}

/** Numbers, the usual case, are compared on the spot. */
export function comparison(
  op: Exclude<Comparison, '==' | '!='>,
  left: CompiledExpression,
  right: CompiledExpression,
  fact: string,
): CompiledCondition {
  const orLess = op === '<=' || op === '>='
  const upward = op === '<' || op === '<='
  return (scope) => {
    const first = left(scope)
    if (first === undefined) return undefined
    const second = right(scope)
    if (second === undefined) return undefined
    if (typeof first === 'number' && typeof second === 'number') {
      return first === second ? orLess : first < second === upward
    }
    const answer = compareValues(op, first, second)
    if (answer === undefined) scope.missing = fact
    return answer
  }
}

export function binary(
  left: CompiledExpression,
  right: CompiledExpression,
  fact: string,
  act: Act,
): CompiledExpression {
  return (scope) => {
    const first = left(scope)
    if (first === undefined) return undefined
    const second = right(scope)
    if (second === undefined) return undefined
    const answer = act(first, second)
    if (answer === undefined) scope.missing = fact
    return answer
  }
}

/** In: a list that is the same for every row is looked up, not walked. */
export function membership(
  left: CompiledExpression,
  right: CompiledExpression,
  constant: AuditValue | undefined,
  fact: string,
): CompiledExpression {
  if (!Array.isArray(constant)) return binary(left, right, fact, isIn)
  const members = new Set<AuditValue>(constant)
  return (scope) => {
    const value = left(scope)
    return value === undefined ? undefined : members.has(value)
  }
}

/** A call of one or two arguments. */
export function answerOf(args: readonly CompiledExpression[], fact: string, act: Act): CompiledExpression {
  const [first = () => null, second = () => null] = args
  return binary(first, second, fact, act)
}

export function choice(
  when: CompiledCondition,
  then: CompiledExpression,
  otherwise: CompiledExpression,
): CompiledExpression {
  return (scope) => {
    const truth = when(scope)
    if (truth === undefined) return undefined
    return truth ? then(scope) : otherwise(scope)
  }
}

export function listOfAll(items: readonly CompiledExpression[]): CompiledExpression {
  return (scope) => {
    const values: AuditValue[] = []
    for (const item of items) {
      const value = item(scope)
      if (value === undefined) return undefined
      values.push(value)
    }
    return values
  }
}

/** The pattern is made once; one that is no constant has no answer. */
export function matching(
  tree: Extract<AuditExpression, { readonly op: 'call' }>,
  args: readonly CompiledExpression[],
  fact: string,
): CompiledExpression {
  const pattern = tree.args[1]
  const made = pattern?.op === 'value' && typeof pattern.value === 'string' ? patternOf(pattern.value) : null
  return answerOf(args, fact, (text) => (typeof text === 'string' && made !== null ? made.test(text) : undefined))
}

type Take = Extract<AuditExpression, { readonly op: 'each' }>['take']

interface Binding {
  readonly slot: number
  readonly fact: string
}

export function overEach(
  take: Take,
  over: CompiledExpression,
  body: CompiledExpression,
  binding: Binding,
): CompiledExpression {
  const { slot, fact } = binding
  const gather = take === 'exists' || take === 'all' ? decided(take === 'exists') : take === 'filter' ? kept : mapped
  return (scope) => {
    const list = over(scope)
    if (list === undefined) return undefined
    if (Array.isArray(list)) return gather(scope, list, body, slot)
    scope.missing = fact
    return undefined
  }
}

type Gather = (
  scope: AuditScope,
  list: readonly AuditValue[],
  body: CompiledExpression,
  slot: number,
) => AuditValue | undefined

/** Exists, all: one decisive member is the answer, whatever is missing of the others. */
function decided(decisive: boolean): Gather {
  return (scope, list, body, slot) => {
    let missing: string | null = null
    for (const value of list) {
      scope.bound[slot] = value
      const truth = body(scope)
      if (truth === decisive) return decisive
      if (truth === undefined) missing ??= scope.missing
    }
    if (missing === null) return !decisive
    scope.missing = missing
    return undefined
  }
}

const kept: Gather = (scope, list, body, slot) => {
  const kept: AuditValue[] = []
  for (const value of list) {
    scope.bound[slot] = value
    const truth = body(scope)
    if (truth === undefined) return undefined
    if (truth === true) kept.push(value)
  }
  return kept
}

const mapped: Gather = (scope, list, body, slot) => {
  const made: AuditValue[] = []
  for (const member of list) {
    scope.bound[slot] = member
    const value = body(scope)
    if (value === undefined) return undefined
    made.push(value)
  }
  return made
}
