import type { PersonHistory } from '@yibao/core/settlement'
import type pg from 'pg'
import type { VerifyStore } from '../flows/verify.ts'
import { lineJson, settlementJson, visitFields } from './gather-sql.ts'
import { readPacks } from './registry-store.ts'
import { query } from './sql.ts'
import { packagesSoldTwice } from './trace-code-sql.ts'

/** People in the order of their keys, each with everything about their money. */
const histories = `
select json_build_object(
  'insuredId', s.insured_id,
  'accountBalance', s.account_balance,
  'totals', coalesce((select json_agg(json_build_object('scheme', scheme, 'period', period, 'code', code, 'amount', amount))
    from running_total where insured_id = s.insured_id), '[]'),
  'otherEntries', coalesce((select json_agg(json_build_object('entryId', e.entry_id, 'kind', e.kind,
      'at', e.booked_at::text, 'opposes', e.opposes,
      'postings', coalesce((select json_agg(json_build_object('account', p.account, 'amount', p.amount))
        from posting p where p.insured_id = e.insured_id and p.entry_id = e.entry_id), '[]')))
    from journal_entry e where e.insured_id = s.insured_id and not exists (
      select 1 from settlement t where t.insured_id = e.insured_id and t.settlement_id = e.entry_id)), '[]'),
  'settlements', coalesce((select json_agg(${settlementJson} order by t.sequence)
    from settlement t where t.insured_id = s.insured_id), '[]'),
  'lines', coalesce((select json_agg(${lineJson}) from bill_line where insured_id = s.insured_id), '[]'),
  'stays', coalesce((select json_agg(json_build_object(${visitFields}, 'settledAt', null) order by began_at, visit_id)
    from visit where insured_id = s.insured_id and stay is not null and state <> 'cancelled'), '[]'),
  'visitsWithoutLines', coalesce((select json_agg(v.visit_id) from visit v join retired_month m
    on m.table_name = 'bill_line' and m.month = date_trunc('month', v.opened_on)::date where v.insured_id = s.insured_id), '[]'),
  'effects', coalesce((select json_agg(json_build_object('providerCode', provider_code, 'msgid', msgid,
    'settlementId', settlement_id)) from message_effect where insured_id = s.insured_id), '[]'),
  'marks', coalesce((select json_agg(json_build_object('providerCode', provider_code, 'msgid', msgid))
    from reversal_mark where insured_id = s.insured_id), '[]')
) as history
from (select insured_id, account_balance from person_state where insured_id > $1 order by insured_id limit $2) s
order by s.insured_id`

/** Money without an owner: rows whose person, entry or settlement is not on file. */
const strayRows: Readonly<Record<string, string>> = {
  'settlement without person': `select count(*)::int as count from settlement t
    where not exists (select 1 from person_state s where s.insured_id = t.insured_id)`,
  'settlement without entry': `select count(*)::int as count from settlement t where not exists (
    select 1 from journal_entry e where e.insured_id = t.insured_id and e.entry_id = t.settlement_id)`,
  'posting without entry': `select count(*)::int as count from posting p where not exists (
    select 1 from journal_entry e where e.insured_id = p.insured_id and e.entry_id = p.entry_id)`,
  'line without visit': `select count(*)::int as count from bill_line l where not exists (
    select 1 from visit v where v.insured_id = l.insured_id and v.visit_id = l.visit_id)`,
}

export function verifyStore(pool: pg.Pool): VerifyStore {
  return {
    packs: () => readPacks(pool),

    async personCount() {
      const rows = await query<{ count: number }>(
        pool,
        'count-persons',
        'select count(*)::int as count from person_state',
      )
      return rows[0]?.count ?? 0
    },

    async histories(after, limit) {
      const rows = await query<{ history: PersonHistory }>(pool, 'person-histories', histories, [after, limit])
      return rows.map((row) => row.history)
    },

    msgidsOfTwoPeople() {
      return query(
        pool,
        'msgids-of-two-people',
        `select provider_code as "providerCode", msgid, count(*)::int as people from message_effect
         group by provider_code, msgid having count(*) > 1`,
      )
    },

    packagesSoldTwice() {
      return query(pool, 'packages-sold-twice', packagesSoldTwice)
    },

    async strayRows() {
      const found: { what: string; count: number }[] = []
      for (const [what, text] of Object.entries(strayRows)) {
        const rows = await query<{ count: number }>(pool, `stray-${what}`, text)
        const count = rows[0]?.count ?? 0
        if (count > 0) found.push({ what, count })
      }
      return found
    },
  }
}
