import type { DischargeRecord } from '../encounter/index.ts'
import type { DateRange } from '../kernel/index.ts'

/** Bounds of a number; all that are given must hold. A value that is absent holds no bound. */
export interface Bounds {
  readonly lt?: number
  readonly lte?: number
  readonly gt?: number
  readonly gte?: number
  readonly eq?: number
}

export type NumericField = 'ageYears' | 'ageDays' | 'weightG' | 'stayDays' | 'icuHours'

/** A list of codes by its id in the scheme. */
export type ListId = string

export interface TraumaSites {
  readonly sites: readonly { readonly name: string; readonly dx: ListId }[]
  /** At least so many sites are hit. */
  readonly min: number
}

/** The condition language of scheme packs: an object with exactly one key, as it stands in `scheme.json`. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly const: boolean }
  | { readonly dx1In: ListId }
  | { readonly dx2In: ListId }
  | { readonly dxAnyIn: ListId }
  | { readonly op1In: ListId }
  | { readonly op2In: ListId }
  | { readonly opAnyIn: ListId }
  | { readonly hasOp: true }
  | { readonly mcc: true }
  | { readonly cc: true }
  | { readonly gender: '1' | '2' }
  | { readonly leavingType: readonly string[] }
  | { readonly dept: readonly string[] }
  | { readonly traumaSites: TraumaSites }
  | { readonly [Field in NumericField]?: Bounds }

export interface DrgSplit {
  readonly drg: string
  readonly when: Condition
}

/** 核心疾病诊断相关组. */
export interface Adrg {
  readonly code: string
  readonly name: string
  readonly when: Condition
  /** The first that holds is the group. */
  readonly drgs: readonly DrgSplit[]
  /** The result when no split holds; empty: go on with the next step of the MDC. */
  readonly else: string
}

/** A step of an MDC: try an ADRG, or give a result outright (the ambiguous group QY). */
export type MdcStep = { readonly adrg: string } | { readonly result: string; readonly when: Condition }

/** 主要诊断大类. */
export interface Mdc {
  readonly name: string
  readonly when: Condition
  readonly principalDxList?: ListId
  readonly steps: readonly MdcStep[]
}

export interface Fallback {
  readonly whenResult: string
  readonly retry: 'eachOtherOperationAlone'
}

export type ComplicationLevel = 'MCC' | 'CC'

/** A grouping scheme 分组方案 as read from its pack, checked for form; plain data. */
export interface Scheme {
  readonly scheme: string
  readonly title: string
  /** The days of discharge it is meant for; null when the pack does not say. */
  readonly range: DateRange | null
  readonly mdcOrder: readonly string[]
  readonly mdcs: Readonly<Record<string, Mdc>>
  /** By key of a step; the code may differ from the key (Beijing tries AH1_1, AH1_2 …, all ADRG AH1). */
  readonly adrgs: Readonly<Record<string, Adrg>>
  readonly drgNames: Readonly<Record<string, string>>
  readonly fallbacks: readonly Fallback[]
  readonly lists: Readonly<Record<ListId, readonly string[]>>
  /** Level and exclusion tables (one or several) of each complication. */
  readonly complications: readonly { readonly dx: string; readonly level: ComplicationLevel; readonly table: string }[]
  /** The exclusion tables (one or several) of each principal diagnosis. */
  readonly exclusions: readonly { readonly principalDx: string; readonly table: string }[]
}

export type GroupStatus = 'grouped' | 'ungroupable' | 'ambiguous' | 'invalid'

/** The group of one case. `mdc` is 0000, `adrg` 00 and `drg` 0000 where there is none. */
export interface Grouping {
  readonly status: GroupStatus
  readonly mdc: string
  readonly adrg: string
  readonly drg: string
}

export type CodeKind = 'diagnosis' | 'operation'

export type RecordProblemCode =
  | 'drg.gender-unknown'
  | 'drg.age-missing'
  | 'drg.age-impossible'
  | 'drg.age-days-missing'
  | 'drg.age-days-impossible'
  | 'drg.birth-weight-missing'
  | 'drg.birth-weight-impossible'
  | 'drg.stay-impossible'
  | 'drg.intensive-care-impossible'
  | 'drg.principal-diagnosis-missing'

