import {
  addExact,
  compareExact,
  divideExact,
  type Exact,
  fenPerUnit,
  invariant,
  lessExact,
  multiplyExact,
  roundExact,
  wholePpm,
} from '../kernel/index.ts'
import type { Expression, StepRounding } from './expression.ts'
import { type Evaluate, findIn, type Law, refuseIn, type Scope, scopeOf, wordIn } from './scope.ts'
import type { Tier } from './types.ts'

/** What of the law is needed before any bill is at hand; `formulas` fills up as they are compiled. */
export type Compiling<Bill> = Pick<Law<Bill>, 'rules' | 'inputs' | 'formulas' | 'amounts' | 'used'>

const baseUnits = { ...fenPerUnit, one: wholePpm } as const

export function unitOf(rounding: StepRounding): number {
  return baseUnits[rounding.unit]
}

/** The number or amount of a parameter; 0 with a refusal in the scope when the law has none here. */
export function parameterValue<Bill>(scope: Scope<Bill>, name: string): Exact {
  const found = findIn(scope, name)
  if (found === null) return 0
  invariant(typeof found.value === 'number', () => `${name} is a rate table; the loader lets none through here`)
  return found.value
}

/** A fact in base units, amounts in fen, numbers in millionths; what is negative or no number at all is refused. */
export function inputValue<Bill>(scope: Scope<Bill>, name: string, isMoney: boolean): Exact {
  const fact = scope.facts[name]
  const value = typeof fact === 'number' ? (isMoney ? fact : Math.round(fact * wholePpm)) : Number.NaN
  if (Number.isSafeInteger(value) && value >= 0) return value
  const { id, place } = scope.law.rules
  return refuseIn(scope, { code: 'policy.no-fact', plan: id, fact: name, place })
}

/** The value of a formula, computed once per scope when nothing of the bill goes into it. */
export function formulaValue<Bill>(scope: Scope<Bill>, name: string): Exact {
  const compiled = scope.law.formulas.get(name)
  invariant(compiled !== undefined, () => `${scope.law.rules.id} has no formula ${name}; the loader lets none through`)
  if (!compiled.fixed) return compiled.evaluate(scope)
  const known = scope.values[compiled.index]
  if (known !== undefined) return known
  const value = compiled.evaluate(scope)
  scope.values[compiled.index] = value
  return value
}

/** Folds operands from the left. */
function fold<Bill>(operands: readonly Evaluate<Bill>[], join: (a: Exact, b: Exact) => Exact): Evaluate<Bill> {
  const [first, ...rest] = operands
  invariant(first !== undefined, 'an operation has operands')
  return (scope) => {
    let value = first(scope)
    for (const operand of rest) value = join(value, operand(scope))
    return value
  }
}

const lesser = (a: Exact, b: Exact): Exact => (compareExact(a, b) <= 0 ? a : b)
const greater = (a: Exact, b: Exact): Exact => (compareExact(a, b) >= 0 ? a : b)

/** The rate table of a parameter; null (with a refusal in the scope) when the law has none here. */
export function tiersIn<Bill>(scope: Scope<Bill>, name: string): readonly Tier[] | null {
  const found = findIn(scope, name)
  if (found === null) return null
  invariant(typeof found.value === 'object', () => `${name} is no rate table; the loader lets none through here`)
  return found.value
}

/** The rate of a band; a refusal in the scope when the source does not state it. */
export function statedRate<Bill>(scope: Scope<Bill>, table: string, tier: Tier): number {
  if (tier.rate !== null) return tier.rate
  const { id, place } = scope.law.rules
  const found = findIn(scope, table)
  const row = found?.parameter.rows.find(({ key }) => key.join('.') === found.key.join('.'))
  return refuseIn(scope, {
    code: 'policy.no-value',
    plan: id,
    parameter: table,
    key: found?.key ?? [],
    on: scope.law.on,
    reason: 'not-stated',
    firstFrom: null,
    place: row?.place ?? found?.parameter.place ?? place,
  })
}

/** The rate of the one band in which an amount lies. */
function bandValue<Bill>(scope: Scope<Bill>, table: string, at: Exact): Exact {
  const tier = tiersIn(scope, table)?.find(({ to }) => to === null || compareExact(at, to) <= 0)
  return tier === undefined ? 0 : statedRate(scope, table, tier)
}

