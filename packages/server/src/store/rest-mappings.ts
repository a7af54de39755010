import type { MappingStanding } from '@yibao/core/mapping'
import type pg from 'pg'
import type {
  MappingKey,
  MappingReads,
  MappingReviews,
  MappingSearch,
  ReviewedMapping,
} from '../flows/mapping-review-ports.ts'
import type { Belongs } from '../flows/rest-ports.ts'
import { type Condition, oneCondition, statementOf } from './conditions.ts'
import { noteOperation } from './operation-log-store.ts'
import { withinReach } from './reach-sql.ts'
import { query, transaction } from './sql.ts'

/** What was refused is withdrawn too; by which hand, its state tells. */
const standing = `case when m.withdrawn_at is not null and m.review_state <> 'refused' then 'withdrawn' else m.review_state end`

/** A name without the signs in which two spellings of one thing differ. */
const plain = (text: string): string => `regexp_replace(lower(${text}), '[[:space:][:punct:]（）【】、，。·]', '', 'g')`
const differs = (a: string, b: string): string =>
  `(strpos(${plain(a)}, ${plain(b)}) = 0 and strpos(${plain(b)}, ${plain(a)}) = 0)`

/** Each doubt as a condition on a mapping \`m\`, its item \`i\` and the day at $1. */
const doubts = {
  'unknown-item': 'i.code is null',
  'not-in-force': `i.valid_from > $1::date or i.valid_until <= $1::date`,
  'other-name': differs('m.local_name', 'i.name'),
  'other-form': `coalesce(m.details->>'dosform', '') <> '' and i.form <> '' and ${differs(`m.details->>'dosform'`, 'i.form')}`,
} as const

const doubtful = Object.entries(doubts)
const anyDoubt = doubtful.map(([, condition]) => `coalesce(${condition}, false)`).join(' or ')
const doubtList = doubtful.map(([name, condition]) => `case when ${condition} then '${name}' end`).join(', ')

/** The row in force on the day at $1, else the latest of the code. */
const itemOf = `left join lateral (
  select * from catalog_item where code = m.item_code
  order by valid_from <= $1::date and (valid_until is null or valid_until > $1::date) desc, valid_from desc
  limit 1) as i on true`

const rowJson = `json_build_object('providerCode', m.provider_code, 'providerName', coalesce(p.name, ''),
  'mappingId', m.mapping_id, 'localCode', m.local_code, 'localName', m.local_name, 'listType', m.list_type,
  'itemCode', m.item_code, 'range', json_build_object('from', m.valid_from::text, 'until', m.valid_until::text),
  'details', m.details, 'mappedAt', to_char(m.mapped_at, 'YYYY-MM-DD HH24:MI:SS'),
  'withdrawnAt', to_char(m.withdrawn_at, 'YYYY-MM-DD HH24:MI:SS'), 'state', ${standing}, 'version', m.review_version,
  'reviewedBy', m.reviewed_by, 'reviewedAt', to_char(m.reviewed_at, 'YYYY-MM-DD HH24:MI:SS'),
  'reason', m.review_reason, 'doubts', array_remove(array[${doubtList}], null),
  'item', case when i.code is not null then json_build_object('name', i.name, 'kind', i.kind, 'class', i.class,
    'form', i.form, 'unit', i.unit, 'restriction', i.restriction,
    'range', json_build_object('from', i.valid_from::text, 'until', i.valid_until::text)) end)`

function conditionsOf(search: MappingSearch, after: MappingKey | null): readonly Condition[] {
  const { doubt } = search
  return [
    // First of all, so that its value is $1.
    { name: 'day', text: (n) => `$${n}::date is not null`, values: [search.today] },
    ...oneCondition('provider', (n) => `m.provider_code = $${n}`, search.providerCode),
    ...oneCondition('state', (n) => `${standing} = $${n}`, search.state),
    ...oneCondition('item', (n) => `m.item_code = $${n}`, search.itemCode),
    ...oneCondition(
      'search',
      (n) => `(starts_with(lower(m.local_code), lower($${n})) or strpos(lower(m.local_name), lower($${n})) > 0)`,
      search.search,
    ),
    ...(doubt === null
      ? []
      : [{ name: doubt, text: () => `(${doubt === 'any' ? anyDoubt : doubts[doubt]})`, values: [] }]),
    ...(after === null
      ? []
      : [
          {
            name: 'after',
            text: (n: number) =>
              `(m.mapped_at, m.provider_code, m.mapping_id) > ($${n}::timestamp, $${n + 1}, $${n + 2})`,
            values: [after.mappedAt, after.providerCode, after.mappingId],
          },
        ]),
  ]
}

/** Mappings as people look at them. */
export function mappingReads(pool: pg.Pool): MappingReads {
  return {
    async list(search, reach, after, limit) {
      const { name, text, values } = statementOf(
        'rest-mappings',
        [...conditionsOf(search, after), ...withinReach(reach, { institution: 'm.provider_code' })],
        (where, next) => `select ${rowJson} as mapping
          from local_mapping m left join provider p on p.provider_code = m.provider_code ${itemOf}
          ${where} order by m.mapped_at, m.provider_code, m.mapping_id limit $${next}`,
      )
      const rows = await query<{ mapping: ReviewedMapping }>(pool, name, text, [...values, limit])
      return rows.map(({ mapping }) => mapping)
    },
  }
}

const findOne = `
select ${standing} as state, m.review_version as version, array[m.provider_code] as institutions,
  (select coalesce(array_agg(p.division), '{}') from provider p where p.provider_code = m.provider_code) as divisions
from local_mapping m where m.provider_code = $1 and m.mapping_id = $2`

const recordVerdict = `
update local_mapping set review_state = $4, review_version = $5, reviewed_by = $6, reviewed_at = $7::timestamp,
  review_reason = $8, withdrawn_at = case when $4 = 'refused' then $7::timestamp end
where provider_code = $1 and mapping_id = $2 and review_version = $3 and withdrawn_at is null
returning 1`

/** Where verdicts on mappings are written. */
export function mappingReviews(pool: pg.Pool): MappingReviews {
  return {
    async find(providerCode, mappingId) {
      const rows = await query<MappingStanding & Belongs>(pool, 'mapping-standing', findOne, [providerCode, mappingId])
      return rows[0] ?? null
    },

    record: ({ providerCode, mappingId }, before, { state, version, by, at, reason }, operation) =>
      transaction(pool, async (client) => {
        const values = [providerCode, mappingId, before, state, version, by, at, reason]
        if ((await query(client, 'mapping-verdict', recordVerdict, values)).length === 0) return false
        await noteOperation(client, operation)
        return true
      }),
  }
}
