import type {
  Grain,
  IndicatorValue,
  JudgedIndicator,
  Judgement,
  MeansRules,
  Risk,
  Subject,
  Topic,
} from '@yibao/core/supervision'
import type { Frequency, IndicatorBook, LackingIndicator, LakeReader, Month } from './lake-ports.ts'

/** How indicators are judged, and which make a score together. */
export interface SupervisionBook {
  readonly rules: MeansRules
  /** Months behind the one that is told, itself included. */
  readonly historyMonths: number
  readonly trendGrains: readonly Grain[]
  readonly riskGrains: readonly Grain[]
  readonly caseMix: Readonly<Record<string, JudgedIndicator['mix']>>
  /** Indicators whose rows are sums already, no cases. */
  readonly summed: readonly string[]
  readonly topics: readonly Topic[]
  /** SHA-256 over all of it. */
  readonly digest: string
}

/** What is to be told. */
export interface IndicatorOrder {
  /** `2025-03`, `2025`, `2025-Q1`, `2025-03-07`. */
  readonly period: string
  /** Codes of topics; null of all indicators. */
  readonly topics: readonly string[] | null
  /** Indicators beside those of the topics. */
  readonly indicators: readonly string[]
  /** Null of all but persons and what persons take, who are many. */
  readonly grains: readonly Grain[] | null
}

/** The months of one indicator of one subject, as its trend saw them. */
export interface SeriesRow {
  readonly indicator: string
  readonly subject: Pick<Subject, 'grain' | 'key'>
  readonly first: Month
  /** One for each month; null where there is none. */
  readonly values: readonly (number | null)[]
}

export interface RunRows {
  readonly values: IndicatorValue
  readonly judgements: Judgement
  readonly risks: Risk
  readonly series: SeriesRow
}

export type RunFile = keyof RunRows

export const runFiles: readonly RunFile[] = ['values', 'judgements', 'risks', 'series']

export interface RunCounts {
  /** By indicator and means. */
  readonly judged: Readonly<Record<string, Readonly<Record<string, { bad: number; fine: number; refused: number }>>>>
  /** By the code of the reason. */
  readonly refused: Readonly<Record<string, number>>
  readonly risks: { readonly scored: number; readonly listed: number; readonly refused: number }
}

/** `run.json`: what a run told, from what, and how it can be told again. */
export interface IndicatorRun {
  readonly schema: 1
  readonly order: IndicatorOrder
  readonly lake: { readonly folder: string; readonly digest: string; readonly gaps: readonly string[] }
  /** The archive's months that trends could see. */
  readonly months: readonly Month[]
  readonly definitions: string
  readonly topics: string
  readonly seed: number
  readonly lacking: readonly LackingIndicator[]
  readonly counts: RunCounts
  readonly files: Readonly<Record<RunFile, { readonly rows: number; readonly digest: string }>>
  /** Over everything above but the folder: the same order over the same data has the same. */
  readonly digest: string
  readonly madeAt: string
}

/** Where a run is written. Only a finished one has its `run.json`. */
export interface RunSink {
  append<Name extends RunFile>(name: Name, rows: Iterable<RunRows[Name]>): Promise<void>
  finish(run: Omit<IndicatorRun, 'files' | 'digest'>): Promise<IndicatorRun>
  /** Leaves nothing behind. */
  abandon(): Promise<void>
}

/** A finished run. */
export interface RunReader {
  readonly run: IndicatorRun
  /** Rows of one indicator, or all, in the order of subjects. */
  rows<Name extends RunFile>(name: Name, indicator?: string): AsyncIterable<RunRows[Name]>
}

/** Everything that a run takes. */
export interface IndicatorGround {
  readonly lake: LakeReader
  readonly folder: string
  readonly indicators: IndicatorBook
  readonly book: SupervisionBook
  readonly sink: RunSink
  readonly now: () => string
  readonly progress: (done: number, all: number) => void
}

export type IndicatorRunRefusal =
  | { readonly code: 'supervision.archive-gap'; readonly months: readonly Month[]; readonly onFile: readonly Month[] }
  | { readonly code: 'supervision.unknown-topic'; readonly topic: string; readonly known: readonly string[] }
  | { readonly code: 'supervision.unknown-indicator'; readonly indicator: string }
  | { readonly code: 'supervision.wrong-period'; readonly period: string }
  | { readonly code: 'supervision.wrong-frequency'; readonly indicator: string; readonly told: readonly Frequency[] }
