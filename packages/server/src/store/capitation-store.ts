import type { IsoDate } from '@yibao/core/kernel'
import type pg from 'pg'
import type {
  CapitatedInstitution,
  CapitationStore,
  InstitutionPeople,
  MonthCharges,
} from '../flows/capitation-ports.ts'
import type { PaymentScope } from '../flows/payment-ports.ts'
import { type Queryable, query } from './sql.ts'

/** Division $1, schemes $2, day $3, diseases $4. A day that begins a month has no doubt about the 29th of February. */
const signedPeople = `
with counted as (
  select g.provider_code, (extract(year from $3::date) - extract(year from i.birth)
      - (to_char($3::date, 'MMDD') < to_char(i.birth, 'MMDD'))::int)::int as age, d.diseases, count(*)::int as count
  from capitation_signup g join insured i on i.insured_id = g.insured_id
    cross join lateral (select coalesce(json_agg(distinct f.content->>'diseaseCode'), '[]')::text as diseases from filing f
      where f.insured_id = g.insured_id and f.kind = 'chronic' and f.state = 'valid' and f.valid_from <= $3::date
        and (f.valid_until is null or f.valid_until > $3::date) and f.content->>'diseaseCode' = any($4::text[])) d
  where g.division = $1 and g.scheme = any($2::text[]) and g.valid_from <= $3::date
    and (g.valid_until is null or g.valid_until > $3::date) and i.birth <= $3::date
    and exists (select from enrolment e where e.insured_id = g.insured_id and e.division = g.division and e.scheme = g.scheme
      and e.valid_from <= $3::date and (e.valid_until is null or e.valid_until > $3::date))
  group by g.provider_code, age, d.diseases
)
select json_build_object('providerCode', c.provider_code, 'level', p.level, 'people', json_agg(json_build_object('age', c.age,
  'diseases', c.diseases::json, 'count', c.count) order by c.age, c.diseases)) as one
from counted c join provider p on p.provider_code = c.provider_code group by c.provider_code, p.level order by c.provider_code`

/** How long a settlement may still be on its way into the books after its own time. */
const tail = '1 hour'

const cares = {
  outpatient: ['outpatient', 'pharmacy'],
  inpatient: ['inpatient'],
  all: ['outpatient', 'pharmacy', 'inpatient'],
} as const

/**
 * Division $1, schemes $2, month $3, kinds of care $4, whether charges elsewhere go to the signed institution $5.
 *
 * What was still being recorded while the run of the month before read it is counted now. A correction (补差) is settled between the fund and
 * the person, so that it is no claim of the place of care: the signed institution bears it like care elsewhere.
 */
export const chargesOfMonth = `
with month as (
  select to_date($3, 'YYYY-MM')::timestamp as begins, to_date($3, 'YYYY-MM') + interval '1 month' as ends,
    (select r.charges_seen::jsonb from payment_run r where r.kind = 'month' and r.purpose = 'real' and r.state = 'closed'
      and r.division = $1 and r.schemes = $2::text[]
      and r.period = to_char(to_date($3, 'YYYY-MM') - interval '1 month', 'YYYY-MM')) as seen
), counted as (
  select s.insured_id, s.settlement_id as id, s.root_id, s.provider_code as place, s.pool, s.settled_at as at, false as corrects
  from settlement s, month m
  where s.division = $1 and s.scheme = any($2::text[]) and s.care = any($4::text[])
    and s.settled_at >= to_date($3, 'YYYY-MM')::timestamp - interval '${tail}'
    and s.settled_at < to_date($3, 'YYYY-MM') + interval '1 month' and (s.settled_at >= m.begins or not m.seen ? s.settlement_id)
  union all
  select c.insured_id, c.correction_id, c.settlement_id, t.provider_code, (c.amounts->>'pool')::bigint, c.booked_at, true
  from correction c join settlement t on t.insured_id = c.insured_id and t.settlement_id = c.settlement_id, month m
  where t.division = $1 and t.scheme = any($2::text[]) and t.care = any($4::text[])
    and c.booked_at >= m.begins - interval '${tail}' and c.booked_at < m.ends
    and (c.booked_at >= m.begins or not m.seen ? c.correction_id)
), charge as (
  select k.place, g.provider_code as signed, k.corrects, sum(k.pool)::bigint as pool
  from counted k join settlement r on r.insured_id = k.insured_id and r.settlement_id = k.root_id
    left join capitation_signup g on g.insured_id = r.insured_id and g.division = r.division and g.scheme = r.scheme
      and g.valid_from <= date_trunc('month', r.settled_at)::date
      and (g.valid_until is null or g.valid_until > date_trunc('month', r.settled_at)::date)
  group by k.place, g.provider_code, k.corrects
), told as (
  select place as code, case when signed = place then pool else 0 end as own, 0 as elsewhere,
    case when signed is distinct from place then pool else 0 end as others from charge where not corrects
  union all
  select signed, 0, pool, 0 from charge where signed is not null
    and case when corrects then $5 or signed = place else $5 and signed <> place end
), sums as (
  select t.code, p.level, sum(t.own)::bigint as own, sum(t.elsewhere)::bigint as elsewhere, sum(t.others)::bigint as others
  from told t join provider p on p.provider_code = t.code group by t.code, p.level
)
select json_build_object(
  'charges', coalesce((select json_agg(json_build_object('providerCode', code, 'level', level, 'own', own,
    'elsewhere', elsewhere, 'others', others) order by code) from sums), '[]'),
  'seen', coalesce((select json_agg(k.id order by k.id) from counted k, month m where k.at >= m.ends - interval '${tail}'), '[]')
) as one`

