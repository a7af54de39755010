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
    select m.matter_id as "where", concat_ws(' ', m.procedure, m.state, m.version, m.stake, m.provider_code, m.decided, m.recovered,
        m.deadline_until, m.first_reviewer, m.second_reviewer) as found,
      concat_ws(' ', c->>'procedure', c->>'state', c->>'version', c->>'stake', c->>'providerCode', c->>'decided', c->>'recovered',
        c#>>'{deadline,until}', c->>'firstReviewer', c->>'secondReviewer') as expected
    from matter m cross join lateral (select m.content) as x(c)
    where (m.procedure, m.state, m.version::text, m.stake::text, m.provider_code, m.decided::text, m.recovered::text,
        m.deadline_until::text, m.first_reviewer, m.second_reviewer, m.source, m.source_key, m.division)
      is distinct from (c->>'procedure', c->>'state', c->>'version', c->>'stake', c->>'providerCode', c->>'decided',
        c->>'recovered', c#>>'{deadline,until}', c->>'firstReviewer', c->>'secondReviewer', c->>'source', c->>'sourceKey',
        c->>'division')`,
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
        when 'deducted' then 'deduction' else 'recovery-withdrawn ' || m.amount end as expected
    from matter_money m left join lateral (select e.kind, coalesce(sum(p.amount) filter (where p.account = 'provider:'
        || m.provider_code || ':recovery'), 0)::bigint as back, coalesce(sum(p.amount) filter (where p.account = 'provider:'
        || m.provider_code || ':receivable'), 0)::bigint as taken
      from payment_entry e join payment_posting p using (provider_code, entry_id)
      where e.provider_code = m.provider_code and e.entry_id = m.entry_id group by e.kind) e on true
    where m.entry_id is not null and case m.kind when 'claim' then (e.kind, e.back) is distinct from ('recovery-claim', -m.amount)
      when 'received' then (e.kind, e.back) is distinct from ('recovery-received', m.amount)
      when 'withdrawn' then (e.kind, e.back) is distinct from ('recovery-withdrawn', m.amount)
      else e.kind is distinct from 'deduction' or -e.taken < m.amount end`,
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
