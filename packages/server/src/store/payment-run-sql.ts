/** A run in the words of the flows; `r` is the row. */
export const runJson = `json_build_object('runId', r.run_id, 'kind', r.kind, 'purpose', r.purpose, 'division', r.division,
  'schemes', r.schemes, 'period', r.period, 'planHash', r.plan_hash, 'drgScheme', r.drg_scheme,
  'dipDirectory', r.dip_directory, 'beside', r.beside, 'state', r.state, 'issue', r.issue, 'early', r.early,
  'figures', r.figures, 'startedAt', to_char(r.started_at, 'YYYY-MM-DD HH24:MI:SS'), 'startedBy', r.started_by,
  'closedAt', to_char(r.closed_at, 'YYYY-MM-DD HH24:MI:SS'),
  'reopenedAt', to_char(r.reopened_at, 'YYYY-MM-DD HH24:MI:SS'), 'reason', r.reason)`

/** A statement in the words of the flows; `s` is the row. */
export const statementJson = `json_build_object('providerCode', s.provider_code, 'runId', s.run_id, 'number', s.number,
  'noticeNumber', s.notice_number, 'cases', s.cases, 'adjustments', s.adjustments, 'fundBooked', s.fund_booked,
  'fundPayable', s.fund_payable, 'deducted', s.deducted, 'withheld', s.withheld, 'offsetAdvance', s.offset_advance,
  'appropriated', s.appropriated, 'content', s.content)`

export const insertRun = `
insert into payment_run (run_id, kind, purpose, division, schemes, period, plan_hash, drg_scheme, dip_directory, beside, state,
  issue, early, started_at, started_by, charges_seen)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'running', $11, $12, $13, $14, $15)`

const waitingParts = `
insert into payment_part (provider_code, run_id, done, cases)
select provider_code, $1, false, count(*) filter (where counted) from (`
const endOfParts = `) found group by provider_code`

/** Run $1, division $2, schemes $3, month $4: institutions with cases, deductions, an advance, or a rest of the month before. */
export const partsOfMonth = `${waitingParts}
  select provider_code, true as counted from discharge_case where division = $2 and scheme = any($3::text[]) and month = $4
  union all
  select provider_code, false from payment_deduction
  where division = $2 and scheme = any($3::text[]) and month = $4 and withdrawn_at is null
  union all
  select s.provider_code, false from payment_statement s join payment_run r on r.run_id = s.run_id
  where r.kind = 'advance' and r.purpose = 'real' and r.state = 'closed' and r.division = $2 and r.schemes = $3::text[]
    and r.period = $4
  union all
  select s.provider_code, false from payment_statement s join payment_run r on r.run_id = s.run_id
  where r.kind = 'month' and r.purpose = 'real' and r.state = 'closed' and r.division = $2 and r.schemes = $3::text[]
    and r.period < $4 and left(r.period, 4) = left($4, 4) and (s.content->'statement'->>'carriedOut')::bigint <> 0
  union all
  select provider_code, false from payment_capitation where run_id = $1
${endOfParts}`

/** Division $1, schemes $2, month $3: what months of its year up to it accounted for, by institution. */
export const usedBefore = `
select code, json_agg(json_build_object('month', month, 'used', used) order by month) as uses from (
  select s.provider_code as code, r.period as month, sum(s.fund_booked)::bigint as used
  from payment_statement s join payment_run r on r.run_id = s.run_id
  where r.kind = 'month' and r.purpose = 'real' and r.state = 'closed' and r.division = $1 and r.schemes <@ $2::text[]
    and r.period <= $3 and left(r.period, 4) = left($3, 4) group by s.provider_code, r.period) told group by code`

/** Division $1, schemes $2, year $3: closed months as they were accounted for, others as far as they were collected. */
export const usesOfYear = `
select t.code as "providerCode", p.level, json_agg(json_build_object('month', t.month, 'used', t.used) order by t.month) as uses
from (
  select code, month, sum(used)::bigint as used from (
    select s.provider_code as code, r.period as month, s.fund_booked as used
    from payment_statement s join payment_run r on r.run_id = s.run_id
    where r.kind = 'month' and r.purpose = 'real' and r.state = 'closed' and r.division = $1 and r.schemes <@ $2::text[]
      and left(r.period, 4) = $3
    union all
    select d.provider_code, d.month, (d.facts->>'fundPaid')::bigint from discharge_case d
    where d.division = $1 and d.scheme = any($2::text[]) and left(d.month, 4) = $3 and d.state <> 'undone'
      and not exists (select from payment_run r where r.kind = 'month' and r.purpose = 'real' and r.state = 'closed'
        and r.division = d.division and r.schemes = array[d.scheme] and r.period = d.month)
  ) charges group by code, month
) t left join provider p on p.provider_code = t.code group by t.code, p.level order by t.code`

