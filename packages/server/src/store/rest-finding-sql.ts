import type { FindingGrouping } from '../flows/finding-desk-ports.ts'

const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

/** Of the rows of one finding the one that counts: after settlement before at it, then the latest. */
const latest = `not exists (select from audit_finding o where o.insured_id = a.insured_id and o.finding_id = a.finding_id
  and o.moment <> 'pre' and (o.moment = 'post', o.found_at, o.release_digest) > (a.moment = 'post', a.found_at, a.release_digest))`

/** Every finding once, of persons and of groups, as `f`. */
export const everyFinding = `(
  select a.finding_id, 'person' as kind, a.insured_id, a.moment, a.release_digest, a.settlement_id, a.visit_id, a.line_number,
    a.rule, a.severity, a.action, a.bears, a.stake, a.provider_code, a.found_on, a.found_at, a.content
  from audit_finding a where a.moment <> 'pre' and ${latest}
  union all
  select g.finding_id, 'group', null, 'post', g.release_digest, null, null, null, g.rule, g.severity, g.action, g.bears, g.stake,
    g.provider_code, g.found_on, g.found_at, g.content
  from audit_group_finding g
) f`

/** Who ordered the line that a finding hangs on. */
export const doctorOf = `(select l.ordered->>'doctorCode' from visit v join bill_line l on l.insured_id = v.insured_id
  and l.visit_id = v.visit_id and l.opened_on = v.opened_on and l.line_number = f.line_number
  where v.insured_id = f.insured_id and v.visit_id = f.visit_id)`

const deducted = `coalesce((select sum(d.deducted) from audit_finding d where d.insured_id = f.insured_id
  and d.finding_id = f.finding_id and d.moment = 'in'), 0)::bigint`

/** What became of `f` in casework, as `m`. */
export const withMatter = `left join matter m on m.source = 'finding' and m.source_key = f.finding_id`

export const listedColumns = `f.finding_id as "findingId", f.kind, f.moment, f.release_digest as digest,
  f.settlement_id as "settlementId", f.insured_id as "insuredId", f.visit_id as "visitId", f.line_number as "lineNumber", f.rule,
  f.severity, f.action, f.bears, f.stake, ${deducted} as deducted, nullif(f.provider_code, '') as "providerCode",
  f.found_on::text as "foundOn", ${time('f.found_at')} as "foundAt", f.content, ${doctorOf} as doctor,
  (select p.name from provider p where p.provider_code = f.provider_code) as "providerName",
  (select i.name from insured i where i.insured_id = f.insured_id) as "personName",
  case when m.matter_id is null then null
    else json_build_object('matterId', m.matter_id, 'state', m.state, 'version', m.version) end as matter`

/** Whether the bill that `f` is about stands; of its own settlement, else of any of its visit. */
const stands = `(f.kind = 'group' or exists (select from settlement t where t.insured_id = f.insured_id and t.undoes_id is null
  and (t.settlement_id = f.settlement_id or f.settlement_id is null and t.visit_id = f.visit_id)
  and (select count(*) % 2 = 1 from settlement o where o.insured_id = t.insured_id and o.root_id = t.settlement_id)))`

const belongs = `array(select e.division from enrolment e where e.insured_id = f.insured_id
    union select p.division from provider p where p.provider_code = f.provider_code) as divisions,
  array_remove(array[f.provider_code], null) as institutions`

/** Findings by their numbers $1, with where they belong. */
export const namedFindings = `
select ${listedColumns}, ${stands} as stands, ${belongs} from ${everyFinding} ${withMatter} where f.finding_id = any($1::text[])`

/** Settled lines of the visits $2 of person $1; those of $3 (`visit/line`) first, at most $4; each row says how many there are. */
export const linesOfVisits = `
select l.visit_id as "visitId", l.line_number as "lineNumber", ${time('l.charged_at')} as at, l.item_code as "itemCode",
  l.item_name as "itemName", l.price, l.quantity, l.total, l.eligible, l.ordered->>'doctorCode' as doctor,
  count(*) over ()::int as all
from visit v join bill_line l on l.insured_id = v.insured_id and l.visit_id = v.visit_id and l.opened_on = v.opened_on
where v.insured_id = $1 and v.visit_id = any($2::text[]) and l.settlement_id is not null
order by l.visit_id || '/' || l.line_number = any($3::text[]) desc, l.charged_at, l.visit_id, l.line_number limit $4`

/** What findings are put together by, and what the group is called. */
const groupings: Readonly<
  Record<FindingGrouping, { readonly key: string; readonly name: string; readonly provider: string }>
> = {
  rule: {
    key: 'f.rule',
    name: `(array_agg(f.content->'name' order by f.found_at desc) filter (where f.content ? 'name'))[1]`,
    provider: 'null::text',
  },
  institution: {
    key: `nullif(f.provider_code, '')`,
    name: `(select jsonb_build_object('zh', p.name, 'en', p.name) from provider p where p.provider_code = min(f.provider_code))`,
    provider: `min(f.provider_code)`,
  },
  doctor: {
    key: `nullif(f.provider_code, '') || '/' || ${doctorOf}`,
    name: 'null::jsonb',
    provider: 'min(f.provider_code)',
  },
  person: {
    key: 'f.insured_id',
    name: `(select jsonb_build_object('zh', i.name, 'en', i.name) from insured i where i.insured_id = min(f.insured_id))`,
    provider: 'null::text',
  },
}

/** Sums over the findings of a condition; the most money first. */
export const groupedFindings = (
  by: FindingGrouping,
  where: string,
  { behind, next }: { readonly behind: string; readonly next: number },
): string => {
  const { key, name, provider } = groupings[by]
  return `
select key, name, "providerCode", findings, stake, deducted, taken from (
  select f.key, ${name} as name, ${provider} as "providerCode", count(*)::int as findings,
    sum(f.stake)::bigint as stake, sum(f.deducted)::bigint as deducted, count(f.matter_id)::int as taken
  from (select f.*, m.matter_id, ${key} as key, ${deducted} as deducted from ${everyFinding} ${withMatter} ${where}) f
  where f.key is not null group by f.key) g
${behind} order by stake desc, key limit $${next}`
}
