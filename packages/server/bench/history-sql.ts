/**
 * Fills years that have passed with visits: copies of real ones, row by row, for other people on other days. Nobody decided
 * them, so nothing verifies them; every column has the shape that the real road writes.
 */

/** The years that are filled; nothing of them counts in the benefit year of the business date. */
export const firstYear = 2021
export const years = 2

/** How many visits of each insurance are copied. */
export const templatesPerScheme = 12

/** A number of the visit `g` between 0 and 1, the same whenever it is asked for. */
const fraction = (seed: number): string =>
  `((hashint8extended(g, ${seed}) & 9007199254740991)::float8 / 9007199254740992)`

/** The more crooked, the more of all visits are those of a few. */
const crookedness = 1.35

/** A number like those of `ids.ts`: the time, a counter, the maker. */
const numberOf = (maker: string): string =>
  `to_char((extract(epoch from at) * 1000)::bigint, 'FM0000000000000') || lpad((g % 100000)::text, 5, '0') || '${maker}'`

/** How the numbers of visits and settlements end that were filled in. */
const filledVisits = 'BEFC0DE1'
export const filledSettlements = 'BEFC0DE2'

/** Everybody who may have a history, numbered from 0. */
export const peopleTable = `
create unlogged table bench_person as
select row_number() over (order by e.insured_id) - 1 as n, e.insured_id, min(e.scheme) as scheme
from enrolment e join insured i on i.insured_id = e.insured_id
where i.birth < date '2003-01-01' group by e.insured_id`

/** Visits of people who came once, so that all their messages are this visit's. */
export const templateTable = `
create unlogged table bench_template as
select scheme, number, insured_id, visit_id, settlement_id, lines from (
  select t.scheme, row_number() over (partition by t.scheme order by t.settlement_id) - 1 as number, t.insured_id,
    t.visit_id, t.settlement_id, jsonb_array_length(t.line_numbers) as lines
  from settlement t
  where (select count(*) from settlement o where o.insured_id = t.insured_id) = 1
    and (select count(*) from message m where m.insured_id = t.insured_id) = 4
) one where number < ${templatesPerScheme}`

/** The visits from number `$1` up to `$2` of `$3`, in the order of time, the people drawn so that some have many. */
export const historyTable = (from: number, until: number): string => `
create unlogged table bench_history as
with drawn as (
  select g, floor((select count(*) from bench_person) * power(${fraction(7)}, ${crookedness}))::bigint as n,
    date_trunc('second', timestamp '${firstYear}-01-01 08:00' + ((g - ${from})::float8 / ${until - from}) * interval '${years * 365 - 1} days') as at
  from generate_series(${from}::bigint, ${until - 1}::bigint) g
)
select g, p.insured_id, p.scheme, (g % ${templatesPerScheme})::int as number, at, ${numberOf(filledVisits)} as visit_id,
  ${numberOf(filledSettlements)} as settlement_id, s.version + row_number() over (partition by p.insured_id order by g) as sequence
from drawn join bench_person p using (n) join person_state s on s.insured_id = p.insured_id`

/** The tables that are filled; how the rows of a template are found, and what is another in every copy. */
interface Filled {
  readonly table: string
  /** Which rows of table \`r\` are those of template \`m\`. */
  readonly of: string
  /** Which visits have rows in it; all, unless told. */
  readonly only?: string
  readonly changed: Readonly<Record<string, string>>
}

const orderOf = `array_position(array['2201', '2204', '2206', '2207'], r.infno)`
const msgid = (order: string): string =>
  `left(r.msgid, 12) || to_char(h.at, 'YYYYMMDDHH24MISS') || lpad(((h.g * 4 + ${order}) % 10000)::text, 4, '0')`
const own = { insured_id: 'h.insured_id' }
const settlementIfAny = 'case when r.settlement_id is not null then h.settlement_id end'
const messageId = `left(h.visit_id, 18) || 'BEFC0DE' || ${orderOf}`
const seconds = (count: string): string => `h.at + ${count} * interval '4 seconds'`
/** What a settlement was computed from names its periods. */
const inItsYear = `replace(r.basis::text, '"2023"', '"' || extract(year from h.at) || '"')::jsonb`

