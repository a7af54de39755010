/**
 * What indicators count over: each view has one row for one thing, with `key` (what it is), `day` (under which it falls) and the columns of the
 * grains it knows. Undone bills are in none of them.
 */

const side = (table: string, columns: string): string =>
  `(select anchor, day, ${columns} from side where table_name = '${table}')`

/** Of what was stated of one thing several times the last counts. */
const lastStated = (of: string, day = 'day'): string =>
  `qualify row_number() over (partition by ${of} order by ${day} desc nulls last, content) = 1`

const place = 'provider_code, provider_level, provider_kind, department, doctor, disease_group, division, scheme'

const ageBand = (years: string): string =>
  `case when ${years} < 15 then '0-14' when ${years} < 45 then '15-44' when ${years} < 65 then '45-64' when ${years} < 75 then '65-74' else '75+' end`

const sums = [
  'total',
  'non_covered',
  'over_price_limit',
  'pre_coinsurance',
  'eligible',
  'fund_paid',
  'account',
  'family',
  'cash',
]
  .map((name) => `sum(${name})::bigint as ${name}`)
  .join(', ')

/** Visits and stays are put together of their bills; what a visit is does not change between them. */
const ofVisit = place
  .split(', ')
  .map((name) => `max(${name}) as ${name}`)
  .join(', ')

const monthEnd = (day: string): string => `last_day(${day})`

/** Bills that stand. */
const bills = `
select settlement_id as key, cast(settled_at as date) as day, visit_id, insured_id, terminal, settled_at, offsite, care, med_type,
  total, non_covered, over_price_limit, pre_coinsurance, eligible, fund_paid, account, family, cash, hospital, ${place},
  hour(settled_at) >= 23 or hour(settled_at) < 5 as night,
  cast(settled_at as date) in (select day from side where table_name = 'holiday') as holiday
from settlement where not undone`

/** 门急诊人次 */
const visits = `
select visit_id as key, cast(min(settled_at) as date) as day, max(insured_id) as insured_id, 'outpatient' as care, ${ofVisit},
  max(provider_code) || '/' || max(doctor) || '/' || cast(min(settled_at) as date) as doctor_day, bool_or(offsite) as offsite, ${sums}
from settlement where not undone and care = 'outpatient' group by visit_id`

/** 住院人次: discharged and settled to the end. Back from which stay: of those that began before the one that ended last. */
const stays = `
with whole as (
  select visit_id as key, cast(coalesce(max(ended_at), max(settled_at)) as date) as day, cast(min(began_at) as date) as admitted_on,
    max(insured_id) as insured_id, 'inpatient' as care, ${ofVisit}, max(main_diagnosis) as main_diagnosis,
    max(discharge_way) as discharge_way, max(med_type) as med_type, min(birth) as birth, bool_or(offsite) as offsite, ${sums}
  from settlement where not undone and care = 'inpatient' group by visit_id having bool_or(final)
), seen as (
  select *, max({ 'day': day, 'key': key, 'diagnosis': left(main_diagnosis, 3) }) over (
      partition by insured_id order by admitted_on, day, key rows between unbounded preceding and 1 preceding) as before
  from whole
)
select seen.* exclude (before), greatest(1, date_diff('day', admitted_on, day)) as stay_days,
  date_diff('day', before.day, admitted_on) as gap_days, before.diagnosis = left(main_diagnosis, 3) as same_diagnosis, med_type = '28' as day_surgery,
  key in (select visit_id from finding where rule = 'M-H03') as low_threshold,
  ${ageBand("date_diff('year', birth, day)")} as age_band
from seen`

const contacts = `
select key, day, care, total, insured_id, ${place} from visits union all
select key, day, care, total, insured_id, ${place} from stays`

const lines = `
select line_id as key, cast(settled_at as date) as day, insured_id, visit_id, settlement_id, care, item_code, item_class, charge_type, quantity,
  total, pre_coinsurance, non_covered, ${place},
  charge_type in ('09', '10', '11') as drug, item_code in (select anchor from side where table_name = 'antibacterial') as antibacterial,
  item_code in (select anchor from side where table_name = 'monitoredDrug') as monitored,
  item_code in (select anchor from side where table_name = 'awardedProduct') as tendered,
  item_code in (select anchor from side where table_name = 'awardedProduct' and (content->>'awarded') = 'true') as awarded
from line`

