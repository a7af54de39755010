import { ok, type Result, refuse } from '@yibao/core/kernel'
import type pg from 'pg'
import type { JobEntry, JobFile, JobRefusal, JobRow, JobStore, JobWorkStore, OpenJob } from '../flows/job-ports.ts'
import type { Operation } from '../flows/operation-log.ts'
import { isLost, queueJob } from './job-queue.ts'
import { noteOperation } from './operation-log-store.ts'
import { type Queryable, query, transaction } from './sql.ts'

const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

/** A job `j` as a row. */
export const jobJson = `json_build_object('jobId', j.job_id, 'kind', j.kind, 'owner', j.owner, 'target', j.target, 'state', j.state,
  'askedAt', ${time('j.asked_at')}, 'beganAt', ${time('j.began_at')}, 'endedAt', ${time('j.ended_at')},
  'progress', json_build_object('done', j.done, 'of', j.estimate, 'stage', j.stage), 'cancelAsked', j.cancel_asked,
  'result', j.result, 'failure', j.failure, 'file', (
    select json_build_object('filename', f.filename, 'bytes', octet_length(f.content), 'until', ${time('f.kept_until')},
      'reach', f.reach)
    from job_file f where f.job_id = j.job_id and f.part = 'made'))`

type Found = { readonly row: JobRow }

async function rowOf(on: Queryable, jobId: string): Promise<JobRow | null> {
  const text = `select ${jobJson} as row from job j where j.job_id = $1`
  const [found] = await query<Found>(on, 'job-get', text, [jobId])
  return found?.row ?? null
}

const keepFile = `
insert into job_file (job_id, part, filename, media_type, content, kept_until, reach) values ($1, $2, $3, $4, $5, $6, $7)`

const insertJob = `
insert into job (job_id, kind, owner, target, lane, state, asked_at, estimate, input, asked)
values ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8, $9)
on conflict (kind, lane) where lane is not null and state in ('waiting', 'running') do nothing returning job_id`

/** Queues a job in a transaction of the caller's, with its row of the operation log; refused, it has written nothing. */
export async function addJob(on: Queryable, { job, most, operation }: JobEntry): Promise<Result<JobRow, JobRefusal>> {
  const { jobId, kind, owner, target, lane, turn, input, given, asked, estimate, askedAt } = job
  // Two requests of one person wait for each other, so that both count.
  await query(on, 'job-owner', 'select from user_account where user_id = $1 for no key update', [owner])
  const [open] = await query<{ count: number }>(
    on,
    'job-count',
    "select count(*)::int as count from job where owner = $1 and state in ('waiting', 'running')",
    [owner],
  )
  if ((open?.count ?? 0) >= most) return refuse({ code: 'jobs.too-many' })
  const texts = [JSON.stringify(input), JSON.stringify(asked)]
  const added = await query(on, 'job-add', insertJob, [jobId, kind, owner, target, lane, askedAt, estimate, ...texts])
  if (added.length === 0) {
    const [other] = await query<{ jobId: string }>(
      on,
      'job-lane',
      `select job_id as "jobId" from job where kind = $1 and lane = $2 and state in ('waiting', 'running')`,
      [kind, lane],
    )
    return refuse({ code: 'jobs.already-open', jobId: other?.jobId ?? '' })
  }
  if (given !== null) {
    const { filename, mediaType, content } = given
    await query(on, 'job-keep-file', keepFile, [jobId, 'given', filename, mediaType, content, null, null])
  }
  await queueJob(on, jobId, turn)
  await noteOperation(on, operation)
  const row = await rowOf(on, jobId)
  if (row === null) throw new Error(`job ${jobId} was added and is not there`)
  return ok(row)
}

const forgetGiven = "delete from job_file where job_id = $1 and part = 'given'"

const cancelOpen = `
update job set cancel_asked = true,
  state = case state when 'waiting' then 'cancelled' else state end,
  ended_at = case state when 'waiting' then $2::timestamp end
where job_id = $1 and state in ('waiting', 'running') returning state`

async function noted<T>(pool: pg.Pool, operation: Operation, work: (on: Queryable) => Promise<T | null>) {
  return transaction(pool, async (on) => {
    const done = await work(on)
    if (done !== null) await noteOperation(on, operation)
    return done
  })
}

/**
 * Jobs as their owners see them.
 *
 * @param reads what looking at them goes through
 */
