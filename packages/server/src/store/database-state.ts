import type pg from 'pg'
import { errorText } from './database-error.ts'
import { isDistributed } from './distribution.ts'
import type { HotStatement } from './hot-statement.ts'
import { hotStatements } from './hot-statements.ts'

interface TableState {
  readonly name: string
  /** Rows as the server last counted them; null when it never did. */
  readonly rows: number | null
  readonly bytes: number
  readonly indexBytes: number
}

/** How the server would carry a statement of the hot road out. */
export interface StatementState {
  readonly name: string
  /** How many shards would be asked; null on a server of one machine. */
  readonly tasks: number | null
  /** Why it cannot be planned; null when it can. */
  readonly fault: string | null
}

export interface DatabaseState {
  /** As PostgreSQL says it: 18.4. */
  readonly version: string
  readonly distributed: boolean
  readonly tables: readonly TableState[]
  readonly statements: readonly StatementState[]
}

/** Tables with their parts, the largest first. On Citus the sizes of the shards are asked from the machines. */
const tablesOf = (distributed: boolean): string => `
select c.relname as name, t.rows, t.bytes, t.total - t.bytes as "indexBytes"
from pg_class c cross join lateral (
  select case when max(leaf.reltuples) >= 0 then sum(greatest(leaf.reltuples, 0))::bigint end as rows,
    sum(pg_table_size(leaf.oid))::bigint as bytes, sum(pg_total_relation_size(leaf.oid))::bigint as total
  from (select relid from pg_partition_tree(c.oid) where isleaf union select c.oid) tree
  join pg_class leaf on leaf.oid = tree.relid
) ${distributed ? 'l' : 't'}
${distributed ? distributedSizes : ''}
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
order by t.total desc, 1`

const distributedSizes = `
left join pg_dist_partition d on d.logicalrelid = c.oid
cross join lateral (select case when d.logicalrelid is null then l.rows end as rows,
  case when d.logicalrelid is null then l.bytes else citus_table_size(c.oid) end as bytes,
  case when d.logicalrelid is null then l.total else citus_total_relation_size(c.oid) end as total) t`

/** Values with which a statement is planned: of nobody. */
function valuesOf(text: string, lists: number): readonly (readonly string[] | string | null)[] {
  const count = Math.max(...[...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)))
  return Array.from({ length: count }, (_, index) => (index < lists ? ['0'] : index === 0 ? '0' : null))
}

/** The largest number of tasks that a plan of Citus says anywhere. */
function tasksIn(plan: unknown): number | null {
  if (typeof plan !== 'object' || plan === null) return null
  const inner = Object.entries(plan).map(([name, value]) =>
    name === 'Task Count' && typeof value === 'number' ? value : tasksIn(value),
  )
  const counts = inner.filter((count) => count !== null)
  return counts.length === 0 ? null : Math.max(...counts)
}

async function planned(
  client: pg.ClientBase,
  { name, text, forOne, lists }: HotStatement,
  distributed: boolean,
): Promise<StatementState> {
  const [asked, values] = distributed ? [forOne, valuesOf(forOne, 0)] : [text, valuesOf(text, lists)]
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': unknown }>(`explain (format json) ${asked}`, [...values])
    return { name, tasks: tasksIn(rows[0]?.['QUERY PLAN']), fault: null }
  } catch (error) {
    return { name, tasks: null, fault: errorText(error) }
  }
}

/** How large the database is, and how it would carry the statements of the hot road out. Changes nothing. */
export async function databaseState(client: pg.ClientBase): Promise<DatabaseState> {
  const distributed = await isDistributed(client)
  const version = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
  const tables = await client.query<TableState>(tablesOf(distributed))
  const statements: StatementState[] = []
  for (const statement of hotStatements) statements.push(await planned(client, statement, distributed))
  return { version: version.rows[0]?.version ?? '', distributed, tables: tables.rows, statements }
}
