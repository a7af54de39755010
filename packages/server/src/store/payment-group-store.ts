import type pg from 'pg'
import type { GroupStore, UngroupedCase } from '../flows/payment-groups.ts'
import { query, queryGrowing } from './sql.ts'

/** Division $1, month $3, grouper $4: cases with a list whose present facts have no group. */
const ungrouped = `
from discharge_case d
where d.division = $1 and d.month = $3 and d.state = 'listed'
  and (select g.facts_digest from case_group g where g.provider_code = d.provider_code and g.case_id = d.case_id
    and g.grouper = $4) is distinct from d.facts_digest`

const put = `
insert into case_group as g (provider_code, case_id, grouper, kind, status, group_code, grouping, facts_digest, grouped_at)
select r.*, $2::timestamp from json_to_recordset($1::json) as r(provider_code text, case_id text, grouper text, kind text,
  status text, group_code text, grouping json, facts_digest text)
on conflict (provider_code, case_id, grouper) do update set status = excluded.status, group_code = excluded.group_code,
  grouping = excluded.grouping, facts_digest = excluded.facts_digest, grouped_at = excluded.grouped_at`

const statuses = `
select g.status, count(*)::int as count from discharge_case d
  join case_group g on g.provider_code = d.provider_code and g.case_id = d.case_id and g.grouper = $4
where d.division = $1 and d.scheme = any($2::text[]) and d.month = $3 and d.state = 'listed' group by g.status order by g.status`

/** Groups by scheme or directory, of the payer's working copy. */
export function paymentGroupStore(pool: pg.Pool): GroupStore {
  return {
    async ungroupedCount({ division, schemes }, month, grouper) {
      const text = `select count(*)::int as count ${ungrouped} and d.scheme = any($2::text[])`
      const values = [division, schemes, month, grouper]
      const [row] = await query<{ count: number }>(pool, 'payment-ungrouped-count', text, values)
      return row?.count ?? 0
    },

    ungrouped({ division, schemes }, month, grouper, { after, limit }) {
      // Behind the page before: else every page would pass all that was grouped already. One insurance at a time, as the index has them.
      const text = `select found.facts, found."factsDigest" from unnest($2::text[]) as s(insurance) cross join lateral (
  select d.provider_code, d.case_id, d.facts, d.facts_digest as "factsDigest" ${ungrouped} and d.scheme = s.insurance
    and (d.provider_code, d.case_id) > ($5, $6) order by d.provider_code, d.case_id limit $7
) found order by found.provider_code, found.case_id limit $7`
      const values = [division, schemes, month, grouper, after?.providerCode ?? '', after?.caseId ?? '', limit]
      return queryGrowing<UngroupedCase & pg.QueryResultRow>(pool, 'payment-ungrouped', text, values)
    },

    async put(rows, at) {
      const sent = rows.map(
        ({ providerCode, caseId, grouper, kind, status, groupCode, grouping, caseGroup, factsDigest }) => ({
          provider_code: providerCode,
          case_id: caseId,
          grouper,
          kind,
          status,
          group_code: groupCode,
          grouping: { grouping, caseGroup },
          facts_digest: factsDigest,
        }),
      )
      await query(pool, 'payment-put-groups', put, [JSON.stringify(sent), at])
    },

    async statuses({ division, schemes }, month, grouper) {
      const values = [division, schemes, month, grouper]
      const rows = await query<{ status: string; count: number }>(pool, 'payment-group-statuses', statuses, values)
      return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
    },
  }
}
