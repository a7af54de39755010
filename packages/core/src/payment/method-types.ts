import type { Fen } from '../kernel/index.ts'
import type { Millionths, Parameter, Sign, Takes, Tier } from './parameter-types.ts'

interface MethodBase {
  readonly id: string
  readonly label: string
  readonly takes: Takes
}

/** Whether a fixed amount of the law is yuan (fen here) or points (millionths here). */
export type StandardUnit = 'money' | 'points'

/** 病种: a diagnosis with its treatment. */
export interface Disease {
  readonly id: string
  readonly name: string
  /** Beginnings of the principal diagnosis. */
  readonly diagnoses: readonly string[]
  /** Beginnings, one of which some operation has; empty: treated without any operation. */
  readonly operations: readonly string[]
  /** Beginnings of further operations that do not make it another treatment. */
  readonly alsoAllowed: readonly string[]
}

export interface ExitLimit {
  readonly sign: Sign
  /** A multiple of the standard. */
  readonly limit: Parameter<Millionths>
}

/** 按病种: a fixed standard by disease and level. What exits goes on to the next method. */
export interface DiseaseMethod extends MethodBase {
  readonly kind: 'disease'
  readonly unit: StandardUnit
  readonly diseases: readonly Disease[]
  /** `where.group` is a disease's id. */
  readonly standard: Parameter<number>
  /** Exits because the cost is far off; only of a standard in money. */
  readonly exits: readonly ExitLimit[]
  /** Ways of leaving (national `dscg_way`) that exit. */
  readonly exitLeaving: readonly string[]
}

/** One band of days; a day's amount counts for the days in it. */
export interface DayBand {
  /** The last day of the band; null: all further days. */
  readonly to: number | null
  /** Fen or millionths of points a day. */
  readonly perDay: number
}

/** 按床日. */
export interface BedDayMethod extends MethodBase {
  readonly kind: 'bed-day'
  readonly unit: StandardUnit
  readonly bands: Parameter<readonly DayBand[]>
}

/** 按项目 (by cost): the case's own cost times a share. */
export interface CostMethod extends MethodBase {
  readonly kind: 'cost'
  readonly share: Parameter<Millionths>
}

/** A factor of a group's points, in the order of the list. */
export interface Coefficient {
  /** `institution`, `auxiliary`, or another name of the plan. */
  readonly name: string
  readonly label: string
  /** `parameter`: of the plan; `auxiliary`: of those that grouping found. */
  readonly from: 'parameter' | 'auxiliary'
  readonly values: Parameter<Millionths>
  /** A group with a coefficient of its own (primary-care group) has it in the place of this one. */
  readonly ownOfGroup: boolean
  /** Of several auxiliary ones. */
  readonly several: 'highest' | 'product'
}

/** With what a cost is compared. `standard`: what a normal case would be paid at the budget point value. */
export type Comparator = 'group-mean' | 'level-mean' | 'standard'

/**
 * How many times the base points: `ratio` q; `excess` share × (q − over) + plus, where an
 * excess is never below zero (a case may pass the test by one comparator and not by the other); `whole` 1; `days` days of stay by mean
 * stay of the group, at most 1. `plus` is a number or the name of a coefficient, which then is not multiplied again.
 */
export type Factor =
  | { readonly form: 'ratio' }
  | {
      readonly form: 'excess'
      readonly share: Millionths
      readonly plus: Millionths | string
      /** What counts as excess begins here; null: at the limit of the band. */
      readonly over: Millionths | null
    }
  | { readonly form: 'whole' }
  | { readonly form: 'days' }

/** What a case that deviates is worth. */
export interface DeviatingPay {
  readonly factor: Factor
  /** The coefficients that it keeps, by name. */
  readonly keeps: readonly string[]
  /** At most so many times the base points; null: no limit. */
  readonly most: Parameter<Millionths> | null
}

export interface DeviationBand extends DeviatingPay {
  readonly kind: 'low' | 'high' | 'extreme'
  readonly sign: Sign
  /** A multiple of the comparator, by how dear the group is. */
  readonly limit: Parameter<readonly Tier[]>
  /** Paid so only until reviewed. */
  readonly review: boolean
}

export interface Deviation {
  readonly test: Comparator
  readonly divisor: Comparator
  /** The first that fits counts. */
  readonly bands: readonly DeviationBand[]
}

/** 短住院: before the bands of cost. */
export interface ShortStay extends DeviatingPay {
  /** At most so many days. */
  readonly days: Parameter<Millionths>
}

/**
 * A case whose group says little: `cost-per-point` cost by cost of a point; `group-ratio` base points times cost by mean;
 * `cost` the cost in yuan; each times `share`.
 */
export interface ReducedPay {
  readonly by: 'cost-per-point' | 'group-ratio' | 'cost'
  readonly share: Parameter<Millionths>
  /** Fen a point; only for `cost-per-point`. */
  readonly costPerPoint: Parameter<Fen> | null
}

/** 按病组 (DRG: weight times rate, or points) and 按病种分值 (DIP). */
export interface GroupMethod extends MethodBase {
  readonly kind: 'drg' | 'dip'
  /** Id of the table of weights. */
  readonly table: string
  /** Base points = weight × scale. */
  readonly scale: Parameter<Millionths>
  readonly coefficients: readonly Coefficient[]
  readonly deviation: Deviation
  readonly shortStay: ShortStay | null
  readonly ungrouped: ReducedPay | null
  readonly ambiguous: ReducedPay | null
  /** Groups that the table marks as not stable; null: like stable ones. */
  readonly unstable: ReducedPay | null
  /** DIP: the group of those that no group takes. */
  readonly blank: ReducedPay | null
}

export type CaseMethod = DiseaseMethod | BedDayMethod | CostMethod | GroupMethod
