import type { ProviderLevel } from '../encounter/index.ts'
import type { DateRange, Exact, Fen } from '../kernel/index.ts'

/** 治疗方式: surgery, therapeutic and diagnostic procedures; conservative is care without any of them. */
export type OperationKind = 'surgery' | 'therapeutic' | 'diagnostic' | 'conservative'

/** How much of the principal diagnosis makes the key: `K35`, `K35.1` or the whole code. */
export type DiagnosisKeyLevel = 'category' | 'subcategory' | 'full'

/** 操作属性: an operation, or with a star at its end all that begin so; the longest that fits counts. */
export interface OperationAttribute {
  readonly code: string
  readonly kind: OperationKind
  readonly grade: number | null
}

export type UnknownOperationRule =
  | { readonly treat: 'ignore' }
  | { readonly treat: 'as'; readonly kind: OperationKind }
  | { readonly treat: 'refuse' }

/** Which operations of a case make its combination, a set: order and repetition never matter. */
export interface CombinationRule {
  /** The first tier of kinds of which the case has any operation; only those count. */
  readonly tiers: readonly (readonly OperationKind[])[]
  /** How much of the operation code counts: the whole or its first four digits (`47.01`). */
  readonly code: 'full' | 'four-digit'
  /** More operations than this are cut to the first ones in the order of the record; null keeps all. */
  readonly most: number | null
}

export interface Trimming {
  /** Shares of the cases with the lowest and highest cost that means do not count, ppm; floor(share × cases) of each end. */
  readonly lowPpm: number
  readonly highPpm: number
  /** Over all cases of a group, over those of each year of it. */
  readonly per: 'group' | 'group-year'
}

/** Weight of a year by its distance to the directory's own: 1 is the year before. */
export interface YearWeight {
  readonly back: number
  readonly weight: Exact
}

export type ScoreMethod =
  /** Measured against the mean of all cases. */
  | { readonly kind: 'mean-cost'; readonly mean: 'all' | 'trimmed' }
  /** Against the mean of all cases with this diagnosis key, or of the group with this id. */
  | { readonly kind: 'reference-disease'; readonly reference: string }
  /** Against a sum in fen. */
  | { readonly kind: 'fixed-quota'; readonly quota: Fen }

export interface ComprehensiveRule {
  /** Fold by category (`K35`) or by the listed range that holds the category. */
  readonly by: 'category' | 'range'
  readonly ranges: readonly { readonly from: string; readonly to: string }[]
  readonly withGrade: boolean
  /** A comprehensive group with fewer cases is not kept: its cases are blank. */
  readonly threshold: number
}

/** `core-surgery`, `primary-therapeutic`, `comprehensive-conservative` … */
export type KindOrderEntry = `${'core' | 'primary' | 'comprehensive'}-${OperationKind}`

/** 选组策略: how a tie between groups that use operations of the case is broken; what is left is decided by the id. */
export type TieRule =
  | { readonly rule: 'principal-operation' }
  | { readonly rule: 'most-operations' }
  | { readonly rule: 'nearest-mean-cost' }
  | { readonly rule: 'kind-order'; readonly order: readonly KindOrderEntry[] }

export interface MatchingStrategy {
  /** Whether the whole set, all operations of the group (the case may have more) or one of them must be there. */
  readonly operations: 'same-set' | 'all-present' | 'any-present'
  /** In turn, between the core and primary groups that use an operation of the case. */
  readonly ties: readonly TieRule[]
  /** Without such a group: conservative and comprehensive groups of the case, in this order. */
  readonly rest: readonly KindOrderEntry[]
  /** Whether a case with operations may come into a conservative group. */
  readonly conservativeWithOperations: boolean
  /** What becomes of a case that fits no group. */
  readonly unmatched: 'blank' | 'ungrouped'
}

/** 基层病种. */
export interface PrimaryGroup {
  readonly diagnosis: string
  readonly operations: readonly string[]
  readonly coefficient: Exact
}

/** Whole numbers, both ends included; `to` null has no end. */
export interface Band {
  readonly name: string
  readonly from: number
  readonly to: number | null
  readonly coefficient: Exact
}

export type AuxiliaryScope = 'all' | 'tumour' | 'non-tumour'

/** Conditions that all must hold; one left out asks nothing. */
export interface SeverityRow {
  readonly name: string
  readonly coefficient: Exact
  readonly leavingType?: readonly string[]
  readonly stayDays?: { readonly from: number; readonly to: number | null }
  /** Some secondary diagnosis is in this list and not excluded by the principal one. */
  readonly secondaryIn?: string
  /** Cost is at least so many times the mean of the group. */
  readonly costTimesMean?: Exact
  /** Drugs, or what is neither drugs nor consumables, make at least so much of the cost, ppm. */
  readonly shareAtLeast?: { readonly of: 'drugs' | 'treatment'; readonly ppm: number }
}