/** Run $1 beside run $2: the same institutions. */
export const partsBeside = `${waitingParts}
  select provider_code, true as counted from payment_case where run_id = $2 and role <> 'adjustment' ${endOfParts}`

/** Run $1, division $2, schemes $3, year $4: institutions of the months of a year. */
export const partsOfYear = `${waitingParts}
  select distinct s.provider_code, false as counted from payment_statement s join payment_run r on r.run_id = s.run_id
  where r.kind in ('month', 'advance') and r.purpose = 'real' and r.state = 'closed' and r.division = $2
    and r.schemes <@ $3::text[] and left(r.period, 4) = $4 ${endOfParts}`

/** Of a case `k.provider_code`, `k.case_id`: what closed months recognised. */
const recognised = `(select json_build_object('points', sum(e.points)::bigint, 'total', sum(e.total)::bigint,
    'fundPaid', sum(e.fund_paid)::bigint, 'otherPaid', sum(e.other_paid)::bigint, 'standard', sum(e.standard)::bigint,
    'fundPayable', sum(e.fund_payable)::bigint, 'runId', (array_agg(e.run_id) filter (where e.role = 'case'))[1],
    'takenBack', (array_agg(e.why order by r.period desc))[1] is not distinct from 'undone')
  from payment_case e join payment_run r on r.run_id = e.run_id
  where e.provider_code = k.provider_code and e.case_id = k.case_id and e.role in ('case', 'adjustment')
    and r.purpose = 'real' and r.kind = 'month' and r.state = 'closed' having count(*) > 0)`

const review = `(select json_build_object('reviewId', w.review_id, 'caseId', w.case_id, 'applicant', w.applied_by,
    'reviewers', array_remove(array[w.first_reviewer, w.second_reviewer, w.arbiter], null),
    'decidedOn', w.decided_at::date::text, 'reason', w.reason, 'outcome', w.outcome)
  from special_case_review w where w.provider_code = k.provider_code and w.case_id = k.case_id and w.state = 'decided')`

const groupOf = (place: string): string => `(select g.grouping->'caseGroup' from case_group g
    where g.provider_code = k.provider_code and g.case_id = k.case_id and g.grouper = ${place}
      and g.facts_digest = k.facts_digest)`

/** Institution $1, division $2, schemes $3, month $4, groupers $5 and $6, behind case $7, at most $8. */
export const casesOfMonth = `
select json_build_object('facts', k.facts, 'factsDigest', k.facts_digest, 'state', k.state,
  'groups', json_build_object('drg', ${groupOf('$5')}, 'dip', ${groupOf('$6')}),
  'recognised', ${recognised}, 'review', ${review}) as one
from discharge_case k
where k.provider_code = $1 and k.division = $2 and k.scheme = any($3::text[]) and k.month = $4 and k.case_id > $7
order by k.case_id limit $8`

/** Institution $1, run $2, behind case $3, at most $4: the cases of a run, to be priced otherwise. */
export const casesBeside = `
select json_build_object('facts', k.facts, 'factsDigest', k.facts_digest,
  'state', case k.refusal->>'code' when 'payment.no-list' then 'no-list' when 'payment.two-insurances' then 'two-insurances'
    else 'listed' end,
  'groups', coalesce(k.groups, '{"drg":null,"dip":null}'::json), 'recognised', null, 'review', ${review}) as one
from payment_case k
where k.provider_code = $1 and k.run_id = $2 and k.role <> 'adjustment' and k.case_id > $3
order by k.case_id limit $4`

export const insertCases = `
insert into payment_case (provider_code, run_id, case_id, insured_id, scheme, role, why, review_id, method, kind, group_code,
  total, fund_paid, other_paid, points, standard, fund_payable, facts, facts_digest, groups, score, price, refusal, plan_hash)
select r.* from json_to_recordset($1::json) as r(provider_code text, run_id text, case_id text, insured_id text, scheme text,
  role text, why text, review_id text, method text, kind text, group_code text, total bigint, fund_paid bigint,
  other_paid bigint, points bigint, standard bigint, fund_payable bigint, facts json, facts_digest text, groups json,
  score json, price json, refusal json, plan_hash text)`

/** Institution $1, division $2, schemes $3, year $4: which run had the last word on each case that stands; without what it said. */
export const lastWordsOfYear = `
select k.run_id as "runId", k.case_id as "caseId" from (
  select distinct on (e.case_id) e.case_id, e.run_id, e.why, e.score is not null as scored
  from payment_case e join payment_run r on r.run_id = e.run_id
  where e.provider_code = $1 and e.role in ('case', 'adjustment') and r.purpose = 'real' and r.kind = 'month'
    and r.state = 'closed' and r.division = $2 and r.schemes <@ $3::text[] and left(r.period, 4) = $4
  order by e.case_id, r.period desc
) k where k.why is distinct from 'undone' and k.scored order by k.case_id`

