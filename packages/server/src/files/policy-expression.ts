import { type ExpressionNames, named, nothing, type ReadExpression } from './policy-expression-names.ts'
import { operations } from './policy-operations.ts'
import { complain, entriesOf, isText, type Spot } from './policy-sheet.ts'

/** Reads an expression and infers what it measures; nonsense is reported where it stands. */
export function readExpression(spot: Spot, names: ExpressionNames): ReadExpression {
  if (spot.node === null) return nothing
  if (isText(spot)) return named(spot, names)
  const keys = entriesOf(spot)
    .map((entry) => entry.name)
    .filter((name) => Object.hasOwn(operations, name))
  const operation = operations[keys[0] ?? '']
  if (operation !== undefined && keys.length === 1) {
    return operation(spot, names, (inner) => readExpression(inner, names))
  }
  const cure = `write a name, or a mapping with one of: ${Object.keys(operations).join(', ')}`
  complain(spot, 'not an expression', cure, String(spot.node).trim())
  return nothing
}
