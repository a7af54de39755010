import type { DivisionCode, IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { AuditCounts } from './audit-counts.ts'

/** What is audited: bills of one region's insured, settled on these days, by one release. Half-open. */
export interface AuditScope {
  readonly division: DivisionCode
  readonly from: IsoDate
  readonly until: IsoDate
  /** Bills of this institution only; of dry runs, for what a run writes is told by region and days. */
  readonly providerCode?: string
}

/** What a run looks for: rules of one release by their codes, in order; null for all of them. */
export interface AuditAim {
  readonly digest: string
  readonly rules: readonly string[] | null
}

export interface AuditRun extends AuditScope, AuditAim {
  readonly runId: string
  readonly state: 'running' | 'done'
  /** Null while it runs. */
  readonly counts: AuditCounts | null
  readonly startedAt: LocalDateTime
  readonly startedBy: string
  readonly finishedAt: LocalDateTime | null
}

/** A piece of the work: persons by number, or the groups of some days. */
export interface AuditBucket {
  /** `person`, or the name of a group plan: `provider`, `doctor`, `device:deviceLog`. */
  readonly kind: string
  readonly number: number
  /** Persons from the first up to and with the last; of groups the days, half-open. */
  readonly firstKey: string
  readonly lastKey: string
  readonly visits: number
}

/** A bucket of a run; `counts` null until it is done. */
export interface AuditPart extends AuditBucket {
  readonly counts: AuditCounts | null
}

export interface AuditRunStore {
  /**
   * Runs `work` while nobody else audits the region.
   *
   * @returns `busy` when somebody does
   */
  alone<T>(division: DivisionCode, work: () => Promise<T>): Promise<T | 'busy'>
  /** The first day from which the lines of bills are all on file; null when none was ever taken away. */
  completeFrom(): Promise<IsoDate | null>
  /** A run of the same scope and aim that was not ended. */
  unfinished(scope: AuditScope, aim: AuditAim): Promise<AuditRun | null>
  /** Whether a run of the same scope over all rules of the release was ended. */
  isDone(scope: AuditScope, digest: string): Promise<boolean>
  /** Cuts the persons of the scope into buckets of about so many visits, in the order of their numbers; nothing is written. */
  buckets(scope: AuditScope, visits: number): Promise<readonly AuditBucket[]>
  begin(run: AuditRun, buckets: readonly AuditBucket[]): Promise<void>
  parts(runId: string): Promise<readonly AuditPart[]>
  finish(runId: string, counts: AuditCounts, at: LocalDateTime): Promise<void>
  /** The latest runs first. */
  runs(filter: { readonly division: DivisionCode | null; readonly limit: number }): Promise<readonly AuditRun[]>
}