/** Prescriptions outside the ward, their lines together. */
const recipes = `
select provider_code || '/' || prescription as key, cast(min(settled_at) as date) as day, count(*) as lines, sum(total)::bigint as total,
  provider_code, ${place
    .split(', ')
    .filter((name) => name !== 'provider_code')
    .map((name) => `max(${name}) as ${name}`)
    .join(', ')}
from line where care = 'outpatient' and prescription is not null group by provider_code, prescription`

/** Drugs of which somebody said how long a quantity lasts; quantities have four decimals. */
const dispensed = `
select line_id as key, cast(charged_at as date) as day, insured_id, care, total, ${place}, d.ingredient,
  greatest(1, cast(round(quantity / 10000 / d.per_day) as bigint)) as days_supply
from line join (
  select anchor, content->>'ingredient' as ingredient, cast(content->>'perDay' as double) as per_day
  from side where table_name = 'dailyDose' ${lastStated('anchor')}
) d on d.anchor = item_code and d.per_day > 0`

/** What a person got of an ingredient in three months, in each month in which there was some. */
const possession = `
with got as (
  select insured_id, ingredient, date_trunc('month', day) as month, sum(days_supply) as supply from dispensed group by all
)
select insured_id || '/' || ingredient || '/' || strftime(month, '%Y-%m') as key, cast(month as date) as day, insured_id, ingredient,
  cast(sum(supply) over (partition by insured_id, ingredient order by month range between interval 2 months preceding and current row)
    as bigint) as supply,
  date_diff('day', month - interval 2 months, month + interval 1 month) as window_days
from got`

const cases = `
select c.case_id as key, c.settled_on as day, c.*, c.group_code as disease_group, c.status = 'grouped' as grouped,
  c.status = 'ambiguous' or right(c.group_code, 2) = 'QY' as ambiguous, c.complication in ('mcc', 'cc') as complicated,
  c.complication is not null as levelled, c.pay_kind in ('high', 'extreme') as high, c.pay_kind = 'low' as low, c.discharge_way = '5' as died,
  c.group_code in (select anchor from side where table_name = 'lowRiskGroup') as low_risk,
  cast(round(1000000.0 * c.total / avg(c.total) over peers) as bigint) as cost_millionths,
  cast(round(1000000.0 * c.stay_days / avg(c.stay_days) over peers) as bigint) as days_millionths
from drg_case c window peers as (partition by c.division, c.status, c.group_code, date_trunc('month', c.settled_on))`

/** Care outside the ward near a stay, and in thirty days before that; only stays whose baseline lies in the lake. */
const around = `
select s.key, s.day, s.insured_id, ${place
  .split(', ')
  .map((name) => `s.${name}`)
  .join(', ')},
  coalesce(sum(v.total) filter (where v.day between s.admitted_on - 15 and s.day + 15), 0)::bigint as near_spend,
  coalesce(sum(v.total) filter (where v.day between s.admitted_on - 45 and s.admitted_on - 16), 0)::bigint as base_spend
from stays s left join visits v on v.insured_id = s.insured_id and v.day between s.admitted_on - 45 and s.day + 15
where s.admitted_on - 45 >= (select min(month) from lake_month) group by all`

const bedDays = `
select s.key || '/' || strftime(m.month, '%Y-%m') as key, m.month as day, s.provider_code, s.department, s.division,
  date_diff('day', greatest(s.admitted_on, m.month), least(s.admitted_on + cast(s.stay_days as integer), ${monthEnd('m.month')} + 1)) as occupied,
  0 as bed_days
from stays s join lake_month m on s.admitted_on <= ${monthEnd('m.month')} and s.admitted_on + cast(s.stay_days as integer) > m.month
union all
select 'beds/' || b.anchor || '/' || coalesce(b.department, '') || '/' || strftime(m.month, '%Y-%m'), m.month, b.anchor, b.department, null,
  0, b.beds * day(${monthEnd('m.month')})
from lake_month m join ${side('beds', "content, content->>'department' as department, cast(content->>'beds' as bigint) as beds")} b
  on b.day is null or b.day <= ${monthEnd('m.month')}
${lastStated('m.month, b.anchor, b.department', 'b.day')}`

