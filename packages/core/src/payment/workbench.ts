import type { DischargedCase, ProviderLevel } from '../encounter/index.ts'
import { addFen, type Fen, type IsoDate, invariant, zeroFen } from '../kernel/index.ts'
import { stayDaysOf } from './score.ts'
import { consumption } from './workbench-indices.ts'
import { type Readmissions, readmissions } from './workbench-readmissions.ts'
import {
  type ComparedGroup,
  type ComparedInstitution,
  type ComparedLevel,
  type ComparedSums,
  type Comparison,
  comparedSums,
  type MethodOutcome,
} from './workbench-result.ts'
import { type RiskCounts, riskOf, usualWorkbenchRules } from './workbench-risk.ts'
import { seriesOf } from './workbench-series.ts'
import { addCase, addSums, addToCell, emptySums, type GroupCell } from './workbench-sums.ts'
import type { WorkbenchCase, WorkbenchMethod, WorkbenchRules, WorkbenchSums, YearEnd } from './workbench-types.ts'

interface Institution {
  /** That of its latest discharge: an institution may be graded anew within a year. */
  level: ProviderLevel
  levelOn: IsoDate
  readonly sums: WorkbenchSums
  readonly groups: Map<string, GroupCell>
  readonly yearEnds: Fen[]
}

/** Takes cases one after another, in any order, and says at the end who wins and who loses. */
export interface Workbench {
  add(one: WorkbenchCase): void
  /** What a method decides for an institution beside its cases. @throws InvariantError for an institution without cases */
  addYearEnd(one: YearEnd): void
  result(): Comparison
}

const levelOrder: readonly ProviderLevel[] = ['tertiary', 'secondary', 'primary', 'ungraded']
/** How many of the largest gains and losses are named. */
const named = 10

const keysInOrder = <T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1))

/**
 * Opens the workbench for one year and some methods. All sums are exact, so that neither the order nor the parts in which
 * cases come make a difference.
 *
 * @throws InvariantError when a case has not one value for each method
 */
export function workbench(methods: readonly WorkbenchMethod[], rules: WorkbenchRules = usualWorkbenchRules): Workbench {
  const institutions = new Map<string, Institution>()
  const groups = new Map<string, WorkbenchSums>()
  const ungrouped = emptySums(methods.length)
  const months = new Map<string, WorkbenchSums>()
  const cells = new Map<string, GroupCell>()
  const returns = readmissions()

  const institutionOf = ({ providerCode, providerLevel: level, dischargedOn }: DischargedCase): Institution => {
    const kept = institutions.get(providerCode)
    if (kept !== undefined) {
      const [was, is] = [levelOrder.indexOf(kept.level), levelOrder.indexOf(level)]
      // On one day the higher level stands, so that the order of cases makes no difference.
      if (dischargedOn > kept.levelOn || (dischargedOn === kept.levelOn && is < was)) {
        kept.level = level
        kept.levelOn = dischargedOn
      }
      return kept
    }
    const yearEnds = methods.map(() => zeroFen)
    const made: Institution = {
      level,
      levelOn: dischargedOn,
      sums: emptySums(methods.length),
      groups: new Map(),
      yearEnds,
    }
    institutions.set(providerCode, made)
    return made
  }
  const sumsOf = (map: Map<string, WorkbenchSums>, key: string): WorkbenchSums => {
    const sums = map.get(key) ?? emptySums(methods.length)
    map.set(key, sums)
    return sums
  }

  return {
    add(one) {
      const { case: facts, group } = one
      const institution = institutionOf(facts)
      addCase(institution.sums, one, rules.shortDays)
      addCase(group === null ? ungrouped : sumsOf(groups, group), one, rules.shortDays)
      addCase(sumsOf(months, facts.dischargedOn.slice(0, 7)), one, rules.shortDays)
      if (group !== null) {
        const cell = { cases: 1, total: facts.total, stayDays: stayDaysOf(facts) }
        addToCell(institution.groups, group, cell)
        addToCell(cells, group, cell)
      }
      returns.add(facts)
    },
    addYearEnd({ providerCode, method, amount }) {
      const institution = institutions.get(providerCode)
      invariant(institution !== undefined && method < methods.length, () => `${providerCode} has cases in the year`)
      institution.yearEnds[method] = addFen(institution.yearEnds[method] ?? zeroFen, amount)
    },
    result() {
      const { institutionRows, levels, all } = institutionRowsOf({ institutions, cells, returns, methods, rules })
      const none = methods.map(() => zeroFen)
      const groupRows: readonly ComparedGroup[] = [
        ...keysInOrder(groups).map(([group, sums]) => ({ group, ...comparedSums(sums, none) })),
        ...(ungrouped.cases === 0 ? [] : [{ group: null, ...comparedSums(ungrouped, none) }]),
      ]
      const rows = {
        methods,
        rules,
        sums: all,
        outcomes: methods.map((_, index) => outcomeOf(index, institutionRows, groupRows)),
        institutions: institutionRows,
        levels,
        groups: groupRows,
        months: keysInOrder(months).map(([month, sums]) => ({ month, ...comparedSums(sums, none) })),
      }
      return { ...rows, series: seriesOf(rows) }
    },
  }
}

