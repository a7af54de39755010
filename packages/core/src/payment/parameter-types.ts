import type { GroupStatus } from '../drg/index.ts'
import type { SchemeCode } from '../encounter/index.ts'
import type { Branded, Dated } from '../kernel/index.ts'

/** A plain number of the law (a weight, a coefficient, a share, points) in whole millionths. */
export type Millionths = number

/** Points of cases in whole millionths, a safe integer; up to nine billion points in one sum. */
export type Points = Branded<number, 'points'>

/** For whom a row of a parameter is meant; all that is said must fit, what is not said fits everybody. */
/** 本地、异地参保: whose fund pays for a case, that of the plan's region or that of another. */
export type CaseArea = 'local' | 'remote'

export interface Where {
  readonly scheme?: SchemeCode
  /** Whether the person is insured in the plan's region or in another. */
  readonly area?: CaseArea
  /** A word of the plan: `tertiary`, or a finer one that its `institutions` gives. */
  readonly level?: string
  /** 机构类别, a word of the plan's `institutions`: `psychiatric`. */
  readonly kind?: string
  readonly institution?: string
  /** A group, a disease of the plan, or a band of people, as the parameter says. */
  readonly group?: string
}

export interface ParameterRow<T> {
  readonly where: Where
  readonly values: readonly Dated<T>[]
}

/**
 * A value of the law by region, day, insurance, level, institution and group. The most specific row that fits counts:
 * institution before group, group before kind, kind before level, level before area, area before scheme.
 */
export type Parameter<T> = readonly ParameterRow<T>[]

export type Sign = '<' | '<=' | '>' | '>='

/** A value that depends on how dear a group is: the first tier whose `to` is not below the base points. */
export interface Tier {
  /** Base points (or weight) up to and including which it holds; null: all above. */
  readonly to: Millionths | null
  readonly value: Millionths
}

/** Which cases a method takes; all that is said must hold. Codes are compared by their beginnings. */
export interface Takes {
  readonly schemes?: readonly SchemeCode[]
  readonly levels?: readonly string[]
  readonly kinds?: readonly string[]
  readonly institutions?: readonly string[]
  readonly departments?: readonly string[]
  readonly diagnoses?: readonly string[]
  readonly operations?: readonly string[]
  /** Days of the stay, both bounds included. */
  readonly stayFrom?: number
  readonly stayTo?: number
  readonly status?: readonly GroupStatus[]
}

/** What became of one case. */
export type CaseKind =
  | 'normal'
  | 'low'
  | 'high'
  | 'extreme'
  | 'short'
  | 'ungrouped'
  | 'ambiguous'
  | 'unstable'
  | 'blank'
  | 'bed-day'
  | 'disease'
  | 'cost'
  | 'reviewed'
