import type {
  BadWhen,
  CardEvent,
  DispensedDrug,
  Grain,
  IndicatorValue,
  JudgedIndicator,
  Means,
  SetFor,
  StayFact,
} from '@yibao/core/supervision'

/** `2025-03`. */
export type Month = string

/** Whole months, both ends included. */
export interface MonthRange {
  readonly from: Month
  readonly through: Month
}

/** The tables of a lake, each a folder of Parquet files by month. */
export type LakeTable =
  | 'settlement'
  | 'line'
  | 'diagnosis'
  | 'drg_case'
  | 'ledger'
  | 'enrolment'
  | 'finding'
  | 'screening'
  | 'reminder'
  | 'provider'
  | 'matter'
  | 'side'

/** One file of a lake. */
export interface LakeFile {
  readonly table: LakeTable
  readonly month: Month
  /** Within the lake, with `/`. */
  readonly path: string
  readonly rows: number
  readonly bytes: number
  /** SHA-256 of its bytes. */
  readonly digest: string
}

/** `lake.json`: what was exported. */
export interface LakeManifest {
  readonly schema: number
  readonly divisions: readonly string[]
  readonly months: readonly Month[]
  readonly rows: Readonly<Partial<Record<LakeTable, number>>>
  readonly files: readonly LakeFile[]
  /** Over tables, months and digests of the files: the same data gives the same, whenever it was exported. */
  readonly digest: string
  readonly madeAt: string
  /** Months whose lines are no longer on file, and other reasons why a number of the lake is not whole. */
  readonly gaps: readonly string[]
}

export type Frequency = 'day' | 'month' | 'quarter' | 'year'

/**
 * What a number is made of, row by row, so that the rows behind it add up to it. `where` and the other texts are DuckDB expressions
 * over the columns of one row of the view.
 */
export type IndicatorPart =
  | { readonly kind: 'count'; readonly where: string }
  | { readonly kind: 'sum'; readonly of: string; readonly where: string }
  /** How many different values there are. */
  | { readonly kind: 'distinct'; readonly of: string; readonly where: string }
  /** The sum of `of` divided by the rows; no exact number. */
  | { readonly kind: 'mean'; readonly of: string; readonly where: string }
  /** How many rows have the most frequent value. */
  | { readonly kind: 'most'; readonly of: string; readonly where: string }
  /** At a share of the rows in the order of their values (discrete). */
  | { readonly kind: 'quantile'; readonly of: string; readonly at: number; readonly where: string }

/** One indicator, as policy/supervision/indicators tells it. */
export interface IndicatorDefinition {
  readonly code: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly topic: string
  readonly unit: string
  /** The view of the lake that it counts over. */
  readonly of: string
  readonly numerator: IndicatorPart
  /** Null of a plain count or sum. */
  readonly denominator: IndicatorPart | null
  /** `value` is numerator ÷ denominator × this, in `unit`: 100 of a percentage, 0.01 of fen as yuan. */
  readonly factor: number
  readonly grains: readonly Grain[]
  readonly frequency: readonly Frequency[]
  readonly badWhen: BadWhen
  readonly means: readonly Means[]
  readonly reference: SetFor & {
    readonly text: { readonly zh: string; readonly en: string }
    /** In the unit of the indicator; null where there is no set value. */
    readonly target: number | null
    readonly band: JudgedIndicator['band']
    /** Where agreements tell institutions of a level something else. */
    readonly bandOfLevel: JudgedIndicator['bandOfLevel']
    /** Our own starting value, to be calibrated. */
    readonly assumed: boolean
  }
  readonly source: readonly string[]
  readonly confidence: 'high' | 'medium' | 'low'
  /** Tables of the lake, or `side.beds`: without rows of each there is nothing to count. */
  readonly needs: readonly string[]
  /** How we read the definition where it leaves a choice; null where it leaves none. */
  readonly note: { readonly zh: string; readonly en: string } | null
}

/** Definitions read from one folder. */
export interface IndicatorBook {
  readonly definitions: readonly IndicatorDefinition[]
  /** SHA-256 over all of them. */
  readonly digest: string
}

export interface ValuesAsked {
  readonly range: MonthRange
  /** Those that a definition does not have are left out; all of its own when absent. */
  readonly grains?: readonly Grain[]
  readonly frequencies?: readonly Frequency[]
}

/** What the lake cannot tell: never a silent absence. */
export interface LackingIndicator {
  readonly indicator: string
  /** Null when no value can be told at all; else the one grain for which there is none. */
  readonly grain: Grain | null
  /** Tables, side facts or views without any row, e.g. `side.beds`, `stays`; columns that are empty everywhere, e.g. `settlement.terminal`. */
  readonly needs: readonly string[]
}

/** One row behind a number. */
export interface IndicatorRow {
  /** What it is the row of: a settlement, a line, a case. */
  readonly key: string
  /** Its part of the numerator and of the denominator: over all rows these sums are the two numbers. */
  readonly numerator: number
  readonly denominator: number
  /** What stands in it, in the order of the view. */
  readonly columns: Readonly<Record<string, string | number | boolean | null>>
}

/** Which number: an `IndicatorValue` will do. */
export type NumberAsked = Pick<IndicatorValue, 'indicator' | 'period' | 'subject'>

export interface LakeReader {
  readonly manifest: LakeManifest
  /** Discharged stays of the months, those undone left out; ordered by person, first day, number. */
  stays(range: MonthRange): AsyncIterable<StayFact>
  /** Presences at counters outside stays, ordered by time and number. */
  events(range: MonthRange): AsyncIterable<CardEvent>
  /** Dispensings with the days that they last, ordered by person, ingredient, day, number. */
  dispensed(range: MonthRange): AsyncIterable<DispensedDrug>
  /** Which of these the lake has no data for. */
  lacking(definitions: readonly IndicatorDefinition[]): Promise<readonly LackingIndicator[]>
  /** All values of the definitions that are not lacking, in no promised order. The definitions are sound (`lake/check.ts`). */
  values(definitions: readonly IndicatorDefinition[], asked: ValuesAsked): AsyncIterable<IndicatorValue>
  /** The rows behind one number, ordered by key. */
  rows(definition: IndicatorDefinition, asked: NumberAsked): AsyncIterable<IndicatorRow>
  close(): Promise<void>
}
