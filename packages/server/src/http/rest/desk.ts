import type { PlanBook } from '@yibao/core/benefit'
import type { DeskStore } from '../../flows/desk.ts'
import type { OperationLog, OperationSource } from '../../flows/operation-log.ts'
import type { ReportBook } from '../../flows/report-desk.ts'
import type { PeopleStore, ReportStore, VisitStore } from '../../flows/rest-ports.ts'

/** What the rooms of people, plans, visits, messages and reports work with. */
export interface RestDesk extends OperationSource {
  readonly people: PeopleStore
  readonly visits: VisitStore
  readonly messages: DeskStore
  readonly reports: ReportStore
  readonly log: OperationLog
  readonly book: ReportBook
  readonly plans: PlanBook
}

/** Rows of a page when nobody says how many. */
export const usualPage = 50
