/**
 * What is asked across people, by institution, when books are compared; `settlement_by_provider` finds the rows. Never on
 * the hot road. Every inner look stays with the person of its row.
 */

const fund = '(t.pool + t.large_amount + t.critical_illness + t.civil_servant + t.enterprise + t.assistance + t.other)'

/** A 2601 takes back the settlement that begins a chain, or the cancel that it names. */
const takenIn = `
  select 1 from settlement taker join settlement taken on taken.insured_id = taker.insured_id
    and taken.settlement_id = case taker.kind when 'reverse' then taker.root_id else taker.undoes_id end
  where taker.insured_id = t.insured_id and taker.root_id = t.root_id and taker.kind in ('reverse', 'restore')
    and t.settlement_id in (taker.settlement_id, taken.settlement_id)`

/** Unless it had been claimed before: then both rows count, each in its period. */
const notClaimed = `
    and not exists (select 1 from clearing_application a where a.provider_code = t.provider_code
      and a.state <> 'withdrawn' and a.applied_at <= taker.settled_at
      and taken.settled_at::date between a.begins and a.ends and taken.med_type = any(a.med_types))`

/** $1 institution, $2 first and $3 last day, $4 the kinds of rows. */
const inPeriod = `
  t.provider_code = $1 and t.settled_at >= $2::date and t.settled_at < $3::date + 1 and t.kind = any($4::text[])
  and not exists (${takenIn}${notClaimed})`

/** The sums of a period by scheme, division of insurance and kind of care. */
export const sumsOfPeriod = `
select t.scheme, t.division, t.med_type as "medType", count(*)::int as count, sum(t.total)::bigint as total,
  sum(${fund})::bigint as fund, sum(t.account + t.family)::bigint as account, sum(t.cash)::bigint as cash,
  sum(t.eligible)::bigint as recognised,
  sum(case when t.kind in ('settle', 'restore') then 1 else -1 end)::int as "personTimes"
from settlement t where ${inPeriod}
group by t.scheme, t.division, t.med_type order by t.scheme, t.division, t.med_type`

/** A page of rows, oldest first: $5 divisions, $6 kinds of care, $7 and $8 where the page before ended, $9 the length of a page. */
export const pageOfPeriod = `
select t.settlement_id as "settlementId", t.root_id as "rootId", t.insured_id as "insuredId", t.visit_id as "visitId",
  t.msgid, coalesce(e.infno, '') as infno, t.kind, t.settled_at as at, t.total, ${fund} as fund, t.account + t.family as account,
  case when t.kind in ('settle', 'restore') then (
    select case when count(*) % 2 = 0 then max(c.settlement_id) filter (where c.sequence > t.sequence) end
    from settlement c where c.insured_id = t.insured_id and c.root_id = t.root_id) end as "undoneBy"
from settlement t left join message_effect e
  on e.insured_id = t.insured_id and e.provider_code = t.provider_code and e.msgid = t.msgid
where ${inPeriod} and t.division = any($5::text[]) and t.med_type = any($6::text[])
  and (t.settled_at, t.settlement_id) > ($7::timestamp, $8)
order by t.settled_at, t.settlement_id limit $9`

/** What is on file of institution $1 for the persons $2 under the numbers $3, whenever it was settled. */
export const namedSettlements = `
select t.settlement_id as "settlementId", t.settled_at as at, exists (${takenIn}) as taken,
  (select count(*) % 2 = 1 from settlement c where c.insured_id = t.insured_id and c.root_id = t.root_id) as stands
from unnest($2::text[], $3::text[]) as n(insured_id, settlement_id)
join settlement t on t.insured_id = n.insured_id and t.settlement_id = n.settlement_id
where t.provider_code = $1`
