import type { LineClaim, LineMoney } from '@yibao/core/casework'
import type pg from 'pg'
import type { CaseworkTables, MatterLine } from '../flows/casework-ports.ts'
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

/** The first number of the advisory lock under which a line of a bill is decided on. */
const lineLock = 7_140_831

const lineFacts = (
  m: string,
  r: string,
): string => `select coalesce(${m}.facts->>'settlementId', ${r}.facts->>'settlementId')
  as settlement_id, coalesce(${m}.facts->>'lineNumber', ${r}.facts->>'lineNumber') as line_number`

/** The line that matter $1 is about, or the review that became it; no row where it is about no one line. */
const lineKey = `
select m.insured_id as "insuredId", f.settlement_id || ' ' || f.line_number as line
from matter m left join matter r on r.matter_id = m.linked cross join lateral (${lineFacts('m', 'r')}) f
where m.matter_id = $1 and m.insured_id is not null and f.settlement_id is not null and f.line_number is not null`

/**
 * What the funds paid for the bill of matter $1 and its line, and what other matters have of the same line. What was taken out is that of
 * the bills of the visit that stand: findings tell also of bills that were undone since.
 */
const lineOfMatter = `
select (select json_build_object('lineNumber', f.line_number, 'eligible', l.eligible, 'billEligible', s.eligible,
      'billFund', s.pool + s.large_amount + s.critical_illness + s.civil_servant + s.enterprise + s.assistance + s.other,
      'takenOut', coalesce((select sum((d#>>'{parts,eligible}')::bigint)
        from settlement t cross join lateral jsonb_array_elements(t.basis#>'{audit,deductions}') d
        where t.insured_id = s.insured_id and t.visit_id = s.visit_id and t.undoes_id is null and d->>'lineNumber' = f.line_number
          and (select count(*) % 2 = 1 from settlement o where o.insured_id = t.insured_id and o.root_id = t.settlement_id)), 0))
    from settlement s cross join lateral (select sum(b.eligible)::bigint as eligible from bill_line b
      where b.insured_id = s.insured_id and b.visit_id = s.visit_id
        and (b.line_number = f.line_number or b.refund_of = f.line_number)) l
    where s.insured_id = m.insured_id and s.settlement_id = f.settlement_id and l.eligible is not null) as line,
  coalesce((select json_agg(json_build_object('matterId', o.matter_id, 'decided', coalesce(o.decided, 0), 'ordered', (
        select coalesce(sum(case kind when 'withdrawn' then -amount else amount end), 0) from matter_money n
        where n.matter_id = o.matter_id and n.kind in ('deduction', 'claim', 'withdrawn'))) order by o.matter_id)
    from matter o left join matter q on q.matter_id = o.linked cross join lateral (${lineFacts('o', 'q')}) g
    where o.insured_id = m.insured_id and o.matter_id <> m.matter_id and o.matter_id is distinct from m.linked
      and g.settlement_id = f.settlement_id and g.line_number = f.line_number), '[]') as others
from matter m left join matter r on r.matter_id = m.linked cross join lateral (${lineFacts('m', 'r')}) f
where m.matter_id = $1`

type MoneyTables = Pick<
  CaseworkTables,
  'addMoney' | 'undoneBill' | 'line' | 'holdStatements' | 'deduct' | 'withdrawDeduction' | 'entry' | 'book'
>

/** The line that a matter is about, with the other matters about it, as they are. */
export async function lineOf(on: Queryable, matterId: string): Promise<MatterLine | null> {
  type Row = pg.QueryResultRow & { readonly line: LineMoney | null; readonly others: readonly LineClaim[] }
  const [row] = await query<Row>(on, 'casework-line', lineOfMatter, [matterId])
  return row === undefined || row.line === null ? null : { line: row.line, others: row.others }
}

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

    async line(matterId) {
      const key = 'casework-line-key'
      const [found] = await query<{ insuredId: string; line: string }>(client, key, lineKey, [matterId])
      if (found === undefined) return null
      const lock = 'select pg_advisory_xact_lock($1, hashtext($2))'
      await query(client, 'casework-line-lock', lock, [lineLock, `${found.insuredId} ${found.line}`])
      return await lineOf(client, matterId)
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
