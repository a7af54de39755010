/**
 * Fills a database of generated people with more of them: each is a copy of one who is there, row by row, under another
 * number, on another day of the same year. What was decided for the one is decided for the other, so `verify` holds for both.
 */

/** As many people are copied, one after another. */
const templatesAtMost = 200

/** How the numbers of filled people go on behind their division. */
export const filledPeople = 'F'

/** Tables whose rows make somebody no template: what they say is of more than one person, or is unique in the centre. */
const notCopied = [
  'filing',
  'settlement_list',
  'family_sharing',
  'correction',
  'audit_finding',
  'capitation_signup',
  'reversal_mark',
  'trace_code_use',
]

/** Every table with rows of a person; of the archive only the messages that settled, as if the others had been taken away. */
export const filledTables = [
  { table: 'insured', only: 'true' },
  { table: 'credential', only: 'true' },
  { table: 'enrolment', only: 'true' },
  { table: 'person_state', only: 'true' },
  { table: 'running_total', only: 'true' },
  { table: 'visit', only: 'true' },
  { table: 'bill_line', only: 'true' },
  { table: 'settlement', only: 'true' },
  { table: 'journal_entry', only: 'true' },
  { table: 'posting', only: 'true' },
  { table: 'message_effect', only: 'true' },
  { table: 'message', only: 'r.settlement_id is not null' },
] as const

/** The people who are copied: those who settled on one day; no two were born on the same day, for the identity numbers of their copies. */
export const makeTemplates = `
create unlogged table fill_template as
select row_number() over (order by insured_id) - 1 as n, chosen.* from (select one.* from (
  select distinct on (i.birth) i.insured_id, i.certificate_number, to_char(i.birth, 'YYYYMMDD') as birth, s.settled_on, s.settlements,
    s.maker
  from insured i join (
    select insured_id, min(settled_at)::date as settled_on, max(settled_at)::date as last_on, count(*)::int as settlements,
      right(min(settlement_id), 8) as maker
    from settlement where insured_id not like '______${filledPeople}%' group by insured_id) s using (insured_id)
  where s.settled_on = s.last_on
    and not exists (select from settlement t where t.insured_id = i.insured_id and t.family <> 0)
    ${notCopied.map((table) => `and not exists (select from ${table} x where x.insured_id = i.insured_id)`).join('\n    ')}
  order by i.birth, md5(i.insured_id)) one
order by md5(insured_id) limit ${templatesAtMost}) chosen`

const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗'
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰文斌宇浩'

/** A character of a text, by a number. */
const pick = (of: string, number: string): string => `substr('${of}', 1 + ((${number}) % ${of.length})::int, 1)`

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The check digit of GB 11643 behind seventeen digits. */
const checkDigit = (digits: string): string =>
  `substr('10X98765432', 1 + (${weights.map((weight, at) => `substr(${digits}, ${at + 1}, 1)::int * ${weight}`).join(' + ')}) % 11, 1)`

/**
 * The copies from number `$1` up to `$2`, in the order of time, spread over the days since the second of January of the year in
 * which their templates settled.
 */
export const makeCopies = (from: number, until: number): string => `
create unlogged table fill_copy as
select c.*, digits || ${checkDigit('digits')} as new_certificate, to_char(settled_on + days, 'YYYY-MM-DD') as new_day,
  to_char(settled_on, 'YYYY-MM-DD') as old_day, make_interval(days => days, mins => minutes) as shift from (
  select g, m.insured_id, m.certificate_number, m.maker, m.settled_on,
    lpad(upper(to_hex(g)), 8, '0') as new_maker,
    left(m.insured_id, 6) || '${filledPeople}' || lpad(g::text, 19, '0') as new_id,
    lpad(g::text, 9, '0') as mid,
    '9901' || lpad(((g / all_of.count) % 100)::text, 2, '0') || m.birth || lpad((g / all_of.count / 100 % 1000)::text, 3, '0') as digits,
    ${pick(surnames, 'g')} || ${pick(given, 'g / 20')} || ${pick(given, 'g / 7 + 3')} as new_name,
    -((m.settled_on - date_trunc('year', m.settled_on)::date - 1)
      * (1 - (g - ${from})::float8 / ${until - from}))::int as days,
    (hashint8(g)::bigint & 511)::int as minutes
  from generate_series(${from}::bigint, ${until - 1}::bigint) g
  cross join (select count(*)::int as count from fill_template) all_of
  join fill_template m on m.n = g % all_of.count) c`

/** The rows of the templates of one table. */
export const templateRows = (table: string): string =>
  `create unlogged table fill_of_${table} as select r.* from fill_template m join ${table} r on r.insured_id = m.insured_id`

export interface Column {
  readonly name: string
  readonly type: string
}

const texts = new Set(['text', 'json', 'jsonb'])

/** A text with the number of the person, those of things and the day of the copy. */
const rewritten = (text: string): string =>
  `replace(replace(replace(${text}, c.insured_id, c.new_id), c.maker, c.new_maker), c.old_day, c.new_day)`

/** A msgid keeps its sender and its end; between them stands the number of the copy. */
const newMsgid = 'left(r.msgid, 12) || c.mid || right(r.msgid, 9)'

const own: Readonly<Record<string, string>> = {
  'insured.name': 'c.new_name',
  'insured.certificate_number': 'c.new_certificate',
  // A social security card has a number of its own.
  'credential.certificate_number': `case r.certificate_type when '03' then '${filledPeople}' || c.mid
    else replace(${rewritten('r.certificate_number')}, c.certificate_number, c.new_certificate) end`,
  'visit.opened_on': 'r.opened_on + c.days',
  'bill_line.opened_on': 'r.opened_on + c.days',
  'message.nonce': 'md5(r.nonce || c.mid)',
  'message.request': `replace(replace(${rewritten('r.request')}, r.msgid, ${newMsgid}), c.certificate_number, c.new_certificate)`,
}

function copyOf(table: string, { name, type }: Column): string {
  const said = own[`${table}.${name}`]
  if (said !== undefined) return said
  if (name === 'insured_id') return 'c.new_id'
  if (name === 'msgid') return newMsgid
  if (texts.has(type)) return `${rewritten(`r.${name}::text`)}::${type}`
  return type.startsWith('timestamp') ? `r.${name} + c.shift` : `r.${name}`
}

/** Copies the rows of one table for the people from number `$1` up to `$2`. */
export const copyRows = (table: string, only: string, columns: readonly Column[]): string => `
insert into ${table} (${columns.map(({ name }) => name).join(', ')})
select ${columns.map((column) => copyOf(table, column)).join(', ')}
from fill_copy c join fill_of_${table} r on r.insured_id = c.insured_id
where c.g >= $1 and c.g < $2 and ${only} order by c.g`

export const dropTables = [
  'drop table if exists fill_template',
  'drop table if exists fill_copy',
  ...filledTables.map(({ table }) => `drop table if exists fill_of_${table}`),
]
