const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

/** A matter in the words of the flows; `m` is the row. */
export const filedJson = `json_build_object('matter', m.content, 'scheme', m.scheme,
  'providerName', (select p.name from provider p where p.provider_code = m.provider_code),
  'personName', (select i.name from insured i where i.insured_id = m.insured_id),
  'billOn', (select s.settled_at::date::text from settlement s where s.insured_id = m.insured_id and s.settlement_id = coalesce(
    m.facts->>'settlementId', (select r.facts->>'settlementId' from matter r where r.matter_id = m.linked))),
  'paper', (select json_build_object('kind', d.kind, 'documentNo', d.document_no) from matter_document d
    where d.matter_id = m.matter_id order by d.number limit 1),
  'divisions', (select json_agg(d.division) from (
    select m.division union select p.division from provider p where p.provider_code = m.provider_code) d),
  'institutions', json_build_array(m.provider_code))`

export const matterById = `select ${filedJson} as filed from matter m where m.matter_id = $1`

/** Of the matter that an expression names. */
const eventsWhere = (matterId: string): string => `
select json_build_object('matterId', matter_id, 'number', number, 'act', act, 'actor', actor, 'office', office,
  'at', ${time('acted_at')}, 'reason', reason, 'evidence', evidence, 'details', details, 'deadline', deadline,
  'holidaysUnknown', holidays_unknown, 'opened', opened) as event
from matter_event where matter_id = ${matterId} order by number`

export const eventsOf = eventsWhere('$1')

const documentJson = `
select json_build_object('matterId', matter_id, 'number', number, 'kind', kind, 'documentNo', document_no,
  'issuedOn', issued_on::text, 'content', content, 'digest', digest) as document
from matter_document`

const documentsWhere = (matterId: string): string => `${documentJson} where matter_id = ${matterId} order by number`

export const documentsOf = documentsWhere('$1')
export const documentByNo = `${documentJson} where document_no = $1`

const moneyWhere = (matterId: string): string => `
select json_build_object('number', number, 'kind', kind, 'amount', amount, 'providerCode', provider_code,
  'division', division, 'scheme', scheme, 'eventNumber', event_number, 'deductionId', deduction_id, 'entryId', entry_id,
  'bookedAt', ${time('booked_at')}) as money
from matter_money where matter_id = ${matterId} order by number`

export const moneyOf = moneyWhere('$1')

/** What the operation log says of acts upon the matter that an expression names. */
const notedWhere = (matterId: string): string => `
select json_build_object('number', (details->'version')::int, 'digest', details->>'digest', 'paper', details->>'paper') as noted
from operation_log where target = ${matterId} and action like 'matters.%' and details ? 'version' order by done_at, operation_id`

const listed = (name: string, rows: string): string => `(select coalesce(json_agg(x.${name}), '[]') from (${rows}) x)`

/** Behind matter $1, at most $2: each with everything that is on file of it. */
export const historiesAfter = `
select m.content as matter, ${listed('event', eventsWhere('m.matter_id'))} as events,
  ${listed('money', moneyWhere('m.matter_id'))} as money, ${listed('document', documentsWhere('m.matter_id'))} as documents,
  ${listed('noted', notedWhere('m.matter_id'))} as noted
from matter m where m.matter_id > $1 order by m.matter_id limit $2`

/** What the row says of a matter $2, at $3; the version before is $4. */
export const advanceMatter = `
update matter set state = m.state, version = m.version, stake = m.stake, first_reviewer = m."firstReviewer",
  second_reviewer = m."secondReviewer", appeal_reviewer = m."appealReviewer", deadline_name = m.deadline->>'name',
  deadline_until = (m.deadline->>'until')::date, decided = m.decided, recovered = m.recovered, linked = m.linked,
  content = $2::jsonb, changed_at = $3::timestamp, scheme = $5
from jsonb_to_record($2::jsonb) as m(state text, version integer, stake bigint, "firstReviewer" text, "secondReviewer" text,
  "appealReviewer" text, deadline jsonb, decided bigint, recovered bigint, linked text)
where matter_id = $1 and matter.version = $4 returning matter_id`