const ofRun = `
select json_build_object('providerCode', provider_code, 'level', level, 'people', people,
  'charges', json_build_object('own', own, 'elsewhere', elsewhere, 'others', others)) as one
from payment_capitation where run_id = $1 order by provider_code`

const insert = `
insert into payment_capitation (provider_code, run_id, level, people, own, elsewhere, others)
select r.provider_code, $2, r.level, r.people, r.own, r.elsewhere, r.others
from json_to_recordset($1::json) as r(provider_code text, level text, people json, own bigint, elsewhere bigint, others bigint)`

/** Keeps what a run found of capitation when it began. */
export async function insertCapitation(
  on: Queryable,
  runId: string,
  found: readonly CapitatedInstitution[],
): Promise<void> {
  if (found.length === 0) return
  const rows = found.map(({ providerCode, level, people, charges }) => ({
    provider_code: providerCode,
    level,
    people,
    ...charges,
  }))
  await query(on, 'capitation-of-run-put', insert, [JSON.stringify(rows), runId])
}

/** Sign-ups and charges of capitation; on Citus all joins are of rows of one person. */
export function capitationStore(pool: pg.Pool): CapitationStore {
  return {
    async people({ division, schemes }, on, diseases) {
      const values = [division, schemes, on, diseases]
      return (await query<{ one: InstitutionPeople }>(pool, 'capitation-people', signedPeople, values)).map(
        ({ one }) => one,
      )
    },

    async charges({ division, schemes }, month, { covers, elsewhere }) {
      const values = [division, schemes, month, cares[covers], elsewhere === 'charged']
      const rows = await query<{ one: MonthCharges }>(pool, 'capitation-charges', chargesOfMonth, values)
      return rows[0]?.one ?? { charges: [], seen: [] }
    },

    async ofRun(runId) {
      return (await query<{ one: CapitatedInstitution }>(pool, 'capitation-of-run', ofRun, [runId])).map(
        ({ one }) => one,
      )
    },
  }
}

const signedOn = `
select insured_id, min(provider_code) as provider_code from capitation_signup
where division = $1 and scheme = any($2::text[]) and valid_from <= $3::date and (valid_until is null or valid_until > $3::date)
group by insured_id`

/** With whom each person of a region is signed on, on a day. */
export async function signedWith(
  on: Queryable,
  { division, schemes }: PaymentScope,
  day: IsoDate,
): Promise<ReadonlyMap<string, string>> {
  const values = [division, schemes, day]
  const rows = await query<{ insured_id: string; provider_code: string }>(on, 'signed-with', signedOn, values)
  return new Map(rows.map((row) => [row.insured_id, row.provider_code]))
}