/** Why a record cannot be grouped: the field and what stands in it. */
export interface RecordProblem {
  readonly code: RecordProblemCode
  readonly field: keyof DischargeRecord
  readonly value: string | number | null
}

/** A code that no list, complication or exclusion of the scheme names: it decides nothing, and somebody should look at it. */
export interface UnknownCode {
  readonly kind: CodeKind
  readonly code: string
}

/** What made a condition hold: a code of the record and the list it hit; `mcc` and `cc` hit no list. */
export interface Hit {
  readonly by: 'dx1In' | 'dx2In' | 'dxAnyIn' | 'op1In' | 'op2In' | 'opAnyIn' | 'traumaSites' | 'mcc' | 'cc'
  readonly list: ListId | null
  readonly code: string
  /** Its place among the diagnoses or operations of the record, 0 the principal one. */
  readonly index: number
}

/**
 * The first condition of a gate that does not hold: never an `all`, for then it is the part of it that fails. Of an `any`
 * every part fails. `hits` tells what was hit all the same: the code that breaks a `not`, the sites below the minimum.
 */
export interface Failed {
  readonly condition: Condition
  readonly hits: readonly Hit[]
}

export type SplitTried =
  | { readonly drg: string; readonly holds: false; readonly failed: Failed }
  | { readonly drg: string; readonly holds: true; readonly hits: readonly Hit[] }

/**
 * One step of an MDC: `step` is the key of the ADRG in the scheme, or the result that the step gives outright.
 * - `refused`: its gate does not hold
 * - `split`: the last of `splits` holds and is the result
 * - `else`: no split holds, the ADRG's `else` is the result
 * - `result`: the step gives its result outright
 * - `passed`: no split holds and there is no `else`, so the walk goes on
 */
export type StepTried =
  | { readonly step: string; readonly outcome: 'refused'; readonly failed: Failed }
  | {
      readonly step: string
      readonly outcome: 'split' | 'else' | 'result' | 'passed'
      readonly hits: readonly Hit[]
      readonly splits: readonly SplitTried[]
    }

/** One MDC in the scheme's order. An MDC that was entered and whose steps led nowhere is followed by the next one. */
export type MdcTried =
  | { readonly mdc: string; readonly entered: false; readonly failed: Failed }
  | {
      readonly mdc: string
      readonly entered: true
      readonly hits: readonly Hit[]
      readonly steps: readonly StepTried[]
    }

/** One walk over the MDCs, in the scheme's order, up to the one that gave the result. */
export interface Walk {
  /** All operations of the record, or the only one (by its place) with which a fallback tried again. */
  readonly operations: 'all' | number
  readonly mdcs: readonly MdcTried[]
  readonly result: Grouping
}

/** A secondary diagnosis that is a complication. It counts when it shares no exclusion table with the principal diagnosis. */
export interface ComplicationSeen {
  readonly index: number
  readonly dx: string
  readonly level: ComplicationLevel
  readonly tables: readonly string[]
  /** The tables it shares with the principal diagnosis; empty when it counts. */
  readonly excludedBy: readonly string[]
  readonly counted: boolean
}

/** The road of one case through a scheme, as plain data without sentences; conditions are those of the scheme itself. */
export interface GroupTrace {
  readonly scheme: string
  /** Why the record was not grouped; then there are no walks. */
  readonly problem: RecordProblem | null
  /** The exclusion tables of the principal diagnosis. */
  readonly principalTables: readonly string[]
  /** Every secondary diagnosis that is MCC or CC, in the record's order, whether a split asked for it or not. */
  readonly complications: readonly ComplicationSeen[]
  /** The first is that of the record as it stands; each further one a retry of a fallback. The last gave the result. */
  readonly walks: readonly Walk[]
}

export interface TracedGrouping {
  readonly grouping: Grouping
  readonly trace: GroupTrace
}