export const filledTables: readonly Filled[] = [
  {
    table: 'visit',
    of: 'r.insured_id = m.insured_id and r.visit_id = m.visit_id',
    changed: { ...own, visit_id: 'h.visit_id', opened_on: 'h.at::date', began_at: 'h.at' },
  },
  {
    table: 'bill_line',
    of: 'r.insured_id = m.insured_id and r.visit_id = m.visit_id',
    changed: {
      ...own,
      visit_id: 'h.visit_id',
      opened_on: 'h.at::date',
      charged_at: 'h.at',
      settlement_id: settlementIfAny,
    },
  },
  {
    table: 'settlement',
    of: 'r.insured_id = m.insured_id and r.settlement_id = m.settlement_id',
    changed: {
      ...own,
      settlement_id: 'h.settlement_id',
      root_id: 'h.settlement_id',
      visit_id: 'h.visit_id',
      sequence: 'h.sequence',
      msgid: msgid('4'),
      settled_at: seconds('4'),
      year: 'extract(year from h.at)::int',
      basis: inItsYear,
    },
  },
  {
    table: 'journal_entry',
    of: 'r.insured_id = m.insured_id and r.entry_id = m.settlement_id',
    changed: { ...own, entry_id: 'h.settlement_id', booked_at: seconds('4') },
  },
  {
    table: 'posting',
    of: 'r.insured_id = m.insured_id and r.entry_id = m.settlement_id',
    changed: {
      ...own,
      entry_id: 'h.settlement_id',
      account: 'replace(r.account, r.insured_id, h.insured_id)',
    },
  },
  {
    table: 'message_effect',
    of: 'r.insured_id = m.insured_id',
    changed: {
      ...own,
      msgid: msgid(orderOf),
      message_id: messageId,
      settlement_id: settlementIfAny,
      received_at: seconds(orderOf),
    },
  },
  {
    table: 'message',
    of: 'r.insured_id = m.insured_id',
    // Older ones are in the archive, as `retention` leaves it: what they did stands in message_effect.
    only: `h.at >= timestamp '${firstYear + years - 1}-10-01'`,
    changed: {
      ...own,
      msgid: msgid(orderOf),
      message_id: messageId,
      settlement_id: settlementIfAny,
      received_at: seconds(orderOf),
      arrived_at: `(${seconds(orderOf)}) at time zone 'Asia/Shanghai'`,
      nonce: `md5(h.visit_id || ${orderOf})`,
      request: `'{"infno":"' || r.infno || '","msgid":"' || ${msgid(orderOf)} || '"}'`,
      answer: `'{"infcode":0}'`,
    },
  },
]

/** The rows of the templates of one table; `template_scheme` and `template_number` say whose. */
export const templateRows = ({ table, of }: Filled): string => `
create unlogged table bench_template_${table} as
select m.scheme as template_scheme, m.number as template_number, r.* from bench_template m join ${table} r on ${of}`

/** Copies for the visits from `$1` up to, but not including, `$2`. */
export const copyRows = ({ table, changed, only = 'true' }: Filled, columns: readonly string[]): string => `
insert into ${table} (${columns.join(', ')})
select ${columns.map((column) => changed[column] ?? `r.${column}`).join(', ')}
from bench_history h join bench_template_${table} r on r.template_scheme = h.scheme and r.template_number = h.number
where h.g >= $1 and h.g < $2 and ${only} order by h.g`

/** Running totals of the filled years: what their settlements added. */
export const addTotals = `
insert into running_total (insured_id, scheme, period, code, amount)
select h.insured_id, h.scheme, extract(year from h.at)::text, added.key, sum(added.value::bigint)::bigint
from bench_history h join bench_template_settlement r on r.template_scheme = h.scheme and r.template_number = h.number
  cross join lateral jsonb_each_text(r.totals_added) as added
group by 1, 2, 3, 4 having sum(added.value::bigint) > 0
on conflict (insured_id, scheme, period, code) do update set amount = running_total.amount + excluded.amount`

/** Every settlement moved its person's version. */
export const moveVersions = `
update person_state s set version = s.version + h.visits
from (select insured_id, count(*) as visits from bench_history group by insured_id) h where h.insured_id = s.insured_id`

/** The indexes of tables, as statements that make them; those of their partitions follow from them. */
export const indexStatements = `
select c.conrelid::regclass::text as table_name, 'alter table ' || c.conrelid::regclass || ' drop constraint ' || quote_ident(c.conname) as drop,
  'alter table ' || c.conrelid::regclass || ' add constraint ' || quote_ident(c.conname) || ' ' || pg_get_constraintdef(c.oid) as make
from pg_constraint c where c.conrelid = any($1::regclass[]) and c.contype in ('p', 'u')
union all
select i.indrelid::regclass::text, 'drop index ' || i.indexrelid::regclass,
  replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')
from pg_index i where i.indrelid = any($1::regclass[])
  and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`

/** Everything about indexes that must be the same again afterwards. */
export const indexCatalogue = `
select tablename, indexname, indexdef from pg_indexes where schemaname = 'public' and tablename not like 'bench\\_%' order by 1, 2`
