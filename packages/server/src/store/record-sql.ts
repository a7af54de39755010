/**
 * The one recording statement: everything a decision changes, in one round trip and one transaction. All of it hangs
 * on the guard, which moves the person's version on only if it is still the one the decision was made from.
 * Parameters: $1 person, $2 version, $3 new account balance, $4 the rows as one JSON object, $5 to $16 the message, $17 the
 * day under which the visit's lines are kept.
 */
export const recordDecision = `
with guard as (
  update person_state set version = version + 1, account_balance = $3
  where insured_id = $1 and version = $2
  returning insured_id, version
), rows as (
  select guard.insured_id, guard.version, $4::json as sent from guard
), put_visit as (
  insert into visit (insured_id, visit_id, provider_code, scheme, opened_on, began_at, provider_visit_number, certificate_type,
    med_type, department_code, department_name, state, disease_code, diagnoses, stay)
  select r.insured_id, v.visit_id, v.provider_code, v.scheme, v.opened_on, v.began_at, v.provider_visit_number, v.certificate_type,
    v.med_type, v.department_code, v.department_name, v.state, v.disease_code, coalesce(v.diagnoses, '[]'), v.stay
  from rows r, json_to_recordset(r.sent->'visits') as v(visit_id text, provider_code text, scheme text,
    opened_on date, began_at timestamp, provider_visit_number text, certificate_type text, med_type text, department_code text,
    department_name text, state text, disease_code text, diagnoses jsonb, stay jsonb)
  on conflict (insured_id, visit_id) do update
    set began_at = excluded.began_at, provider_visit_number = excluded.provider_visit_number,
      certificate_type = excluded.certificate_type, med_type = excluded.med_type,
      department_code = excluded.department_code, department_name = excluded.department_name,
      state = excluded.state, disease_code = excluded.disease_code, diagnoses = excluded.diagnoses, stay = excluded.stay
), put_lines as (
  insert into bill_line (insured_id, visit_id, line_number, opened_on, batch, item_code, local_item_code, charged_at, price,
    quantity, approval, ordered, item_kind, item_name, item_class, charge_type, restricted, total, non_covered,
    over_price_limit, pre_coinsurance, eligible, pre_coinsurance_rate, ceiling, reason, stream, source,
    assumed, settlement_id, refund_of)
  select r.insured_id, l.visit_id, l.line_number, $17::date, l.batch, l.item_code, l.local_item_code, l.charged_at, l.price,
    l.quantity, l.approval, l.ordered, l.item_kind, l.item_name, l.item_class, l.charge_type, l.restricted, l.total,
    l.non_covered, l.over_price_limit, l.pre_coinsurance, l.eligible, l.pre_coinsurance_rate, l.ceiling, l.reason,
    l.stream, l.source, l.assumed, l.settlement_id, l.refund_of
  from rows r, json_to_recordset(r.sent->'lines') as l(visit_id text, line_number text, batch text, item_code text,
    local_item_code text, charged_at timestamp, price bigint, quantity bigint, approval text, ordered jsonb, item_kind text,
    item_name text, item_class text, charge_type text, restricted boolean, total bigint, non_covered bigint,
    over_price_limit bigint, pre_coinsurance bigint, eligible bigint, pre_coinsurance_rate bigint, ceiling bigint,
    reason text, stream text, source text, assumed boolean, settlement_id text,
    refund_of text)
), drop_lines as (
  delete from bill_line using rows r, json_to_recordset(r.sent->'revoked') as d(visit_id text, line_number text)
  where bill_line.insured_id = $1 and bill_line.insured_id = r.insured_id
    and bill_line.opened_on = $17::date and bill_line.visit_id = d.visit_id and bill_line.line_number = d.line_number
), link_lines as (
  update bill_line set settlement_id = k.settlement_id
  from rows r, json_to_recordset(r.sent->'linked') as k(visit_id text, line_number text, settlement_id text)
  where bill_line.insured_id = $1 and bill_line.insured_id = r.insured_id
    and bill_line.opened_on = $17::date and bill_line.visit_id = k.visit_id and bill_line.line_number = k.line_number
), put_settlement as (
  insert into settlement (insured_id, settlement_id, root_id, undoes_id, kind, sequence, visit_id, batch,
    provider_code, msgid, settled_at, scheme, division, year, care, med_type, certificate_type, person_type, total,
    non_covered, over_price_limit, pre_coinsurance, eligible, deductible, pool, large_amount,
    critical_illness, civil_servant, enterprise, assistance, other, account, family, family_payments, cash, hospital, pool_rate, balance_after,
    totals_added, line_numbers, trace_counts, plan_id, pack_hash, basis, trace)
  select r.insured_id, s.settlement_id, s.root_id, s.undoes_id, s.kind, r.version, s.visit_id, s.batch,
    s.provider_code, s.msgid, s.settled_at, s.scheme, s.division, s.year, s.care, s.med_type, s.certificate_type,
    s.person_type, s.total, s.non_covered, s.over_price_limit, s.pre_coinsurance, s.eligible, s.deductible, s.pool,
    s.large_amount, s.critical_illness, s.civil_servant, s.enterprise, s.assistance, s.other, s.account, s.family, s.family_payments, s.cash, s.hospital, s.pool_rate, s.balance_after, s.totals_added, s.line_numbers, s.trace_counts, s.plan_id,
    s.pack_hash, s.basis, s.trace
  from rows r, json_to_recordset(r.sent->'settlements') as s(settlement_id text, root_id text, undoes_id text,
    kind text, visit_id text, batch text, provider_code text, msgid text, settled_at timestamp, scheme text,
    division text, year integer, care text, med_type text, certificate_type text, person_type text, total bigint,
    non_covered bigint, over_price_limit bigint, pre_coinsurance bigint, eligible bigint, deductible bigint,
    pool bigint, large_amount bigint, critical_illness bigint, civil_servant bigint, enterprise bigint,
    assistance bigint, other bigint, account bigint, family bigint, family_payments jsonb, cash bigint, hospital bigint, pool_rate bigint, balance_after bigint,
    totals_added jsonb, line_numbers jsonb, trace_counts jsonb, plan_id text, pack_hash text, basis jsonb, trace json)
), put_entries as (
  insert into journal_entry (insured_id, entry_id, kind, booked_at, opposes)
  select r.insured_id, e.entry_id, e.kind, e.booked_at, e.opposes
  from rows r, json_to_recordset(r.sent->'entries') as e(entry_id text, kind text, booked_at timestamp, opposes text)
), put_postings as (
  insert into posting (insured_id, entry_id, number, account, amount)
  select r.insured_id, p.entry_id, p.number, p.account, p.amount
  from rows r, json_to_recordset(r.sent->'postings') as p(entry_id text, number integer, account text, amount bigint)
), put_totals as (
  insert into running_total (insured_id, scheme, period, code, amount)
  select r.insured_id, t.scheme, t.period, t.code, t.amount
  from rows r, json_to_recordset(r.sent->'totals') as t(scheme text, period text, code text, amount bigint)
  on conflict (insured_id, scheme, period, code) do update set amount = excluded.amount
), put_death as (
  update insured set died_on = d.died_on
  from rows r, json_to_recordset(r.sent->'deaths') as d(died_on date)
  where insured.insured_id = $1 and insured.insured_id = r.insured_id
), put_filing as (
  insert into filing (insured_id, filing_id, kind, scheme, valid_from, valid_until, filed_by, filed_at, state, content,
    details)
  select r.insured_id, f.filing_id, f.kind, f.scheme, f.valid_from, f.valid_until, f.filed_by, f.filed_at, f.state,
    f.content, f.details
  from rows r, json_to_recordset(r.sent->'filings') as f(filing_id text, kind text, scheme text, valid_from date,
    valid_until date, filed_by text, filed_at timestamp, state text, content jsonb, details jsonb)
  on conflict (insured_id, filing_id) do update set state = excluded.state
), put_mark as (
  insert into reversal_mark (insured_id, provider_code, msgid, infno, marked_at)
  select r.insured_id, m.provider_code, m.msgid, m.infno, m.marked_at
  from rows r, json_to_recordset(r.sent->'marks') as m(provider_code text, msgid text, infno text, marked_at timestamp)
  on conflict (insured_id, provider_code, msgid) do nothing
), put_message as (
  insert into message (insured_id, message_id, provider_code, msgid, infno, received_at, nonce, input_digest, request,
    answer, outcome, effect, settlement_id)
  select r.insured_id, $5, $6, $7, $8, $9::timestamp, $10, $11::bytea, $12, $13, $14, $15::boolean, $16
  from rows r
), put_effect as (
  insert into message_effect (insured_id, provider_code, msgid, infno, input_digest, settlement_id, message_id, received_at)
  select r.insured_id, $6, $7, $8, $11::bytea, $16, $5, $9::timestamp from rows r where $15::boolean
)
select version from guard`
