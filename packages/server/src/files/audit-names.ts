import { type CelFields, type CelType, rowOf } from './audit-cel-types.ts'
import {
  diagnosisFields,
  lineFields,
  operationFields,
  personFields,
  providerFields,
  visitFields,
} from './audit-fields.ts'
import { type SideTable, sideFields, sideRow } from './audit-tables-yaml.ts'
import { complain, type Spot, textOf } from './policy-sheet.ts'

/** One by one: the rows that a rule looks at. */
export type ReadSubject =
  | { readonly of: 'line' | 'visit' | 'diagnosis' | 'operation' }
  | { readonly of: 'side'; readonly table: string }

/** What the expressions of a rule may name, before its kind says which of it. */
export interface RuleWords {
  readonly sides: ReadonlyMap<string, SideTable>
  /** Of the rule's own table; null without one. */
  readonly point: CelType | null
  readonly param: CelType
}

const subjects = ['line', 'visit', 'diagnosis', 'operation'] as const

/** `line`, `visit`, `diagnosis`, `operation` or `side:<table>`. */
export function subjectOf(spot: Spot, sides: ReadonlyMap<string, SideTable>): ReadSubject {
  const written = textOf(spot) ?? ''
  const known = subjects.find((one) => one === written)
  if (known !== undefined) return { of: known }
  const table = written.startsWith('side:') ? written.slice(5).trim() : null
  if (table !== null && sides.has(table)) return { of: 'side', table }
  if (table !== null) {
    const cure = `add it to side-tables.yaml, or use one of: ${[...sides.keys()].join(', ')}`
    complain(spot, `no side table \`${table}\``, cure, written)
  } else if (written !== '') {
    complain(spot, `\`${spot.name}\` has no such value`, `use one of: ${subjects.join(', ')}, side:<table>`, written)
  }
  return { of: 'line' }
}

const visit = rowOf('visit', visitFields)
const person = rowOf('person', personFields)
const provider = rowOf('provider', providerFields)

/** What a row of a side table has beside it: whatever its keys tie it to. */
function beside(table: SideTable | undefined): Record<string, CelType> {
  const keys = table?.keys ?? []
  const ofVisit = keys.includes('visit')
  return {
    ...(ofVisit ? { visit } : {}),
    ...(ofVisit || keys.includes('insured') ? { person } : {}),
    ...(ofVisit || keys.includes('provider') ? { provider } : {}),
  }
}

function common({ sides, point, param }: RuleWords): Record<string, CelType> {
  return { ...(point === null ? {} : { point }), param, side: rowOf('set of side tables', sideFields(sides)) }
}

/** The names for the row in hand. */
export function rowNames(subject: ReadSubject, words: RuleWords): CelFields {
  if (subject.of === 'side') {
    const table = words.sides.get(subject.table)
    return { ...(table === undefined ? {} : { row: sideRow(table) }), ...beside(table), ...common(words) }
  }
  const own: Readonly<Record<string, CelType>> = {
    line: rowOf('line', lineFields),
    diagnosis: rowOf('diagnosis', diagnosisFields),
    operation: rowOf('operation', operationFields),
  }
  const row = own[subject.of]
  return { ...(row === undefined ? {} : { [subject.of]: row }), visit, person, provider, ...common(words) }
}

/** What `a` or `b` is. */
function pairRow(subject: ReadSubject, words: RuleWords): CelType {
  const around = { person, provider, ...(words.point === null ? {} : { point: words.point }) }
  if (subject.of === 'visit') return rowOf('visit', { ...visitFields, ...around })
  if (subject.of === 'side') {
    const table = words.sides.get(subject.table)
    return table === undefined ? { of: 'any' } : sideRow(table)
  }
  const fields = { line: lineFields, diagnosis: diagnosisFields, operation: operationFields }[subject.of]
  return rowOf(subject.of, { ...fields, visit, ...around })
}

/** The names where two rows are held against each other. */
export function pairNames(a: ReadSubject, b: ReadSubject, words: RuleWords): CelFields {
  return { a: pairRow(a, words), b: pairRow(b, words), person, ...common(words) }
}

/** The names where sums of a group are held against each other. */
export function groupNames(words: RuleWords): CelFields {
  return { visit, person, provider, ...common({ ...words, point: null }) }
}
