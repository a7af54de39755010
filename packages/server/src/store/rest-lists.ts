import type pg from 'pg'
import type { DueList, ListQuality, ListQualityReads } from '../flows/list-quality-ports.ts'
import { oneCondition, statementOf } from './conditions.ts'
import { withinReach } from './reach-sql.ts'
import { query } from './sql.ts'

/** The bills of an institution `p` and a month that ended a stay and stand, each with its latest list. */
const due = (month: string, scheme: string): string => `
  select t.settlement_id, t.insured_id, t.scheme, t.settled_at, l.version, l.sent_at,
    coalesce(l.findings, '[]'::jsonb) as findings,
    case when l.version is null then 'missing' when l.state = 'submitted' then 'submitted'
      when l.state_msgid <> l.msgid then 'withdrawn' else 'saved' end as state
  from settlement t left join lateral (select version, state, state_msgid, msgid, sent_at, findings from settlement_list o
    where o.insured_id = t.insured_id and o.settlement_id = t.settlement_id order by version desc limit 1) l on true
  where t.provider_code = p.provider_code and t.care = 'inpatient' and t.undoes_id is null
    and t.settled_at >= to_date(${month}, 'YYYY-MM')::timestamp
    and t.settled_at < to_date(${month}, 'YYYY-MM') + interval '1 month'
    and coalesce(t.basis->'stay'->>'final', 'true') = 'true'
    and (${scheme}::text is null or t.scheme = ${scheme})
    and (select count(*) % 2 = 1 from settlement s where s.insured_id = t.insured_id and s.root_id = t.settlement_id)`

const belonging = { divisions: ['p.division'], institution: 'p.provider_code' } as const

/** Settlement lists of months, read for those who look after their quality. */
export function listQualityReads(pool: pg.Pool): ListQualityReads {
  return {
    async quality({ month, scheme, providerCode }, reach, after, limit) {
      const { name, text, values } = statementOf(
        'rest-list-quality',
        [
          ...oneCondition('provider', (n) => `p.provider_code = $${n}`, providerCode),
          ...oneCondition('after', (n) => `p.provider_code > $${n}`, after),
          ...withinReach(reach, belonging),
        ],
        (where, next) => `select p.provider_code as "providerCode", p.name as "providerName", q.*
          from provider p cross join lateral (
            with d as materialized (${due(`$${next}`, `$${next + 1}`)})
            select count(*)::int as settled, (count(*) filter (where state = 'submitted'))::int as submitted,
              (count(*) filter (where state = 'saved'))::int as saved,
              (count(*) filter (where state = 'withdrawn'))::int as withdrawn,
              (count(*) filter (where state = 'missing'))::int as missing,
              (count(*) filter (where findings <> '[]'))::int as flagged,
              (count(*) filter (where version > 1))::int as replaced,
              (select coalesce(json_agg(f order by f.lists desc, f.code), '[]') from (
                select one->>'code' as code, count(distinct d.settlement_id)::int as lists
                from d, jsonb_array_elements(d.findings) one group by 1) f) as faults
            from d) q ${where === '' ? 'where' : `${where} and`} q.settled > 0
          order by p.provider_code limit $${next + 2}`,
      )
      return await query<ListQuality & pg.QueryResultRow>(pool, name, text, [...values, month, scheme, limit])
    },

    async lists({ month, scheme, providerCode, state }, reach, after, limit) {
      const { name, text, values } = statementOf(
        'rest-lists',
        [
          { name: 'provider', text: (n) => `p.provider_code = $${n}`, values: [providerCode] },
          ...(state === 'flagged'
            ? [{ name: 'flagged', text: () => `d.findings <> '[]'`, values: [] }]
            : oneCondition('state', (n) => `d.state = $${n}`, state)),
          ...oneCondition('after', (n) => `d.settlement_id > $${n}`, after),
          ...withinReach(reach, belonging),
        ],
        (where, next) => `select d.settlement_id as "settlementId", d.insured_id as "insuredId", d.scheme,
            d.settled_at::date::text as "settledOn", d.state, d.version,
            to_char(d.sent_at, 'YYYY-MM-DD HH24:MI:SS') as "sentAt", d.findings
          from provider p cross join lateral (${due(`$${next}`, `$${next + 1}`)}) d ${where}
          order by d.settlement_id limit $${next + 2}`,
      )
      return await query<DueList & pg.QueryResultRow>(pool, name, text, [...values, month, scheme, limit])
    },
  }
}
