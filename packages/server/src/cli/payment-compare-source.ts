import type { DischargedCase } from '@yibao/core/encounter'
import type pg from 'pg'
import type { PricedYear } from '../../sim/priced-year.ts'
import { readDischargedCases } from '../files/discharged-case.ts'
import type { CaseSource } from '../flows/payment-compare.ts'
import { query } from '../store/sql.ts'

/** Cases of a generated year. */
export const generatedSource = (year: PricedYear, seed: number): CaseSource => ({
  label: `模拟 generated, seed ${seed}`,
  count: year.cases,
  read: () => year.stream(),
})

/** Cases of a file of lines; those settled or discharged in other years count as well. */
export const fileSource = (path: string): CaseSource => ({
  label: `文件 file ${path}`,
  count: null,
  read: () => readDischargedCases(path),
})

interface CaseRow extends pg.QueryResultRow {
  readonly facts: DischargedCase
  readonly provider_code: string
  readonly case_id: string
}

const page = 5_000

const ofYear = `division = $1 and state = 'listed' and month >= $2 and month <= $3`
const countRows = `select count(*)::integer as count from discharge_case where ${ofYear}`
const readRows = `select provider_code, case_id, facts from discharge_case
where ${ofYear} and (provider_code, case_id) > ($4, $5) order by provider_code, case_id limit $6`

/** The payer's working copy of a year: cases with a settlement list, by the month that accounts for them. */
export async function databaseSource(pool: pg.Pool, division: string, year: number): Promise<CaseSource> {
  const values = [division, `${year}-01`, `${year}-12`]
  const [counted] = await query<{ count: number }>(pool, 'compare-count', countRows, values)
  return {
    label: `数据库 database, ${division}`,
    count: counted?.count ?? 0,
    async *read() {
      let after: readonly [string, string] = ['', '']
      for (;;) {
        const rows = await query<CaseRow>(pool, 'compare-read', readRows, [...values, ...after, page])
        for (const { facts } of rows) yield facts
        const last = rows.at(-1)
        if (last === undefined || rows.length < page) return
        after = [last.provider_code, last.case_id]
      }
    },
  }
}
