import { gatherSettlement } from './gather-sql.ts'
import { recordDecision } from './record-sql.ts'

/** The settlement that undid the one a list belongs to; null while that stands. `l` is the list. */
const undoneBy = `(select case when count(*) % 2 = 0 then (array_agg(t.settlement_id order by t.sequence desc))[1] end
    from settlement t where t.insured_id = $1 and t.root_id = l.settlement_id)`

const head = `'listId', l.list_id, 'settlementId', l.settlement_id, 'version', l.version, 'state', l.state,
    'providerCode', l.provider_code, 'undoneBy', ${undoneBy}`

/** The file of a settlement ($4) with the latest version of every list of the person, in one snapshot. */
export const gatherList = `
select g.*, coalesce((select json_agg(json_build_object(${head})) from settlement_list l
    where l.insured_id = $1 and not exists (select 1 from settlement_list newer where newer.insured_id = $1
      and newer.settlement_id = l.settlement_id and newer.version > l.version)), '[]') as lists
from (${gatherSettlement}) g`

/** The latest version of the list of settlement $2, whole. */
export const latestList = `
select json_build_object(${head}, 'msgid', l.msgid, 'sentAt', to_char(l.sent_at, 'YYYY-MM-DD HH24:MI:SS'),
    'content', l.content, 'findings', l.findings) as list
from settlement_list l where l.insured_id = $1 and l.settlement_id = $2 order by l.version desc limit 1`

/** Where the statement of every decision ends, and where that of a decision with lists goes on. */
const end = recordDecision.lastIndexOf('select version from guard')

/** The recording statement of a decision about lists: the same guard, the same message, and their rows. */
export const recordLists = `${recordDecision.slice(0, end).trimEnd()}, put_list as (
  insert into settlement_list (insured_id, settlement_id, version, list_id, provider_code, state, state_msgid, state_at,
    msgid, sent_at, content, findings)
  select r.insured_id, l.settlement_id, l.version, l.list_id, l.provider_code, l.state, l.msgid, l.sent_at, l.msgid,
    l.sent_at, l.content, l.findings
  from rows r, json_to_recordset(r.sent->'lists') as l(settlement_id text, version integer, list_id text,
    provider_code text, state text, msgid text, sent_at timestamp, content jsonb, findings jsonb)
), put_list_state as (
  update settlement_list set state = s.state, state_msgid = s.msgid, state_at = s.at
  from rows r, json_to_recordset(r.sent->'listStates') as s(settlement_id text, version integer, state text, msgid text,
    at timestamp)
  where settlement_list.insured_id = $1 and settlement_list.insured_id = r.insured_id
    and settlement_list.settlement_id = s.settlement_id and settlement_list.version = s.version
)
${recordDecision.slice(end)}`
