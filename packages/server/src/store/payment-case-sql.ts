/** The first day of a month and of the next one, of `2025-03` in a place of a statement. */
const monthBegins = (place: string): string => `to_date(${place}, 'YYYY-MM')::timestamp`
const monthEnds = (place: string): string => `(to_date(${place}, 'YYYY-MM') + interval '1 month')`

/** Whether a month of an insurance was closed by a run that was not reopened. */
const monthIsClosed = (division: string, scheme: string, month: string): string => `exists (select from payment_run r
    where r.purpose = 'real' and r.kind = 'month' and r.state = 'closed'
      and r.division = ${division} and r.schemes = array[${scheme}] and r.period = ${month})`

/** Whether a month of an insurance is being run, or was closed and not reopened. */
const monthStands = (division: string, scheme: string, month: string): string => `exists (select from payment_run r
    where r.purpose = 'real' and r.kind = 'month' and r.state <> 'reopened'
      and r.division = ${division} and r.schemes = array[${scheme}] and r.period = ${month})`

/** Whether a bill ends its stay: those before it (中途结算, or the old year's) are part of the same case. */
const endsStay = (bill: string): string => `coalesce(${bill}.basis->'stay'->>'final', 'true') = 'true'`

/** Whether a case of a closed month has to be told again. */
const changed = `(d.held
      or (d.state <> 'undone' and not c.stands)
      or (d.state = 'undone' and c.stands)
      or (d.state = 'listed' and c.stands and exists (select from special_case_review w where w.provider_code = d.provider_code
        and w.case_id = d.case_id and w.state = 'decided' and w.effect_run is null)))`

/** A stay by the bill that ended it. Institution $1, division $2, schemes $3, month $4. */
const stay = `
select json_build_object('caseId', t.settlement_id, 'providerCode', t.provider_code, 'providerLevel', p.level,
  'insuredId', t.insured_id, 'division', t.division, 'scheme', t.scheme, 'settledOn', t.settled_at::date::text,
  'stands', c.stands, 'insured', json_build_object('gender', i.gender, 'birth', i.birth::text),
  'admittedAt', to_char(v.began_at, 'YYYY-MM-DD HH24:MI:SS'), 'department', v.department_code,
  'stay', case when v.stay is null then null else json_build_object('dischargedAt', v.stay->'dischargedAt',
    'dischargeWay', v.stay->'dischargeWay') end,
  'list', case when l.version is null then null else json_build_object('version', l.version, 'content', l.content) end,
  'total', a.total, 'pool', a.pool, 'mixed', a.mixed, 'charges', coalesce(b.charges, '{}'::json), 'month', d.month) as stay`

const around = `
  join visit v on v.insured_id = t.insured_id and v.visit_id = t.visit_id
  join insured i on i.insured_id = t.insured_id
  join provider p on p.provider_code = t.provider_code
  cross join lateral (select count(*) % 2 = 1 as stands from settlement s
    where s.insured_id = t.insured_id and s.root_id = t.settlement_id) c
  cross join lateral (select coalesce(sum(s.total), t.total)::bigint as total, coalesce(sum(s.pool), t.pool)::bigint as pool,
      coalesce(bool_or((s.division, s.scheme) <> (t.division, t.scheme)), false) as mixed
    from settlement s where c.stands and s.insured_id = t.insured_id and s.visit_id = t.visit_id and s.undoes_id is null
      and (select count(*) % 2 = 1 from settlement o where o.insured_id = s.insured_id and o.root_id = s.settlement_id)) a
  left join lateral (select version, content from settlement_list o where o.insured_id = t.insured_id
    and o.settlement_id = t.settlement_id and o.state = 'submitted' order by version desc limit 1) l on true
  left join lateral (select json_object_agg(charge_type, total) as charges from (
    select charge_type, sum(total) as total from bill_line f where f.insured_id = t.insured_id and f.visit_id = t.visit_id
      and f.opened_on = v.opened_on and f.settlement_id is not null group by charge_type) sums) b on true`

/**
 * Behind case $5, at most $6. What was still being recorded when its month was closed is found by the next one; so is what was cancelled
 * before that and restored since. What a trial of a later month took comes back.
 */
export const staysOfMonth = `with near as (
  select n.insured_id, n.settlement_id from settlement n
  where n.provider_code = $1 and n.care = 'inpatient' and n.undoes_id is null
    and n.settled_at >= ${monthBegins('$4::text')} - interval '1 month' and n.settled_at < ${monthEnds('$4::text')}
  union
  select u.insured_id, u.root_id from settlement u
  where u.provider_code = $1 and u.care = 'inpatient' and u.undoes_id is not null
)
${stay}
from near n
  join settlement t on t.insured_id = n.insured_id and t.settlement_id = n.settlement_id
  left join discharge_case d on d.provider_code = t.provider_code and d.case_id = t.settlement_id ${around}
where t.provider_code = $1 and t.settled_at < ${monthEnds('$4::text')} and ${endsStay('t')}
  and t.division = $2 and t.scheme = any($3::text[])
  and (t.settled_at >= ${monthBegins('$4::text')} and (d.month is null or d.month = $4
      or d.month > $4 and not ${monthStands('d.division', 'd.scheme', 'd.month')})
    or d.month is null and ${monthIsClosed('t.division', 't.scheme', "to_char(t.settled_at, 'YYYY-MM')")})
  and t.settlement_id > $5
order by t.settlement_id limit $6`

