import type { DischargeRecord, ProviderLevel } from '../encounter/index.ts'
import type { DateRange, Exact, Fen, IsoDate } from '../kernel/index.ts'
import type { DipRules, OperationKind } from './rules-types.ts'

/** 病例: a settled stay, as the directory reads it. Amounts are whole fen. */
export interface DipCase {
  readonly caseId: string
  readonly providerCode: string
  readonly level: ProviderLevel
  readonly admittedOn: IsoDate
  readonly dischargedOn: IsoDate
  /** The year it counts in, as the payer books it: usually that of the settlement. */
  readonly year: number
  readonly record: DischargeRecord
  readonly cost: Fen
  readonly drugs: Fen
  readonly consumables: Fen
  /** 分次住院: which stay of one course of illness this is, 1 being the first; null when nobody counted. */
  readonly visitNumber: number | null
}

/** What stands in the way of a group; the facts are those a clerk needs to mend the record. */
export type DipProblem =
  | { readonly code: 'dip.no-principal-diagnosis' }
  | { readonly code: 'dip.diagnosis-without-key'; readonly diagnosis: string; readonly level: DipRules['diagnosisKey'] }
  | { readonly code: 'dip.number-impossible'; readonly field: string; readonly value: number }
  | { readonly code: 'dip.cost-not-positive'; readonly cost: Fen }
  | {
      readonly code: 'dip.part-exceeds-cost'
      readonly part: 'drugs' | 'consumables'
      readonly amount: Fen
      readonly cost: Fen
    }
  | { readonly code: 'dip.discharged-before-admitted'; readonly admittedOn: IsoDate; readonly dischargedOn: IsoDate }
  | { readonly code: 'dip.year-outside'; readonly year: number; readonly years: readonly number[] }
  | { readonly code: 'dip.unknown-operation'; readonly operation: string }
  | { readonly code: 'dip.level-unknown'; readonly level: string }
  | { readonly code: 'dip.outside-directory'; readonly dischargedOn: IsoDate; readonly range: DateRange }
  | { readonly code: 'dip.no-group'; readonly key: string }

export type DipGroupKind = 'core' | 'comprehensive' | 'primary' | 'blank'

/** What a directory knows of a group at one level of institutions. */
export interface DipLevelMean {
  readonly level: ProviderLevel
  readonly cases: number
  /** Fen; years weighted. */
  readonly meanCost: Exact
  /** 上年度同级别均次费用, fen; null without a case in the last year. */
  readonly lastYearMeanCost: Exact | null
}

/** 病种组. Means are in fen, scores are plain numbers of points (one millionth is the unit of both kinds of `Exact`). */
export interface DipGroup {
  /** `K35.1:47.0100`, `K35.1:-` without an operation, `K35:surgery` of comprehensive groups, `*:blank`. */
  readonly id: string
  readonly kind: DipGroupKind
  readonly treatment: OperationKind
  /** Key of the principal diagnosis; of a comprehensive group its category or range (`K20-K31`); `*` of the blank group. */
  readonly diagnosis: string
  /** Sorted; empty of comprehensive and conservative groups. */
  readonly operations: readonly string[]
  /** Highest operation grade of a comprehensive group that is split by it. */
  readonly grade: number | null
  readonly cases: number
  /** Cases whose costs the means count: all but those trimmed away. */
  readonly meanCases: number
  readonly casesByYear: readonly { readonly year: number; readonly cases: number }[]
  readonly meanCost: Exact
  /** Last year's mean whatever the level; null without a case in that year. */
  readonly lastYearMeanCost: Exact | null
  readonly meanDrugs: Exact
  readonly meanConsumables: Exact
  /** Days, as a plain number. */
  readonly meanStay: Exact
  /** RW. */
  readonly score: Exact
  readonly drugScore: Exact
  readonly consumableScore: Exact
  /** Coefficient of variation of the cost, in ppm, over the cases the means count. */
  readonly variationPpm: number
  /** 基层病种: replaces the institution's coefficient; null of all others. */
  readonly primaryCoefficient: Exact | null
  readonly byLevel: readonly DipLevelMean[]
}

export type DipWarning =
  | { readonly code: 'unstable'; readonly groupId: string; readonly variationPpm: number; readonly limitPpm: number }
  | { readonly code: 'few-cases'; readonly groupId: string; readonly cases: number; readonly limit: number }
  | { readonly code: 'primary-without-cases'; readonly diagnosis: string; readonly operations: readonly string[] }
  | { readonly code: 'unknown-operation'; readonly operation: string; readonly cases: number }
  | { readonly code: 'year-without-cases'; readonly year: number }
  | { readonly code: 'left-out'; readonly problem: DipProblem['code']; readonly cases: number }