/** Institution $1, runs $2 and cases $3, side by side. */
export const casesOfWords = `
select k.score, k.price, coalesce(k.plan_hash, r.plan_hash) as "planHash", r.period as month
from unnest($2::text[], $3::text[]) as w(run_id, case_id)
  join payment_case k on k.provider_code = $1 and k.run_id = w.run_id and k.case_id = w.case_id
  join payment_run r on r.run_id = k.run_id order by k.case_id`

export const insertStatements = `
insert into payment_statement (provider_code, run_id, number, notice_number, cases, adjustments, fund_booked, fund_payable,
  deducted, withheld, offset_advance, appropriated, content, issued_at)
select r.*, $2::timestamp from json_to_recordset($1::json) as r(provider_code text, run_id text, number text, notice_number text,
  cases integer, adjustments integer, fund_booked bigint, fund_payable bigint, deducted bigint, withheld bigint,
  offset_advance bigint, appropriated bigint, content json)`

export const insertEntries = `
insert into payment_entry (provider_code, entry_id, kind, run_id, booked_at, booked_by, opposes)
select r.provider_code, r.entry_id, r.kind, $2, $3::timestamp, $4, r.opposes
from json_to_recordset($1::json) as r(provider_code text, entry_id text, kind text, opposes text)`

export const insertPostings = `
insert into payment_posting (provider_code, entry_id, number, account, amount)
select r.* from json_to_recordset($1::json) as r(provider_code text, entry_id text, number integer, account text, amount bigint)`

/** Run $1, at $2, figures $3; no row when it is not running any more. */
export const closeRun = `
update payment_run set state = 'closed', closed_at = $2, figures = $3 where run_id = $1 and state = 'running' returning run_id`

/** Run $1: which collected cases it held. */
export const markHeld = `
update discharge_case d set held = true from payment_case k
where k.run_id = $1 and k.role = 'held' and k.provider_code = d.provider_code and k.case_id = d.case_id and not d.held`

/** Run $1, division $2, schemes $3, month $4: what waits no longer, though the run had nothing to tell of it. */
export const releaseHeld = `
update discharge_case d set held = false
where d.division = $2 and d.scheme = any($3::text[]) and d.month = $4 and d.held and not exists (select from payment_case k
  where k.provider_code = d.provider_code and k.run_id = $1 and k.case_id = d.case_id and k.role = 'held')`

/** Run $1, division $2, schemes $3, month $4: reviews whose outcome it priced. */
export const markReviews = `
update special_case_review w set effect_run = $1
where w.state = 'decided' and w.effect_run is null and w.division = $2 and w.scheme = any($3::text[]) and (
  exists (select from payment_case k where k.provider_code = w.provider_code and k.run_id = $1 and k.review_id = w.review_id)
  or w.outcome->>'kind' = 'rejected' and exists (select from discharge_case d
    where d.provider_code = w.provider_code and d.case_id = w.case_id and d.month = $4))`

/** Closed shadows beyond the newest $1 of each division, insurance and period; of all, or of those of run $2 alone. */
export const oldShadows = `
select run_id as "runId" from (
  select r.run_id, row_number() over (partition by r.division, r.schemes, r.kind, r.period
    order by r.started_at desc, r.run_id desc) as place
  from payment_run r left join payment_run one on one.run_id = $2
  where r.purpose = 'shadow' and r.state = 'closed' and ($2::text is null
    or (r.division, r.schemes, r.kind, r.period) = (one.division, one.schemes, one.kind, one.period))
) placed where place > $1 order by run_id`

export const entriesOfRun = `
select e.provider_code as "providerCode", json_build_object('entryId', e.entry_id, 'kind', e.kind,
  'at', to_char(e.booked_at, 'YYYY-MM-DD HH24:MI:SS'), 'opposes', e.opposes,
  'postings', coalesce((select json_agg(json_build_object('account', p.account, 'amount', p.amount) order by p.number)
    from payment_posting p where p.provider_code = e.provider_code and p.entry_id = e.entry_id), '[]')) as entry
from payment_entry e where e.run_id = $1 order by e.provider_code, e.entry_id`

