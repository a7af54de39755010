import type { Formula } from '@yibao/core/policy'
import { kindOf } from './policy-dimension.ts'
import { readExpression } from './policy-expression.ts'
import type { ExpressionNames, ReadExpression } from './policy-expression-names.ts'
import { entriesOf, fieldsOf, type Spot, textOf } from './policy-sheet.ts'

type ReadFormula = ReadExpression & { readonly formula: Formula }

export interface FormulaBook {
  readonly ask: ExpressionNames['formula']
  readonly all: () => Readonly<Record<string, Formula>>
}

/** Formulas are read when first asked for, so that they may stand in any order. */
export function formulaBook(spot: Spot | null, names: () => ExpressionNames): FormulaBook {
  const spots = new Map((spot === null ? [] : entriesOf(spot)).map((entry) => [entry.name, entry]))
  const read = new Map<string, ReadFormula | 'circular'>()
  const ask = (name: string): ReadFormula | 'circular' | null => {
    const known = read.get(name)
    if (known !== undefined) return known
    const entry = spots.get(name)
    if (entry === undefined) return null
    read.set(name, 'circular')
    const fields = fieldsOf(entry, ['label', 'is'])
    const found = readExpression(fields.is, names())
    const place = { file: entry.sheet.file, line: entry.line }
    const label = textOf(fields.label) ?? ''
    const formula = { name, label, kind: kindOf(found.dimension), is: found.expression, place }
    read.set(name, { ...found, formula })
    return { ...found, formula }
  }
  const all = (): Readonly<Record<string, Formula>> =>
    Object.fromEntries(
      [...spots.keys()].flatMap((name) => {
        const found = ask(name)
        return found === null || found === 'circular' ? [] : [[name, found.formula]]
      }),
    )
  return { ask, all }
}
