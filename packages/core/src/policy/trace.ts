import { type Exact, exactText } from '../kernel/index.ts'
import { compileExpression, formulaValue, inputValue, parameterValue, scopesOver } from './compile-expression.ts'
import type { Expression } from './expression.ts'
import { findIn, type Scope, wordIn } from './scope.ts'
import type { FormulaKind, ParameterKind } from './types.ts'

/** One value that went into a step, down to the parameters and facts it came from. `value` is as people write it. */
export type ValueTrace =
  | {
      readonly parameter: string
      readonly label: string
      readonly value: string
      readonly source: string
      readonly assumed: boolean
    }
  | {
      readonly formula: string
      readonly label: string
      readonly value: string
      /** The calculation with its values: `16901.00 × 50%`. */
      readonly how: string
      readonly inputs: readonly ValueTrace[]
    }
  | { readonly fact: string; readonly label: string; readonly value: string }
  | { readonly amount: string; readonly value: string }
  | { readonly used: string; readonly value: string }

/** How a value came about: the calculation in one line, and what went into it. */
export interface Explained {
  /** Empty when the value is a single named one. */
  readonly how: string
  readonly inputs: readonly ValueTrace[]
}

/** An amount as `300.00`, a rate as `85%`, a plain number as `6`; fractions of a fen get more places. */
export function valueText(value: Exact, kind: FormulaKind | Exclude<ParameterKind, 'tiers'>): string {
  if (kind === 'money') return exactText(value, { unit: 2, least: 2 })
  if (kind === 'number') return exactText(value, { unit: 6, least: 0 })
  return `${exactText(value, { unit: 4, least: 0 })}%`
}

/** A piece of a calculation in words, how tightly it binds, and whether it is one value with a name. */
interface Piece {
  readonly text: string
  readonly binding: 'value' | 'product' | 'sum' | 'difference'
  readonly named: boolean
}

const value = (text: string, named = false): Piece => ({ text, binding: 'value', named })

/** A piece as an operand: a difference stops at zero, so its brackets stay wherever more than subtraction follows. */
function within(piece: Piece, binding: Piece['binding'], first: boolean): string {
  const bare =
    piece.binding === 'value' ||
    (piece.binding === 'product' && (binding !== 'product' || first)) ||
    (piece.binding === 'sum' && (binding === 'sum' || (binding === 'difference' && first))) ||
    (piece.binding === 'difference' && binding === 'difference' && first)
  return bare ? piece.text : `(${piece.text})`
}

function keyOf(trace: ValueTrace): string {
  if ('parameter' in trace) return `p ${trace.parameter} ${trace.value} ${trace.source}`
  if ('formula' in trace) return `f ${trace.formula} ${trace.value} ${trace.how}`
  if ('fact' in trace) return `i ${trace.fact} ${trace.value}`
  return 'amount' in trace ? `a ${trace.amount}` : `u ${trace.used}`
}

function describe<Bill>(expression: Expression, scope: Scope<Bill>, inputs: Map<string, ValueTrace>): Piece {
  const { law } = scope
  const note = (trace: ValueTrace): Piece => {
    inputs.set(keyOf(trace), trace)
    return value(trace.value, true)
  }
  const inner = (part: Expression): Piece => describe(part, scope, inputs)
  const call = (name: string, parts: readonly Expression[]): Piece =>
    value(`${name}(${parts.map((part) => inner(part).text).join(', ')})`)
  const chain = (parts: readonly Expression[], sign: string, binding: Exclude<Piece['binding'], 'value'>): Piece => {
    const texts = parts.map((part, index) => within(inner(part), binding, index === 0))
    return { text: texts.join(` ${sign} `), binding, named: false }
  }
  if ('parameter' in expression) {
    const name = expression.parameter
    const found = findIn(scope, name)
    const kind = found?.parameter.kind
    if (found === null || kind === undefined || kind === 'tiers') return value('?')
    const { label } = found.parameter
    const text = valueText(parameterValue(scope, name), kind)
    return note({ parameter: name, label, value: text, source: found.source, assumed: found.assumed })
  }
  if ('formula' in expression) {
    const formula = law.formulas.get(expression.formula)?.formula
    if (formula === undefined) return value('?')
    const text = valueText(formulaValue(scope, formula.name), formula.kind)
    return note({ formula: formula.name, label: formula.label, value: text, ...explainIn(scope, formula.is) })
  }
  if ('input' in expression) {
    const input = law.inputs.get(expression.input)
    const isMoney = input?.kind === 'money'
    const text = valueText(inputValue(scope, expression.input, isMoney), isMoney ? 'money' : 'number')
    return note({ fact: expression.input, label: input?.label ?? expression.input, value: text })
  }
  if ('amount' in expression) {
    const read = law.amounts(expression.amount)
    return note({ amount: expression.amount, value: read === null ? '?' : valueText(read(scope.bill), 'money') })
  }
  if ('used' in expression) {
    return note({ used: expression.used, value: valueText(law.used(expression.used)(scope.bill), 'money') })
  }
  if ('literal' in expression) return value(valueText(expression.literal, 'number'))
  if ('sum' in expression) return chain(expression.sum, '+', 'sum')
  if ('difference' in expression) return chain(expression.difference, '−', 'difference')
  if ('product' in expression) return chain(expression.product, '×', 'product')
  if ('quotient' in expression) return chain(expression.quotient, '÷', 'product')
  if ('complement' in expression) {
    const text = within(inner(expression.complement), 'difference', false)
    return { text: `100% − ${text}`, binding: 'difference', named: false }
  }
  if ('least' in expression) return call('min', expression.least)
  if ('greatest' in expression) return call('max', expression.greatest)
  if ('round' in expression) return call('round', [expression.round])
  if ('choose' in expression) {
    const branch = expression.among[wordIn(scope, expression.choose) ?? '']
    return branch === undefined ? value('?') : inner(branch)
  }
  if ('over' in expression) {
    const scopes = scopesOver(scope, expression.over)
    if (expression.take === 'count') return value(String(scopes.length))
    const texts = scopes.map((one) => describe(expression.each, one, inputs).text)
    return value(`${expression.take === 'sum' ? 'sum' : 'max'}(${texts.join(', ')})`)
  }
  if ('band' in expression) {
    inner(expression.at)
    const found = findIn(scope, expression.band)
    const text = valueText(compileExpression<Bill>(expression, law)(scope), 'rate')
    if (found === null) return value(text)
    const { parameter, source, assumed } = found
    return note({ parameter: parameter.name, label: parameter.label, value: text, source, assumed })
  }
  return value(valueText(scope.bandRate, 'rate'))
}

/** Says how an expression came to its value, after it was evaluated without refusal in the same scope. */
export function explainIn<Bill>(scope: Scope<Bill>, expression: Expression): Explained {
  const inputs = new Map<string, ValueTrace>()
  const piece = describe(expression, scope, inputs)
  return { how: piece.named ? '' : piece.text, inputs: [...inputs.values()] }
}
