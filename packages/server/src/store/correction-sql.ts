import { enrolmentJson, insuredJson, settlementWithoutTrace } from './gather-sql.ts'

const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

/** One correction as JSON, with its journal entry; `c` is the correction's alias. */
export const correctionJson = `json_build_object('correctionId', c.correction_id, 'kind', c.kind, 'undoesId', c.undoes_id,
    'insuredId', c.insured_id, 'settlementId', c.settlement_id, 'visitId', c.visit_id, 'at', ${time('c.booked_at')},
    'reason', c.reason, 'bookedBy', c.booked_by, 'amounts', c.amounts, 'totals', c.totals, 'basis', c.basis,
    'trace', c.trace, 'sequence', c.sequence,
    'entry', (select json_build_object('entryId', e.entry_id, 'kind', e.kind, 'at', ${time('e.booked_at')},
      'opposes', e.opposes, 'corrects', e.corrects,
      'postings', coalesce((select json_agg(json_build_object('account', p.account, 'amount', p.amount)
        order by p.number) from posting p where p.insured_id = e.insured_id and p.entry_id = e.entry_id), '[]'))
      from journal_entry e where e.insured_id = c.insured_id and e.entry_id = c.correction_id))`

/**
 * People who have a settlement that is looked for: $1 institution, $2 first day, $3 last day; null looks at all. $4 is the
 * one person, where only one is looked for.
 */
const asked = (one: boolean): string => `exists (select 1 from settlement t where t.insured_id = s.insured_id
  and ($1::text is null or t.provider_code = $1) and ($2::date is null or t.settled_at >= $2::date)
  and ($3::date is null or t.settled_at < $3::date + 1))${one ? ' and s.insured_id = $4' : ''}`

export const countPeople = `select count(*)::int as count from person_state s where ${asked(false)}`

const filesOf = (people: string): string => `
select json_build_object(
  'insured', (select ${insuredJson} from insured i where i.insured_id = s.insured_id),
  'version', s.version,
  'enrolments', coalesce((select json_agg(${enrolmentJson} order by scheme, valid_from)
    from enrolment where insured_id = s.insured_id), '[]'),
  'totals', coalesce((select json_agg(json_build_object('scheme', scheme, 'period', period, 'code', code, 'amount', amount))
    from running_total where insured_id = s.insured_id), '[]'),
  'settlements', coalesce((select json_agg(${settlementWithoutTrace} order by top.sequence)
    from settlement t join (select root_id, max(sequence) as sequence from settlement
      where insured_id = s.insured_id group by root_id having count(*) % 2 = 1) top on top.root_id = t.settlement_id
    where t.insured_id = s.insured_id), '[]'),
  'corrections', coalesce((select json_agg(${correctionJson} order by c.sequence)
    from correction c where c.insured_id = s.insured_id), '[]')
) as file
from (${people}) s
order by s.insured_id`

/** Behind person $4, at most $5 people in the order of their keys, each with what corrections are found from. */
export const correctionFiles = filesOf(`select insured_id, version from person_state s where ${asked(false)}
  and s.insured_id > $4 order by s.insured_id limit $5`)

/** The same of one person, $4. */
export const correctionFile = filesOf(`select insured_id, version from person_state s where ${asked(true)}`)

/** $1 is the number of the correction. */
export const correctionNumbered = `select ${correctionJson} as correction from correction c where c.correction_id = $1`

/**
 * Records corrections whole or not at all: $1 person, $2 the version they were decided from, $3 how many they are, $4 the
 * rows as one JSON object.
 */
export const recordCorrections = `
with guard as (
  update person_state set version = version + $3 where insured_id = $1 and version = $2 returning insured_id
), rows as (
  select guard.insured_id, $4::json as sent from guard
), put_corrections as (
  insert into correction (insured_id, correction_id, settlement_id, visit_id, kind, undoes_id, sequence, booked_at,
    booked_by, reason, amounts, totals, basis, trace)
  select r.insured_id, c.correction_id, c.settlement_id, c.visit_id, c.kind, c.undoes_id, c.sequence, c.booked_at,
    c.booked_by, c.reason, c.amounts, c.totals, c.basis, c.trace
  from rows r, json_to_recordset(r.sent->'corrections') as c(correction_id text, settlement_id text, visit_id text,
    kind text, undoes_id text, sequence bigint, booked_at timestamp, booked_by text, reason text, amounts jsonb,
    totals jsonb, basis jsonb, trace json)
), put_entries as (
  insert into journal_entry (insured_id, entry_id, kind, booked_at, opposes, corrects)
  select r.insured_id, e.entry_id, e.kind, e.booked_at, e.opposes, e.corrects
  from rows r, json_to_recordset(r.sent->'entries') as e(entry_id text, kind text, booked_at timestamp, opposes text,
    corrects text)
), put_postings as (
  insert into posting (insured_id, entry_id, number, account, amount)
  select r.insured_id, p.entry_id, p.number, p.account, p.amount
  from rows r, json_to_recordset(r.sent->'postings') as p(entry_id text, number integer, account text, amount bigint)
), put_totals as (
  insert into running_total (insured_id, scheme, period, code, amount)
  select r.insured_id, t.scheme, t.period, t.code, t.amount
  from rows r, json_to_recordset(r.sent->'totals') as t(scheme text, period text, code text, amount bigint)
  on conflict (insured_id, scheme, period, code) do update set amount = excluded.amount
)
select insured_id from guard`
