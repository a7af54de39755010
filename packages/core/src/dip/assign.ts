import { fen } from '../kernel/index.ts'
import type { CaseColumns } from './case-columns.ts'
import { type Combination, operationKinds } from './combination.ts'
import { countedRows, figuresOf } from './figures.ts'
import { chooseGroup, compileMatcher, comprehensiveId, coreId, type MatchGroup } from './match.ts'
import type { DipRules, OperationKind } from './rules-types.ts'

/** One combination of a key and operations as it occurred. */
export interface SeenCombination {
  readonly key: string
  readonly category: string
  readonly combination: Combination
  readonly coreId: string
}

/** A group that will stand in the directory, without its figures. */
export type BareGroup = Omit<MatchGroup, 'meanCost'>

interface Assignment {
  readonly groups: readonly BareGroup[]
  /** Place in `groups` of each case; -1 of those that no group takes. */
  readonly groupOf: Int32Array
}

export interface SeenCases {
  readonly columns: CaseColumns
  readonly combinations: readonly SeenCombination[]
  /** Codes of the principal operations. */
  readonly operations: readonly string[]
}

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
const heavier = (a: OperationKind, b: OperationKind): OperationKind =>
  operationKinds.indexOf(a) <= operationKinds.indexOf(b) ? a : b

interface CoreCount {
  readonly seen: SeenCombination
  cases: number
  kind: OperationKind
}

function countCores({ columns, combinations }: SeenCases): ReadonlyMap<string, CoreCount> {
  const perCombination = new Float64Array(combinations.length)
  for (let row = 0; row < columns.length; row += 1) {
    const place = columns.combination[row] ?? 0
    perCombination[place] = (perCombination[place] ?? 0) + 1
  }
  const cores = new Map<string, CoreCount>()
  for (const [place, seen] of combinations.entries()) {
    const cases = perCombination[place] ?? 0
    const known = cores.get(seen.coreId)
    if (known === undefined) cores.set(seen.coreId, { seen, cases, kind: seen.combination.kind })
    else {
      known.cases += cases
      known.kind = heavier(known.kind, seen.combination.kind)
    }
  }
  return cores
}

/** Core groups: combinations with enough cases, and those that the rules name as primary-care groups. */
function coreGroups(seen: SeenCases, rules: DipRules): readonly BareGroup[] {
  const primary = new Set(
    rules.primaryGroups.map(({ diagnosis, operations }) => coreId(diagnosis, operations.toSorted())),
  )
  return [...countCores(seen)]
    .filter(([id, { cases }]) => cases >= rules.threshold || primary.has(id))
    .map(([id, { seen: one, kind }]): BareGroup => {
      const { operations } = one.combination
      const named = primary.has(id) ? 'primary' : 'core'
      return { id, kind: named, treatment: kind, diagnosis: one.key, operations, grade: null }
    })
    .sort((a, b) => byText(a.id, b.id))
}

/** The rows of each group, in the order of the groups. */
export function rowsByGroup(groupOf: Int32Array, groups: number): readonly Int32Array[] {
  const counts = new Int32Array(groups)
  for (const group of groupOf) if (group >= 0) counts[group] = (counts[group] ?? 0) + 1
  const rows = Array.from(counts, (count) => new Int32Array(count))
  const filled = new Int32Array(groups)
  for (const [row, group] of groupOf.entries()) {
    const own = rows[group]
    if (own === undefined) continue
    const place = filled[group] ?? 0
    own[place] = row
    filled[group] = place + 1
  }
  return rows
}

/** Rare combinations go to a core group that the strategy finds for them, measured by the cases of its own combination. */
function moveToMatchingCores(seen: SeenCases, cores: readonly BareGroup[], groupOf: Int32Array, rules: DipRules): void {
  const places = new Map(cores.map(({ id }, place) => [id, place]))
  const withMeans = rowsByGroup(groupOf, cores.length).flatMap((rows, place): MatchGroup[] => {
    const figures = figuresOf(rows, countedRows(rows, seen.columns, rules), seen.columns, rules)
    const bare = cores[place]
    return figures === null || bare === undefined ? [] : [{ ...bare, meanCost: figures.meanCost }]
  })
  const strategy = { ...rules.matching, conservativeWithOperations: false, unmatched: 'ungrouped' as const }
  const matcher = compileMatcher(withMeans, strategy, rules.comprehensive)
  const found = groupOf.map((group, row) => {
    const one = seen.combinations[seen.columns.combination[row] ?? 0]
    if (group >= 0 || one === undefined) return group
    const principal = seen.operations[seen.columns.principal[row] ?? 0] ?? null
    const combination = { ...one.combination, principal }
    const cost = fen(seen.columns.cost[row] ?? 0)
    const chosen = chooseGroup(matcher, { key: one.key, category: one.category, combination, cost })
    return chosen === null ? -1 : (places.get(chosen.id) ?? -1)
  })
  groupOf.set(found)
}

interface Folded {
  readonly bare: BareGroup
  cases: number
}

/** The comprehensive groups of what is left that have enough cases, by id. */
function comprehensiveGroups(seen: SeenCases, groupOf: Int32Array, rules: DipRules): readonly BareGroup[] {
  const folded = new Map<string, Folded>()
  for (const [row, group] of groupOf.entries()) {
    if (group >= 0) continue
    const one = seen.combinations[seen.columns.combination[row] ?? 0]
    const id = one === undefined ? null : comprehensiveId(one.category, one.combination, rules.comprehensive)
    if (one === undefined || id === null) continue
    const known = folded.get(id)
    if (known !== undefined) known.cases += 1
    else {
      const { kind, grade } = one.combination
      const [diagnosis = ''] = id.split(':')
      const gradeOf = rules.comprehensive.withGrade ? grade : null
      const bare: BareGroup = { id, kind: 'comprehensive', treatment: kind, diagnosis, operations: [], grade: gradeOf }
      folded.set(id, { bare, cases: 1 })
    }
  }
  return [...folded.values()]
    .filter(({ cases }) => cases >= rules.comprehensive.threshold)
    .map(({ bare }) => bare)
    .sort((a, b) => byText(a.id, b.id))
}

function foldRest(
  seen: SeenCases,
  groupOf: Int32Array,
  folded: readonly BareGroup[],
  first: number,
  rules: DipRules,
): void {
  const places = new Map(folded.map(({ id }, place) => [id, first + place]))
  for (const [row, group] of groupOf.entries()) {
    const one = seen.combinations[seen.columns.combination[row] ?? 0]
    if (group >= 0 || one === undefined) continue
    const id = comprehensiveId(one.category, one.combination, rules.comprehensive)
    groupOf[row] = id === null ? -1 : (places.get(id) ?? -1)
  }
}

/** Puts every case into exactly one group, or into none: core, then comprehensive groups by id. */
export function assignCases(seen: SeenCases, rules: DipRules): Assignment {
  const cores = coreGroups(seen, rules)
  const places = new Map(cores.map(({ id }, place) => [id, place]))
  const coreOf = Int32Array.from(seen.combinations, ({ coreId: id }) => places.get(id) ?? -1)
  const groupOf = new Int32Array(seen.columns.length)
  for (const row of groupOf.keys()) groupOf[row] = coreOf[seen.columns.combination[row] ?? 0] ?? -1
  if (rules.rare === 'matching-core') moveToMatchingCores(seen, cores, groupOf, rules)
  const folded = comprehensiveGroups(seen, groupOf, rules)
  foldRest(seen, groupOf, folded, cores.length, rules)
  return { groups: [...cores, ...folded], groupOf }
}
