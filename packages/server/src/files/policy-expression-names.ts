import { type Ppm, ppm } from '@yibao/core/kernel'
import type { Expression } from '@yibao/core/policy'
import { dimensionOfParameter, type Measured } from './policy-dimension.ts'
import type { FactBook } from './policy-facts.ts'
import type { AuthoredParameter } from './policy-parameter.ts'
import { complain, type Spot, textOf } from './policy-sheet.ts'

/** What must be at hand before an expression can be worked out, and where it is asked for. */
export interface Need {
  readonly kind: 'amount' | 'each' | 'bandRate'
  readonly name: string
  readonly spot: Spot
}

/** An expression with what it measures and what it needs. */
export interface ReadExpression {
  readonly expression: Expression
  readonly dimension: Measured
  readonly needs: readonly Need[]
}

/** What expressions may name. */
export interface ExpressionNames {
  /** Facts and classes by name. */
  readonly shape: FactBook
  readonly isClass: (name: string) => boolean
  readonly eachOf: (list: string) => string | null
  readonly parameters: ReadonlyMap<string, AuthoredParameter>
  /** Reads a formula when first asked for it; null when there is none of that name. */
  readonly formula: (name: string) => Pick<ReadExpression, 'dimension' | 'needs'> | 'circular' | null
  /** Whether a bill has such an amount at any point. */
  readonly isAmount: (name: string) => boolean
  readonly totals: ReadonlySet<string>
  readonly use: (name: string) => void
}

const literals: Readonly<Record<string, Ppm>> = { '0': ppm(0), '1': ppm(1_000_000), '12': ppm(12_000_000) }

/** What stands for something that was already reported. */
export const nothing: ReadExpression = { expression: { literal: ppm(0) }, dimension: null, needs: [] }

/** Reads an expression that is a single name: a literal, a parameter, a formula, a fact or an amount. */
export function named(spot: Spot, names: ExpressionNames): ReadExpression {
  const name = textOf(spot)
  if (name === null) return nothing
  const literal = Object.hasOwn(literals, name) ? literals[name] : undefined
  if (literal !== undefined) {
    return { expression: { literal }, dimension: name === '0' ? 'zero' : name === '1' ? 'pure' : 'number', needs: [] }
  }
  if (name === 'bandRate') {
    return { expression: { bandRate: true }, dimension: 'rate', needs: [{ kind: 'bandRate', name, spot }] }
  }
  names.use(name)
  return (
    parameterNamed(spot, name, names) ??
    formulaNamed(spot, name, names) ??
    factNamed(spot, name, names) ??
    amountNamed(spot, name, names)
  )
}

function parameterNamed(spot: Spot, name: string, names: ExpressionNames): ReadExpression | null {
  const found = names.parameters.get(name)
  if (found === undefined) return null
  const { kind } = found.parameter
  if (kind === 'tiers')
    complain(spot, `\`${name}\` is a rate table`, 'use it in a tiers step or in `{ band: …, at: … }`')
  const needs = found.each.map((each): Need => ({ kind: 'each', name: each, spot }))
  return { expression: { parameter: name }, dimension: dimensionOfParameter(kind), needs }
}

function formulaNamed(spot: Spot, name: string, names: ExpressionNames): ReadExpression | null {
  const found = names.formula(name)
  if (found === null) return null
  if (found === 'circular') {
    complain(spot, `\`${name}\` is calculated from itself`, 'break the circle of formulas')
    return nothing
  }
  const needs = found.needs.map((need) => ({ ...need, spot }))
  return { expression: { formula: name }, dimension: found.dimension, needs }
}

function factNamed(spot: Spot, name: string, names: ExpressionNames): ReadExpression | null {
  const shape = names.shape(name)
  if (shape === null) return null
  if (shape.kind === 'number' || shape.kind === 'money') {
    return { expression: { input: name }, dimension: shape.kind, needs: [] }
  }
  complain(spot, `\`${name}\` is no amount and no number`, `use it in \`when:\`, \`by:\` or \`choose:\``)
  return nothing
}

function amountNamed(spot: Spot, name: string, names: ExpressionNames): ReadExpression {
  if (names.isAmount(name)) {
    return { expression: { amount: name }, dimension: 'money', needs: [{ kind: 'amount', name, spot }] }
  }
  const number = /^[\d.]+( yuan|%)?$/.test(name)
  if (number)
    complain(spot, 'a number without a source', 'make it a parameter; only 0, 1 and 12 stand as they are', name)
  else complain(spot, `no such name: \`${name}\``, 'name a parameter, a formula, an input or an amount of the bill')
  return nothing
}

/** The parameter of kind `tiers` that a text names. */
export function tableNamed(
  spot: Spot,
  names: ExpressionNames,
): { readonly name: string; readonly needs: readonly Need[] } {
  const name = textOf(spot) ?? ''
  names.use(name)
  const found = names.parameters.get(name)
  if (name !== '' && found?.parameter.kind !== 'tiers') {
    const what = found === undefined ? `no such parameter: \`${name}\`` : `\`${name}\` is not a rate table`
    complain(spot, what, 'name a parameter with `kind: tiers`')
  }
  return { name, needs: (found?.each ?? []).map((each): Need => ({ kind: 'each', name: each, spot })) }
}
