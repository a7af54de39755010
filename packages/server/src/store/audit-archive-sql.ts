import { arrayOf, text } from './columns.ts'
import { enrolmentColumns } from './gather-sql.ts'

/**
 * The archive for audits: persons, or groups of visits, in the order of their keys, each visit with its settled lines. Rows are
 * arrays of texts, which PostgreSQL builds and JavaScript reads several times faster than objects.
 */

const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

/** As `readVisit` takes them, in this order. */
const visitArray = `array[v.visit_id, v.provider_code, v.scheme, v.opened_on::text, ${time('v.began_at')},
    v.provider_visit_number, v.certificate_type, v.med_type, v.department_code, v.department_name, v.state, v.disease_code]`

/** As `readLine` takes them; a time as PostgreSQL writes it, for formatting one costs as much as all the rest of the line. */
const lineArray = `array[l.line_number, l.item_code, l.charged_at::text, l.price::text, l.quantity::text, l.approval,
    l.ordered::text, l.refund_of, l.item_kind, l.item_name, l.item_class, l.charge_type, l.total::text, l.eligible::text]`

/** As `readSettlement` takes them. */
const settlementArray = `array[t.settlement_id, ${time('t.settled_at')}, t.account::text, t.family::text, t.cash::text, t.pool::text,
    t.large_amount::text, t.critical_illness::text, t.civil_servant::text, t.enterprise::text, t.assistance::text, t.other::text,
    t.med_type]`

const stands = `(select count(*) % 2 = 1 from settlement o where o.insured_id = t.insured_id and o.root_id = t.settlement_id)`

/** Of visit `v`: its settlements before $2 that stand, and whether one of them is under audit. */
const settlements = (current: string): string => `cross join lateral (
    select json_agg(${settlementArray} order by t.sequence) as all, bool_or(${current}) as current
    from settlement t where t.insured_id = v.insured_id and t.visit_id = v.visit_id and t.undoes_id is null
      and t.settled_at < $2::date and ${stands}) s`

/** What a settlement list and a grouping say of a stay; null of every other visit. */
const stayFacts = `case when v.stay is null then null else json_build_array(
    (select o.content->'operations' from settlement_list o join settlement t on t.insured_id = o.insured_id
        and t.settlement_id = o.settlement_id where o.insured_id = v.insured_id and t.insured_id = v.insured_id
        and t.visit_id = v.visit_id and o.state = 'submitted' and ${stands} order by t.sequence desc, o.version desc limit 1),
    (select json_build_array(g.group_code, g.grouping->'grouping'->>'adrg') from case_group g join settlement t
        on t.settlement_id = g.case_id where t.insured_id = v.insured_id and t.visit_id = v.visit_id
        and g.provider_code = v.provider_code and g.kind = 'drg' and g.status = 'grouped' and ${stands}
        order by g.grouped_at desc limit 1)) end`

/** The settled lines of visit `v`; \`more\` narrows them. */
const lines = (more: string): string => `(select json_agg(${lineArray}) from bill_line l
    where l.insured_id = v.insured_id and l.visit_id = v.visit_id and l.opened_on = v.opened_on
      and l.settlement_id is not null ${more})`

const visitJson = (theLines: string): string =>
  `json_build_array(${visitArray}, v.stay, v.diagnoses, ${theLines}, s.all, s.current, ${stayFacts})`

const enrolments = (person: string): string =>
  `(select json_agg(${arrayOf(enrolmentColumns)}) from enrolment where insured_id = ${person})`

export const insuredColumns = {
  insuredId: text('i.insured_id'),
  gender: text('i.gender'),
  birth: text('i.birth::text'),
  diedOn: text('i.died_on::text'),
}

/** The place of the institution to which the scope is held; null of none. */
const ofScope = (
  provider: number,
): string => `t.undoes_id is null and t.settled_at >= $1::date and t.settled_at < $2::date
  and t.division = $3 and ($${provider}::text is null or t.provider_code = $${provider})`

/** From $1 until $2, division $3, at institution $6, persons from $4 through $5: those with visits that were settled in the scope, with these visits. */
export const auditedPeople = `
select ${arrayOf(insuredColumns)} as insured, ${enrolments('p.insured_id')} as enrolments,
  (select json_agg(${visitJson(lines(''))}) from unnest(p.visits) as r(visit_id)
    join visit v on v.insured_id = p.insured_id and v.visit_id = r.visit_id
      ${settlements('t.settled_at >= $1::date and t.division = $3')}
    where s.all is not null and s.current) as visits
from (select t.insured_id, array_agg(distinct t.visit_id) as visits from settlement t
      where t.insured_id >= $4 and t.insured_id <= $5 and ${ofScope(6)} group by t.insured_id) p
  join insured i on i.insured_id = p.insured_id
order by p.insured_id`

