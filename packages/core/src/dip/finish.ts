import { type Exact, invariant, ok, type Result, refuse } from '../kernel/index.ts'
import { assignCases, type BareGroup, rowsByGroup, type SeenCases } from './assign.ts'
import { joined } from './case-columns.ts'
import { countedRows, type Figures, figuresOf, yearsOf } from './figures.ts'
import { blankId, coreId } from './match.ts'
import { scoreOf } from './means.ts'
import type { DipRules } from './rules-types.ts'
import type { DipDirectory, DipGroup, DirectoryRefusal } from './types.ts'
import { directoryWarnings, type Remarks } from './warnings.ts'

interface FiguredGroup {
  readonly bare: BareGroup
  readonly figures: Figures
  readonly counted: Int32Array
}

const blankGroup: BareGroup = {
  id: blankId,
  kind: 'blank',
  treatment: 'conservative',
  diagnosis: '*',
  operations: [],
  grade: null,
}

/** Makes the directory of what was seen. */
export function finishDirectory(
  seen: SeenCases,
  rules: DipRules,
  { leftOut, unknown }: Remarks,
): Result<DipDirectory, DirectoryRefusal> {
  const { columns } = seen
  const { groups, groupOf } = assignCases(seen, rules)
  const withBlank = rules.matching.unmatched === 'blank' ? [...groups, blankGroup] : groups
  if (withBlank !== groups) for (const [row, group] of groupOf.entries()) if (group < 0) groupOf[row] = groups.length
  const ungrouped = groupOf.reduce((count, group) => (group < 0 ? count + 1 : count), 0)
  const allLeftOut = ungrouped === 0 ? leftOut : new Map([...leftOut, ['dip.no-group' as const, ungrouped]])
  const leftOutCases = [...allLeftOut.values()].reduce((sum, cases) => sum + cases, 0)

  const inGroups = rowsByGroup(groupOf, withBlank.length)
  const figured = withBlank.flatMap((bare, place): FiguredGroup[] => {
    const rows = inGroups[place] ?? new Int32Array()
    const counted = countedRows(rows, columns, rules)
    const figures = figuresOf(rows, counted, columns, rules)
    return figures === null ? [] : [{ bare, figures, counted }]
  })
  const everyRow = joined(inGroups)
  const everyCounted = joined(figured.map(({ counted }) => counted))
  const city = figuresOf(everyRow, everyCounted, columns, rules)
  if (city === null) return refuse({ code: 'dip.no-cases', leftOut: leftOutCases })

  const references = referenceOf(seen, rules, { everyRow, everyCounted, figured })
  if (!references.ok) return references
  const scored = figured.map(({ bare, figures }) => groupOfFigures(bare, figures, references.value, rules))
  const hasBlank = scored.some(({ kind }) => kind === 'blank')
  const emptyBlank =
    withBlank !== groups && !hasBlank ? [groupOfFigures(blankGroup, noCases(city), references.value, rules)] : []
  const all = [...scored, ...emptyBlank].sort((a, b) => (a.id < b.id ? -1 : 1))
  let cost = 0n
  for (const row of everyRow) cost += BigInt(columns.cost[row] ?? 0)
  return ok({
    rules,
    years: yearsOf(rules),
    cases: everyRow.length,
    cost,
    leftOut: leftOutCases,
    referenceCost: references.value.cost,
    referenceDrugs: positive(references.value.drugs),
    referenceConsumables: positive(references.value.consumables),
    meanCost: city.meanCost,
    byLevel: city.byLevel,
    groups: all,
    warnings: directoryWarnings(all, city, rules, { leftOut: allLeftOut, unknown }),
  })
}

const positive = (value: Exact): Exact | null => (value === 0 ? null : value)

/** The blank group of a directory in which nobody was blank is measured by the whole city. */
function noCases(city: Figures): Figures {
  const none = city.casesByYear.map(({ year }) => ({ year, cases: 0 }))
  return { ...city, cases: 0, meanCases: 0, casesByYear: none, variationPpm: 0, byLevel: [] }
}

interface References {
  readonly cost: Exact
  readonly drugs: Exact
  readonly consumables: Exact
}

const referencesOf = ({ meanCost, meanDrugs, meanConsumables }: Figures): References => ({
  cost: meanCost,
  drugs: meanDrugs,
  consumables: meanConsumables,
})

interface Known {
  readonly everyRow: Int32Array
  readonly everyCounted: Int32Array
  readonly figured: readonly FiguredGroup[]
}

function referenceOf(seen: SeenCases, rules: DipRules, known: Known): Result<References, DirectoryRefusal> {
  const { columns, combinations } = seen
  const { score } = rules
  switch (score.kind) {
    case 'fixed-quota':
      return ok({ cost: score.quota, drugs: score.quota, consumables: score.quota })
    case 'mean-cost': {
      const rows = score.mean === 'all' ? known.everyRow : known.everyCounted
      const figures = figuresOf(known.everyRow, rows, columns, rules)
      invariant(figures !== null, 'a directory with figures has cases')
      return ok(referencesOf(figures))
    }
    case 'reference-disease': {
      const { reference } = score
      const group = known.figured.find(({ bare }) => bare.id === reference)
      if (group !== undefined) return ok(referencesOf(group.figures))
      // Its own cases are trimmed anew: which of equal cases a folded group cut off is nobody's choice.
      const rows = known.everyRow.filter((row) => combinations[columns.combination[row] ?? 0]?.key === reference)
      const figures = figuresOf(rows, countedRows(rows, columns, rules), columns, rules)
      return figures === null ? refuse({ code: 'dip.reference-without-cases', reference }) : ok(referencesOf(figures))
    }
  }
}

function groupOfFigures(bare: BareGroup, figures: Figures, references: References, rules: DipRules): DipGroup {
  const score = (amount: Exact, reference: Exact): Exact =>
    reference === 0 ? 0 : scoreOf(amount, reference, rules.scale, rules.scoreDecimals)
  const { id, kind, treatment, diagnosis, operations, grade } = bare
  const primary = kind === 'primary' ? rules.primaryGroups.find((one) => primaryId(one) === id) : undefined
  return {
    id,
    kind,
    treatment,
    diagnosis,
    operations,
    grade,
    cases: figures.cases,
    meanCases: figures.meanCases,
    casesByYear: figures.casesByYear,
    meanCost: figures.meanCost,
    lastYearMeanCost: figures.lastYearMeanCost,
    meanDrugs: figures.meanDrugs,
    meanConsumables: figures.meanConsumables,
    meanStay: figures.meanStay,
    score: score(figures.meanCost, references.cost),
    drugScore: score(figures.meanDrugs, references.drugs),
    consumableScore: score(figures.meanConsumables, references.consumables),
    variationPpm: figures.variationPpm,
    primaryCoefficient: primary?.coefficient ?? null,
    byLevel: figures.byLevel,
  }
}

const primaryId = ({ diagnosis, operations }: DipRules['primaryGroups'][number]): string =>
  coreId(diagnosis, operations.toSorted())
