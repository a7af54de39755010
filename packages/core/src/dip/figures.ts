import type { ProviderLevel } from '../encounter/index.ts'
import { divideExact, type Exact } from '../kernel/index.ts'
import { type CaseColumns, joined } from './case-columns.ts'
import { type ExactSums, exactSums } from './exact-sums.ts'
import { meanOf, variationPpm, weightedMean, type YearSum } from './means.ts'
import type { DipRules, Trimming } from './rules-types.ts'
import type { DipGroup, DipLevelMean } from './types.ts'

export const levels: readonly ProviderLevel[] = ['tertiary', 'secondary', 'primary', 'ungraded']

const measures = ['cost', 'drugs', 'consumables', 'stay'] as const
type Measure = (typeof measures)[number]

/** Sums of some cases by year and level. */
interface CellSums {
  readonly cases: Float64Array
  readonly sums: Readonly<Record<Measure, ExactSums>>
}

type FigureRules = Pick<DipRules, 'year' | 'yearWeights' | 'trimming'>

/** What the means of some cases come to. */
export type Figures = Pick<
  DipGroup,
  | 'cases'
  | 'meanCases'
  | 'casesByYear'
  | 'meanCost'
  | 'lastYearMeanCost'
  | 'meanDrugs'
  | 'meanConsumables'
  | 'meanStay'
  | 'variationPpm'
  | 'byLevel'
>

/** The years whose cases count, the oldest first. */
export function yearsOf({ year, yearWeights }: Pick<DipRules, 'year' | 'yearWeights'>): readonly number[] {
  return yearWeights.map(({ back }) => year - back).sort((a, b) => a - b)
}

function cellSums(cells: number): CellSums {
  const make = (): ExactSums => exactSums(cells)
  return { cases: new Float64Array(cells), sums: { cost: make(), drugs: make(), consumables: make(), stay: make() } }
}

/** Rows with the lowest and the highest cost are cut off at each end; equal rows are interchangeable. */
function trimmedEnds(rows: Int32Array, columns: CaseColumns, { lowPpm, highPpm }: Trimming): Int32Array {
  const low = Math.floor((rows.length * lowPpm) / 1_000_000)
  const high = Math.floor((rows.length * highPpm) / 1_000_000)
  if (low + high === 0) return rows
  const order = ['cost', 'year', 'drugs', 'consumables', 'stay', 'level'] as const
  const sorted = rows.toSorted((a, b) => {
    for (const name of order) {
      const difference = (columns[name][a] ?? 0) - (columns[name][b] ?? 0)
      if (difference !== 0) return difference
    }
    return 0
  })
  return sorted.subarray(low, Math.max(low, sorted.length - high))
}

/** The rows that the means count. */
export function countedRows(rows: Int32Array, columns: CaseColumns, { trimming }: FigureRules): Int32Array {
  if (trimming === null) return rows
  if (trimming.per === 'group') return trimmedEnds(rows, columns, trimming)
  const years = [...new Set(Array.from(rows, (row) => columns.year[row] ?? 0))].sort((a, b) => a - b)
  const parts = years.map((year) =>
    trimmedEnds(
      rows.filter((row) => columns.year[row] === year),
      columns,
      trimming,
    ),
  )
  return joined(parts)
}

function sumRows(rows: Int32Array, columns: CaseColumns, years: number): CellSums {
  const sums = cellSums(years * levels.length)
  for (const row of rows) {
    const cell = (columns.year[row] ?? 0) * levels.length + (columns.level[row] ?? 0)
    sums.cases[cell] = (sums.cases[cell] ?? 0) + 1
    for (const measure of measures) sums.sums[measure].add(cell, columns[measure][row] ?? 0)
  }
  return sums
}

const everyLevel: readonly number[] = levels.map((_, index) => index)

function yearSums(
  { cases, sums }: CellSums,
  measure: Measure,
  years: readonly number[],
  of: readonly number[],
): readonly YearSum[] {
  return years.map((year, index) => {
    const cells = of.map((level) => index * levels.length + level)
    return {
      year,
      cases: cells.reduce((sum, cell) => sum + (cases[cell] ?? 0), 0),
      sum: cells.reduce((sum, cell) => sum + sums[measure].of(cell), 0n),
    }
  })
}

function levelMeans(sums: CellSums, years: readonly number[], rules: FigureRules): readonly DipLevelMean[] {
  return levels.flatMap((level, index) => {
    const own = yearSums(sums, 'cost', years, [index])
    const meanCost = weightedMean(own, rules.yearWeights, rules.year)
    if (meanCost === null) return []
    return [
      { level, cases: own.reduce((n, { cases }) => n + cases, 0), meanCost, lastYearMeanCost: lastYear(own, rules) },
    ]
  })
}

function lastYear(sums: readonly YearSum[], { year }: FigureRules): Exact | null {
  const last = sums.find((one) => one.year === year - 1)
  return last === undefined ? null : meanOf(last.sum, last.cases)
}

function casesByYear(rows: Int32Array, columns: CaseColumns, years: readonly number[]): Figures['casesByYear'] {
  const counts = new Float64Array(years.length)
  for (const row of rows) {
    const year = columns.year[row] ?? 0
    counts[year] = (counts[year] ?? 0) + 1
  }
  return years.map((year, index) => ({ year, cases: counts[index] ?? 0 }))
}

function variation(rows: Int32Array, cost: Float64Array, sum: bigint): number {
  let squares = 0n
  for (const row of rows) {
    const amount = BigInt(cost[row] ?? 0)
    squares += amount * amount
  }
  return variationPpm(rows.length, sum, squares)
}

/**
 * Means, spread and counts of some cases.
 *
 * @param rows of one group
 * @param counted those of them that the means count; see `countedRows`
 * @returns null when the means count no case
 */
export function figuresOf(
  rows: Int32Array,
  counted: Int32Array,
  columns: CaseColumns,
  rules: FigureRules,
): Figures | null {
  const years = yearsOf(rules)
  const sums = sumRows(counted, columns, years.length)
  const mean = (measure: Measure): Exact | null =>
    weightedMean(yearSums(sums, measure, years, everyLevel), rules.yearWeights, rules.year)
  const [meanCost, meanDrugs, meanConsumables, meanStay] = measures.map(mean)
  if (meanCost == null || meanDrugs == null || meanConsumables == null || meanStay == null) return null
  const cost = yearSums(sums, 'cost', years, everyLevel)
  return {
    cases: rows.length,
    meanCases: counted.length,
    casesByYear: casesByYear(rows, columns, years),
    meanCost,
    lastYearMeanCost: lastYear(cost, rules),
    meanDrugs,
    meanConsumables,
    meanStay: divideExact(meanStay, 1),
    variationPpm: variation(
      counted,
      columns.cost,
      cost.reduce((total, { sum }) => total + sum, 0n),
    ),
    byLevel: levelMeans(sums, years, rules),
  }
}
