import type pg from 'pg'
import type { PaymentRun } from '../flows/payment-run-ports.ts'
import type { BooksMismatch, FiledCapitation, FiledCase, PaymentVerifyStore } from '../flows/payment-verify.ts'
import { paymentPlanStore } from './payment-plan-store.ts'
import { runJson } from './payment-run-sql.ts'
import { query } from './sql.ts'

/** As many of each kind as are told. */
const most = 50

/** What a statement `s` says of heads; nothing under plans that pay none. */
const heads = (name: string): string => `coalesce((s.content->'capitation'->>'${name}')::bigint, 0)`

/** What does not agree; each gives `where`, `found`, `expected` as texts. */
const checks: Readonly<Record<string, string>> = {
  'sum of a payment entry': `
    select e.provider_code || ' ' || e.entry_id as "where", coalesce(sum(p.amount), 0)::text as found, '0' as expected
    from payment_entry e left join payment_posting p using (provider_code, entry_id)
    group by e.provider_code, e.entry_id having coalesce(sum(p.amount), 0) <> 0`,
  'opposite of a payment entry': `
    select o.provider_code || ' ' || o.entry_id as "where", coalesce(sum(p.amount), 0)::text as found, '0' as expected
    from payment_entry o join payment_entry e on e.provider_code = o.provider_code and e.entry_id = o.opposes
      join payment_posting p on p.provider_code = o.provider_code and p.entry_id in (o.entry_id, e.entry_id)
    group by o.provider_code, o.entry_id, p.account having sum(p.amount) <> 0`,
  'entries of a reopened run': `
    select e.provider_code || ' ' || e.run_id || ' ' || p.account as "where", sum(p.amount)::text as found, '0' as expected
    from payment_run r join payment_entry e using (run_id) join payment_posting p using (provider_code, entry_id)
    where r.state = 'reopened' group by e.provider_code, e.run_id, p.account having sum(p.amount) <> 0`,
  'entries of a run that is not closed': `
    select e.provider_code || ' ' || e.entry_id as "where", r.purpose || ' ' || r.state as found, 'closed' as expected
    from payment_entry e join payment_run r using (run_id) where r.state = 'running' or r.purpose = 'shadow'`,
  'cases of a statement': `
    select s.provider_code || ' ' || coalesce(s.number, s.run_id) as "where",
      s.cases || '+' || s.adjustments || ' ' || s.fund_payable || ' ' || s.fund_booked as found,
      k.cases || '+' || k.adjustments || ' ' || k.payable || ' ' || k.booked as expected
    from payment_statement s join payment_run r using (run_id) cross join lateral (
      select count(*) filter (where role = 'case') as cases, count(*) filter (where role = 'adjustment') as adjustments,
        coalesce(sum(fund_payable), 0)::bigint + ${heads('amount')} - ${heads('elsewhere')} + ${heads('others')} as payable,
        coalesce(sum(fund_paid) filter (where role <> 'held'), 0)::bigint + ${heads('own')} + ${heads('others')} as booked
      from payment_case c where c.provider_code = s.provider_code and c.run_id = s.run_id) k
    where r.kind = 'month' and (s.cases, s.adjustments, s.fund_payable, s.fund_booked)
      is distinct from (k.cases, k.adjustments, k.payable, k.booked)`,
  'capitation of a statement': `
    select s.provider_code || ' ' || s.run_id as "where", ${heads('own')} || ' ' || ${heads('elsewhere')} || ' ' || ${heads('others')}
      || ' ' || coalesce(s.content->'capitation'->>'people', '') as found,
      c.own || ' ' || c.elsewhere || ' ' || c.others || ' ' || c.people as expected
    from payment_capitation c join payment_run r using (run_id) join payment_statement s using (provider_code, run_id)
    where r.state = 'closed' and (${heads('own')}, ${heads('elsewhere')}, ${heads('others')},
      (s.content->'capitation'->'people')::jsonb) is distinct from (c.own, c.elsewhere, c.others, c.people::jsonb)`,
  'institutions of a run': `
    select t.provider_code || ' ' || t.run_id as "where", 'none' as found, 'a statement' as expected
    from payment_part t join payment_run r using (run_id)
    where r.kind = 'month' and r.purpose = 'real' and r.state <> 'running' and not exists (select from payment_statement s
      where s.provider_code = t.provider_code and s.run_id = t.run_id)`,
  'postings of a statement': `
    select s.provider_code || ' ' || s.number as "where", a.paid || ' ' || a.deposit || ' ' || a.advance || ' ' || a.claim as found,
      s.appropriated || ' ' || x.deposit || ' ' || x.advance || ' ' || x.claim as expected
    from payment_statement s join payment_run r using (run_id) cross join lateral (
      select coalesce(sum(p.amount) filter (where p.account like '%:disbursed'), 0)::bigint as paid,
        coalesce(sum(p.amount) filter (where p.account like '%:deposit'), 0)::bigint as deposit,
        coalesce(sum(p.amount) filter (where p.account like '%:advance'), 0)::bigint as advance,
        coalesce(sum(p.amount) filter (where p.account like '%:receivable'), 0)::bigint as claim
      from payment_entry e join payment_posting p using (provider_code, entry_id)
      where e.provider_code = s.provider_code and e.run_id = s.run_id and e.kind <> 'reopening') a
    cross join lateral (select
      case r.kind when 'month' then s.withheld when 'advance' then 0
        else a.deposit end as deposit,
      case r.kind when 'advance' then -s.appropriated else s.offset_advance end as advance,
      case r.kind when 'month' then s.fund_payable - s.fund_booked - s.withheld - s.deducted - s.appropriated - s.offset_advance
        when 'advance' then 0 else a.claim end as claim) x
    where r.purpose = 'real' and (a.paid, a.deposit, a.advance, a.claim)
      is distinct from (s.appropriated, x.deposit, x.advance, x.claim)`,
  'claim of a cleared year': `
    select s.provider_code || ' ' || s.number as "where",
      (b.claim + (s.content->>'recognised')::bigint - b.recognised)::text as found,
      least((s.content->'clearing'->>'final')::bigint, 0)::text as expected
    from payment_statement s join payment_run r using (run_id) cross join lateral (
      select coalesce(sum(p.amount), 0)::bigint + (select coalesce(sum(m.fund_booked), 0)::bigint from payment_statement m
          join payment_run q using (run_id) where m.provider_code = s.provider_code and q.kind = 'month'
            and q.purpose = 'real' and q.state = 'closed' and q.division = r.division and q.schemes <@ r.schemes
            and left(q.period, 4) = r.period) as claim,
        (select coalesce(sum(m.fund_payable), 0)::bigint from payment_statement m join payment_run q using (run_id)
          where m.provider_code = s.provider_code and q.kind = 'month' and q.purpose = 'real' and q.state = 'closed'
            and q.division = r.division and q.schemes <@ r.schemes and left(q.period, 4) = r.period) as recognised
      from payment_entry e join payment_posting p using (provider_code, entry_id) join payment_run o on o.run_id = e.run_id
      where e.provider_code = s.provider_code and p.account like '%:receivable' and o.state = 'closed'
        and o.division = r.division and o.schemes <@ r.schemes and left(o.period, 4) = r.period) b
    where r.kind = 'year' and r.purpose = 'real' and r.state = 'closed'
      and b.claim + (s.content->>'recognised')::bigint - b.recognised
        <> least((s.content->'clearing'->>'final')::bigint, 0)`,
}

