import { exportLimit, reportDays } from '@yibao/contract/rest'
import { isoDate, ok, refuse } from '@yibao/core/kernel'
import { dailyReport, exportReport, institutionReport } from '../../flows/report-desk.ts'
import type { ReportFilter } from '../../flows/rest-ports.ts'
import { type RestDesk, usualPage } from './desk.ts'
import type { HandlersOf } from './handler.ts'
import { dailyWord, readDailyWord } from './paging.ts'

interface AskedRange {
  readonly from: string
  readonly until: string
  readonly providerCode?: string
  readonly scheme?: '310' | '390'
  readonly division?: string
}

const filterOf = ({ from, until, providerCode, scheme, division }: AskedRange): ReportFilter => ({
  from: isoDate(from),
  until: isoDate(until),
  providerCode: providerCode ?? null,
  scheme: scheme ?? null,
  division: division ?? null,
})

const badRange = { code: 'reports.bad-range', field: 'until' } as const

interface ReportDesk extends Pick<RestDesk, 'reports' | 'book' | 'log' | 'newId' | 'now'> {
  readonly institutionName: (providerCode: string) => string | null
}

export function reportHandlers(desk: ReportDesk): HandlersOf<'reports'> {
  return {
    'reports.daily': async ({ reach }, { limit = usualPage, after: word, ...asked }) => {
      const after = readDailyWord(word)
      if (!after.ok) return after
      const mostDays = reportDays.daily
      const made = await dailyReport(desk.reports, {
        filter: filterOf(asked),
        reach,
        after: after.value,
        limit,
        mostDays,
      })
      if (!made.ok) return refuse(badRange)
      const { rows, next, sums } = made.value
      const named = rows.map((row) => ({ ...row, providerName: desk.institutionName(row.providerCode) }))
      return ok({ rows: named, next: next === null ? null : dailyWord(next), sums })
    },

    'reports.institutions': async ({ reach }, { limit = usualPage, after, ...asked }) => {
      const made = await institutionReport(desk.reports, {
        filter: filterOf(asked),
        reach,
        after: after ?? null,
        limit,
        mostDays: reportDays.institutions,
      })
      return made.ok ? ok(made.value) : refuse(badRange)
    },

    'reports.export': async ({ reach, actor }, { report, ...asked }) => {
      const made = await exportReport(desk, {
        report,
        filter: filterOf(asked),
        reach,
        actor,
        mostDays: reportDays[report],
        mostRows: exportLimit,
      })
      if (!made.ok) return refuse(made.error === 'bad-range' ? badRange : { code: 'reports.too-many-rows' })
      return ok({ filename: `${report}-${asked.from}-${asked.until}.xlsx`, content: made.value })
    },
  }
}
