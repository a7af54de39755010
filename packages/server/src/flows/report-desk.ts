import { daysBetween, type IsoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import { pageOf } from './asker.ts'
import { type Actor, type OperationLog, type OperationSource, operationOf } from './operation-log.ts'
import type { DailyKey, DailyRow, InstitutionRow, Page, ReportFilter, ReportStore, ReportSums } from './rest-ports.ts'

/** Both ends inside; zero or less when `until` is earlier. */
export const daysThrough = (from: IsoDate, until: IsoDate): number => daysBetween(from, until) + 1

const isRange = ({ from, until }: ReportFilter, mostDays: number): boolean => {
  const days = daysThrough(from, until)
  return days >= 1 && days <= mostDays
}

interface Asked<Key> {
  readonly filter: ReportFilter
  readonly reach: Reach
  readonly after: Key | null
  readonly limit: number
  readonly mostDays: number
}

type Report<Row, Key> = Result<Page<Row, Key> & { readonly sums: ReportSums }, 'bad-range'>

/** Settlements by day, institution and scheme. Refuses with `bad-range`. */
export async function dailyReport(
  reports: ReportStore,
  { filter, reach, after, limit, mostDays }: Asked<DailyKey>,
): Promise<Report<DailyRow, DailyKey>> {
  if (!isRange(filter, mostDays)) return refuse('bad-range')
  const found = await reports.daily(filter, reach, after, limit + 1)
  // One after the other, here and below: a report holds one connection of the few that REST looks through.
  const sums = await reports.sums(filter, reach)
  const key = ({ day, providerCode, scheme }: DailyRow): DailyKey => ({ day, providerCode, scheme })
  return ok({ ...pageOf(found, limit, key), sums })
}

/** Settlements by institution. Refuses with `bad-range`. */
export async function institutionReport(
  reports: ReportStore,
  { filter, reach, after, limit, mostDays }: Asked<string>,
): Promise<Report<InstitutionRow, string>> {
  if (!isRange(filter, mostDays)) return refuse('bad-range')
  const found = await reports.institutions(filter, reach, after, limit + 1)
  const sums = await reports.sums(filter, reach)
  return ok({ ...pageOf(found, limit, ({ providerCode }) => providerCode), sums })
}

/** A report as a whole, to be written as a workbook. */
export type WholeReport = { readonly filter: ReportFilter; readonly sums: ReportSums } & (
  | { readonly report: 'daily'; readonly rows: readonly DailyRow[] }
  | { readonly report: 'institutions'; readonly rows: readonly InstitutionRow[] }
)

/** Writes workbooks. */
export type ReportBook = (report: WholeReport) => Promise<Uint8Array>

export interface ExportDesk extends OperationSource {
  readonly reports: ReportStore
  readonly book: ReportBook
  readonly log: Pick<OperationLog, 'note'>
}

interface ExportAsked {
  readonly report: WholeReport['report']
  readonly filter: ReportFilter
  readonly reach: Reach
  readonly actor: Actor
  readonly mostDays: number
  readonly mostRows: number
}

/** A report as a workbook, written down in the operation log. Refuses with `bad-range`, `too-many-rows`. */
export async function exportReport(
  desk: ExportDesk,
  { report, filter, reach, actor, mostDays, mostRows }: ExportAsked,
): Promise<Result<Uint8Array, 'bad-range' | 'too-many-rows'>> {
  const asked = { filter, reach, after: null, limit: mostRows, mostDays }
  const made =
    report === 'daily' ? await dailyReport(desk.reports, asked) : await institutionReport(desk.reports, asked)
  if (!made.ok) return made
  const { rows, next, sums } = made.value
  if (next !== null) return refuse('too-many-rows')
  const details = { report, ...filter, rows: rows.length }
  await desk.log.note(operationOf(desk, actor, { action: 'reports.export', details }))
  return ok(await desk.book({ report, filter, sums, rows } as WholeReport))
}