const prescriptions = `
select anchor as key, day, content->>'provider' as provider_code, content->>'doctor' as doctor, content->>'pharmacy' as pharmacy
from side where table_name = 'externalPrescription'`

/** Stays of a year, and heads of its months. */
const hospitalised = `
select key, day, division, scheme, age_band, 1 as stay, cast(0 as decimal(18, 6)) as heads from stays
union all
select 'heads/' || strftime(e.day, '%Y-%m') || '/' || e.division || '/' || e.scheme || '/' || e.age_band, e.day, e.division, e.scheme, e.age_band,
  0, cast(cast(sum(e.heads) as decimal(18, 6)) / (select count(*) from lake_month m where year(m.month) = year(e.day)) as decimal(18, 6))
from heads e group by e.day, e.division, e.scheme, e.age_band`

const heads = `
select strftime(month, '%Y-%m') || '/' || division || '/' || scheme || '/' || status || '/' || person_type || '/' || age_band as key,
  ${monthEnd('month')} as day, division, scheme, status, person_type, age_band, heads from enrolment`

const coverage = `
select key, day, division, heads, 0 as target from heads
union all
select 'target/' || strftime(m.month, '%Y-%m'), ${monthEnd('m.month')}, t.anchor, 0, t.population
from lake_month m join ${side('targetPopulation', "content, cast(content->>'population' as bigint) as population")} t
  on t.day <= ${monthEnd('m.month')}
${lastStated('m.month, t.anchor', 't.day')}`

/** What funds took in and paid out, by day. */
const fund = `
select 'paid/' || day || '/' || fund || '/' || kind as key, day, division, scheme, 0 as income, -amount as expenditure from ledger
union all
select 'income/' || day || '/' || coalesce(content->>'from', ''), day, anchor, content->>'scheme',
  cast(round(100 * cast(content->>'amount' as decimal(18, 2))) as bigint), 0
from side where table_name = 'fundIncome'`

const inLake = (day: string): string =>
  `${day} between (select min(month) from lake_month) and (select max(${monthEnd('month')}) from lake_month)`

const fundGrowth = `
select key, day, division, scheme, income, 0 as income_before from fund
union all
select 'before/' || key, cast(day + interval 1 year as date), division, scheme, 0, income from fund
where ${inLake('cast(day + interval 1 year as date)')}`

const spendGrowth = `
select key, day, division, scheme, provider_code, fund_paid as paid, 0 as paid_before from bills
union all
select 'before/' || key, cast(day + interval 1 year as date), division, scheme, provider_code, 0, fund_paid from bills
where ${inLake('cast(day + interval 1 year as date)')}`

/** Month by month the balance last stated, as its day ended, with everything that moved it since, and what was spent in twelve months. */
const reserve = `
with stated as (
  select m.month, b.anchor as division, b.scheme, b.day, b.amount
  from lake_month m join ${side('fundBalance', "content, content->>'scheme' as scheme, cast(round(100 * cast(content->>'amount' as decimal(18, 2))) as bigint) as amount")} b
    on b.day <= ${monthEnd('m.month')}
  where m.month >= (select min(month) from lake_month) + interval 11 months
  ${lastStated('m.month, b.anchor, b.scheme', 'b.day')}
)
select 'flow/' || strftime(f.day, '%Y-%m') as key, s.month as day, f.division, f.scheme,
  coalesce(sum(f.income - f.expenditure) filter (where f.day > s.day), 0)::bigint as balance,
  coalesce(sum(f.expenditure) filter (where f.day >= s.month - interval 11 months), 0)::bigint as year_spend
from fund f join stated s using (division, scheme)
where f.day <= ${monthEnd('s.month')} group by all
union all
select 'stated/' || s.day, s.month, s.division, s.scheme, s.amount, 0 from stated s`