/** Openings $1 as `{matter, scheme, facts}`, taken in at $2; no row for those whose source is on file. */
export const insertMatters = `
insert into matter (matter_id, procedure, state, version, source, source_key, provider_code, insured_id, doctor, rule, division,
  scheme, stake, opened_on, deadline_name, deadline_until, recovered, linked, content, facts, changed_at)
select m."matterId", m.procedure, m.state, m.version, m.source, m."sourceKey", m."providerCode", m."insuredId", m.doctor, m.rule,
  m.division, o.scheme, m.stake, m."openedOn", m.deadline->>'name', (m.deadline->>'until')::date, m.recovered, m.linked, o.matter,
  o.facts, $2::timestamp
from jsonb_to_recordset($1::jsonb) as o(matter jsonb, scheme text, facts jsonb),
  jsonb_to_record(o.matter) as m("matterId" text, procedure text, state text, version integer, source text,
    "sourceKey" text, "providerCode" text, "insuredId" text, doctor text, rule text, division text, stake bigint,
    "openedOn" date, deadline jsonb, recovered bigint, linked text)
on conflict do nothing returning matter_id as "matterId"`

export const insertEvents = `
insert into matter_event (matter_id, number, act, actor, office, acted_at, reason, evidence, details, deadline,
  holidays_unknown, opened)
select e."matterId", e.number, e.act, e.actor, e.office, e.at, e.reason, e.evidence, e.details, e.deadline,
  e."holidaysUnknown", e.opened
from jsonb_to_recordset($1::jsonb) as e("matterId" text, number integer, act text, actor text, office text, at timestamp,
  reason text, evidence text[], details jsonb, deadline jsonb, "holidaysUnknown" boolean, opened jsonb)`

/** Reminders $1, told at $2; those that were told before are not among what it returns. */
export const insertReminders = `
insert into matter_reminder (matter_id, deadline_name, deadline_until, mark, office, told, reminded_at)
select r."matterId", r.deadline->>'name', (r.deadline->>'until')::date, r.mark, r.office, r.told, $2::timestamp
from jsonb_to_recordset($1::jsonb) as r("matterId" text, deadline jsonb, mark text, office text, told text)
on conflict do nothing returning matter_id as "matterId"`

/** Institutions $1 and persons $2, pair by pair. */
export const schemesOf = `
select s.scheme from unnest($1::text[], $2::text[]) with ordinality as asked(provider_code, insured_id, place)
  left join lateral (select t.scheme from settlement t where t.insured_id = asked.insured_id
    and t.provider_code = asked.provider_code order by t.settled_at desc, t.sequence desc limit 1) s on true
order by asked.place`

export const insertDocument = `
insert into matter_document (matter_id, number, kind, document_no, issued_on, content, digest)
values ($1, $2, $3, $4, $5, $6, $7)`

export const insertMoney = `
insert into matter_money (matter_id, number, kind, amount, provider_code, division, scheme, event_number, deduction_id, entry_id,
  booked_at)
select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10 from matter_money where matter_id = $1`

/** Deductions of matters that no statement is on file for yet, with the entry of the closed one that took each. */
export const waitingDeductions = `
select m.matter_id as "matterId", t.version, m.deduction_id as "deductionId", m.amount, d.month, (
    select e.entry_id from payment_run r join payment_entry e on e.run_id = r.run_id
    where r.kind = 'month' and r.purpose = 'real' and r.state = 'closed' and r.division = d.division and d.scheme = any(r.schemes)
      and r.period = d.month and e.provider_code = d.provider_code and e.kind = 'deduction') as "entryId"
from matter_money m join matter t using (matter_id)
  join payment_deduction d on d.provider_code = m.provider_code and d.deduction_id = m.deduction_id
where m.kind = 'deduction' and d.withdrawn_at is null and not exists (select from matter_money n
  where n.matter_id = m.matter_id and n.deduction_id = m.deduction_id and n.kind in ('deducted', 'withdrawn'))
order by d.month, m.matter_id`

/** Matters with money ordered whose bill was undone or restored since that was noted last. */
export const billsTurned = `
select m.matter_id as "matterId", m.version, f.settlement_id as "settlementId", b.stands
from matter m left join matter r on r.matter_id = m.linked
  cross join lateral (select coalesce(m.facts->>'settlementId', r.facts->>'settlementId') as settlement_id) f
  cross join lateral (select count(*) % 2 = 1 as stands, count(*) as chain from settlement s
    where s.insured_id = m.insured_id and s.root_id = f.settlement_id) b
where m.insured_id is not null and f.settlement_id is not null and b.chain > 0
  and m.state in ('executing', 'recovered', 'closed') and b.stands = (m.content->>'billUndone' is not null)
  and exists (select from matter_money n where n.matter_id = m.matter_id and n.kind in ('deduction', 'claim')
    and not exists (select from matter_money w where w.matter_id = n.matter_id and w.kind = 'withdrawn' and w.number > n.number))
order by m.matter_id`

