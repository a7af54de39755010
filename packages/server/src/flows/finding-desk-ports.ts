import type { AuditRelease } from '@yibao/core/audit'
import type { ReviewState } from '@yibao/core/casework'
import type { Fen, IsoDate, LocalDateTime, Quantity, UnitPrice } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { StoredFinding } from './audit-findings.ts'
import type { Belongs } from './rest-ports.ts'

/** What has become of a finding in casework. */
type FindingState = 'new' | 'open' | 'closed'

/** What is looked for; null looks at all. Days of what was found, both included. */
export interface FindingQuestion {
  readonly rule: string | null
  readonly providerCode: string | null
  readonly doctor: string | null
  readonly insuredId: string | null
  readonly severity: StoredFinding['severity'] | null
  readonly state: FindingState | null
  /** What became this review item. */
  readonly matterId: string | null
  readonly from: IsoDate | null
  readonly until: IsoDate | null
}

/** One finding, however often it was found: its latest after settlement, else at settlement. */
export interface ListedFinding extends Omit<StoredFinding, 'runId' | 'moment'> {
  readonly kind: 'person' | 'group'
  readonly moment: 'in' | 'post'
  readonly providerName: string | null
  /** As it is on file: who shows it masks it. */
  readonly personName: string | null
  readonly doctor: string | null
  readonly matter: { readonly matterId: string; readonly state: ReviewState; readonly version: number } | null
}

/** The same with where it belongs, and whether its bill stands; of a group's finding nothing was undone. */
export interface PlacedFinding extends ListedFinding, Belongs {
  readonly stands: boolean
}

/** A line of a visit that a finding is about. */
export interface FoundLine {
  readonly visitId: string
  readonly lineNumber: string
  readonly at: LocalDateTime
  readonly itemCode: string
  readonly itemName: string
  readonly price: UnitPrice
  readonly quantity: Quantity
  readonly total: Fen
  readonly eligible: Fen
  readonly doctor: string | null
}

export type FindingGrouping = 'rule' | 'institution' | 'doctor' | 'person'

export interface FindingGroup {
  readonly key: string
  /** Of a rule the words of its latest finding; of an institution or person one name, not masked. */
  readonly name: { readonly zh: string; readonly en: string } | null
  readonly providerCode: string | null
  readonly findings: number
  readonly stake: Fen
  readonly deducted: Fen
  readonly taken: number
}

export interface FindingPlaceKey {
  readonly foundOn: IsoDate
  readonly findingId: string
}

export type FindingGroupKey = Pick<FindingGroup, 'stake' | 'key'>

export interface FindingReads {
  /** Newest first. */
  find(
    asked: FindingQuestion,
    reach: Reach,
    after: FindingPlaceKey | null,
    limit: number,
  ): Promise<readonly ListedFinding[]>
  /** The most money first. */
  groups(
    by: FindingGrouping,
    asked: FindingQuestion,
    reach: Reach,
    page: { readonly after: FindingGroupKey | null; readonly limit: number },
  ): Promise<readonly FindingGroup[]>
  /** Those that are on file, in no promised order. */
  named(findingIds: readonly string[]): Promise<readonly PlacedFinding[]>
  /** Settled lines of these visits of a person: the named ones (`visit/line`) first, at most so many, and how many there are. */
  lines(
    insuredId: string,
    visitIds: readonly string[],
    named: readonly string[],
    most: number,
  ): Promise<{ readonly lines: readonly FoundLine[]; readonly all: number }>
  /** The release by which a finding was made; null when it is not on file. */
  release(digest: string): Promise<AuditRelease | null>
}