export type AuxiliaryTable =
  | {
      readonly kind: 'bands'
      readonly name: string
      /** Age in whole years, age in days of those under one year, points of comorbidity, days in intensive care, number of the stay. */
      readonly measure: 'age-years' | 'age-days' | 'charlson' | 'intensive-care-days' | 'visit-number'
      readonly scope: AuxiliaryScope
      readonly effect: 'price' | 'watch'
      readonly bands: readonly Band[]
    }
  | {
      readonly kind: 'severity'
      readonly name: string
      readonly scope: AuxiliaryScope
      readonly effect: 'price' | 'watch'
      /** The first that holds counts. */
      readonly rows: readonly SeverityRow[]
    }

/** Secondary diagnoses that count, unless the principal one has their exclusion table; a star at the end takes all that begin so. */
export interface SecondaryList {
  readonly name: string
  readonly codes: readonly { readonly code: string; readonly table: string | null }[]
  readonly exclusions: readonly { readonly principal: string; readonly table: string }[]
}

export interface AuxiliaryRules {
  readonly several: 'highest' | 'product'
  readonly tables: readonly AuxiliaryTable[]
  readonly lists: readonly SecondaryList[]
  /** Categories of malignant tumours, both ends included. */
  readonly tumour: readonly { readonly from: string; readonly to: string }[]
  /** How hours in intensive care become days. */
  readonly intensiveCareDay: 'begun' | 'full'
}

/** `at`: which side a case exactly on the limit falls. */
export interface DeviationLimit<Side extends string> {
  readonly times: Exact
  readonly at: Side
}

/** What a deviating case is compared with. */
export type ComparatorKind = 'payment-standard' | 'level-mean-last-year'

/** What stands in when the group had no case at that level last year. */
export type ComparatorFallback = 'group-last-year' | 'group' | 'refuse'

/** How a kind of deviating case makes points out of RW: the factor, and which coefficients it keeps. */
export interface DeviationForm {
  /** `one`; `ratio` (c / a); `excess` (c / a − limit + 1); `excess-institution` (c / a − limit + H); `institution` (H). */
  readonly factor: 'one' | 'ratio' | 'excess' | 'excess-institution' | 'institution'
  readonly times: Exact
  readonly keepsInstitution: boolean
  readonly keepsAuxiliary: boolean
  /** 特例单议: points are provisional until experts decide. */
  readonly review: boolean
}

/** For `./yibao dip group` alone, where a region tries its rules out: what a case is paid follows its plan of payment. */
export interface DeviationRules {
  /** What the case is tested against, and what its factor is made of. */
  readonly test: ComparatorKind
  readonly factor: ComparatorKind
  readonly fallback: ComparatorFallback
  readonly low: DeviationLimit<'low' | 'normal'>
  readonly high: DeviationLimit<'normal' | 'high'>
  readonly extreme: DeviationLimit<'high' | 'extreme'> | null
  readonly forms: Readonly<Record<'normal' | 'low' | 'high' | 'extreme' | 'blank', DeviationForm>>
}

/** 机构系数: basic is the mean of the level by that of the city, over all groups or in each. */
export interface InstitutionRules {
  readonly basic: 'level-mean' | 'group-level-mean' | 'listed'
  readonly listed: readonly { readonly level: ProviderLevel; readonly coefficient: Exact }[]
  readonly additions: readonly { readonly name: string; readonly coefficient: Exact }[]
  readonly most: Exact | null
  /** Decimals of a published coefficient, half up; null keeps the exact fraction. */
  readonly decimals: 4 | 6 | null
}

/** A value that no source prints, or one a source prints: kept so that no figure goes without. */
export interface RuleSource {
  /** Path of the value in these rules: `threshold`, `deviation.low`. */
  readonly where: string
  readonly source: string
  readonly assumed: string | null
}

/** 分组与分值规则: everything a directory depends on besides the cases. Plain data. */
export interface DipRules {
  readonly name: string
  readonly title: string
  /** The days of discharge for which a directory built by these rules groups. */
  readonly range: DateRange
  /** The year the directory is for; its cases are of the years before. */
  readonly year: number
  readonly yearWeights: readonly YearWeight[]
  readonly diagnosisKey: DiagnosisKeyLevel
  readonly operations: readonly OperationAttribute[]
  readonly unknownOperation: UnknownOperationRule
  readonly combination: CombinationRule
  /** Cases of one combination from which on it is a core group. */
  readonly threshold: number
  /** Where rare combinations go: straight to a comprehensive group, or first to a core group by the strategy. */
  readonly rare: 'comprehensive' | 'matching-core'
  readonly trimming: Trimming | null
  readonly score: ScoreMethod
  readonly scale: number
  /** Decimals of a published score, half up; null keeps the exact fraction. */
  readonly scoreDecimals: 4 | 6 | null
  readonly comprehensive: ComprehensiveRule
  readonly matching: MatchingStrategy
  readonly primaryGroups: readonly PrimaryGroup[]
  readonly auxiliary: AuxiliaryRules
  readonly deviation: DeviationRules
  readonly institution: InstitutionRules
  /** A group whose costs vary more is called unstable, ppm. */
  readonly unstableAbovePpm: number
  /** A group with fewer cases is called small. */
  readonly fewCases: number
  readonly sources: readonly RuleSource[]
}
