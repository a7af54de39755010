/**
 * The statements about traceability codes: the exception to the person's key, because whoever sells a code must find
 * every other seller of it. What they look up of a person is bound to the person that the use itself names.
 */

/** $1 codes. Makes or holds one row for each, in one order. */
export const lockCodes = `
insert into trace_code (code, claims) select code, 1 from unnest($1::text[]) as code order by code
on conflict (code) do update set claims = trace_code.claims + 1`

/** The settlement under which a use stands: the one it names, or the one its message made. */
const settledUnder = `
  left join message_effect made on made.insured_id = u.insured_id and made.provider_code = u.provider_code
    and made.msgid = u.msgid
  left join message_effect claimed on claimed.insured_id = u.sold_to and claimed.provider_code = u.provider_code
    and claimed.msgid = u.claim_msgid
  left join lateral (
    select count(*) as turns from settlement t
    where t.insured_id = u.sold_to and t.root_id = coalesce(u.settlement_id, made.settlement_id)
  ) chain on true`

/** $1 codes. */
export const readCodeUses = `
select u.code, u.provider_code as "providerCode", u.msgid, u.insured_id as "insuredId", u.split, u.unit, u.quantity,
  to_char(u.used_at, 'YYYY-MM-DD HH24:MI:SS') as at, coalesce(u.settlement_id, made.settlement_id) as "settlementId",
  case when chain.turns = 0 then 'none' when chain.turns % 2 = 1 then 'stands' else 'undone' end as settlement,
  (u.insured_id = '' and u.claim_msgid = u.msgid or claimed.msgid is not null) as effective,
  floor(extract(epoch from clock_timestamp() - u.claimed_at))::bigint as "claimedSecondsAgo",
  u.returned_msgid is not null as returned
from trace_code_use u ${settledUnder}
where u.code = any($1::text[])
order by u.code, u.claimed_at`

/** $1 institution, $2 codes, $3 national items, $4 own items of the institution. */
export const packagesTold = `
select asked.code, told.package_holds as holds
from unnest($2::text[], $3::text[], $4::text[]) as asked(code, item_code, local_item_code)
cross join lateral (
  select e.package_holds from stock_entry e
  where e.provider_code = $1 and e.package_holds is not null
    and (e.item_code = asked.item_code or e.local_item_code = asked.local_item_code)
  order by e.at desc, e.msgid desc limit 1
) told`

/** $1-$3 holder, $4 time, $5 person of the settlement, $6 settlement, $7 the claims as JSON rows. */
export const keepCodeUses = `
insert into trace_code_use (code, provider_code, msgid, insured_id, line_number, item_code, local_item, split, unit,
  quantity, used_at, sold_to, settlement_id, claim_msgid, claimed_at)
select c.code, $1, $2, $3, c.line_number, c.item_code, c.local_item, c.split, c.unit, c.quantity, $4::timestamp, $5, $6, $2, clock_timestamp()
from json_to_recordset($7::json) as c(code text, line_number text, item_code text, local_item text,
  split boolean, unit text, quantity bigint)
on conflict (code, provider_code, msgid, insured_id) do update
  set claimed_at = excluded.claimed_at, line_number = excluded.line_number, split = excluded.split,
    unit = excluded.unit, quantity = excluded.quantity, used_at = excluded.used_at`

/** $1-$3 the holder that made the settlement, $4 the settlement. */
export const claimsUnderSettlement = `
select json_build_object('providerCode', provider_code, 'msgid', msgid, 'insuredId', insured_id) as holder,
  json_build_object('code', code, 'lineNumber', line_number, 'split', split, 'unit', unit, 'quantity', quantity,
    'itemCode', item_code, 'localItemCode', local_item) as claim
from trace_code_use
where provider_code = $1 and msgid = $2 and insured_id = $3 or settlement_id = $4
order by code`

/** $1 the msgid in whose course the claim is renewed, $2 the uses as JSON rows. */
export const renewCodeUses = `
update trace_code_use set claim_msgid = $1, claimed_at = clock_timestamp()
from json_to_recordset($2::json) as h(code text, provider_code text, msgid text, insured_id text)
where trace_code_use.code = h.code and trace_code_use.provider_code = h.provider_code
  and trace_code_use.msgid = h.msgid and trace_code_use.insured_id = h.insured_id`

/** $1 institution, $2 msgid of the return, $3 item, $4 batch, $5 settlement, $6 the code, or null for every code of the sale. */
export const giveCodesBack = `
update trace_code_use set returned_msgid = $2
from stock_entry e
where e.provider_code = $1 and e.item = $3 and e.batch = $4 and e.kind = 'sale'
  and e.settlement_id is not distinct from $5 and ($6::text is null or e.trace_code = $6)
  and trace_code_use.provider_code = $1 and trace_code_use.msgid = e.msgid and trace_code_use.insured_id = ''
  and trace_code_use.returned_msgid is null
returning trace_code_use.code`

/** Packages that several sales hold at once, one of them whole. */
export const packagesSoldTwice = `
select u.code, count(*)::int as sales
from trace_code_use u ${settledUnder}
where chain.turns % 2 = 1 or u.insured_id = '' and u.settlement_id is null and u.returned_msgid is null
group by u.code having count(*) > 1 and bool_or(not u.split)
order by u.code`