/** One scope for each word of a list fact, where the word is a fact of its own. */
export function scopesOver<Bill>(scope: Scope<Bill>, list: string): readonly Scope<Bill>[] {
  const each = scope.law.inputs.get(list)?.each ?? null
  const words = scope.facts[list]
  if (typeof words !== 'object') {
    const { id, place } = scope.law.rules
    refuseIn(scope, { code: 'policy.no-fact', plan: id, fact: list, place })
    return []
  }
  return words.map((word) => {
    const facts = each === null ? scope.facts : { ...scope.facts, [each]: word }
    return { ...scopeOf(scope.law, facts, scope.bill), bandRate: scope.bandRate }
  })
}

function overValue<Bill>(
  scope: Scope<Bill>,
  scopes: readonly Scope<Bill>[],
  each: Evaluate<Bill>,
  join: (a: Exact, b: Exact) => Exact,
): Exact {
  let value: Exact = 0
  for (const one of scopes) {
    value = join(value, each(one))
    if (one.refusal !== null) return refuseIn(scope, one.refusal)
  }
  return value
}

function quotientOf<Bill>(dividend: Evaluate<Bill>, divisor: Evaluate<Bill>): Evaluate<Bill> {
  return (scope) => {
    const [a, b] = [dividend(scope), divisor(scope)]
    if (b !== 0) return divideExact(a, b)
    const { id, place } = scope.law.rules
    return refuseIn(scope, { code: 'policy.divided-by-zero', plan: id, place })
  }
}

/** Turns an expression into a function once, so that a bill only runs it. */
export function compileExpression<Bill>(expression: Expression, context: Compiling<Bill>): Evaluate<Bill> {
  const compiled = (inner: Expression): Evaluate<Bill> => compileExpression(inner, context)
  if ('parameter' in expression) return (scope) => parameterValue(scope, expression.parameter)
  if ('formula' in expression) return (scope) => formulaValue(scope, expression.formula)
  if ('input' in expression) {
    const isMoney = context.inputs.get(expression.input)?.kind === 'money'
    return (scope) => inputValue(scope, expression.input, isMoney)
  }
  if ('amount' in expression) {
    const read = context.amounts(expression.amount)
    invariant(read !== null, () => `no amount ${expression.amount}; the loader lets none through`)
    return ({ bill }) => read(bill)
  }
  if ('used' in expression) {
    const read = context.used(expression.used)
    return ({ bill }) => read(bill)
  }
  if ('literal' in expression) return () => expression.literal
  if ('sum' in expression) return fold(expression.sum.map(compiled), addExact)
  if ('difference' in expression) return fold(expression.difference.map(compiled), lessExact)
  if ('product' in expression) return fold(expression.product.map(compiled), multiplyExact)
  if ('quotient' in expression) return quotientOf(compiled(expression.quotient[0]), compiled(expression.quotient[1]))
  if ('complement' in expression) {
    const inner = compiled(expression.complement)
    return (scope) => lessExact(wholePpm, inner(scope))
  }
  if ('least' in expression) return fold(expression.least.map(compiled), lesser)
  if ('greatest' in expression) return fold(expression.greatest.map(compiled), greater)
  if ('round' in expression) {
    const inner = compiled(expression.round)
    const { mode } = expression.rounding
    const unit = unitOf(expression.rounding)
    return (scope) => roundExact(inner(scope), unit, mode)
  }
  if ('choose' in expression) {
    const branches = new Map(Object.entries(expression.among).map(([word, branch]) => [word, compiled(branch)]))
    return (scope) => {
      const word = wordIn(scope, expression.choose)
      if (word === null) return 0
      const branch = branches.get(word)
      if (branch !== undefined) return branch(scope)
      const { id, place } = scope.law.rules
      return refuseIn(scope, { code: 'policy.no-class', plan: id, classification: expression.choose, place })
    }
  }
  if ('over' in expression) {
    const { over, take } = expression
    if (take === 'count') return (scope) => scopesOver(scope, over).length * wholePpm
    const each = compiled(expression.each)
    return (scope) => overValue(scope, scopesOver(scope, over), each, take === 'sum' ? addExact : greater)
  }
  if ('band' in expression) {
    const at = compiled(expression.at)
    return (scope) => bandValue(scope, expression.band, at(scope))
  }
  return (scope) => scope.bandRate
}
