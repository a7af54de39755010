import type { PersonHistory } from '@yibao/core/settlement'
import type pg from 'pg'
import type { VerifyStore } from '../flows/verify.ts'
import { correctionJson } from './correction-sql.ts'
import { lineJson, settlementJson } from './gather-sql.ts'
import { readPacks } from './registry-store.ts'
import { query } from './sql.ts'
import { packagesSoldTwice } from './trace-code-sql.ts'
import { visitFields } from './visit-sql.ts'

/** The entries of one kind that moved an account outside the person's settlements, each with its version. */
const accountEntries = (kind: 'family' | 'credit'): string => `
  coalesce((select json_agg(json_build_object('sequence', e.sequence, 'entry', json_build_object(
      'entryId', e.entry_id, 'kind', e.kind, 'at', e.booked_at::text, 'opposes', e.opposes,
      'postings', coalesce((select json_agg(json_build_object('account', p.account, 'amount', p.amount))
        from posting p where p.insured_id = e.insured_id and p.entry_id = e.entry_id), '[]'))))
    from journal_entry e where e.insured_id = s.insured_id and e.kind = '${kind}'), '[]')`

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
    from journal_entry e where e.insured_id = s.insured_id and e.kind not in ('family', 'credit', 'correction', 'correction-undo') and not exists (
      select 1 from settlement t where t.insured_id = e.insured_id and t.settlement_id = e.entry_id)), '[]'),
  'familyEntries', ${accountEntries('family')},
  'creditEntries', ${accountEntries('credit')},
  'settlements', coalesce((select json_agg(${settlementJson} order by t.sequence)
    from settlement t where t.insured_id = s.insured_id), '[]'),
  'corrections', coalesce((select json_agg(${correctionJson} order by c.sequence)
    from correction c where c.insured_id = s.insured_id), '[]'),
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
from (select insured_id, account_balance from person_state
  where insured_id > $1 and ($3::text[] is null or insured_id = any($3)) order by insured_id limit $2) s
order by s.insured_id`

/** What settlements say that relatives paid beside what the owners' entries say, where they differ. */
const familyMismatches = `
with paid as materialized (
  select t.settlement_id, t.insured_id as member_id, p.payment->>'ownerId' as owner_id,
    (p.payment->>'amount')::bigint as amount
  from settlement t cross join lateral jsonb_array_elements(t.family_payments) as p(payment)
), booked as materialized (
  select e.entry_id as settlement_id, e.member_id, e.insured_id as owner_id, (select coalesce(-sum(o.amount), 0)::bigint
    from posting o where o.insured_id = e.insured_id and o.entry_id = e.entry_id
      and o.account = 'person:' || e.insured_id || ':account') as amount
  from journal_entry e where e.kind = 'family'
)
select settlement_id as "settlementId", member_id as "memberId", owner_id as "ownerId",
  paid.amount as paid, booked.amount as booked
from paid full join booked using (settlement_id, member_id, owner_id)
where paid.amount is distinct from booked.amount order by 1, 3 limit 50`

/** Money without an owner: rows whose person, entry or settlement is not on file. */
const strayRows: Readonly<Record<string, string>> = {
  'settlement without person': `select count(*)::int as count from settlement t
    where not exists (select 1 from person_state s where s.insured_id = t.insured_id)`,
  'settlement without entry': `select count(*)::int as count from settlement t where not exists (
    select 1 from journal_entry e where e.insured_id = t.insured_id and e.entry_id = t.settlement_id)`,
  'posting without entry': `select count(*)::int as count from posting p where not exists (
    select 1 from journal_entry e where e.insured_id = p.insured_id and e.entry_id = p.entry_id)`,
  'correction without settlement': `select count(*)::int as count from correction c where not exists (
    select 1 from settlement t where t.insured_id = c.insured_id and t.settlement_id = c.settlement_id)`,
  'correction without entry': `select count(*)::int as count from correction c where not exists (
    select 1 from journal_entry e where e.insured_id = c.insured_id and e.entry_id = c.correction_id)`,
  'entry without correction': `select count(*)::int as count from journal_entry e
    where e.kind in ('correction', 'correction-undo') and not exists (
      select 1 from correction c where c.insured_id = e.insured_id and c.correction_id = e.entry_id)`,
  'line without visit': `select count(*)::int as count from bill_line l where not exists (
    select 1 from visit v where v.insured_id = l.insured_id and v.visit_id = l.visit_id)`,
}

/** @param people whose histories are checked, everybody's unless told; what is not of one person is checked whole */
export function verifyStore(pool: pg.Pool, people: readonly string[] | null = null): VerifyStore {
  return {
    packs: () => readPacks(pool),

    async personCount() {
      if (people !== null) return people.length
      const rows = await query<{ count: number }>(
        pool,
        'count-persons',
        'select count(*)::int as count from person_state',
      )
      return rows[0]?.count ?? 0
    },

    async histories(after, limit) {
      const rows = await query<{ history: PersonHistory }>(pool, 'person-histories', histories, [after, limit, people])
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

    familyMismatches() {
      return query(pool, 'family-mismatches', familyMismatches)
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
