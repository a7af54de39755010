import type { FormulaKind, ParameterKind } from '@yibao/core/policy'

/**
 * What an expression measures. `pure` is a share or a number as one likes (one, or an amount by an amount), `zero` is
 * nothing of anything; `null` is not known, because its problem was already reported.
 */
type Dimension = FormulaKind | 'pure' | 'zero'
export type Measured = Dimension | null

export function dimensionOfParameter(kind: ParameterKind): Measured {
  if (kind === 'tiers') return null
  return kind === 'factor' ? 'rate' : kind
}

/** Whether an expression may stand where the law wants an amount, a share or a number. */
export function fits(found: Measured, wanted: FormulaKind): boolean {
  return found === null || found === wanted || found === 'zero' || (found === 'pure' && wanted !== 'money')
}

export function kindOf(found: Measured): FormulaKind {
  return found === 'money' || found === 'rate' ? found : 'number'
}

function common(a: Dimension, b: Dimension): Dimension | 'nonsense' {
  if (a === b || b === 'zero') return a
  if (a === 'zero') return b
  if (a === 'pure' && b !== 'money') return b
  return b === 'pure' && a !== 'money' ? a : 'nonsense'
}

function known(members: readonly Measured[]): readonly Dimension[] | null {
  const found = members.filter((member) => member !== null)
  return found.length === members.length ? found : null
}

/** Of what is added, compared or chosen from: all must measure the same. */
export function sameDimension(members: readonly Measured[]): Measured | 'nonsense' {
  const all = known(members)
  if (all === null) return null
  return all.reduce<Dimension | 'nonsense'>((sum, next) => (sum === 'nonsense' ? sum : common(sum, next)), 'zero')
}

/** Of a product: one amount at most; a share of a number is a share. */
export function productDimension(members: readonly Measured[]): Measured | 'nonsense' {
  const all = known(members)
  if (all === null) return null
  const amounts = all.filter((member) => member === 'money').length
  if (amounts > 1) return 'nonsense'
  if (amounts === 1) return 'money'
  return (['rate', 'number', 'pure'] as const).find((dimension) => all.includes(dimension)) ?? 'zero'
}

/** Of a quotient: only an amount is divided by an amount; like by like is a share or a number as one likes. */
export function quotientDimension(dividend: Measured, divisor: Measured): Measured | 'nonsense' {
  if (dividend === null || divisor === null) return null
  if (divisor === 'zero') return 'nonsense'
  if (dividend === 'zero') return 'zero'
  if (divisor === 'money') return dividend === 'money' ? 'pure' : 'nonsense'
  if (dividend === divisor) return 'pure'
  if (dividend === 'pure') return divisor === 'rate' ? 'number' : 'pure'
  return dividend
}
