import type { DivisionCode, LocalDateTime } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { ComparedGroup, ComparedInstitution, Comparison } from '@yibao/core/payment'
import type { Operation } from './operation-log.ts'

/** What a comparison is of. */
export interface ComparisonHead {
  readonly comparisonId: string
  readonly division: DivisionCode
  readonly year: number
  readonly source: string
  readonly madeAt: LocalDateTime
}

/** A comparison as it is listed. */
export interface ListedComparison extends ComparisonHead {
  readonly cases: number
  readonly institutions: number
  readonly methods: Comparison['methods']
}

/** A comparison without its rows of institutions and groups. */
export interface ComparisonSummary extends ListedComparison {
  readonly content: Omit<Comparison, 'institutions' | 'groups'>
}

/** Where a page of comparisons ends, newest first. */
type ComparisonKey = Pick<ComparisonHead, 'madeAt' | 'comparisonId'>

/** What a finished comparison came to, kept for those who look. */
export interface ComparisonStore {
  find(reach: Reach, after: ComparisonKey | null, limit: number): Promise<readonly ListedComparison[]>
  summary(comparisonId: string): Promise<ComparisonSummary | null>
  /** Rows behind number `after`, from 0. */
  institutions(comparisonId: string, after: number, limit: number): Promise<readonly ComparedInstitution[]>
  groups(comparisonId: string, after: number, limit: number): Promise<readonly ComparedGroup[]>
}

/** Writes a comparison with its row of the log, at once or not at all. */
export type KeepComparison = (head: ComparisonHead, comparison: Comparison, operation: Operation) => Promise<void>
