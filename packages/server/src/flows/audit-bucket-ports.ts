import type { AuditArchive } from './audit-archive-ports.ts'
import type { AuditComparison } from './audit-compare.ts'
import type { AuditCounts } from './audit-counts.ts'
import type { FoundRow } from './audit-findings.ts'
import type { AuditBucket } from './audit-run-ports.ts'

/** What one bucket came to; a comparison of two releases where that was asked. */
export interface BucketOutcome {
  readonly counts: AuditCounts
  readonly comparison: AuditComparison | null
}

/** One bucket in one transaction: findings and the mark that it is done stand together or not at all. */
export interface BucketStore {
  /**
   * @param runId null writes nothing
   * @param work  reads the archive and keeps what it finds; `keep` tells how many were not on file
   */
  inBucket(
    runId: string | null,
    bucket: AuditBucket,
    work: (
      archive: AuditArchive,
      keep: (rows: readonly FoundRow[], kind: string) => Promise<number>,
    ) => Promise<BucketOutcome>,
  ): Promise<BucketOutcome>
}

/** Works buckets, as many at a time as it has hands. */
export interface AuditHands {
  readonly count: number
  work(bucket: AuditBucket): Promise<BucketOutcome>
  close(): Promise<void>
}
