import { Environment, ParseError } from '@marcbachmann/cel-js'
import type { AuditExpression } from '@yibao/core/audit'
import { partOf } from './audit-cel-tree.ts'
import { type CelFields, type CelType, fits, typeWords } from './audit-cel-types.ts'
import { complain, type Spot, textOf } from './policy-sheet.ts'

const longest = 1500

const environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 200, maxDepth: 24, maxListElements: 150, maxMapEntries: 0, maxCallArguments: 8 },
})

export interface ReadExpression {
  readonly tree: AuditExpression
  readonly type: CelType
}

const nothing: ReadExpression = { tree: { op: 'value', value: null }, type: { of: 'any' } }

/** What whoever wrote a text that CEL cannot read should look at. */
function parseCure(code: string): string {
  if (code.startsWith('max_') || code.includes('limit'))
    return 'make it shorter: at most 200 parts, 24 within one another, 150 in a list'
  if (code === 'unterminated_string') return "close the quote: 'text'"
  return "write it as line.qty > 0 && person.sex == 'male'"
}

/**
 * Reads a CEL expression into a plain tree, with every name, field, function and type checked.
 *
 * @param names  what may be named here, and its type
 * @param wanted what it must answer; null for anything
 * @returns null constants and the type `any` after a complaint
 */
export function readExpression(spot: Spot, names: CelFields, wanted: CelType | null): ReadExpression {
  const written = textOf(spot)
  if (written === null) return nothing
  if (written.length > longest) {
    complain(spot, `an expression of ${written.length} characters: too costly`, `use at most ${longest}`)
    return nothing
  }
  try {
    const { ast } = environment.parse(written)
    const report = (what: string, cure: string, value: string) => complain(spot, what, cure, value)
    const { tree, type } = partOf({ names, complain: report, depth: 0 }, ast)
    if (wanted === null || (fits(type, wanted) && type.of !== 'null')) return { tree, type }
    complain(
      spot,
      `\`${spot.name}\` is ${typeWords(type)}, not ${typeWords(wanted)}`,
      `write an expression that answers ${typeWords(wanted)}`,
      written,
    )
    return nothing
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    const at = error.range === undefined ? '' : ` at character ${error.range.start + 1}`
    complain(spot, `not readable as CEL${at}: ${error.summary}`, parseCure(error.code), written)
    return nothing
  }
}

export function expressionOf(spot: Spot, names: CelFields, wanted: CelType): AuditExpression {
  return readExpression(spot, names, wanted).tree
}
