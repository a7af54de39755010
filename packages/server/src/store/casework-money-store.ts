import type pg from 'pg'
import type { CaseworkTables } from '../flows/casework-ports.ts'
import type { InstitutionEntry } from '../flows/payment-run-ports.ts'
import { insertMoney } from './casework-sql.ts'
import { entryRow, postingRows } from './payment-run-rows.ts'
import { insertEntries, insertPostings } from './payment-run-sql.ts'
import { paymentLock } from './payment-run-store.ts'
import { type Queryable, query } from './sql.ts'

/** Months that are looked at for one that is not closed. */
const monthsAhead = 24

/**
 * Division $1, insurance $2, the present month $3, so many months $4: the month after the last that a run has, without one of the last
 * year the present one; never one that a run has, or of a year that is cleared.
 */
const openMonth = `
with start as (select coalesce((select max(to_date(r.period, 'YYYY-MM')) + interval '1 month' from payment_run r
    where r.purpose = 'real' and r.state <> 'reopened' and r.kind = 'month' and r.division = $1 and $2 = any(r.schemes)
      and to_date(r.period, 'YYYY-MM') >= to_date($3, 'YYYY-MM') - interval '1 year'), to_date($3, 'YYYY-MM')) as first)
select to_char(month, 'YYYY-MM') as month
from start, generate_series(first, first + make_interval(months => $4), '1 month') as month
where not exists (select from payment_run r where r.purpose = 'real' and r.state <> 'reopened' and r.division = $1
  and $2 = any(r.schemes) and (r.kind = 'month' and r.period = to_char(month, 'YYYY-MM')
    or r.kind = 'year' and r.period = to_char(month, 'YYYY')))
order by month limit 1`

const insertDeduction = `
insert into payment_deduction (provider_code, deduction_id, division, scheme, month, amount, reason, entered_by, entered_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

/** The state of the run that a deduction is for; its row is held until the deduction is taken back. */
const runOfDeduction = `
select r.state from payment_deduction d join payment_run r on r.purpose = 'real' and r.state <> 'reopened' and r.kind = 'month'
  and r.division = d.division and d.scheme = any(r.schemes) and r.period = d.month
where d.provider_code = $1 and d.deduction_id = $2 for share of r`

const entryById = `
select json_build_object('providerCode', e.provider_code, 'entry', json_build_object('entryId', e.entry_id, 'kind', e.kind,
  'at', to_char(e.booked_at, 'YYYY-MM-DD HH24:MI:SS'), 'opposes', e.opposes,
  'postings', (select json_agg(json_build_object('account', p.account, 'amount', p.amount) order by p.number)
    from payment_posting p where p.provider_code = e.provider_code and p.entry_id = e.entry_id))) as entry
from payment_entry e where e.provider_code = $1 and e.entry_id = $2`

/** The bill of matter $1, or of the review that became it, when it does not stand any more. */
const undoneBill = `
select f.settlement_id as "settlementId" from matter m left join matter r on r.matter_id = m.linked
  cross join lateral (select coalesce(m.facts->>'settlementId', r.facts->>'settlementId') as settlement_id) f
where m.matter_id = $1 and f.settlement_id is not null and (select count(*) % 2 = 0 from settlement s
  where s.insured_id = m.insured_id and s.root_id = f.settlement_id)`

type MoneyTables = Pick<
  CaseworkTables,
  'addMoney' | 'undoneBill' | 'holdStatements' | 'deduct' | 'withdrawDeduction' | 'entry' | 'book'
>

/** The money of matters: deductions from statements, and entries of the institutions' journal. */
export function caseworkMoney(client: Queryable): MoneyTables {
  return {
    async addMoney(matterId, money) {
      const { kind, amount, providerCode, division, scheme, eventNumber, deductionId, entryId, bookedAt } = money
      const where = [providerCode, division, scheme, eventNumber]
      await query(client, 'casework-add-money', insertMoney, [
        matterId,
        kind,
        amount,
        ...where,
        deductionId,
        entryId,
        bookedAt,
      ])
    },

    async undoneBill(matterId) {
      const rows = await query<{ settlementId: string }>(client, 'casework-undone-bill', undoneBill, [matterId])
      return rows[0]?.settlementId ?? null
    },

    async holdStatements(division) {
      const text = 'select pg_try_advisory_xact_lock_shared($1, hashtext($2)) as free'
      const rows = await query<{ free: boolean }>(client, 'casework-hold-statements', text, [paymentLock, division])
      return rows[0]?.free === true
    },

    async deduct({ providerCode, division, scheme, present, amount, reason, by, at, newId }) {
      const asked = [division, scheme, present, monthsAhead]
      const [found] = await query<{ month: string }>(client, 'casework-open-month', openMonth, asked)
      if (found === undefined) return null
      const deductionId = newId()
      const values = [providerCode, deductionId, division, scheme, found.month, amount, reason, by, at]
      await query(client, 'casework-deduct', insertDeduction, values)
      return { deductionId, month: found.month }
    },

    async withdrawDeduction(providerCode, deductionId, at) {
      const key = [providerCode, deductionId]
      const [run] = await query<{ state: string }>(client, 'casework-run-of-deduction', runOfDeduction, key)
      if (run !== undefined) return run.state === 'closed' ? 'taken' : 'running'
      const text = `update payment_deduction set withdrawn_at = $3
        where provider_code = $1 and deduction_id = $2 and withdrawn_at is null`
      await query(client, 'casework-withdraw-deduction', text, [...key, at])
      return 'withdrawn'
    },

    async entry(providerCode, entryId) {
      const values = [providerCode, entryId]
      const rows = await query<{ entry: InstitutionEntry } & pg.QueryResultRow>(
        client,
        'casework-entry',
        entryById,
        values,
      )
      return rows[0]?.entry ?? null
    },

    async book(entry, by) {
      await query(client, 'payment-insert-entries', insertEntries, [
        JSON.stringify([entryRow(entry)]),
        null,
        entry.entry.at,
        by,
      ])
      await query(client, 'payment-insert-postings', insertPostings, [JSON.stringify(postingRows(entry))])
    },
  }
}
