import type { SideRow } from '@yibao/core/audit'
import type { IsoDate } from '@yibao/core/kernel'
import type { SeenPerson, SeenSources } from '@yibao/core/settlement'
import type { ArchivedPerson, ArchivedVisit } from './audit-ground.ts'
import type { AuditBucket, AuditScope } from './audit-run-ports.ts'

/** How much of a person's past is read. */
export interface PastNeed {
  readonly days: number
  /** Of which items past lines are read; an empty list reads the visits without their lines. */
  readonly items: readonly string[] | 'all' | 'none'
  /** Visits without such a line are left out. */
  readonly linesOnly?: true
}

/** What is asked of one person's past. */
export interface PastQuestion {
  readonly insuredId: string
  readonly from: IsoDate
  readonly items: readonly string[] | 'all'
  readonly linesOnly: boolean
  /** Visits that are there already. */
  readonly but: ReadonlySet<string>
}

/** A visit with its person, in the group of an institution or of a doctor. */
export interface GroupedVisit {
  readonly archived: ArchivedVisit
  readonly person: SeenPerson
  readonly current: boolean
}

/** Visits that have an institution or a doctor in common. */
export interface VisitGroup {
  /** Empty of lines for which no doctor is named. */
  readonly key: string
  /** None when the group is larger than was asked for, or has no key: then only its lines were counted. */
  readonly visits: readonly GroupedVisit[]
  readonly lines: number
}

/** By whom visits of the archive are put together: the institution, or the doctor of their lines. */
export type GroupKey = 'provider' | 'doctor'

interface SideQuestion {
  readonly table: string
  /** Values of the first key of the table; null reads every row. */
  readonly anchors: readonly string[] | null
  readonly from: IsoDate
  readonly until: IsoDate
}

/** The archive, read in one snapshot and streamed: never more than some persons, or one group, at a time. */
export interface AuditArchive {
  /** Catalogue and institutions, read once. */
  readonly sources: SeenSources
  /** Since when the lines of bills are complete; null when none was ever taken away. */
  readonly completeFrom: IsoDate | null
  /** Persons with their visits that were settled in the scope. */
  people(scope: AuditScope, bucket: Pick<AuditBucket, 'firstKey' | 'lastKey'>): AsyncIterable<readonly ArchivedPerson[]>
  /** Visits of these persons that were settled before `until`, by person; who has none is left out. */
  past(questions: readonly PastQuestion[], until: IsoDate): Promise<ReadonlyMap<string, readonly ArchivedVisit[]>>
  /** Visits settled on these days and so many before them, group by group; a group has `most` lines at most. */
  grouped(
    scope: AuditScope,
    by: GroupKey,
    past: { readonly days: number; readonly most: number },
  ): AsyncIterable<VisitGroup>
  /** Those of these tables that have rows, each with the key by which its rows are found; empty of a table without keys. */
  tablesOnFile(tables: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Rows with the anchor under which each was found. */
  side(question: SideQuestion): Promise<readonly { readonly anchor: string; readonly row: SideRow }[]>
  /** All rows of a table on these days, those of one anchor together. */
  sideGroups(table: string, days: Pick<AuditScope, 'from' | 'until'>): AsyncIterable<readonly SideRow[]>
}
