import type { FiledMapping } from '@yibao/core/mapping'
import type pg from 'pg'
import type { MappingStore, MappingTables, NewMapping, ShownMapping } from '../flows/mapping-ports.ts'
import { type Queryable, query } from './sql.ts'

const filed = `'mappingId', mapping_id, 'localCode', local_code, 'localName', local_name, 'listType', list_type,
  'itemCode', item_code, 'range', json_build_object('from', valid_from::text, 'until', valid_until::text)`

const readOnFile = `
select json_build_object(${filed}) as mapping from local_mapping
where provider_code = $1 and withdrawn_at is null and ($2::text[] is null or local_code = any($2))
order by local_code, valid_from`

async function onFile(
  on: Queryable,
  providerCode: string,
  localCodes: readonly string[] | null,
): Promise<FiledMapping[]> {
  const rows = await query<{ mapping: FiledMapping }>(on, 'mappings-on-file', readOnFile, [providerCode, localCodes])
  return rows.map(({ mapping }) => mapping)
}

const addMappings = `
insert into local_mapping (provider_code, mapping_id, local_code, local_name, list_type, item_code, valid_from,
  valid_until, details, msgid, mapped_at, review_state)
select $1, mapping_id, local_code, local_name, list_type, item_code, valid_from, valid_until, details, $3, $4::timestamp,
  'waiting'
from jsonb_to_recordset($2::jsonb) as sent(mapping_id text, local_code text, local_name text, list_type text,
  item_code text, valid_from date, valid_until date, details jsonb)`

function mappingRow({ mappingId, localCode, localName, listType, itemCode, range, details }: NewMapping) {
  return {
    mapping_id: mappingId,
    local_code: localCode,
    local_name: localName,
    list_type: listType,
    item_code: itemCode,
    valid_from: range.from,
    valid_until: range.until,
    details,
  }
}

/** The mappings of institutions on the transaction of one message. */
export function mappingTables(on: Queryable): MappingTables {
  return {
    async onFile(providerCode, localCodes) {
      // Two uploads of one institution at the same moment: the second sees what the first wrote.
      await query(on, 'mapping-lock', `select pg_advisory_xact_lock(hashtextextended('mapping ' || $1, 0))`, [
        providerCode,
      ])
      return await onFile(on, providerCode, localCodes)
    },

    async add(providerCode, msgid, mappings, at) {
      const rows = JSON.stringify(mappings.map(mappingRow))
      await query(on, 'mapping-add', addMappings, [providerCode, rows, msgid, at])
    },

    async withdraw(providerCode, msgid, mappingIds, at) {
      await query(
        on,
        'mapping-withdraw',
        `update local_mapping set withdrawn_msgid = $2, withdrawn_at = $4::timestamp
         where provider_code = $1 and mapping_id = any($3::text[]) and withdrawn_at is null`,
        [providerCode, msgid, mappingIds, at],
      )
    },
  }
}

const counts = `(withdrawn_at is null and valid_from <= $9::date and (valid_until is null or valid_until > $9::date))`

const asked = `
from local_mapping
where provider_code = $1
  and ($2::text is null or local_code = $2)
  and ($3::text is null or strpos(local_name, $3) > 0)
  and ($4::text is null or list_type = $4)
  and ($5::text is null or item_code = $5)
  and ($6::date is null or valid_from <= $6 and (valid_until is null or valid_until > $6))
  and ($7::date is null or valid_from = $7)
  and ($8::boolean is null or ${counts} = $8)
  and ($10::timestamp is null or coalesce(withdrawn_at, mapped_at) >= $10)`

const readPage = `
select json_build_object(${filed}, 'details', details, 'mappedAt', to_char(mapped_at, 'YYYY-MM-DD HH24:MI:SS'),
  'withdrawnAt', to_char(withdrawn_at, 'YYYY-MM-DD HH24:MI:SS')) as mapping
${asked}
order by local_code, valid_from, mapping_id
limit $11 offset $12`

export function mappingStore(pool: pg.Pool): MappingStore {
  return {
    async shown(question, page) {
      const values = [
        question.providerCode,
        question.localCode,
        question.localName,
        question.listType,
        question.itemCode,
        question.on,
        question.beginsOn,
        question.valid,
        question.today,
        question.updatedSince,
      ]
      const [counted] = await query<{ count: number }>(
        pool,
        'mappings-count',
        `select count(*)::integer as count ${asked}`,
        values,
      )
      const rows = await query<{ mapping: ShownMapping }>(pool, 'mappings-page', readPage, [
        ...values,
        page.size,
        (page.number - 1) * page.size,
      ])
      return { rows: rows.map(({ mapping }) => mapping), count: counted?.count ?? 0 }
    },

    allOnFile: (providerCode) => onFile(pool, providerCode, null),
  }
}