export function jobStore(pool: pg.Pool, reads: pg.Pool): JobStore {
  return {
    add: (entry) => transaction(pool, (on) => addJob(on, entry)),

    async list(owner, after, limit) {
      const text = `select ${jobJson} as row from job j where j.owner = $1 and ($2::text is null or j.job_id < $2)
        order by j.job_id desc limit $3`
      const rows = await query<Found>(reads, 'job-list', text, [owner, after, limit])
      return rows.map(({ row }) => row)
    },

    get: (jobId) => rowOf(reads, jobId),

    cancel: (jobId, at, operation) =>
      noted(pool, operation, async (on) => {
        const [left] = await query<{ state: string }>(on, 'job-cancel', cancelOpen, [jobId, at])
        if (left === undefined) return null
        if (left.state === 'cancelled') await query(on, 'job-forget-given', forgetGiven, [jobId])
        return rowOf(on, jobId)
      }),

    file: (jobId, at, operation) =>
      noted(pool, operation, async (on) => {
        const [file] = await query<JobFile & pg.QueryResultRow>(
          on,
          'job-file',
          `select filename, media_type as "mediaType", content from job_file
           where job_id = $1 and part = 'made' and kept_until > $2::timestamp`,
          [jobId, at],
        )
        return file ?? null
      }),
  }
}

const beginOpen = `
update job set state = 'running', began_at = coalesce(began_at, $2::timestamp), attempts = attempts + 1
where job_id = $1 and state in ('waiting', 'running')
returning attempts as attempt, input, asked`

const endOpen = `
update job set state = $2, ended_at = $3::timestamp, result = $4, failure = $5, stage = null
where job_id = $1 and state in ('waiting', 'running') returning job_id`

const endLost = `
with lost as (
  update job set state = 'failed', ended_at = $1::timestamp, failure = $2, stage = null
  where state in ('waiting', 'running') and ${isLost('job_id')} returning job_id),
given as (delete from job_file where part = 'given' and job_id in (select job_id from lost))
select job_id as "jobId" from lost`

/** Jobs as whoever carries them out sees them. */
export function jobWorkStore(pool: pg.Pool): JobWorkStore {
  return {
    begin: (jobId, at) =>
      transaction(pool, async (on) => {
        const [begun] = await query<Pick<OpenJob, 'attempt' | 'input' | 'asked'>>(on, 'job-begin', beginOpen, [
          jobId,
          at,
        ])
        const row = begun === undefined ? null : await rowOf(on, jobId)
        if (begun === undefined || row === null) return null
        const [given] = await query<JobFile & pg.QueryResultRow>(
          on,
          'job-given',
          `select filename, media_type as "mediaType", content from job_file where job_id = $1 and part = 'given'`,
          [jobId],
        )
        return { row, ...begun, given: given ?? null }
      }),

    async step(jobId, { done, of, stage }) {
      const [row] = await query<{ wanted: boolean }>(
        pool,
        'job-step',
        `update job set done = $2, estimate = $3, stage = $4 where job_id = $1 and state = 'running'
         returning not cancel_asked as wanted`,
        [jobId, done, of, stage === null ? null : JSON.stringify(stage)],
      )
      return row?.wanted ?? false
    },

    async isWanted(jobId) {
      const text = `select state = 'running' and not cancel_asked as wanted from job where job_id = $1`
      const [row] = await query<{ wanted: boolean }>(pool, 'job-wanted', text, [jobId])
      return row?.wanted ?? false
    },

    end: (jobId, ending, at) =>
      transaction(pool, async (on) => {
        const result = ending.state === 'done' ? JSON.stringify(ending.outcome.result) : null
        const failure = ending.state === 'failed' ? JSON.stringify(ending.failure) : null
        const ended = await query(on, 'job-end', endOpen, [jobId, ending.state, at, result, failure])
        if (ended.length === 0) return
        await query(on, 'job-forget-given', forgetGiven, [jobId])
        const file = ending.state === 'done' ? ending.outcome.file : null
        if (ending.state !== 'done' || file === null) return
        const { filename, mediaType, content } = file
        const [until, reach] = [ending.fileUntil, JSON.stringify(ending.reach)]
        await query(on, 'job-keep-file', keepFile, [jobId, 'made', filename, mediaType, content, until, reach])
      }),

    async rest(jobId, counted) {
      const text = `update job set state = 'waiting', attempts = attempts - $2, stage = null
        where job_id = $1 and state = 'running'`
      await query(pool, 'job-rest', text, [jobId, counted ? 0 : 1])
    },

    async endLost(failure, at) {
      const rows = await query<{ jobId: string }>(pool, 'job-end-lost', endLost, [at, JSON.stringify(failure)])
      return rows.map(({ jobId }) => jobId)
    },

    async forgetFiles(at) {
      await query(pool, 'job-forget-files', 'delete from job_file where kept_until <= $1::timestamp', [at])
    },
  }
}
