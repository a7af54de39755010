import type { LocalDateTime } from '@yibao/core/kernel'
import type pg from 'pg'
import type {
  CentreProcess,
  CentreStore,
  DatabaseState,
  JobCount,
  KeyListStore,
  ListedKey,
} from '../flows/centre-ports.ts'
import { type Condition, oneCondition, statementOf } from './conditions.ts'
import { MIGRATION_TABLE } from './migration-state.ts'
import { query } from './sql.ts'
import { upkeepStore } from './upkeep-store.ts'

const moment = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

const databaseState = `
select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
  (select count(*) from pg_stat_activity where backend_type = 'client backend') as connections,
  current_setting('max_connections')::integer as "connectionsMost",
  (select coalesce(floor(max(extract(epoch from now() - xact_start))), 0)::bigint from pg_stat_activity
    where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()) as "longestSeconds",
  (select max(name) from ${MIGRATION_TABLE}) as schema`

const processes = `
select number, pid, version, ${moment('started_at')} as "startedAt", ${moment('seen_at')} as "seenAt", state
from centre_process order by number`

const beat = `
insert into centre_process (number, pid, version, started_at, seen_at, state) values ($1, $2, $3, $4, $5, $6)
on conflict (number) do update set pid = excluded.pid, version = excluded.version, started_at = excluded.started_at,
  seen_at = excluded.seen_at, state = excluded.state`

const leave = 'delete from centre_process where number = $1 and pid = $2'

const jobs = `
select kind, state, count(*) as jobs, ${moment('min(asked_at)')} as oldest
from job where state in ('waiting', 'running') or ended_at >= $1::timestamp
group by kind, state order by kind, state limit 200`

/** How the centre itself is. */
export function centreStore(pool: pg.Pool): CentreStore {
  return {
    async database() {
      const [found] = await query<DatabaseState & pg.QueryResultRow>(pool, 'centre-database', databaseState)
      if (found === undefined) throw new Error('a state is one row')
      return found
    },
    processes: () => query<CentreProcess & pg.QueryResultRow>(pool, 'centre-processes', processes),
    upkeep: () => upkeepStore(pool).list(),
    jobs: (since: LocalDateTime) => query<JobCount & pg.QueryResultRow>(pool, 'centre-jobs', jobs, [since]),
  }
}

/** Where a process writes about itself. */
export function processStore(pool: pg.Pool) {
  return {
    async beat({ number, pid, version, startedAt, seenAt, state }: CentreProcess): Promise<void> {
      await query(pool, 'process-beat', beat, [number, pid, version, startedAt, seenAt, JSON.stringify(state)])
    },
    async leave({ number, pid }: Pick<CentreProcess, 'number' | 'pid'>): Promise<void> {
      await query(pool, 'process-leave', leave, [number, pid])
    },
  }
}

const keyColumns = `k.account, k.provider_code as "providerCode", p.name as "providerName", k.styles, k.requires,
  k.sm4_key is not null as encrypts, ${moment('k.created_at')} as "createdAt", ${moment('k.valid_from')} as "validFrom",
  ${moment('k.valid_until')} as "validUntil", ${moment('k.revoked_at')} as "revokedAt", ${moment('m.received_at')} as "lastMessageAt"`

const inForce = (n: number): string =>
  `(k.revoked_at is null and (k.valid_from is null or k.valid_from <= $${n}::timestamp) and (k.valid_until is null or k.valid_until > $${n}::timestamp))`

/** Accounts of the interface; what is secret in them is not even read. */
export function keyListStore(pool: pg.Pool): KeyListStore {
  return {
    keys({ providerCode, state }, at, after, limit) {
      const conditions: readonly Condition[] = [
        ...oneCondition('provider', (n) => `k.provider_code = $${n}`, providerCode),
        ...(state === null
          ? []
          : [
              {
                name: state,
                text: (n: number) => (state === 'in-force' ? inForce(n) : `not ${inForce(n)}`),
                values: [at],
              },
            ]),
        ...(after === null
          ? []
          : [
              {
                name: 'after',
                text: (n: number) => `(k.provider_code, k.account) > ($${n}, $${n + 1})`,
                values: [after.providerCode, after.account],
              },
            ]),
      ]
      const { name, text, values } = statementOf(
        'keys-list',
        conditions,
        (where, next) => `select ${keyColumns} from (
            select account, provider_code, styles, requires, sm4_key, created_at, valid_from, valid_until, revoked_at from provider_key k ${where} order by k.provider_code, k.account limit $${next}) k
          left join provider p on p.provider_code = k.provider_code
          left join lateral (select received_at from message m where m.provider_code = k.provider_code
            order by m.received_at desc, m.message_id desc limit 1) m on true
          order by k.provider_code, k.account`,
      )
      return query<ListedKey & pg.QueryResultRow>(pool, name, text, [...values, limit])
    },
  }
}
