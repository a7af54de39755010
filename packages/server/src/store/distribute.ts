import type pg from 'pg'
import { DatabaseError } from './database-error.ts'
import { distributionKey, leadingTable, type TableGroup, tableGroups } from './distribution.ts'
import { MIGRATION_TABLE } from './migration-state.ts'

/** What Citus is to this server. */
interface CitusState {
  /** The version that can be made; null when it is not installed on the machine. */
  readonly available: string | null
  /** The version that was made in this database; null when it was not. */
  readonly made: string | null
  /** Machines that hold shards beside the coordinator. */
  readonly workers: number
}

/** One thing to do, or done before. */
export interface DistributionStep {
  readonly table: string
  readonly place: 'spread' | 'everywhere'
  readonly done: boolean
  /** Rows as the server last counted them; null when it never did. */
  readonly rows: number | null
  readonly bytes: number
}

export interface DistributionPlan {
  /** As PostgreSQL counts: 180004 is 18.4. */
  readonly serverVersion: number
  readonly citus: CitusState
  /** In their order: whatever others follow or refer to comes first. */
  readonly steps: readonly DistributionStep[]
  readonly stays: readonly { readonly tables: readonly string[]; readonly why: string }[]
  /** What forbids it, each with its cure; empty when nothing does. */
  readonly problems: readonly string[]
}

interface TableFacts {
  readonly name: string
  readonly rows: number | null
  readonly bytes: number
}

const tableFacts = `
select c.relname as name, t.rows, t.bytes
from pg_class c cross join lateral (
  select case when max(leaf.reltuples) >= 0 then sum(greatest(leaf.reltuples, 0))::bigint end as rows,
    sum(pg_total_relation_size(leaf.oid))::bigint as bytes
  from (select relid from pg_partition_tree(c.oid) where isleaf union select c.oid) tree
  join pg_class leaf on leaf.oid = tree.relid
) t
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`

/** Unique and primary keys of spread tables, $1, that lack the key, $2: no machine alone could keep them. */
const keysWithout = `
select c.relname as table, i.relname as key
from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
where x.indisunique and c.relnamespace = 'public'::regnamespace and c.relname = any($1::text[]) and not exists (
  select from pg_attribute a where a.attrelid = c.oid and a.attname = $2 and a.attnum = any(x.indkey))
order by 1, 2`

/** Foreign keys from one of $1 to a table that is not among them. */
const outwardKeys = `
select c.relname as table, f.conname as key, r.relname as target
from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class r on r.oid = f.confrelid
where f.contype = 'f' and c.relnamespace = 'public'::regnamespace and c.relname = any($1::text[])
  and not r.relname = any($1::text[]) order by 1, 2`

const triggersOn = `
select c.relname as table, t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
where not t.tgisinternal and c.relnamespace = 'public'::regnamespace and c.relname = any($1::text[]) order by 1, 2`

/** Columns of $1 that take their values from a sequence. */
const numbered = `
select c.relname as table, a.attname as column
from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
where c.relnamespace = 'public'::regnamespace and c.relname = any($1::text[]) and not a.attisdropped
  and (a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like 'nextval(%') order by 1, 2`

/** Other processes of the platform on this database. */
const othersOf = `
select count(*)::int as count from pg_stat_activity
where datname = current_database() and application_name like 'yibao%' and pid <> pg_backend_pid()`

const tablesAt = (place: TableGroup['place']): readonly string[] =>
  tableGroups.flatMap((group) => (group.place === place ? group.tables : []))

async function citusState(client: pg.ClientBase): Promise<CitusState> {
  const { rows } = await client.query<Omit<CitusState, 'workers'>>(
    `select (select default_version from pg_available_extensions where name = 'citus') as available,
       (select extversion from pg_extension where extname = 'citus') as made`,
  )
  const { available = null, made = null } = rows[0] ?? {}
  if (made === null) return { available, made, workers: 0 }
  const nodes = await client.query<{ count: number }>(
    `select count(*)::int as count from pg_dist_node where noderole = 'primary' and isactive and shouldhaveshards and groupid <> 0`,
  )
  return { available, made, workers: nodes.rows[0]?.count ?? 0 }
}

interface Placed {
  readonly name: string
  readonly method: string
  readonly colocation: number
}

async function placedTables(client: pg.ClientBase, citus: CitusState): Promise<ReadonlyMap<string, Placed>> {
  if (citus.made === null) return new Map()
  const { rows } = await client.query<Placed>(
    `select c.relname as name, p.partmethod::text as method, p.colocationid as colocation
     from pg_dist_partition p join pg_class c on c.oid = p.logicalrelid`,
  )
  return new Map(rows.map((row) => [row.name, row]))
}

async function findings(client: pg.ClientBase, present: ReadonlySet<string>): Promise<string[]> {
  const [spread, everywhere] = [tablesAt('spread'), tablesAt('everywhere')]
  const ask = async <T extends Record<string, string>>(text: string, ...values: readonly unknown[]): Promise<T[]> =>
    (await client.query<T>(text, [...values])).rows
  const keys = await ask<{ table: string; key: string }>(keysWithout, spread, distributionKey)
  const outward = await ask<{ table: string; key: string; target: string }>(outwardKeys, [...spread, ...everywhere])
  const triggers = await ask<{ table: string; name: string }>(triggersOn, [...spread, ...everywhere])
  const sequences = await ask<{ table: string; column: string }>(numbered, spread)
  const known = new Set([...tableGroups.flatMap(({ tables }) => tables), MIGRATION_TABLE])
  return [
    ...keys.map(
      ({ table, key }) =>
        `表 ${table} 的唯一键 ${key} 不含 ${distributionKey} this unique key lacks it：请在新的结构变更中加入 add it in a new migration`,
    ),
    ...outward.map(
      ({ table, key, target }) =>
        `表 ${table} 的外键 ${key} 指向留在协调节点的 ${target} this foreign key refers to a table that stays behind：请去掉，或让 ${target} 同样分布 drop it, or let that table follow`,
    ),
    ...triggers.map(
      ({ table, name }) =>
        `表 ${table} 有触发器 ${name}，Citus 不收 Citus takes no table with triggers：请去掉 drop it, or let the table stay behind`,
    ),
    ...sequences.map(
      ({ table, column }) =>
        `表 ${table} 的列 ${column} 取自序列 takes its numbers from a sequence：请改为由程序给号 let the program number it`,
    ),
    ...[...present]
      .filter((name) => !known.has(name))
      .sort()
      .map(
        (name) => `不认识的表 an unknown table: ${name}：请在 store/distribution.ts 给它一个位置 give it a place there`,
      ),
  ]
}

