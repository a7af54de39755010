import type { DischargedCase } from '../encounter/index.ts'
import type { Exact, Fen } from '../kernel/index.ts'

/** Words for people, Chinese first. */
export interface WorkbenchName {
  readonly zh: string
  readonly en: string
}

/** One of the compared methods: a plan, and how it is called. */
export interface WorkbenchMethod {
  readonly id: string
  readonly name: WorkbenchName
}

/** What one method makes of one case. */
export interface WorkbenchValue {
  readonly standard: Fen
  readonly fundPayable: Fen
  /** How the method took the case: `normal`, `low`, `high`, `ungrouped` … */
  readonly kind: string
}

/** A case with its group and what every method makes of it, in the order of the methods. */
export interface WorkbenchCase {
  readonly case: DischargedCase
  /** The group by which cases are compared, whatever a method pays by; null of a case in none. */
  readonly group: string | null
  /** Relative weight of the group in millionths; null where the tables have none. */
  readonly weight: Exact | null
  readonly values: readonly WorkbenchValue[]
}

/** When shares of an institution count as a sign of split stays; parameters, none of them law. */
export interface WorkbenchRules {
  /** A stay of at most so many days is short. */
  readonly shortDays: number
  /** Days from a discharge to the next admission at the same institution. */
  readonly readmissionDays: readonly [sooner: number, later: number]
  /** An institution with fewer cases gives no sign. */
  readonly leastCases: number
  /** Fewer cases than these are no sign, whatever their share. */
  readonly leastSigns: number
  /** A share is a sign from so many millionths of the mean share of the same level, and a strong one from the second. */
  readonly watchRatioPpm: number
  readonly strongRatioPpm: number
}

/** What several cases come to; all sums, so that parts may be added in any order. */
export interface WorkbenchSums {
  cases: number
  total: Fen
  drugs: Fen
  consumables: Fen
  fundPaid: Fen
  stayDays: number
  shortStays: number
  ungrouped: number
  /** Cases that at least one of the methods takes as low-cost, or as high-cost or extreme. */
  lowCost: number
  highCost: number
  weighted: number
  weight: Exact
  readonly methods: readonly WorkbenchMethodSums[]
}

export interface WorkbenchMethodSums {
  standard: Fen
  /** What the fund owes for the cases. */
  payable: Fen
  /** Cases by how the method took them. */
  readonly kinds: Map<string, number>
}

/** What is decided for an institution beside its cases: shares of an overspend, savings, deposits. */
export interface YearEnd {
  readonly providerCode: string
  readonly method: number
  readonly amount: Fen
}
