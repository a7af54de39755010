import type pg from 'pg'
import type { FiledTransfer, FilingStore } from '../flows/filing-ports.ts'
import { enrolmentJson, filingJson, insuredJson } from './gather-sql.ts'
import { query } from './sql.ts'

/** Names no person, so it looks at everybody's filings, by the institution's own indexes. */
const transfersOf = `
select json_build_object('filing', ${filingJson},
  'insured', (select ${insuredJson} from insured i where i.insured_id = filing.insured_id),
  'enrolments', coalesce((select json_agg(${enrolmentJson} order by scheme, valid_from)
    from enrolment where enrolment.insured_id = filing.insured_id), '[]')) as transfer
from filing
where kind = 'transfer' and state = 'valid' and (filed_by = $1 or content->>'toProvider' = $1)
  and content->>'transferOn' between $2 and $3
order by content->>'transferOn', filing_id limit $4`

/** A centre without a list cannot tell. */
const listsDisease = `
select exists (select from code_list_item where list = 'chronic-diseases' and code = $1)
  or not exists (select from code_list_item where list = 'chronic-diseases') as listed`

export function filingStore(pool: pg.Pool): FilingStore {
  return {
    async listsDisease(diseaseCode) {
      const rows = await query<{ listed: boolean }>(pool, 'lists-disease', listsDisease, [diseaseCode])
      return rows[0]?.listed === true
    },

    async transfersOf({ providerCode, from, through, atMost }) {
      const values = [providerCode, from, through, atMost]
      const rows = await query<{ transfer: FiledTransfer }>(pool, 'transfers-of', transfersOf, values)
      return rows.map((row) => row.transfer)
    },
  }
}
