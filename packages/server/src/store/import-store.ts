import type pg from 'pg'
import type { ImportStore, ImportWriters } from '../flows/import-ports.ts'
import { writeSignups } from './import-capitation.ts'
import { writeCredits } from './import-credits.ts'
import { writeSharings } from './import-family.ts'
import { writeFundIncome } from './import-fund.ts'
import { surveyMembers, writeMembers } from './import-members.ts'
import {
  writeCatalogItems,
  writeCodeListItems,
  writeDiagnoses,
  writeOperators,
  writeProviderKeys,
  writeProviders,
} from './import-reference.ts'
import { writeDepartments, writePractitioners } from './import-registers.ts'
import { type Queryable, query, transaction } from './sql.ts'

/** "yibao import" in ASCII, cut to eight bytes: the advisory lock of imports. */
const IMPORT_LOCK = '0x796962616f696d70'

/** The writers over one connection, usually that of a transaction. */
export function importWriters(on: Queryable): ImportWriters {
  return {
    writeMembers: (members, at) => writeMembers(on, members, at),
    writeSharings: (sharings, at) => writeSharings(on, sharings, at),
    writeCredits: (credits, at) => writeCredits(on, credits, at),
    writeSignups: (signups, origin) => writeSignups(on, signups, origin),
    writeFundIncome: (lines, origin) => writeFundIncome(on, lines, origin),
    writeProviders: (providers) => writeProviders(on, providers),
    writeProviderKeys: (keys) => writeProviderKeys(on, keys),
    writeOperators: (operators) => writeOperators(on, operators),
    writeCatalogItems: (items) => writeCatalogItems(on, items),
    writeDiagnoses: (diagnoses) => writeDiagnoses(on, diagnoses),
    writeCodeListItems: (items) => writeCodeListItems(on, items),
    writeDepartments: (departments) => writeDepartments(on, departments),
    writePractitioners: (practitioners) => writePractitioners(on, practitioners),
  }
}

/** Thrown to leave a transaction that shall not be kept, with what it found. */
class TakenBack<T> extends Error {
  readonly result: T

  constructor(result: T) {
    super('the transaction is taken back')
    this.result = result
  }
}

/** What is written with the rows, in their transaction, when they are kept. */
export type ImportEnding = (on: Queryable) => Promise<void>

export function importStore(pool: pg.Pool, ending: ImportEnding = async () => undefined): ImportStore {
  return {
    alone: (work) => alone(pool, work),
    inTransaction: (keep, work) => inTransaction(pool, keep, work, ending),
    surveyMembers: (members) => surveyMembers(pool, members),
  }
}

async function alone<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T | null> {
  const client = await pool.connect()
  const lock = BigInt(IMPORT_LOCK).toString()
  let broken = true
  try {
    const [row] = await query<{ got: boolean }>(
      client,
      'import-lock',
      'select pg_try_advisory_lock($1::bigint) as got',
      [lock],
    )
    if (row?.got !== true) {
      broken = false
      return null
    }
    try {
      return await work()
    } finally {
      broken = !(await unlock(client, lock))
    }
  } finally {
    // A connection that is thrown away takes its lock with it.
    client.release(broken)
  }
}

/** Gives the lock back at once, also after a failure; false when the connection cannot do even that. */
async function unlock(client: pg.PoolClient, lock: string): Promise<boolean> {
  try {
    await query(client, 'import-unlock', 'select pg_advisory_unlock($1::bigint)', [lock])
    return true
  } catch {
    return false
  }
}

async function inTransaction<T>(
  pool: pg.Pool,
  keep: boolean,
  work: (writers: ImportWriters) => Promise<T>,
  ending: ImportEnding,
): Promise<T> {
  try {
    return await transaction(pool, async (client) => {
      // An import may wait for a settlement to finish; settlements do not wait for it.
      await client.query('set local lock_timeout = 0')
      const result = await work(importWriters(client))
      if (!keep) throw new TakenBack(result)
      await ending(client)
      return result
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.result as T
    throw error
  }
}