/** Run $1, behind institution $2 and case $3, at most $4. */
const casesOf = `
select json_build_object('providerCode', k.provider_code, 'caseId', k.case_id, 'insuredId', k.insured_id, 'role', k.role,
  'facts', k.facts, 'planHash', k.plan_hash, 'groups', k.groups, 'score', k.score, 'price', k.price, 'points', k.points,
  'fundPayable', k.fund_payable, 'pointsBefore', coalesce(b.points, 0), 'fundPayableBefore', coalesce(b.payable, 0),
  'review', (select json_build_object('reviewId', w.review_id, 'caseId', w.case_id, 'applicant', w.applied_by,
      'reviewers', array_remove(array[w.first_reviewer, w.second_reviewer, w.arbiter], null),
      'decidedOn', w.decided_at::date::text, 'reason', w.reason, 'outcome', w.outcome)
    from special_case_review w where w.provider_code = k.provider_code and w.review_id = k.review_id)) as one
from payment_case k join payment_run r on r.run_id = k.run_id left join lateral (
  select sum(e.points)::bigint as points, sum(e.fund_payable)::bigint as payable
  from payment_case e join payment_run q on q.run_id = e.run_id
  where k.role = 'adjustment' and e.provider_code = k.provider_code and e.case_id = k.case_id
    and e.role in ('case', 'adjustment') and q.purpose = 'real' and q.kind = 'month' and q.state = 'closed'
    and q.period < r.period) b on true
where k.run_id = $1 and k.score is not null and (k.provider_code, k.case_id) > ($2, $3)
order by k.provider_code, k.case_id limit $4`

/** The payer's books, to be checked; changes nothing. */
export function paymentVerifyStore(pool: pg.Pool): PaymentVerifyStore {
  const plans = paymentPlanStore(pool)
  return {
    async books() {
      const found: BooksMismatch[] = []
      for (const [what, text] of Object.entries(checks)) {
        const rows = await query<Omit<BooksMismatch, 'what'> & pg.QueryResultRow>(
          pool,
          `verify-${what}`.replaceAll(' ', '-'),
          `${text} limit ${most}`,
        )
        found.push(...rows.map((row) => ({ ...row, what })))
      }
      return found
    },

    async runs() {
      const text = `select ${runJson} as run from payment_run r where r.kind = 'month' and r.state = 'closed'
        order by r.period, r.started_at`
      return (await query<{ run: PaymentRun }>(pool, 'verify-payment-runs', text)).map(({ run }) => run)
    },

    law: plans.byHash,

    async capitation(runId) {
      const text = `select c.provider_code as "providerCode", c.level, c.people,
          (s.content->'capitation'->>'amount')::bigint as amount
        from payment_capitation c join payment_statement s using (provider_code, run_id) where c.run_id = $1`
      return await query<FiledCapitation & pg.QueryResultRow>(pool, 'verify-capitation', text, [runId])
    },

    async casesOf(runId, { providerCode, caseId }, limit) {
      const values = [runId, providerCode, caseId, limit]
      const rows = await query<{ one: FiledCase }>(pool, 'verify-payment-cases', casesOf, values)
      return rows.map(({ one }) => one)
    },
  }
}
