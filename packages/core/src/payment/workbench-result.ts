import type { ProviderLevel } from '../encounter/index.ts'
import { addFen, divideRounded, type Fen, fen, subtractFen, zeroFen } from '../kernel/index.ts'
import { type Consumption, caseMixIndex, ratioPpm } from './workbench-indices.ts'
import type { Risk } from './workbench-risk.ts'
import type { WorkbenchMethod, WorkbenchName, WorkbenchRules, WorkbenchSums } from './workbench-types.ts'

/** What one method makes of the cases of an institution, a level, a group or a month. */
export interface MethodShare {
  readonly standard: Fen
  readonly payable: Fen
  /** What the year's end adds or takes beside the cases; zero where nothing was said. */
  readonly yearEnd: Fen
  /** `payable` with `yearEnd`. */
  readonly income: Fen
  /** Income less what the fund was actually charged with: above zero a winner. */
  readonly difference: Fen
  readonly kinds: Readonly<Record<string, number>>
}

/** The facts of some cases, and each method's share in the order of the methods. */
export interface ComparedSums {
  readonly cases: number
  readonly total: Fen
  readonly drugs: Fen
  readonly consumables: Fen
  readonly fundPaid: Fen
  readonly stayDays: number
  readonly meanCost: Fen
  readonly meanStayMilliDays: number
  readonly cmiPpm: number | null
  readonly drugSharePpm: number
  readonly consumableSharePpm: number
  readonly ungroupedSharePpm: number
  readonly lowCostSharePpm: number
  readonly highCostSharePpm: number
  readonly shortStaySharePpm: number
  readonly methods: readonly MethodShare[]
}

export interface ComparedInstitution extends ComparedSums, Consumption {
  readonly providerCode: string
  readonly level: ProviderLevel
  readonly groups: number
  readonly risk: Risk
}
export interface ComparedLevel extends ComparedSums {
  readonly level: ProviderLevel
  readonly institutions: number
}
export interface ComparedGroup extends ComparedSums {
  /** Null stands for all cases without a group. */
  readonly group: string | null
}
export interface ComparedMonth extends ComparedSums {
  /** yyyy-MM of the discharge. */
  readonly month: string
}

/** Who wins and who loses by a method, against what the fund was charged with. */
export interface MethodOutcome {
  readonly winners: number
  readonly losers: number
  readonly gained: Fen
  readonly lost: Fen
  /** Codes, the largest first. */
  readonly largestGains: readonly string[]
  readonly largestLosses: readonly string[]
  readonly gainGroups: readonly string[]
  readonly lossGroups: readonly string[]
}

/** Values for a chart: every line has one value for each label. */
export interface Series {
  readonly code: string
  readonly name: WorkbenchName
  readonly unit: 'fen' | 'ppm' | 'cases'
  readonly labels: readonly { readonly code: string; readonly name: WorkbenchName }[]
  readonly lines: readonly { readonly name: WorkbenchName; readonly values: readonly (number | null)[] }[]
}

/** One year of cases under several methods; plain data that JSON keeps. */
export interface Comparison {
  readonly methods: readonly WorkbenchMethod[]
  readonly rules: WorkbenchRules
  readonly sums: ComparedSums
  readonly outcomes: readonly MethodOutcome[]
  readonly institutions: readonly ComparedInstitution[]
  readonly levels: readonly ComparedLevel[]
  readonly groups: readonly ComparedGroup[]
  readonly months: readonly ComparedMonth[]
  readonly series: readonly Series[]
}

/** Half up to the unit in which the whole is counted; zero of nothing. */
const mean = (whole: number, cases: number): number =>
  cases === 0 ? 0 : Number(divideRounded(BigInt(whole), BigInt(cases), 'half-up'))

/**
 * Sums as a row.
 *
 * @param yearEnds what the year's end adds for these cases, by method
 */
export function comparedSums(sums: WorkbenchSums, yearEnds: readonly Fen[]): ComparedSums {
  const { cases, total } = sums
  const ofCases = (count: number): number => ratioPpm(count, cases) ?? 0
  return {
    cases,
    total,
    drugs: sums.drugs,
    consumables: sums.consumables,
    fundPaid: sums.fundPaid,
    stayDays: sums.stayDays,
    meanCost: fen(mean(total, cases)),
    meanStayMilliDays: mean(sums.stayDays * 1000, cases),
    cmiPpm: caseMixIndex(sums.weight, sums.weighted),
    drugSharePpm: ratioPpm(sums.drugs, total) ?? 0,
    consumableSharePpm: ratioPpm(sums.consumables, total) ?? 0,
    ungroupedSharePpm: ofCases(sums.ungrouped),
    lowCostSharePpm: ofCases(sums.lowCost),
    highCostSharePpm: ofCases(sums.highCost),
    shortStaySharePpm: ofCases(sums.shortStays),
    methods: sums.methods.map(({ standard, payable, kinds }, index) => {
      const yearEnd = yearEnds[index] ?? zeroFen
      const income = addFen(payable, yearEnd)
      const difference = subtractFen(income, sums.fundPaid)
      const byName = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))
      return { standard, payable, yearEnd, income, difference, kinds: Object.fromEntries(byName) }
    }),
  }
}
