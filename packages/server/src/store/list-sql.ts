/** The settlement that undid the one a list belongs to; null while that stands. */
const undoneBy = (person: string): string => `(select case when count(*) % 2 = 0
      then (array_agg(t.settlement_id order by t.sequence desc))[1] end
    from settlement t where t.insured_id = ${person} and t.root_id = l.settlement_id)`

/** What a decision knows of a list, as fields of JSON; `l` is the list, `person` its key in the statement. */
export const listHead = (person: string): string => `'listId', l.list_id, 'settlementId', l.settlement_id,
    'version', l.version, 'state', l.state, 'providerCode', l.provider_code, 'undoneBy', ${undoneBy(person)}`

/** The latest version of the list of settlement $2, whole. */
export const latestList = `
select json_build_object(${listHead('$1')}, 'msgid', l.msgid, 'sentAt', to_char(l.sent_at, 'YYYY-MM-DD HH24:MI:SS'),
    'content', l.content, 'findings', l.findings) as list
from settlement_list l where l.insured_id = $1 and l.settlement_id = $2 order by l.version desc limit 1`