/** Division $1, schemes $2, month $3: institutions of the last twelve months, with what an advance may be based on. */
export const advanceBases = `
select d.provider_code as "providerCode", p.level, d.filed as "filedOfMonth", (
    select sum(s.fund_payable)::bigint from payment_statement s join payment_run r on r.run_id = s.run_id
    where s.provider_code = d.provider_code and r.kind = 'month' and r.purpose = 'real' and r.state = 'closed'
      and r.division = $1 and r.schemes = $2::text[]
      and left(r.period, 4) = (left($3, 4)::int - 1)::text) as "paidLastYear"
from (
  select provider_code, sum((facts->>'fundPaid')::bigint)
    filter (where month = to_char(to_date($3, 'YYYY-MM') - interval '1 month', 'YYYY-MM') and state <> 'undone')::bigint as filed
  from discharge_case where division = $1 and scheme = any($2::text[]) and month < $3
    and month >= to_char(to_date($3, 'YYYY-MM') - interval '12 months', 'YYYY-MM')
  group by provider_code
) d join provider p on p.provider_code = d.provider_code order by d.provider_code`

/** Division $1, schemes $2, year $3: every institution with a statement of the year. */
export const yearFacts = `
with told as (
  select s.*, r.kind, r.period, r.schemes[1] as scheme from payment_statement s join payment_run r on r.run_id = s.run_id
  where r.kind in ('month', 'advance') and r.purpose = 'real' and r.state = 'closed' and r.division = $1
    and r.schemes <@ $2::text[] and left(r.period, 4) = $3
), institutions as (select distinct provider_code from told)
select json_build_object('providerCode', i.provider_code, 'level', p.level,
  'recognised', (select json_agg(coalesce((select sum(t.fund_payable)::bigint from told t
      where t.provider_code = i.provider_code and t.kind = 'month' and t.scheme = s.scheme), 0) order by s.place)
    from unnest($2::text[]) with ordinality as s(scheme, place)),
  'deposit', coalesce(sums.deposit, 0), 'monthsPaid', coalesce(sums.paid, 0), 'advances', coalesce(sums.advances, 0),
  'advancesOffset', coalesce(sums.offset_advance, 0),
  'deductions', coalesce((select json_agg(json_build_object('deductionId', deduction_id, 'providerCode', provider_code,
      'month', month, 'amount', amount, 'reason', reason) order by month, deduction_id)
    from payment_deduction d where d.provider_code = i.provider_code and d.division = $1 and d.scheme = any($2::text[])
      and left(d.month, 4) = $3 and d.withdrawn_at is null
      and exists (select from told t where t.kind = 'month' and t.period = d.month and t.scheme = d.scheme)), '[]'),
  'capitation', (select json_build_object('amount', sum((t.content->'capitation'->>'amount')::bigint)::bigint,
      'own', sum((t.content->'capitation'->>'own')::bigint)::bigint,
      'elsewhere', sum((t.content->'capitation'->>'elsewhere')::bigint)::bigint,
      'others', sum((t.content->'capitation'->>'others')::bigint)::bigint)
    from told t where t.provider_code = i.provider_code and t.kind = 'month' and t.content->'capitation' is not null
    having count(*) > 0),
  'assessment', (select a.score from payment_assessment a where a.provider_code = i.provider_code and a.division = $1
    and a.scheme = any($2::text[]) and a.year = $3 order by a.entered_at desc, a.number desc limit 1)) as facts
from institutions i
  join provider p on p.provider_code = i.provider_code
  cross join lateral (select sum(withheld)::bigint as deposit,
      sum(appropriated) filter (where t.kind = 'month')::bigint as paid,
      sum(appropriated) filter (where t.kind = 'advance')::bigint as advances,
      sum(offset_advance)::bigint as offset_advance
    from told t where t.provider_code = i.provider_code) sums
order by i.provider_code`

/** Run $1 beside run $2, case by case; the real run's adjustments are of earlier months and stay out. */
const paired = `payment_case b join payment_case a on a.provider_code = b.provider_code and a.case_id = b.case_id and a.run_id = $1
  where b.run_id = $2 and b.role <> 'adjustment'`

export const differences = `
select b.provider_code as "providerCode", p.name, count(*)::int as cases, sum(b.fund_payable)::bigint as before,
  sum(a.fund_payable)::bigint as after, sum(a.fund_payable - b.fund_payable)::bigint as difference,
  sum(b.points)::bigint as "pointsBefore", sum(a.points)::bigint as "pointsAfter",
  count(*) filter (where a.role = 'held' and b.role <> 'held')::int as held,
  count(*) filter (where a.fund_payable <> b.fund_payable)::int as changed
from provider p, ${paired} and p.provider_code = b.provider_code
group by b.provider_code, p.name order by sum(a.fund_payable - b.fund_payable), b.provider_code`

/** At most $3. */
export const caseDifferences = `
select b.provider_code as "providerCode", b.case_id as "caseId", b.group_code as "groupBefore", a.group_code as "groupAfter",
  b.kind as "kindBefore", a.kind as "kindAfter", b.fund_payable as before, a.fund_payable as after,
  a.fund_payable - b.fund_payable as difference
from ${paired} and a.fund_payable <> b.fund_payable
order by abs(a.fund_payable - b.fund_payable) desc, b.provider_code, b.case_id limit $3`