/** Months of a year from month $4 on: where a trial, or a month that was reopened since, may have taken cases. */
const monthsFrom = `array(select to_char(to_date($4, 'YYYY-MM') + n * interval '1 month', 'YYYY-MM') from generate_series(0, 12) n)`

/** Found by what may have happened to them, not by looking at every case that there ever was. */
export const staysOfClosedMonths = `with near as (
  select h.case_id from discharge_case h where h.provider_code = $1 and h.month < $4 and h.held
  union
  select u.root_id from settlement u where u.provider_code = $1 and u.care = 'inpatient' and u.undoes_id is not null
  union
  select w.case_id from special_case_review w
  where w.provider_code = $1 and w.state = 'decided' and w.effect_run is null
  union
  select m.case_id from discharge_case m where m.provider_code = $1 and m.division = $2 and m.scheme = any($3::text[])
    and m.month = any(${monthsFrom}) and m.settled_on < to_date($4, 'YYYY-MM')
)
${stay}
from near n
  join discharge_case d on d.provider_code = $1 and d.case_id = n.case_id
  join settlement t on t.insured_id = d.insured_id and t.settlement_id = d.case_id ${around}
where d.division = $2 and d.scheme = any($3::text[]) and d.case_id > $5
  and (d.month < $4 and ${changed} and ${monthIsClosed('d.division', 'd.scheme', 'd.month')}
    or d.month = $4 and d.settled_on < to_date($4, 'YYYY-MM')
    or d.month > $4 and d.settled_on < to_date($4, 'YYYY-MM') and not ${monthStands('d.division', 'd.scheme', 'd.month')})
order by d.case_id limit $6`

/**
 * Division $1, schemes $2, month $3: the months of two years before in which a plan was in force and stays ended, which no run closed.
 */
export const openMonths = `
select m.month from (
  select b::timestamp as begins, b + interval '1 month' as ends, to_char(b, 'YYYY-MM') as month
  from generate_series(to_date($3, 'YYYY-MM') - interval '24 months', to_date($3, 'YYYY-MM') - interval '1 month',
    interval '1 month') b
) m
where exists (select from unnest($2::text[]) as s(scheme) where not ${monthIsClosed('$1', 's.scheme', 'm.month')}
  and exists (select from payment_plan p where p.taking is not null and p.division = $1 and s.scheme = any(p.schemes)
    and p.valid_from < m.ends and (p.valid_until is null or p.valid_until >= m.ends))
  and (exists (select from discharge_case d where d.division = $1 and d.scheme = s.scheme and d.month = m.month)
    or exists (select from provider p join settlement t on t.provider_code = p.provider_code and t.care = 'inpatient'
        and t.undoes_id is null and t.settled_at >= m.begins and t.settled_at < m.ends
      where t.division = $1 and t.scheme = s.scheme and ${endsStay('t')})))
order by m.month`

/** Division $1, schemes $2, month $3: institutions that may have something to collect, rather too many than too few. */
export const institutionsOfMonth = `
select provider_code as "providerCode" from (
  select p.provider_code from provider p where exists (select from settlement t
    where t.provider_code = p.provider_code and t.care = 'inpatient' and t.undoes_id is null
      and t.settled_at >= ${monthBegins('$3::text')} - interval '1 month' and t.settled_at < ${monthEnds('$3::text')}
      and t.division = $1 and t.scheme = any($2::text[]))
  union
  select provider_code from discharge_case
  where division = $1 and scheme = any($2::text[]) and month >= $3
  union
  select provider_code from discharge_case where division = $1 and scheme = any($2::text[]) and held
  union
  select provider_code from settlement
  where care = 'inpatient' and undoes_id is not null and division = $1 and scheme = any($2::text[])
  union
  select provider_code from special_case_review
  where state = 'decided' and effect_run is null and division = $1 and scheme = any($2::text[])
) found order by provider_code`

const putColumns = `provider_code text, case_id text, insured_id text, division text, scheme text, month text, settled_on date,
  state text, list_version integer, facts json, facts_digest text`

/** Rows $1, when $2. One row for each that was not there or says something else now. */
export const putCases = `
insert into discharge_case as d (provider_code, case_id, insured_id, division, scheme, month, settled_on, state, list_version,
  facts, facts_digest, collected_at)
select r.*, $2::timestamp from json_to_recordset($1::json) as r(${putColumns})
on conflict (provider_code, case_id) do update set insured_id = excluded.insured_id, division = excluded.division,
  scheme = excluded.scheme, month = excluded.month, settled_on = excluded.settled_on, state = excluded.state,
  list_version = excluded.list_version, facts = excluded.facts, facts_digest = excluded.facts_digest,
  collected_at = excluded.collected_at
where (d.month, d.state, d.facts_digest) is distinct from (excluded.month, excluded.state, excluded.facts_digest)
  or d.list_version is distinct from excluded.list_version
returning (xmax = 0) as fresh`

/** Institution $1, cases $2, month $3: those that no closed month accounted for. */
export const leaveCases = `
delete from discharge_case d where d.provider_code = $1 and d.case_id = any($2::text[]) and d.month = $3
  and not exists (select from payment_case k join payment_run r on r.run_id = k.run_id
    where k.provider_code = d.provider_code and k.case_id = d.case_id and r.purpose = 'real' and r.state = 'closed')
returning d.case_id`
