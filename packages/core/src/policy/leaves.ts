import type { Expression } from './expression.ts'
import type { Rules } from './types.ts'

/** The expressions directly within an expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  if ('sum' in expression) return expression.sum
  if ('difference' in expression) return expression.difference
  if ('product' in expression) return expression.product
  if ('quotient' in expression) return expression.quotient
  if ('complement' in expression) return [expression.complement]
  if ('least' in expression) return expression.least
  if ('greatest' in expression) return expression.greatest
  if ('round' in expression) return [expression.round]
  if ('choose' in expression) return Object.values(expression.among)
  if ('over' in expression) return expression.take === 'count' ? [] : [expression.each]
  if ('band' in expression) return [expression.at]
  return []
}

/** The single values that an expression is made of, those of its formulas included. */
export function leavesOf(expression: Expression, formulas: Rules['formulas']): readonly Expression[] {
  const formula = 'formula' in expression ? formulas[expression.formula] : undefined
  const parts = formula === undefined ? partsOf(expression) : [formula.is]
  return parts.length === 0 ? [expression] : parts.flatMap((part) => leavesOf(part, formulas))
}

/** The amounts of the bill that an expression reads. */
export function amountsIn(expression: Expression, formulas: Rules['formulas']): ReadonlySet<string> {
  return new Set(leavesOf(expression, formulas).flatMap((leaf) => ('amount' in leaf ? [leaf.amount] : [])))
}
