import type pg from 'pg'
import type { FactStore, FactWriter } from '../flows/audit-facts.ts'
import { type Queryable, query, transaction } from './sql.ts'

const write = `
insert into audit_fact (table_name, anchor_key, anchor, fact_digest, day, content, source, imported_at)
select table_name, anchor_key, anchor, fact_digest, day, content, $2, $3::timestamp
from jsonb_to_recordset($1::jsonb) as f(table_name text, anchor_key text, anchor text, fact_digest text, day date, content jsonb)
on conflict do nothing`

const strangers: Readonly<Record<string, string>> = {
  insured: `select wanted.v as value from unnest($1::text[]) as wanted(v)
    where not exists (select from insured i where i.insured_id = wanted.v)`,
  provider: `select wanted.v as value from unnest($1::text[]) as wanted(v)
    where not exists (select from provider p where p.provider_code = wanted.v)`,
}

/** Thrown to leave a transaction in which nothing may stand. */
class Undone extends Error {}

function writerOn(client: pg.ClientBase): FactWriter {
  return {
    async strangers(key, values) {
      const text = strangers[key]
      if (text === undefined) return new Set()
      const rows = await query<{ value: string }>(client, `audit-fact-strangers-${key}`, text, [values])
      return new Set(rows.map(({ value }) => value))
    },
    async write(facts, source, at) {
      const rows = facts.map(({ table, anchorKey, anchor, digest, day, row }) => ({
        table_name: table,
        anchor_key: anchorKey,
        anchor,
        fact_digest: digest,
        day,
        content: row,
      }))
      return (await client.query(write, [JSON.stringify(rows), source, at])).rowCount ?? 0
    },
  }
}

export function auditFactStore(pool: pg.Pool): FactStore {
  return {
    async inTransaction<T extends { readonly stands: boolean }>(work: (writer: FactWriter) => Promise<T>) {
      let outcome: T | undefined
      try {
        await transaction(pool, async (client) => {
          outcome = await work(writerOn(client))
          if (!outcome.stands) throw new Undone('nothing of it may stand')
        })
      } catch (error) {
        if (!(error instanceof Undone)) throw error
      }
      if (outcome === undefined) throw new Error('an import comes to something')
      return outcome
    },
  }
}

export interface StoredTable {
  readonly table: string
  readonly key: string
  readonly rows: number
  readonly from: string | null
  readonly through: string | null
}

/** What side tables hold. */
export const storedFacts = (on: Queryable): Promise<StoredTable[]> =>
  query<StoredTable & pg.QueryResultRow>(
    on,
    'audit-facts-stored',
    `select table_name as "table", min(anchor_key) as key, count(*)::bigint as rows, min(day)::text as "from", max(day)::text as through
     from audit_fact group by table_name order by table_name`,
  )
