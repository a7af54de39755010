import type { LakeTable } from '../flows/lake-ports.ts'

/**
 * What the lake is made of, table by table: columns in the order of `lake/tables.ts`. $1 is the first day of the month, $2 that of the
 * next one; tables for all time take none.
 */

const stands = (bill: string): string => `(select count(*) % 2 = 1 from settlement o
    where o.insured_id = ${bill}.insured_id and o.root_id = ${bill}.settlement_id)`

/** The principal diagnosis of visit `v`: that of the discharge before that of the admission. */
const principal = `left join lateral (select d->>'code' as code, d->'made'->>'doctorCode' as doctor
    from jsonb_array_elements(v.diagnoses) d where (d->>'main')::boolean
    order by (d->>'side' is not distinct from 'discharge') desc, (d->>'order')::numeric limit 1) m on true`

/** The doctor: who made the principal diagnosis, else who ordered the first line that names anybody. */
const doctor = `left join lateral (select coalesce(nullif(m.doctor, ''), (select l.ordered->>'doctorCode' from bill_line l
    where l.insured_id = v.insured_id and l.visit_id = v.visit_id and l.opened_on = v.opened_on
      and l.ordered->>'doctorCode' <> '' order by l.line_number limit 1)) as code) a on true`

const groupOf = (caseId: string, provider: string): string => `left join lateral (select g.group_code as code
    from case_group g where g.provider_code = ${provider} and g.case_id = ${caseId} and g.status = 'grouped'
    order by g.kind = 'drg' desc, g.grouped_at desc, g.grouper limit 1) g on true`

/** Bills of the month with what is told of their visits. */
const bills = `
select t.*, v.began_at, v.stay, v.diagnoses, v.opened_on, v.disease_code, nullif(v.department_code, '') as department,
  m.code as main_diagnosis, a.code as doctor, coalesce(g.code, 'icd:' || nullif(left(m.code, 3), '')) as disease_group,
  p.level as provider_level, p.kind as provider_kind, p.division as provider_division, ${stands('t')} as stands
from settlement t
  join visit v on v.insured_id = t.insured_id and v.visit_id = t.visit_id
  join provider p on p.provider_code = t.provider_code
  ${principal} ${doctor} ${groupOf('t.settlement_id', 't.provider_code')}
where t.undoes_id is null and t.settled_at >= $1::date and t.settled_at < $2::date`

const place = `b.provider_code, b.provider_level, b.provider_kind, b.provider_division, b.scheme, b.division, b.department`

const settlement = `
select b.settlement_id, b.insured_id, b.visit_id, ${place}, b.doctor, b.disease_group, b.care, b.med_type,
  b.person_type, i.gender, i.birth, i.died_on, b.main_diagnosis, b.stay->>'dischargeWay', null::text as terminal,
  b.settled_at, b.began_at, (b.stay->>'dischargedAt')::timestamp,
  coalesce(b.basis->'stay'->>'final', 'true') = 'true', not b.stands,
  left(b.provider_division, 4) <> left(b.division, 4),
  b.total, b.non_covered, b.over_price_limit, b.pre_coinsurance, b.eligible, b.deductible, b.pool,
  b.large_amount, b.critical_illness, b.civil_servant, b.enterprise, b.assistance, b.other,
  b.pool + b.large_amount + b.critical_illness + b.civil_servant + b.enterprise + b.assistance + b.other,
  b.account, b.family, b.cash, b.hospital
from (${bills}) b join insured i on i.insured_id = b.insured_id`

const line = `
select l.visit_id || '/' || l.line_number, b.settlement_id, b.insured_id, b.visit_id, ${place},
  coalesce(nullif(l.ordered->>'doctorCode', ''), b.doctor), b.disease_group, b.care, b.med_type, b.settled_at, l.charged_at,
  l.item_code, l.item_name, l.item_kind, l.item_class, l.charge_type, nullif(l.ordered->>'prescription', ''),
  l.quantity, l.total, l.non_covered, l.over_price_limit, l.pre_coinsurance, l.eligible
from (${bills}) b join bill_line l on l.insured_id = b.insured_id and l.visit_id = b.visit_id
  and l.opened_on = b.opened_on and l.settlement_id = b.settlement_id
where b.stands`