/**
 * Whether a text is one of a list that stands in one text, a separator before and after each. An array that is not the same for all rows
 * would be read anew for each of them.
 */
const isListed = (column: string, list: string): string => `strpos(${list}, e'\\x1f' || ${column} || e'\\x1f') > 0`

/** Texts as `isListed` takes them. One that has the separator in it is found all the same, and perhaps another beside it. */
export const listed = (texts: Iterable<string>): string => `\x1f${[...texts].join('\x1f')}\x1f`

/** Persons $1, each since the day of $3, with the items of $4 (null for all) but without the visits of $5. */
const asked = 'unnest($1::text[], $3::date[], $4::text[], $5::text[]) as q(insured_id, since, items, but)'

/**
 * The visits of `q` that were settled since its day and before $2. A time made a day is asked of no index: the one over days would be read
 * for every person anew.
 */
const settledSince = `(select distinct t.visit_id from settlement t where t.insured_id = q.insured_id and t.undoes_id is null
    and t.settled_at::date < $2::date and t.settled_at::date >= q.since and not ${isListed('t.visit_id', 'q.but')})`

const linesAsked = lines(`and (q.items is null or ${isListed('l.item_code', 'q.items')})`)

/** Past visits of persons with their lines of some items; `asked` says of whom, since when and of which items. */
export const pastVisits = `
select q.insured_id as "insuredId", ${visitJson(linesAsked)} as visit
from ${asked} cross join lateral ${settledSince} r
  join visit v on v.insured_id = q.insured_id and v.visit_id = r.visit_id ${settlements('false')}
where s.all is not null`

/** The same without the visits that have no such line: their lines are looked at before anything is made of them. */
export const pastVisitsWithLines = `
select q.insured_id as "insuredId", ${visitJson('v.lines')} as visit
from ${asked} cross join lateral (select v.*, ${linesAsked} as lines
    from ${settledSince} r join visit v on v.insured_id = q.insured_id and v.visit_id = r.visit_id offset 0) v
  ${settlements('false')}
where v.lines is not null and s.all is not null`

/**
 * Visits settled from $1 until $2 at the institutions (only $5, unless null) that settled for division $3 on these days, whoever insures the persons, and
 * those since $4, which are the past. The key comes first.
 */
const grouped = (key: string, join: string, more: string): string => `
select ${key} as key, ${arrayOf(insuredColumns)} as insured, ${enrolments('v.insured_id')} as enrolments, ${visitJson(lines(more))} as visit
from (select distinct t.insured_id, t.visit_id from settlement t where t.undoes_id is null and t.settled_at >= $4::date
      and t.settled_at < $2::date and t.provider_code in (select t.provider_code from settlement t where ${ofScope(5)})) r
  join visit v on v.insured_id = r.insured_id and v.visit_id = r.visit_id
  join insured i on i.insured_id = v.insured_id ${settlements('t.settled_at >= $1::date')} ${join}
where s.all is not null
order by 1, v.began_at, v.visit_id`

export const visitsOfProviders = grouped('v.provider_code', '', '')

const doctor = `coalesce(l.ordered->>'doctorCode', '')`

export const visitsOfDoctors = grouped(
  'd.doctor',
  `cross join lateral (select distinct ${doctor} as doctor from bill_line l where l.insured_id = v.insured_id
    and l.visit_id = v.visit_id and l.opened_on = v.opened_on and l.settlement_id is not null) d`,
  `and ${doctor} = d.doctor`,
)

/** Buckets of about $4 visits in the scope $1, $2, $3, $5, in the order of the persons' numbers. */
export const bucketsOfPeople = `
select (row_number() over (order by min(b.insured_id)))::int as number, min(b.insured_id) as "firstKey",
  max(b.insured_id) as "lastKey", sum(b.visits)::bigint as visits
from (select a.insured_id, a.visits, div(sum(a.visits) over (order by a.insured_id) - a.visits, $4::bigint) as bucket
  from (select t.insured_id, count(*) as visits from settlement t where ${ofScope(5)} group by t.insured_id) a) b
group by b.bucket order by 1`

/** Table $1, anchors $2 (null: any), from $3 until $4; what has no day holds on every day. */
export const sideRows = `
select anchor, content from audit_fact where table_name = $1 and ($2::text[] is null or anchor = any($2::text[]))
  and (day is null or day >= $3::date and day < $4::date) order by anchor, day, fact_digest`

export const sideTablesOnFile = `
select wanted.name, f.anchor_key as key from unnest($1::text[]) as wanted(name)
cross join lateral (select anchor_key from audit_fact where table_name = wanted.name limit 1) f`

/** The first day from which the lines of bills are all on file. */
export const linesCompleteFrom = `
select (max(month) + interval '1 month')::date::text as day from retired_month where table_name = 'bill_line'`
