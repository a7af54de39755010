import { setTimeout as pause } from 'node:timers/promises'
import type { Runner } from 'graphile-worker'
import pg from 'pg'
import { errorText } from './database-error.ts'
import { type Queryable, query } from './sql.ts'

/** The one task of the queue: what is to be done stands in our own table. */
const task = 'job'

/** Far more than a job is begun: our own table counts. */
const mostTries = 25

/** The library of the queue, without its own log; most commands never need it. */
async function library() {
  const { Logger, run, runMigrations } = await import('graphile-worker')
  return { run, runMigrations, logger: new Logger(() => () => undefined) }
}

/** A pool of the queue's own, whose end can be waited for. What breaks in it shows when it is asked next. */
async function withQueuePool<T>(url: string, size: number, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: url, max: size, application_name: 'yibao jobs', keepAlive: true })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

/** Makes the schema of the queue, where there is none yet. */
export async function prepareJobQueue(on: Queryable, url: string): Promise<void> {
  const [found] = await query<{ there: boolean }>(
    on,
    'job-queue-there',
    "select to_regclass('graphile_worker.jobs') is not null as there",
  )
  if (found?.there === true) return
  const { runMigrations, logger } = await library()
  await withQueuePool(url, 2, (pgPool) => runMigrations({ pgPool, logger }))
}

/** Puts a job into the queue, usually in the transaction that writes it down. Those of one turn follow each other. */
export async function queueJob(on: Queryable, jobId: string, turn: string | null): Promise<void> {
  await query(
    on,
    'job-queue-add',
    `select graphile_worker.add_job('${task}', json_build_object('jobId', $1::text), queue_name => $2,
       job_key => $1::text, max_attempts => ${mostTries})`,
    [jobId, turn],
  )
}

/** Whether the queue will not begin a job again, and nobody carries it out. */
export const isLost = (jobId: string): string => `not exists (
  select from graphile_worker.jobs q where q.key = ${jobId} and (q.attempts < q.max_attempts or q.locked_at is not null))`

interface QueueOptions {
  readonly url: string
  /** How many jobs are in work at once. */
  readonly jobsAtOnce: number
  /** Carries out one job. Throws when it shall be tried again, a little later. */
  readonly carryOut: (jobId: string, stopping: AbortSignal) => Promise<void>
  /** Called now and then while this process works the queue. */
  readonly tidy: () => Promise<void>
  readonly log: (line: string) => void
}

/** Held by the one process that works the queue of a database. */
const workersLock = 5_190_038

const lookEveryMs = 1_000
const tidyEveryMs = 60_000

/** Whoever held them before is gone: his connection is, and with it his lock. */
const unlockAll = `
select graphile_worker.force_unlock_workers(
  (select coalesce(array_agg(distinct locked_by), '{}') from graphile_worker.jobs where locked_by is not null))`

/** What a stop has put back is due since it was asked for: it waits no longer, and goes before what was asked for later. */
const dueNow = `
select graphile_worker.reschedule_jobs(array[id], run_at => created_at)
from graphile_worker.jobs where attempts < max_attempts and run_at > now()`

/** A connection that holds the lock, or null when another process has it. */
async function holdLock(url: string, log: (line: string) => void): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'yibao jobs', keepAlive: true })
  client.on('error', (error) =>
    log(`任务队列的数据库连接中断 the job queue lost its connection to the database: ${error.message}`),
  )
  await client.connect()
  const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${workersLock}) as held`)
  if (rows[0]?.held === true) return client
  await client.end()
  return null
}

/** Works the queue until told to stop or until the lock is lost. */
async function workQueue(
  client: pg.Client,
  pgPool: pg.Pool,
  { jobsAtOnce, carryOut, tidy, log }: QueueOptions,
  stopping: AbortSignal,
): Promise<void> {
  if (stopping.aborted) return
  const over = new AbortController()
  const end = (): void => over.abort()
  stopping.addEventListener('abort', end, { once: true })
  client.once('end', end)
  let runner: Runner | undefined
  try {
    await client.query(unlockAll)
    await client.query(dueNow)
    const { run, logger } = await library()
    runner = await run({
      pgPool,
      concurrency: jobsAtOnce,
      noHandleSignals: true,
      logger,
      crontab: '',
      gracefulShutdownAbortTimeout: 1,
      taskList: {
        [task]: async (payload) => {
          const { jobId } = payload as { readonly jobId: string }
          await carryOut(jobId, over.signal).catch((fault: unknown) => {
            if (!over.signal.aborted) log(`任务 ${jobId} 将重试 will be tried again: ${errorText(fault)}`)
            throw fault
          })
        },
      },
    })
    runner.promise.then(end, end)
    while (!over.signal.aborted) {
      await tidy()
      await pause(tidyEveryMs, undefined, { signal: over.signal, ref: false }).catch(() => undefined)
    }
  } finally {
    stopping.removeEventListener('abort', end)
    over.abort()
    // It may have stopped by itself; then there is nothing to stop.
    await runner?.stop().catch(() => undefined)
  }
}

/**
 * Works the queue of a database, one process at a time: another takes over when this one ends or dies, and what was in work
 * then is begun again.
 *
 * @returns what ends it
 */
export function openJobQueue(options: QueueOptions): () => Promise<void> {
  const { url, log } = options
  const stop = new AbortController()
  const { signal } = stop
  const keep = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        const client = await holdLock(url, log)
        if (client !== null) {
          await withQueuePool(url, options.jobsAtOnce + 1, (pool) => workQueue(client, pool, options, signal)).finally(
            () => client.end(),
          )
        }
      } catch (error) {
        log(`任务队列暂停 the job queue pauses: ${errorText(error)}`)
      }
      await pause(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
  const running = keep()
  return () => {
    stop.abort(new Error('the centre stops'))
    return running
  }
}