const diagnosis = `
select b.insured_id, b.visit_id, b.settlement_id, d.number, d.value->>'type', d.value->>'code', d.value->>'name',
  (d.value->>'main')::boolean
from (${bills}) b cross join lateral jsonb_array_elements(b.diagnoses) with ordinality as d(value, number) where b.stands`

/** CHS-DRG says by the last sign of a group which complications it asks for: 1 serious ones, 3 others, 5 none. */
const complication = `case when g.kind = 'drg' then case right(g.group_code, 1)
    when '1' then 'mcc' when '3' then 'cc' when '5' then 'none' end end`

const drgCase = `
select d.case_id, d.insured_id, t.visit_id, d.provider_code, p.level, p.kind, p.division, d.scheme, d.division,
  nullif(v.department_code, ''), a.code, g.kind, coalesce(g.status, d.state), g.group_code,
  coalesce(g.grouping->'grouping'->>'adrg', g.grouping->>'adrg'), ${complication}, r.kind,
  coalesce(d.facts->'record'->>'leavingType', v.stay->>'dischargeWay'),
  (select string_agg(o, ' ') from json_array_elements_text(d.facts->'record'->'operations') o where o <> ''),
  d.settled_on, (d.facts->>'admittedOn')::date, (d.facts->>'dischargedOn')::date,
  greatest(1, coalesce((d.facts->'record'->>'stayDays')::integer,
    (d.facts->>'dischargedOn')::date - (d.facts->>'admittedOn')::date)),
  (r.score->>'weight')::bigint, (d.facts->>'total')::bigint, (d.facts->>'fundPaid')::bigint, r.standard, r.fund_payable
from discharge_case d
  join settlement t on t.insured_id = d.insured_id and t.settlement_id = d.case_id
  join visit v on v.insured_id = t.insured_id and v.visit_id = t.visit_id
  join provider p on p.provider_code = d.provider_code
  ${principal} ${doctor}
  left join lateral (select * from case_group c where c.provider_code = d.provider_code and c.case_id = d.case_id
    order by c.kind = 'drg' desc, c.grouped_at desc, c.grouper limit 1) g on true
  left join lateral (select c.kind, c.score, c.standard, c.fund_payable from payment_case c
    join payment_run u on u.run_id = c.run_id and u.purpose = 'real' and u.state = 'closed' and u.kind = 'month'
    where c.provider_code = d.provider_code and c.case_id = d.case_id and c.role = 'case'
    order by u.started_at desc, u.run_id limit 1) r on true
where d.state <> 'undone' and d.settled_on >= $1::date and d.settled_on < $2::date`

const ledger = `
select split_part(o.account, ':', 2), split_part(o.account, ':', 3), split_part(o.account, ':', 4), e.kind, e.booked_at::date,
  count(*)::integer, sum(o.amount)::bigint
from journal_entry e join posting o on o.insured_id = e.insured_id and o.entry_id = e.entry_id
where o.account like 'fund:%' and e.booked_at >= $1::date and e.booked_at < $2::date
group by 1, 2, 3, 4, 5`

const age = (birth: string, on: string): string => `extract(year from age(${on}, ${birth}))`
const ageBand = (years: string): string => `case when ${years} < 15 then '0-14' when ${years} < 45 then '15-44'
    when ${years} < 65 then '45-64' when ${years} < 75 then '65-74' else '75+' end`

/** Heads on the last day of the month; a person insured twice is one head, of employees before residents, of the last span. */
const enrolment = `
select $1::date, h.division, h.scheme, h.status, h.person_type, h.band, count(*)::integer
from (select distinct on (e.insured_id) e.division, e.scheme, e.status, e.person_type,
    ${ageBand(age('i.birth', '$2::date - 1'))} as band
  from enrolment e join insured i on i.insured_id = e.insured_id
  where e.valid_from < $2::date and (e.valid_until is null or e.valid_until >= $2::date)
    and (i.died_on is null or i.died_on >= $2::date)
  order by e.insured_id, e.scheme, e.valid_from desc) h
group by 2, 3, 4, 5, 6`

