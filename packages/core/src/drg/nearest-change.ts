import type { DischargeRecord } from '../encounter/index.ts'
import type { ComplicationLevel, Condition, ListId } from './types.ts'

/** The condition a change is about: what the other group asks, and whether it asks that it holds or that it does not. */
export interface Asked {
  readonly condition: Condition
  readonly holds: boolean
}

/** Facts of a stay besides codes. Sex and age are what they are; a wrong one is a slip to be mended, never a choice. */
export type StayFact =
  | 'department'
  | 'leavingType'
  | 'intensiveCareHours'
  | 'stayDays'
  | 'birthWeightGrams'
  | 'ageDays'
  | 'ageYears'
  | 'gender'

/**
 * What stands between a record and another group: something for a coder to verify 核对 against the notes, never advice to change it.
 * - `operation-first` 主要手术的选择: another operation of the record is the principal one
 * - `operation-missing` 漏编手术: an operation of a list, such as `code`, is not coded
 * - `operation-unfit` 手术核对: this operation decides, and should be borne out by the notes
 * - `diagnosis-missing`, `diagnosis-unfit`: the same for a secondary diagnosis
 * - `complication-missing`: a secondary diagnosis that is MCC or CC and counts, such as `code`; `excluded` are those that do not count
 * - `complication-unfit`: this MCC or CC decides
 * - `fact`: a fact of the stay
 */
export type Missing = { /** Null where the change was simply tried. */ readonly asked: Asked | null } & (
  | { readonly kind: 'operation-first'; readonly code: string; readonly index: number }
  | { readonly kind: 'operation-missing'; readonly list: ListId; readonly code: string; readonly principal: boolean }
  | { readonly kind: 'operation-unfit'; readonly code: string; readonly index: number }
  | { readonly kind: 'diagnosis-missing'; readonly list: ListId; readonly code: string }
  | { readonly kind: 'diagnosis-unfit'; readonly code: string; readonly index: number }
  | {
      readonly kind: 'complication-missing'
      readonly level: ComplicationLevel
      readonly code: string
      readonly excluded: readonly string[]
    }
  | {
      readonly kind: 'complication-unfit'
      readonly level: ComplicationLevel
      readonly code: string
      readonly index: number
    }
  | {
      readonly kind: 'fact'
      readonly field: StayFact
      readonly from: string | number | null
      readonly to: string | number | null
    }
)

/** The record with one thing otherwise. */
export function withChange(record: DischargeRecord, change: Missing): DischargeRecord {
  const { diagnoses, operations } = record
  switch (change.kind) {
    case 'operation-first': {
      const others = operations.filter((_, index) => index !== change.index)
      return { ...record, operations: [change.code, ...others] }
    }
    case 'operation-missing':
      return { ...record, operations: change.principal ? [change.code, ...operations] : [...operations, change.code] }
    case 'operation-unfit':
      return { ...record, operations: operations.filter((_, index) => index !== change.index) }
    case 'diagnosis-missing':
    case 'complication-missing':
      return { ...record, diagnoses: [...diagnoses, change.code] }
    case 'diagnosis-unfit':
    case 'complication-unfit':
      return { ...record, diagnoses: diagnoses.filter((_, index) => index !== change.index) }
    case 'fact': {
      // Days of age are told of infants only.
      const days = change.field === 'ageYears' && change.to !== 0 ? { ageDays: null } : {}
      return { ...record, [change.field]: change.to, ...days }
    }
  }
}

/** The record with all of it otherwise, one after the other: places are those after the change before. */
export function withChanges(record: DischargeRecord, changes: readonly Missing[]): DischargeRecord {
  return changes.reduce(withChange, record)
}

const weights: Readonly<Record<Exclude<Missing['kind'], 'fact'>, number>> = {
  'operation-first': 10,
  'complication-missing': 20,
  'complication-unfit': 22,
  'operation-unfit': 30,
  'diagnosis-unfit': 32,
  'diagnosis-missing': 36,
  'operation-missing': 70,
}

/** A further operation completes what is there; a principal one would be another stay. */
const furtherOperation = 34

/** Far behind any number of things that coding can mend. */
const unchangeable = 1_000

const factWeights: Readonly<Record<StayFact, number>> = {
  department: 40,
  leavingType: 42,
  intensiveCareHours: 44,
  stayDays: 46,
  birthWeightGrams: 48,
  ageDays: unchangeable,
  ageYears: unchangeable,
  gender: unchangeable + 100,
}

/** How far a change takes a record: what is often missed or misplaced in coding is near, sex and age are far. */
export function weightOf(change: Missing): number {
  if (change.kind === 'fact') return factWeights[change.field]
  return change.kind === 'operation-missing' && !change.principal ? furtherOperation : weights[change.kind]
}
