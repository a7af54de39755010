import type pg from 'pg'
import type { CaseworkVerifyStore, MatterHistory } from '../flows/casework-verify.ts'
import type { BooksMismatch } from '../flows/payment-verify.ts'
import { historiesAfter } from './casework-sql.ts'
import { query } from './sql.ts'

/** As many of each kind as are told. */
const most = 50

/** What does not agree; each gives `where`, `found`, `expected` as texts. */
const checks: Readonly<Record<string, string>> = {
  'columns of a matter': `
    select m.matter_id as "where", string_agg(key || ' ' || value::text, ', ' order by key) as found,
      string_agg(key || ' ' || coalesce((m.content->key)::text, 'none'), ', ' order by key) as expected
    from matter m cross join lateral jsonb_each(jsonb_build_object('procedure', m.procedure, 'state', m.state, 'version', m.version,
      'source', m.source, 'sourceKey', m.source_key, 'providerCode', m.provider_code, 'insuredId', m.insured_id, 'doctor', m.doctor,
      'rule', m.rule, 'division', m.division, 'stake', m.stake, 'openedOn', m.opened_on, 'firstReviewer', m.first_reviewer,
      'secondReviewer', m.second_reviewer, 'appealReviewer', m.appeal_reviewer, 'decided', m.decided, 'recovered', m.recovered,
      'linked', m.linked, 'deadline', case when m.deadline_name is not null then
        jsonb_build_object('name', m.deadline_name, 'until', m.deadline_until) end)) as kept
    where not m.content @> jsonb_build_object(key, value) group by m.matter_id`,
  'facts of a matter': `
    select m.matter_id as "where", m.facts::text as found, (e.opened#>'{item,facts}')::text as expected
    from matter m join matter_event e on e.matter_id = m.matter_id and e.number = 1
    where m.facts is distinct from e.opened#>'{item,facts}'`,
  'insurance of a matter': `
    select m.matter_id || ' ' || n.number as "where", n.scheme as found, coalesce(m.scheme, 'none') as expected
    from matter m join matter_money n using (matter_id)
    where (n.scheme, n.provider_code, n.division) is distinct from (m.scheme, m.provider_code, m.division)`,
  'events of a matter': `
    select m.matter_id as "where", count(e.*)::text as found, m.version::text as expected
    from matter m left join matter_event e using (matter_id) group by m.matter_id having count(e.*) <> m.version`,
  'deduction of a matter': `
    select m.matter_id || ' ' || m.deduction_id as "where", coalesce(d.amount::text, 'none') as found, m.amount::text as expected
    from matter_money m left join payment_deduction d on d.provider_code = m.provider_code and d.deduction_id = m.deduction_id
    where m.kind = 'deduction' and (d.amount, d.division, d.scheme) is distinct from (m.amount, m.division, m.scheme)`,
  'withdrawal of a deduction': `
    select m.matter_id || ' ' || m.deduction_id as "where", coalesce(d.withdrawn_at::text, 'not withdrawn') as found,
      case when n.matter_id is null then 'not withdrawn' else 'withdrawn' end as expected
    from matter_money m join payment_deduction d on d.provider_code = m.provider_code and d.deduction_id = m.deduction_id
      left join matter_money n on n.matter_id = m.matter_id and n.deduction_id = m.deduction_id and n.kind = 'withdrawn'
        and n.entry_id is null
    where m.kind = 'deduction' and (d.withdrawn_at is null) <> (n.matter_id is null)`,
  'deductions of a statement': `
    select s.provider_code || ' ' || coalesce(s.number, s.run_id) as "where", s.deducted::text as found, d.amount::text as expected
    from payment_statement s join payment_run r using (run_id) cross join lateral (
      select coalesce(sum(amount), 0)::bigint as amount from payment_deduction where provider_code = s.provider_code
        and division = r.division and scheme = any(r.schemes) and month = r.period and withdrawn_at is null) d
    where r.kind = 'month' and r.purpose = 'real' and r.state = 'closed' and s.deducted <> d.amount`,
  'entry of a matter': `
    select m.matter_id || ' ' || m.number as "where", coalesce(e.kind || ' ' || e.back, 'none') as found,
      case m.kind when 'claim' then 'recovery-claim ' || -m.amount when 'received' then 'recovery-received ' || m.amount
        when 'returned' then 'recovery-returned ' || -m.amount when 'deducted' then 'deduction' else 'recovery-withdrawn ' || m.amount end as expected
    from matter_money m left join lateral (select e.kind, coalesce(sum(p.amount) filter (where p.account = 'provider:'
        || m.provider_code || ':recovery'), 0)::bigint as back, coalesce(sum(p.amount) filter (where p.account = 'provider:'
        || m.provider_code || ':receivable'), 0)::bigint as taken
      from payment_entry e join payment_posting p using (provider_code, entry_id)
      where e.provider_code = m.provider_code and e.entry_id = m.entry_id group by e.kind) e on true
    where m.entry_id is not null and case m.kind when 'claim' then (e.kind, e.back) is distinct from ('recovery-claim', -m.amount)
      when 'received' then (e.kind, e.back) is distinct from ('recovery-received', m.amount)
      when 'returned' then (e.kind, e.back) is distinct from ('recovery-returned', -m.amount)
      when 'withdrawn' then (e.kind, e.back) is distinct from ('recovery-withdrawn', m.amount)
      else e.kind is distinct from 'deduction' or -e.taken < m.amount end`,
  'entry of a credit archive': `
    select coalesce(c.subject, o.target) || ' ' || coalesce(c.number, o.number) as "where", coalesce(c.deed::text, 'none') as found,
      coalesce(o.details->>'deed', 'none') as expected
    from credit_event c full join (select target, details, reason, (details->'number')::int as number from operation_log
        where action like 'credit.%' and details ? 'archive') o
      on o.target = c.subject and o.details->>'archive' = c.kind and o.number = c.number
    where (c.deed, c.reason, c.entered_by) is distinct from (o.details->'deed', o.reason, o.details->>'by')`,
  'recoveries of an institution': `
    select coalesce(e.provider_code, m.provider_code) as "where", coalesce(e.amount, 0)::text as found,
      coalesce(m.amount, 0)::text as expected
    from (select provider_code, sum(amount)::bigint as amount from payment_posting
        where account = 'provider:' || provider_code || ':recovery' group by provider_code) e
      full join (select provider_code, sum(case when kind in ('claim', 'returned') then -amount when kind = 'received' then amount
          when kind = 'withdrawn' and entry_id is not null then amount else 0 end)::bigint as amount from matter_money
        group by provider_code) m using (provider_code)
    where coalesce(e.amount, 0) <> coalesce(m.amount, 0)`,
  'recovery of no matter': `
    select e.provider_code || ' ' || e.entry_id as "where", e.kind as found, 'a matter' as expected
    from payment_entry e where e.run_id is null and not exists (select from matter_money m
      where m.provider_code = e.provider_code and m.entry_id = e.entry_id)`,
}

/** Casework, to be checked; changes nothing. */
export function caseworkVerifyStore(pool: pg.Pool, digest: (text: string) => string): CaseworkVerifyStore {
  return {
    digest,
    async books() {
      const found: BooksMismatch[] = []
      for (const [what, text] of Object.entries(checks)) {
        const name = `verify-casework-${what}`.replaceAll(' ', '-')
        const rows = await query<Omit<BooksMismatch, 'what'> & pg.QueryResultRow>(pool, name, `${text} limit ${most}`)
        found.push(...rows.map((row) => ({ ...row, what })))
      }
      return found
    },

    async histories(after, limit) {
      return await query<MatterHistory & pg.QueryResultRow>(pool, 'verify-matters', historiesAfter, [after, limit])
    },
  }
}