/** Accounts $1: conflicts declared, and institutions in which they have an office. */
export const conflictsOf = `
select u.user_id as "userId", array(select provider_code from matter_conflict where user_id = u.user_id and ended_at is null
  union select scope_code from user_role where user_id = u.user_id and scope_kind = 'institution' and revoked_at is null
  order by 1) as conflicts
from unnest($1::text[]) as u(user_id)`

/** What accounts $1 are called. */
export const namesOf = `select user_id as "userId", name from user_account where user_id = any($1::text[])`

/** Accounts $1: how many matters lie with each of them. */
export const loadsOf = `
select u.user_id as "userId", (select count(*)::int from matter m where m.state <> 'closed' and (
    m.state = 'first-review' and m.first_reviewer = u.user_id
    or m.state in ('recheck', 'second-review') and m.second_reviewer = u.user_id
    or m.state = 'appealed' and m.appeal_reviewer = u.user_id
    or m.procedure = 'case' and m.content->'investigators' ? u.user_id)) as load
from unnest($1::text[]) as u(user_id)`

/**
 * Findings of days $1 up to $2, of rule $3 and with numbers $5 or of all, at most $4, that are not on file: each once however often it
 * was found, with what settlements took out for it already; of bills that stand.
 */
export const findingsToTake = `
select json_build_object('item', json_build_object('source', 'finding', 'sourceKey', f.finding_id, 'providerCode', f.provider_code,
    'insuredId', f.insured_id, 'doctor', f.content->>'doctor', 'rule', f.rule,
    'title', json_build_object('zh', coalesce(f.content#>>'{name,zh}', f.rule), 'en', coalesce(f.content#>>'{name,en}', f.rule)),
    'stake', greatest(f.stake - f.taken, 0), 'division', coalesce(s.division, p.division, '000000'),
    'facts', json_build_object('findingId', f.finding_id, 'moment', f.moment, 'release', f.release_digest,
      'settlementId', s.settlement_id, 'visitId', f.visit_id, 'lineNumber', f.line_number, 'severity', f.severity,
      'foundOn', f.found_on::text, 'stake', f.stake, 'deducted', f.taken, 'says', f.content->'says', 'basis', f.content->'basis')),
  'scheme', s.scheme) as item
from (
  select distinct on (insured_id, finding_id) *,
    coalesce(sum(deducted) filter (where moment = 'in') over (partition by insured_id, finding_id), 0)::bigint as taken
  from audit_finding
  where found_on >= $1 and found_on < $2 and moment <> 'pre' and severity in ('violation', 'suspect')
    and ($3::text is null or rule = $3) and ($5::text[] is null or finding_id = any($5))
  order by insured_id, finding_id, moment = 'post' desc, found_at desc
) f left join lateral (
  select t.settlement_id, t.division, t.scheme, (select count(*) % 2 = 1 from settlement o
    where o.insured_id = t.insured_id and o.root_id = t.settlement_id) as stands
  from settlement t where t.insured_id = f.insured_id and t.undoes_id is null
    and (t.settlement_id = f.settlement_id or f.settlement_id is null and t.visit_id = f.visit_id)
  order by t.sequence desc limit 1) s on true
left join provider p on p.provider_code = f.provider_code
where coalesce(s.stands, false) and f.stake > f.taken
  and not exists (select from matter m where m.source = 'finding' and m.source_key = f.finding_id)
order by f.stake desc, f.finding_id limit $4`

/** Which of the references $1 look like pieces of evidence or kept files and are not on file. */
export const unknownEvidence = `
select one from unnest($1::text[]) with ordinality as asked(one, place)
where one ~ '^sm3:' and not exists (select from evidence_content where sm3 = substr(one, 5))
  or one ~ '^E[0-9]{4}-[0-9]{6}-[0-9]$' and not exists (select from evidence_piece where code = one)
order by place`
