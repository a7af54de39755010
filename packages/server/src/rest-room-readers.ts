import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import { query } from './store/sql.ts'

/** The driver knows it from the server's greeting, its types do not. */
type KnownBackend = pg.PoolClient & { readonly processID: number }

/** Lets statements end with whoever asked for them. */
export interface Stoppable {
  /** What is read through the pool within `work` is stopped when `asking` is aborted, and rejects with its reason. */
  readonly during: <T>(asking: AbortSignal, work: () => Promise<T>) => Promise<T>
  /** The `asking` of the work at hand; null outside of any. */
  readonly asking: () => AbortSignal | null
}

interface StoppableOptions {
  /** Through which statements that were begun are stopped: the pool itself may have no connection left. */
  readonly stopThrough: pg.Pool
  readonly log: (line: string) => void
}

/**
 * Makes a pool's single statements stoppable. A connection whose statement was stopped is thrown away: the order to stop
 * could reach the next statement on it.
 */
export function stoppable(pool: pg.Pool, { stopThrough, log }: StoppableOptions): Stoppable {
  const askings = new AsyncLocalStorage<AbortSignal>()
  const plain = pool.query.bind(pool)

  const stop = async ({ processID }: KnownBackend): Promise<void> => {
    try {
      await query(stopThrough, 'stop-statement', 'select pg_cancel_backend($1)', [processID])
    } catch (fault) {
      // The server gives it up itself when its time is over.
      log(`查询未能中止 a statement could not be stopped: ${fault instanceof Error ? fault.message : String(fault)}`)
    }
  }
  const ask = async (statement: pg.QueryConfig, asking: AbortSignal): Promise<pg.QueryResult> => {
    asking.throwIfAborted()
    const client = (await pool.connect()) as KnownBackend
    let stopped: Promise<void> | undefined
    if (asking.aborted) {
      client.release()
      throw asking.reason
    }
    let broken = false
    const hangUp = (): void => {
      stopped = stop(client)
    }
    asking.addEventListener('abort', hangUp, { once: true })
    try {
      return await client.query(statement)
    } catch (fault) {
      broken = true
      asking.throwIfAborted()
      throw fault
    } finally {
      asking.removeEventListener('abort', hangUp)
      await stopped
      client.release(broken || stopped !== undefined)
    }
  }
  pool.query = ((...asked: Parameters<typeof plain>) => {
    const asking = askings.getStore()
    return asking === undefined ? plain(...asked) : ask(asked[0] as unknown as pg.QueryConfig, asking)
  }) as typeof pool.query
  return { during: (asking, work) => askings.run(asking, work), asking: () => askings.getStore() ?? null }
}