interface Gathered {
  readonly institutions: ReadonlyMap<string, Institution>
  readonly cells: ReadonlyMap<string, GroupCell>
  readonly returns: Readmissions
  readonly methods: readonly WorkbenchMethod[]
  readonly rules: WorkbenchRules
}

function institutionRowsOf({ institutions, cells, returns, methods, rules }: Gathered): {
  readonly institutionRows: readonly ComparedInstitution[]
  readonly levels: readonly ComparedLevel[]
  readonly all: ComparedSums
} {
  const [sooner, later] = rules.readmissionDays.map((days) => returns.within(days))
  const inOrder = keysInOrder(institutions)
  const countsOf = (codes: readonly string[], sums: WorkbenchSums): RiskCounts => {
    const of = (counts: ReadonlyMap<string, number> | undefined): number =>
      codes.reduce((sum, code) => sum + (counts?.get(code) ?? 0), 0)
    return {
      cases: sums.cases,
      shortStays: sums.shortStays,
      lowCost: sums.lowCost,
      sooner: of(sooner),
      later: of(later),
    }
  }
  const together = (some: readonly (readonly [string, Institution])[]) => {
    const [sums, yearEnds] = [emptySums(methods.length), methods.map(() => zeroFen)]
    for (const [, institution] of some) {
      addSums(sums, institution.sums)
      for (const [index, amount] of institution.yearEnds.entries())
        yearEnds[index] = addFen(yearEnds[index] ?? zeroFen, amount)
    }
    return {
      sums,
      yearEnds,
      counts: countsOf(
        some.map(([code]) => code),
        sums,
      ),
    }
  }
  const byLevel = levelOrder.flatMap((level) => {
    const some = inOrder.filter(([, institution]) => institution.level === level)
    return some.length === 0 ? [] : [{ level, institutions: some.length, ...together(some) }]
  })
  const institutionRows = inOrder.map(([providerCode, { level, sums, groups, yearEnds }]): ComparedInstitution => {
    const peers = byLevel.find((one) => one.level === level)
    invariant(peers !== undefined, 'an institution is among its level')
    return {
      providerCode,
      level,
      groups: groups.size,
      ...comparedSums(sums, yearEnds),
      ...consumption(groups, cells),
      risk: riskOf(countsOf([providerCode], sums), peers.counts, rules),
    }
  })
  const levels = byLevel.map(({ level, institutions: count, sums, yearEnds }) => ({
    level,
    institutions: count,
    ...comparedSums(sums, yearEnds),
  }))
  const whole = together(inOrder)
  return { institutionRows, levels, all: comparedSums(whole.sums, whole.yearEnds) }
}

function outcomeOf(
  method: number,
  institutions: readonly ComparedInstitution[],
  groups: readonly ComparedGroup[],
): MethodOutcome {
  const differenceOf = (row: ComparedSums): Fen => row.methods[method]?.difference ?? zeroFen
  const sorted = <Row extends ComparedSums>(rows: readonly Row[], sign: 1 | -1): readonly Row[] =>
    rows.filter((row) => differenceOf(row) * sign > 0).sort((a, b) => (differenceOf(b) - differenceOf(a)) * sign)
  const sum = (rows: readonly ComparedSums[]): Fen =>
    rows.reduce((whole: Fen, row) => addFen(whole, differenceOf(row)), zeroFen)
  const [winners, losers] = [sorted(institutions, 1), sorted(institutions, -1)]
  const grouped = groups.filter(({ group }) => group !== null)
  const codes = (rows: readonly ComparedInstitution[]) => rows.slice(0, named).map(({ providerCode }) => providerCode)
  const groupCodes = (sign: 1 | -1) =>
    sorted(grouped, sign)
      .slice(0, named)
      .map(({ group }) => group ?? '')
  return {
    winners: winners.length,
    losers: losers.length,
    gained: sum(winners),
    lost: sum(losers),
    largestGains: codes(winners),
    largestLosses: codes(losers),
    gainGroups: groupCodes(1),
    lossGroups: groupCodes(-1),
  }
}
