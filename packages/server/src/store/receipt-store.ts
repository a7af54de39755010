import type pg from 'pg'
import type { Prints, ReceiptGround, ReceiptStore } from '../flows/receipt-ports.ts'
import { insuredJson, lineJson, settlementJson } from './gather-sql.ts'
import { noteOperation } from './operation-log-store.ts'
import { careBelongs } from './rest-visits.ts'
import { query, transaction } from './sql.ts'
import { visitFields } from './visit-sql.ts'

const linesOfIt = `bill_line l where l.insured_id = asked.insured_id and l.visit_id = asked.visit_id and l.opened_on = v.opened_on
  and asked.line_numbers ? l.line_number`

/** Person $1, settlement $2, at most $3 lines. */
const ground = `
select json_build_object(${careBelongs('asked')},
  'chain', (select json_agg(${settlementJson} order by t.sequence) from settlement t
    where t.insured_id = $1 and t.root_id = asked.root_id),
  'insured', ${insuredJson},
  'visit', v.visit, 'diagnoses', v.diagnoses,
  'provider', (select json_build_object('name', p.name, 'level', p.level) from provider p
    where p.provider_code = asked.provider_code),
  'lineCount', (select count(*) from ${linesOfIt}),
  'lines', (select coalesce(json_agg(line order by number), '[]') from (
    select ${lineJson} as line, line_number as number from ${linesOfIt} order by line_number limit $3) shown)) as ground
from settlement asked
join insured i on i.insured_id = asked.insured_id
join lateral (select opened_on, coalesce(diagnoses, '[]') as diagnoses, json_build_object(${visitFields}) as visit
  from visit where insured_id = asked.insured_id and visit_id = asked.visit_id) v on true
where asked.insured_id = $1 and asked.settlement_id = $2`

const printsOf = `
select count(*)::int as count, to_char(max(printed_at), 'YYYY-MM-DD HH24:MI:SS') as "lastAt"
from receipt_print where settlement_id = $1`

const addPrint = `
insert into receipt_print (settlement_id, insured_id, number, format, printed_by, printed_at)
values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning number`

/**
 * Settlement statements and their prints.
 *
 * @param reads cannot write
 */
export function receiptStore(reads: pg.Pool, pool: pg.Pool): ReceiptStore {
  return {
    async ground(insuredId, settlementId, mostLines) {
      const values = [insuredId, settlementId, mostLines]
      const rows = await query<{ ground: ReceiptGround }>(reads, 'receipt-ground', ground, values)
      return rows[0]?.ground ?? null
    },
    async ownerOf(settlementId) {
      const text = 'select insured_id as id from settlement where settlement_id = $1 limit 1'
      const rows = await query<{ id: string }>(reads, 'receipt-owner', text, [settlementId])
      return rows[0]?.id ?? null
    },
    async prints(settlementId) {
      const rows = await query<Prints & pg.QueryResultRow>(reads, 'receipt-prints', printsOf, [settlementId])
      return rows[0] ?? { count: 0, lastAt: null }
    },
    record({ settlementId, insuredId, number, format, by, at }, operation) {
      return transaction(pool, async (client) => {
        const values = [settlementId, insuredId, number, format, by, at]
        const added = (await query(client, 'receipt-print', addPrint, values)).length === 1
        if (added) await noteOperation(client, operation)
        return added
      })
    },
  }
}