const noCitus = `服务器上未安装 Citus the server has no Citus：请在每台机器上用 Citus 自己的软件源安装（Debian 的源没有）install it on every machine from Citus' own package source (Debian's has none):
  apt-get install postgresql-16-citus-12.1   # postgresql-<PostgreSQL>-citus-<Citus>
  shared_preload_libraries = 'citus'         # postgresql.conf，列在第一位，然后重启 first in the list; then restart
  create extension citus;                    # 在本库，每台机器 in this database, on every machine
  select citus_set_coordinator_host('…'); select citus_add_node('…', 5432);`

const notMade = `Citus 已安装但本库未启用 Citus is installed but not made in this database：请在 postgresql.conf 写 shared_preload_libraries = 'citus'，重启后执行 restart with it, then: create extension citus;`

function citusProblems({ available, made }: CitusState): string[] {
  if (made !== null) return []
  return [available === null ? noCitus : notMade]
}

/** What it takes to spread this database, what was done before, and what forbids it. Changes nothing. */
export async function planDistribution(client: pg.ClientBase): Promise<DistributionPlan> {
  const version = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  )
  const citus = await citusState(client)
  const placed = await placedTables(client, citus)
  const facts = new Map((await client.query<TableFacts>(tableFacts)).rows.map((row) => [row.name, row]))
  const others = (await client.query<{ count: number }>(othersOf)).rows[0]?.count ?? 0
  const leader = placed.get(leadingTable)
  const steps = (['everywhere', 'spread'] as const).flatMap((place) =>
    tablesAt(place).flatMap((table): readonly DistributionStep[] => {
      const found = facts.get(table)
      return found === undefined
        ? []
        : [{ table, place, done: placed.has(table), rows: found.rows, bytes: found.bytes }]
    }),
  )
  const wronglyPlaced = steps.flatMap(({ table, place, done }) => {
    const at = placed.get(table)
    const right =
      place === 'everywhere' ? at?.method === 'n' : at?.method === 'h' && at.colocation === leader?.colocation
    return done && !right
      ? [
          `表 ${table} 已按别的方式分布 is already spread in another way：请先 undo it first: select undistribute_table('${table}')`,
        ]
      : []
  })
  return {
    serverVersion: version.rows[0]?.version ?? 0,
    citus,
    steps,
    stays: tableGroups.flatMap(({ place, tables, why }) => (place === 'coordinator' ? [{ tables, why }] : [])),
    problems: [
      ...citusProblems(citus),
      ...(await findings(client, new Set(facts.keys()))),
      ...wronglyPlaced,
      ...(others > 0
        ? [
            `${others} 个平台连接仍在使用本库 connections of the platform still use this database：请先停止平台 stop it first; 批处理方式在启动时决定 how it batches is decided when it starts`,
          ]
        : []),
    ],
  }
}

/** How a step is said to Citus. */
export function callOf({ table, place }: Pick<DistributionStep, 'table' | 'place'>, shards: number): string {
  if (place === 'everywhere') return `select create_reference_table('${table}')`
  const how =
    table === leadingTable ? `colocate_with => 'none', shard_count => ${shards}` : `colocate_with => '${leadingTable}'`
  return `select create_distributed_table('${table}', '${distributionKey}', ${how})`
}

/** A table that was moved leaves its old rows behind on the coordinator, where nobody sees them: this takes them away. */
const dropOldRows = (table: string): string => `select truncate_local_data_after_distributing_table('${table}')`

interface DistributeOptions {
  /** Into how many parts the rows of persons are split; the machines share them. It cannot be changed in place later. */
  readonly shards: number
  /** Told before each step. */
  readonly report: (step: DistributionStep, number: number, of: number) => void
}

/**
 * Spreads the database: tables that are spread already are left alone, so it may be run again after a fault. Each step
 * locks its table until its rows have been moved.
 *
 * @returns the steps that were taken
 * @throws DatabaseError when the plan has problems; then nothing was changed
 */
export async function distribute(
  client: pg.ClientBase,
  { shards, report }: DistributeOptions,
): Promise<readonly DistributionStep[]> {
  const { problems, steps } = await planDistribution(client)
  if (problems.length > 0) {
    throw new DatabaseError(
      `不能分布，未作任何更改 the database cannot be spread; nothing was changed:\n${problems.join('\n')}`,
      '修复后重新运行 Repair this and run it again.',
    )
  }
  const open = steps.filter(({ done }) => !done)
  await client.query(`set lock_timeout = '60s'`)
  for (const [index, step] of open.entries()) {
    report(step, index + 1, open.length)
    await client.query(callOf(step, shards))
  }
  // Only now: a table to which others refer keeps its old rows until those others have moved.
  for (const { table } of steps) await client.query(dropOldRows(table))
  return open
}