const finding = `
select f.finding_id, f.moment, f.release_digest, f.insured_id, f.visit_id, f.line_number, f.settlement_id, f.rule, f.severity,
  f.action, f.provider_code, coalesce(t.division, p.division), f.found_on, f.found_at, f.stake, f.deducted
from audit_finding f join provider p on p.provider_code = f.provider_code
  left join settlement t on t.insured_id = f.insured_id and t.settlement_id = f.settlement_id
where f.found_on >= $1::date and f.found_on < $2::date`

/** A bill counts as screened by the first audit of all rules over its day. */
const screening = `
select t.settlement_id, t.insured_id, t.provider_code, t.division, r.run_id, t.settled_at, r.finished_at
from settlement t cross join lateral (select run_id, finished_at from audit_run r where r.state = 'done' and r.rules is null
    and r.division = t.division and t.settled_at >= r.from_day and t.settled_at < r.until_day
  order by finished_at, run_id limit 1) r
where t.undoes_id is null and t.settled_at >= $1::date and t.settled_at < $2::date and ${stands('t')}`

const reminder = `
select r.result_id, r.provider_code, p.division, r.moment, r.rule, r.severity,
  (select f.way from review_feedback f where f.provider_code = r.provider_code and f.result_id = r.result_id
    order by f.told_at desc, f.msgid desc limit 1), r.given_at
from review_result r join provider p on p.provider_code = r.provider_code
where r.given_at >= $1::date and r.given_at < $2::date`

const did = (...acts: string[]): string =>
  `exists (select from matter_event e where e.matter_id = m.matter_id and e.act in (${acts.map((act) => `'${act}'`).join(', ')}))`

/** A case is decided within 90 days, 30 more where they were granted; the archive's last month says which are due. */
const matter = `
select m.matter_id, m.procedure, m.state, m.source, m.provider_code, m.insured_id, m.doctor, m.rule, m.division, m.opened_on,
  ${did('clear', 'confirm-clear', 'decide', 'sanction', 'dismiss')}, coalesce(m.decided, 0) > 0, ${did('appeal')},
  ${did('resolve-appeal')} and coalesce(m.decided, 0) = 0,
  m.procedure = 'case' and (c.ended is not null or l.until < n.day),
  m.procedure = 'case' and coalesce(c.ended <= l.until, false), m.division, m.stake, coalesce(m.decided, 0), m.recovered
from matter m
  cross join lateral (select min(e.acted_at)::date as ended from matter_event e
    where e.matter_id = m.matter_id and e.act in ('sanction', 'dismiss', 'transfer', 'close')) c
  cross join lateral (select m.opened_on + case when ${did('extend')} then 120 else 90 end as until) l
  cross join (select (date_trunc('month', max(settled_at)) + interval '1 month')::date as day from settlement) n
where m.opened_on >= $1::date and m.opened_on < $2::date`

const provider = `select provider_code, name, kind, level, division, valid_from, valid_until from provider`

const side = `select table_name, anchor, day, content::text from audit_fact`

export const lakeStatements: Readonly<Record<LakeTable, string>> = {
  settlement,
  line,
  diagnosis,
  drg_case: drgCase,
  ledger,
  enrolment,
  finding,
  screening,
  reminder,
  matter,
  provider,
  side,
}

export const lakeSpan = `
select to_char(min(settled_at), 'YYYY-MM') as "from", to_char(max(settled_at), 'YYYY-MM') as through from settlement`

/** Held until the transaction ends, also when it is killed. */
export const lakeAlone = 'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as alone'

export const lakeDivisions = 'select distinct division from settlement order by 1'

/** Months whose lines were taken away. */
export const lakeRetired = `
select to_char(month, 'YYYY-MM') as month from retired_month where table_name = 'bill_line' order by 1`

export const lakeTablesThere = `
select t.name from unnest($1::text[]) as t(name) where to_regclass('public.' || t.name) is not null`
