import type { CombinationRule, DipRules, OperationAttribute, OperationKind } from './rules-types.ts'
import type { DipTrace } from './types.ts'

/** From the heaviest: the kind of a combination is that of its heaviest operation. */
export const operationKinds: readonly OperationKind[] = ['surgery', 'therapeutic', 'diagnostic', 'conservative']

type Attribute = Pick<OperationAttribute, 'kind' | 'grade'>
export type AttributeOf = (code: string) => Attribute | null

/** Looks operations up by the whole code, then by the longest beginning that the table names. */
export function attributeLookup(table: readonly OperationAttribute[]): AttributeOf {
  const whole = new Map<string, Attribute>()
  const begins = new Map<string, Attribute>()
  for (const { code, kind, grade } of table) {
    if (code.endsWith('*')) begins.set(code.slice(0, -1), { kind, grade })
    else whole.set(code, { kind, grade })
  }
  const lengths = [...new Set([...begins.keys()].map((code) => code.length))].sort((a, b) => b - a)
  return (code) => {
    const exact = whole.get(code)
    if (exact !== undefined) return exact
    for (const length of lengths) {
      const found = code.length < length ? undefined : begins.get(code.slice(0, length))
      if (found !== undefined) return found
    }
    return null
  }
}

/** The operations of a case that make its group. */
export interface Combination {
  /** Sorted, each once, as the rule cuts their codes. */
  readonly operations: readonly string[]
  /** The first counted operation of the record; null without any. */
  readonly principal: string | null
  readonly kind: OperationKind
  /** The highest grade of an operation of that kind. */
  readonly grade: number | null
  readonly unknown: readonly string[]
}

interface Known {
  readonly code: string
  readonly attribute: Attribute
}

const none: readonly never[] = []
const nothing: Combination = { operations: none, principal: null, kind: 'conservative', grade: null, unknown: none }

function heaviest(counted: readonly Known[]): OperationKind {
  for (const kind of operationKinds) if (counted.some(({ attribute }) => attribute.kind === kind)) return kind
  return 'conservative'
}

function highestGrade(counted: readonly Known[], kind: OperationKind): number | null {
  let highest: number | null = null
  for (const { attribute } of counted) {
    const { grade } = attribute
    if (attribute.kind === kind && grade !== null && (highest === null || grade > highest)) highest = grade
  }
  return highest
}

const cutCode = (code: string, rule: CombinationRule): string => (rule.code === 'full' ? code : code.slice(0, 5))

type CombinationRules = Pick<DipRules, 'combination' | 'unknownOperation'>

/**
 * Which operations of a case make its combination, by tiers of kinds. An operation that the table does not know is ignored or
 * treated as a kind, as the rules say; whether it stops the case is for the caller, who finds it in `unknown`.
 */
export function combinationOf(
  operations: readonly string[],
  attributeOf: AttributeOf,
  rules: CombinationRules,
): Combination {
  if (operations.length === 0) return nothing
  const known: Known[] = []
  let unknown: string[] | null = null
  for (const code of operations) {
    const attribute = attributeOf(code)
    if (attribute !== null) known.push({ code, attribute })
    else {
      unknown ??= []
      unknown.push(code)
      const rule = rules.unknownOperation
      if (rule.treat === 'as') known.push({ code, attribute: { kind: rule.kind, grade: null } })
    }
  }
  const counted = keptOf(countedOf(known, rules.combination), rules.combination)
  const codes = [...new Set(counted.map(({ code }) => cutCode(code, rules.combination)))]
  const kind = heaviest(counted)
  return {
    principal: codes[0] ?? null,
    operations: codes.length > 1 ? codes.toSorted() : codes,
    kind,
    grade: highestGrade(counted, kind),
    unknown: unknown ?? none,
  }
}

/** The heaviest ones where there are more than the rule takes: by kind, then grade, then code, never by their order. */
function keptOf(counted: readonly Known[], { most }: CombinationRule): readonly Known[] {
  if (most === null || counted.length <= most) return counted
  const weight = ({ attribute }: Known): number => operationKinds.indexOf(attribute.kind)
  const heaviestFirst = counted.toSorted(
    (a, b) =>
      weight(a) - weight(b) ||
      (b.attribute.grade ?? 0) - (a.attribute.grade ?? 0) ||
      (a.code < b.code ? -1 : Number(a.code > b.code)),
  )
  const kept = new Set(heaviestFirst.slice(0, most))
  return counted.filter((one) => kept.has(one))
}

function countedOf(known: readonly Known[], { tiers }: CombinationRule): readonly Known[] {
  for (const tier of tiers) {
    const counted = known.filter(({ attribute }) => tier.includes(attribute.kind))
    if (counted.length > 0) return counted
  }
  return none
}

/** For a trace: every operation with its kind and whether it counts. */
export function operationsTraced(
  operations: readonly string[],
  attributeOf: AttributeOf,
  rules: CombinationRules,
): DipTrace['operations'] {
  const { operations: kept } = combinationOf(operations, attributeOf, rules)
  return operations.map((code) => {
    const attribute = attributeOf(code)
    return { code, kind: attribute?.kind ?? 'unknown', counted: kept.includes(cutCode(code, rules.combination)) }
  })
}