const budget = `
with spent as (
  select date_trunc('month', day) as month, division as anchor, sum(fund_paid) as paid from bills group by all
  union all
  select date_trunc('month', day) as month, provider_code, sum(fund_paid) from bills group by all
), planned as (
  select anchor, cast(content->>'year' as integer) as year, cast(round(100 * cast(content->>'amount' as decimal(18, 2))) as bigint) as amount,
    anchor in (select provider_code from provider) as institution
  from side where table_name = 'annualBudget' ${lastStated("anchor, content->>'year'")}
)
select 'paid/' || strftime(s.month, '%Y-%m') as key, m.month as day, case when p.institution then p.anchor end as provider_code,
  case when not p.institution then p.anchor end as division, s.paid, 0 as planned
from planned p join lake_month m on year(m.month) = p.year
  join spent s on s.anchor = p.anchor and year(s.month) = p.year and s.month <= m.month
union all
select 'budget/' || p.year, m.month, case when p.institution then p.anchor end, case when not p.institution then p.anchor end, 0, p.amount
from planned p join lake_month m on year(m.month) = p.year`

const growthGap = `
with spent as (
  select date_trunc('month', day) as month, division, sum(fund_paid) as paid from bills group by all
), insured as (
  select date_trunc('month', day) as month, division, sum(heads) as heads from heads group by all
)
select n.division || '/' || strftime(n.month, '%Y-%m') as key, cast(n.month as date) as day, n.division, n.paid, b.paid as paid_before, i.heads,
  o.heads as heads_before, cast(round(1000000.0 * n.paid / b.paid - 1000000.0 * i.heads / o.heads) as bigint) as gap_millionths
from spent n join spent b on b.division = n.division and b.month = n.month - interval 1 year
  join insured i on i.division = n.division and i.month = n.month
  join insured o on o.division = n.division and o.month = n.month - interval 1 year
where b.paid > 0 and o.heads > 0`

const screened = `
select b.key, b.day, b.division, b.provider_code, s.run_id is not null as screened,
  date_diff('minute', s.settled_at, s.screened_at) as minutes
from bills b left join screening s on s.settlement_id = b.key`

/** Of an institution each screened line; of a rule each line that it hit, beside how many were screened on its days. */
const screenedLines = `
with seen as (
  select l.line_id, l.visit_id, l.provider_code, cast(l.settled_at as date) as day
  from line l where l.settlement_id in (select settlement_id from screening)
), hits as (
  select distinct f.rule, s.line_id, s.day from finding f join seen s on s.line_id = f.visit_id || '/' || f.line_number
)
select s.line_id as key, s.day, s.provider_code, null as rule, cast(s.line_id in (select line_id from hits) as integer) as hit, 1 as screened
from seen s
union all
select rule || '/' || line_id, day, null, rule, 1, 0 from hits
union all
select 'screened/' || r.rule || '/' || n.day, n.day, null, r.rule, 0, n.screened
from (select day, count(*) as screened from seen group by day) n cross join (select distinct rule from hits) r`

const matters = `select matter_id as key, opened_on as day, * exclude (opened_on) from matter`

const reminders = `
select result_id as key, cast(given_at as date) as day, provider_code, division, rule, coalesce(way = 'change', false) as adopted from reminder`

const directory = `
select anchor as key, make_date(cast(content->>'year' as integer), 12, 31) as day, content->>'division' as division,
  content->>'riskClass' as risk_class, coalesce((content->>'inspected') = 'true', false) as inspected
from side where table_name = 'inspectionDirectory'`

/** The last score of a month. */
const credit = `
select anchor || '/' || day as key, day, content->>'provider' as provider_code, content->>'doctor' as doctor,
  cast(round(1000 * cast(content->>'score' as double)) as bigint) as score_thousandths
from side where table_name = 'creditScore'
${lastStated("anchor, date_trunc('month', day)")}`

/** In this order: later ones look into earlier ones. */
export const lakeViews = {
  bills,
  visits,
  stays,
  contacts,
  lines,
  recipes,
  dispensed,
  possession,
  cases,
  around,
  bed_days: bedDays,
  prescriptions,
  heads,
  hospitalised,
  coverage,
  fund,
  fund_growth: fundGrowth,
  spend_growth: spendGrowth,
  reserve,
  budget,
  growth_gap: growthGap,
  screened,
  screened_lines: screenedLines,
  matters,
  reminders,
  directory,
  credit,
} as const
