import type { SealedRow } from '@yibao/core/office'
import type pg from 'pg'
import type { SealCheck, SealStore, SignedSeal, Unsealed } from '../flows/log-seal-ports.ts'
import { errorCode } from './database-error.ts'
import { query, transaction } from './sql.ts'

const moment = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

const columns = `number, after, through, rows, rows_digest as "rowsDigest", previous, hash, signature,
  ${moment('sealed_at')} as "sealedAt"`

const rowColumns = `number, operation_id as "operationId", ${moment('done_at')} as at, actor, action, target, outcome, reason,
  address, session_id as "sessionId", details::text as details`

const insert = `
insert into operation_seal (number, after, through, rows, rows_digest, previous, hash, signature, sealed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning number`

const checkColumns = `${moment('checked_at')} as "checkedAt", checked_by as "checkedBy", seals, rows,
  fault_count as "faultCount", faults`

const keepCheck = `
insert into operation_seal_check (checked_at, checked_by, seals, rows, fault_count, faults) values ($1, $2, $3, $4, $5, $6)`

const unsealed = `
select count(*) as rows, ${moment('min(done_at)')} as oldest from operation_log
where number > coalesce((select max(through) from operation_seal), 0)`

/** As long as whoever writes a row may be waited for; all who want to write one wait with us. */
const patienceMs = 500

/** What PostgreSQL says when a lock was not given in time. */
const lockNotAvailable = '55P03'

/**
 * A number is drawn by a writer who holds the table already, so once a shared lock is given, every number that was drawn is on file or rolled
 * back, and the next one is larger than all of them.
 */
async function horizonOf(pool: pg.Pool): Promise<number | null> {
  try {
    return await transaction(pool, async (client) => {
      await client.query(`set local lock_timeout = ${patienceMs}`)
      await client.query('lock table operation_log in share mode')
      const [found] = await query<{ last: number }>(
        client,
        'seal-horizon',
        'select coalesce(max(number), 0) as last from operation_log',
      )
      return found?.last ?? 0
    })
  } catch (error) {
    if (errorCode(error) === lockNotAvailable) return null
    throw error
  }
}

/**
 * Seals of the operation log.
 *
 * @param reads connections for what is only read; those of `pool` without them
 */
export function sealStore(pool: pg.Pool, reads: pg.Pool = pool): SealStore {
  return {
    horizon: () => horizonOf(pool),

    async last() {
      const text = `select ${columns} from operation_seal order by number desc limit 1`
      const [found] = await query<SignedSeal & pg.QueryResultRow>(pool, 'seal-last', text)
      return found ?? null
    },

    rows: (after, through, limit) =>
      query<SealedRow & pg.QueryResultRow>(
        reads,
        'seal-rows',
        `select ${rowColumns} from operation_log o where o.number > $1 and o.number <= $2 order by o.number limit $3`,
        [after, through, limit],
      ),

    async keep(seal) {
      const { number, after, through, rows, rowsDigest, previous, hash, signature, sealedAt } = seal
      const values = [number, after, through, rows, rowsDigest, previous, hash, signature, sealedAt]
      return (await query(pool, 'seal-keep', insert, values)).length === 1
    },

    seals: (after, limit) =>
      query<SignedSeal & pg.QueryResultRow>(
        reads,
        'seals',
        `select ${columns} from operation_seal where number > $1 order by number limit $2`,
        [after, limit],
      ),

    latest: (before, limit) =>
      query<SignedSeal & pg.QueryResultRow>(
        reads,
        'seals-latest',
        `select ${columns} from operation_seal where $1::integer is null or number < $1 order by number desc limit $2`,
        [before, limit],
      ),

    async unsealed() {
      const [found] = await query<Unsealed & pg.QueryResultRow>(reads, 'seal-unsealed', unsealed)
      return found ?? { rows: 0, oldest: null }
    },

    async keepCheck({ checkedAt, checkedBy, seals, rows, faultCount, faults }) {
      await query(pool, 'seal-check-keep', keepCheck, [
        checkedAt,
        checkedBy,
        seals,
        rows,
        faultCount,
        JSON.stringify(faults),
      ])
    },

    async lastCheck() {
      const text = `select ${checkColumns} from operation_seal_check order by number desc limit 1`
      const [found] = await query<SealCheck & pg.QueryResultRow>(reads, 'seal-check-last', text)
      return found ?? null
    },
  }
}