/** 病种目录 of one year, built from settled cases; plain data, `directoryText` writes it the same whatever came first. */
export interface DipDirectory {
  readonly rules: DipRules
  readonly years: readonly number[]
  readonly cases: number
  readonly cost: bigint
  /** Cases that could not be used, by `left-out` warnings. */
  readonly leftOut: number
  /** M: what a score is measured against, fen. */
  readonly referenceCost: Exact
  /** The same for drugs and for consumables; null when nobody used any. */
  readonly referenceDrugs: Exact | null
  readonly referenceConsumables: Exact | null
  /** Mean of all counted cases, fen, years weighted. */
  readonly meanCost: Exact
  /** Case-weighted means by level over all groups. */
  readonly byLevel: readonly DipLevelMean[]
  /** By id. */
  readonly groups: readonly DipGroup[]
  readonly warnings: readonly DipWarning[]
}

export type DirectoryRefusal =
  | { readonly code: 'dip.no-cases'; readonly leftOut: number }
  | { readonly code: 'dip.reference-without-cases'; readonly reference: string }
  | { readonly code: 'dip.rules-wrong'; readonly findings: readonly RulesFinding[] }

/** Something wrong with rules: where (a path in the data), and the values at fault. */
export interface RulesFinding {
  readonly code:
    | 'not-positive'
    | 'bounds-order'
    | 'bands-gap'
    | 'bands-overlap'
    | 'bands-start'
    | 'bands-end'
    | 'weights-sum'
    | 'duplicate'
    | 'missing'
    | 'unknown-name'
    | 'never-reached'
  readonly where: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** A coefficient of an auxiliary table that fits the case. */
export interface AppliedAuxiliary {
  readonly table: string
  readonly row: string
  readonly coefficient: Exact
  /** The measured value: points of comorbidity, days; null where a row is chosen by conditions. */
  readonly measure: number | null
  /** Only watched: never prices. */
  readonly watch: boolean
}

export interface DipAuxiliary {
  /** A: 1 when nothing applies. */
  readonly coefficient: Exact
  readonly rule: 'highest' | 'product'
  readonly applied: readonly AppliedAuxiliary[]
}

/** The group of one case. `status` is never `grouped` without `groupId`, nor the other way round. */
export interface DipGrouping {
  readonly status: 'grouped' | 'ungrouped' | 'invalid'
  readonly problem: DipProblem | null
  readonly groupId: string | null
  readonly kind: DipGroupKind | null
  readonly treatment: OperationKind | null
  readonly score: Exact | null
  readonly auxiliary: DipAuxiliary
  readonly unknownOperations: readonly string[]
}

/** A case as far as grouping reads it. */
export type GroupableCase = Pick<
  DipCase,
  'record' | 'cost' | 'drugs' | 'consumables' | 'admittedOn' | 'dischargedOn' | 'visitNumber'
>

/** Why a candidate was not chosen: the rule of the strategy at which it lost, and what was compared. */
export type CandidateLoss =
  | { readonly by: 'operations-missing'; readonly missing: readonly string[] }
  | { readonly by: 'principal-operation' }
  | { readonly by: 'most-operations'; readonly used: number; readonly best: number }
  /** Distances in yuan. */
  | { readonly by: 'nearest-mean-cost'; readonly distance: string; readonly best: string }
  | { readonly by: 'kind-order'; readonly kind: string; readonly best: string }
  | { readonly by: 'other-operations'; readonly more: readonly string[] }
  | { readonly by: 'case-has-operations' }
  | { readonly by: 'uses-no-operation' }
  | { readonly by: 'id-order' }

export interface DipCandidate {
  readonly groupId: string
  readonly kind: DipGroupKind
  readonly used: readonly string[]
  /** Null of the one chosen. */
  readonly lost: CandidateLoss | null
}

/** The road to the group, as plain data; sentences are made elsewhere. */
export interface DipTrace {
  readonly principalDiagnosis: string | null
  readonly key: string | null
  readonly operations: readonly {
    readonly code: string
    readonly kind: OperationKind | 'unknown'
    readonly counted: boolean
  }[]
  readonly candidates: readonly DipCandidate[]
  /** The comprehensive group that the case would fold into, and whether the directory has it; null without a range. */
  readonly comprehensive: { readonly groupId: string; readonly exists: boolean } | null
  readonly charlson: readonly { readonly condition: string; readonly weight: number; readonly diagnosis: string }[]
}

export interface TracedDipGrouping {
  readonly grouping: DipGrouping
  readonly trace: DipTrace
}

export type DeviationKind = 'normal' | 'low' | 'high' | 'extreme' | 'blank'
