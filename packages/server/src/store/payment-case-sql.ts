/** The first day of a month and of the next one, of `2025-03` in a place of a statement. */
const monthBegins = (place: string): string => `to_date(${place}, 'YYYY-MM')::timestamp`
const monthEnds = (place: string): string => `(to_date(${place}, 'YYYY-MM') + interval '1 month')`

/** Whether a month of an insurance was closed by a run that was not reopened. */
const monthIsClosed = (division: string, scheme: string, month: string): string => `exists (select from payment_run r
    where r.purpose = 'real' and r.kind = 'month' and r.state = 'closed'
      and r.division = ${division} and r.schemes = array[${scheme}] and r.period = ${month})`

/** Cases of institution $1 that may have changed after their month was closed. */
const touched = `(d.held
      or d.case_id in (select u.root_id from settlement u
        where u.provider_code = $1 and u.care = 'inpatient' and u.undoes_id is not null)
      or d.case_id in (select w.case_id from special_case_review w
        where w.provider_code = $1 and w.state = 'decided' and w.effect_run is null))`

/** Which of them did. */
const changed = `(d.held
      or (d.state <> 'undone' and not c.stands)
      or (d.state = 'undone' and c.stands)
      or (d.state = 'listed' and c.stands and exists (select from special_case_review w where w.provider_code = d.provider_code
        and w.case_id = d.case_id and w.state = 'decided' and w.effect_run is null)))`

/** Institution $1, division $2, schemes $3, month $4. */
const stay = `
select json_build_object('caseId', t.settlement_id, 'providerCode', t.provider_code, 'providerLevel', p.level,
  'insuredId', t.insured_id, 'division', t.division, 'scheme', t.scheme, 'settledOn', t.settled_at::date::text,
  'stands', c.stands, 'insured', json_build_object('gender', i.gender, 'birth', i.birth::text),
  'admittedAt', to_char(v.began_at, 'YYYY-MM-DD HH24:MI:SS'), 'department', v.department_code,
  'stay', case when v.stay is null then null else json_build_object('dischargedAt', v.stay->'dischargedAt',
    'dischargeWay', v.stay->'dischargeWay') end,
  'list', case when l.version is null then null else json_build_object('version', l.version, 'content', l.content) end,
  'total', t.total, 'pool', t.pool, 'charges', coalesce(b.charges, '{}'::json), 'month', d.month) as stay`

const around = `
  join visit v on v.insured_id = t.insured_id and v.visit_id = t.visit_id
  join insured i on i.insured_id = t.insured_id
  join provider p on p.provider_code = t.provider_code
  cross join lateral (select count(*) % 2 = 1 as stands from settlement s
    where s.insured_id = t.insured_id and s.root_id = t.settlement_id) c
  left join lateral (select version, content from settlement_list o where o.insured_id = t.insured_id
    and o.settlement_id = t.settlement_id and o.state = 'submitted' order by version desc limit 1) l on true
  left join lateral (select json_object_agg(charge_type, total) as charges from (
    select charge_type, sum(total) as total from bill_line f where f.insured_id = t.insured_id and f.visit_id = t.visit_id
      and f.opened_on = v.opened_on and f.settlement_id = t.settlement_id group by charge_type) sums) b on true`

/**
 * Behind case $5, at most $6. A settlement that was still being recorded when its month was closed is found by the next one.
 */
export const staysOfMonth = `${stay}
from settlement t
  left join discharge_case d on d.provider_code = t.provider_code and d.case_id = t.settlement_id ${around}
where t.provider_code = $1 and t.care = 'inpatient' and t.undoes_id is null
  and t.settled_at >= ${monthBegins('$4::text')} - interval '1 month' and t.settled_at < ${monthEnds('$4::text')}
  and t.division = $2 and t.scheme = any($3::text[]) and (d.month is null or d.month = $4)
  and (t.settled_at >= ${monthBegins('$4::text')} or d.month is null
    and ${monthIsClosed('t.division', 't.scheme', "to_char(t.settled_at, 'YYYY-MM')")})
  and t.settlement_id > $5
order by t.settlement_id limit $6`

export const staysOfClosedMonths = `${stay}
from discharge_case d
  join settlement t on t.insured_id = d.insured_id and t.settlement_id = d.case_id ${around}
where d.provider_code = $1 and d.division = $2 and d.scheme = any($3::text[]) and d.case_id > $5
  and (d.month < $4 and ${touched} and ${changed} and ${monthIsClosed('d.division', 'd.scheme', 'd.month')}
    or d.month = $4 and d.settled_on < to_date($4, 'YYYY-MM'))
order by d.case_id limit $6`

/** Division $1, schemes $2, month $3: institutions that may have something to collect, rather too many than too few. */
export const institutionsOfMonth = `
select provider_code as "providerCode" from (
  select p.provider_code from provider p where exists (select from settlement t
    where t.provider_code = p.provider_code and t.care = 'inpatient' and t.undoes_id is null
      and t.settled_at >= ${monthBegins('$3::text')} - interval '1 month' and t.settled_at < ${monthEnds('$3::text')}
      and t.division = $1 and t.scheme = any($2::text[]))
  union
  select provider_code from discharge_case
  where division = $1 and scheme = any($2::text[]) and (month = $3 or held and month < $3)
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
