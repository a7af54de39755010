import type { DischargedCase } from '@yibao/core/encounter'
import type pg from 'pg'
import { sourceLabels } from '../flows/compared-source.ts'
import type { CaseSource } from '../flows/payment-compare.ts'
import { type Queryable, query, transaction } from './sql.ts'

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
async function databaseSource(on: Queryable, division: string, year: number): Promise<CaseSource> {
  const values = [division, `${year}-01`, `${year}-12`]
  const [counted] = await query<{ count: number }>(on, 'compare-count', countRows, values)
  return {
    label: sourceLabels.database(division),
    count: counted?.count ?? 0,
    async *read() {
      let after: readonly [string, string] = ['', '']
      for (;;) {
        const rows = await query<CaseRow>(on, 'compare-read', readRows, [...values, ...after, page])
        for (const { facts } of rows) yield facts
        const last = rows.at(-1)
        if (last === undefined || rows.length < page) return
        after = [last.provider_code, last.case_id]
      }
    },
  }
}

/**
 * Works with the cases of a year as they stand at one moment: however often they are read meanwhile, and whatever is
 * collected beside, they are the same.
 */
export function withCasesOfYear<T>(
  pool: pg.Pool,
  { division, year }: { readonly division: string; readonly year: number },
  work: (source: CaseSource) => Promise<T>,
): Promise<T> {
  return transaction(pool, async (client) => {
    await client.query('set transaction isolation level repeatable read read only')
    return work(await databaseSource(client, division, year))
  })
}
