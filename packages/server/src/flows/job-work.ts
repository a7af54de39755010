import { setTimeout as pause } from 'node:timers/promises'
import { addDays, dateOf, type LocalDateTime, localDateTime } from '@yibao/core/kernel'
import { reachesAnything, reachOf } from '@yibao/core/office'
import type { JobEnding, JobFailure, JobKind, JobProgress, JobWorkStore, OpenJob } from './job-ports.ts'
import type { Actor, OperationSource } from './operation-log.ts'
import type { UserStore } from './users-ports.ts'

/** What carrying out a job needs. */
export interface JobWorkshop extends OperationSource {
  readonly jobs: JobWorkStore
  readonly users: Pick<UserStore, 'find'>
  readonly kinds: readonly JobKind<object>[]
  readonly reportFault: (reference: string, fault: unknown) => void
}

/** As often as a job is begun; then it is given up. */
const mostAttempts = 3

const everyMs = 1_000

const failures = {
  fault: {
    code: 'jobs.fault',
    message: { zh: '任务未能完成：平台内部错误', en: 'the job was given up: a fault of the centre' },
    cure: {
      zh: '请再试一次；仍不行请联系运维',
      en: 'try once more; if it fails again, tell the operators of the centre',
    },
  },
  noRight: {
    code: 'jobs.no-right',
    message: { zh: '任务开始时您已没有此项权限', en: 'you no longer had the right for it when the job began' },
    cure: { zh: '请联系安全管理员', en: 'ask the security administrator' },
  },
  lost: {
    code: 'jobs.lost',
    message: {
      zh: '任务多次因平台停止而中断，不再自动重试',
      en: 'the job was interrupted too often by stops of the centre, and is not begun again by itself',
    },
    cure: { zh: '请重新发起', en: 'start it again' },
  },
  unknownKind: {
    code: 'jobs.unknown-kind',
    message: { zh: '本版本平台没有这种任务', en: 'this version of the centre has no such kind of job' },
    cure: { zh: '请重新发起', en: 'start it again' },
  },
} as const satisfies Readonly<Record<string, JobFailure>>

class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

/** A file is kept for a day. */
function fileUntil(now: LocalDateTime): LocalDateTime {
  return localDateTime(`${addDays(dateOf(now), 1)}${now.slice(10)}`)
}

/** Writes down every second how far a job has come, until told to stop; aborts it when its owner cancels it. */
function keepWatch({ jobs }: JobWorkshop, jobId: string, stop: AbortController) {
  let latest: JobProgress | null = null
  const over = new AbortController()
  const write = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const told = latest
      latest = null
      const goesOn = await (told === null ? jobs.isWanted(jobId) : jobs.step(jobId, told))
      if (!goesOn) stop.abort(new Cancelled('cancelled by its owner'))
      await pause(everyMs, undefined, { signal: over.signal }).catch(() => undefined)
    }
    if (latest !== null) await jobs.step(jobId, latest)
  }
  const writing = write().catch((fault: unknown) => {
    stop.abort(fault)
    throw fault
  })
  return {
    tell: (progress: JobProgress): void => {
      latest = progress
    },
    end: (): Promise<void> => {
      over.abort()
      return writing
    },
    writing,
  }
}

type Outcome = JobEnding | { readonly state: 'resting'; readonly counted: boolean; readonly fault: unknown }

async function attemptOf(workshop: JobWorkshop, open: OpenJob, stopping: AbortSignal): Promise<Outcome> {
  const { row, attempt, input, given, asked } = open
  const failed = (failure: JobFailure): Outcome => ({ state: 'failed', failure })
  if (row.cancelAsked) return { state: 'cancelled' }
  if (attempt > mostAttempts) return failed(failures.fault)
  const kind = workshop.kinds.find((one) => one.kind === row.kind)
  if (kind === undefined) return failed(failures.unknownKind)
  const account = await workshop.users.find(row.owner)
  const reach = account === null || account.disabledAt !== null ? null : reachOf(account, kind.right)
  if (account === null || reach === null || !reachesAnything(reach)) return failed(failures.noRight)
  const { userId, name, grants } = account
  const actor: Actor = { hand: { kind: 'user', user: { userId, name, grants } }, ...asked }
  const stop = new AbortController()
  const pass = (): void => stop.abort(stopping.reason)
  stopping.addEventListener('abort', pass, { once: true })
  if (stopping.aborted) pass()
  const watch = keepWatch(workshop, row.jobId, stop)
  try {
    const { signal } = stop
    const progress = async (told: JobProgress): Promise<void> => {
      signal.throwIfAborted()
      watch.tell(told)
    }
    // What cannot be written down any more has lost its database, and with it the work.
    const lost = watch.writing.then(() => new Promise<never>(() => undefined))
    const { jobId } = row
    const done = await Promise.race([kind.run({ jobId, input, given, actor, reach, attempt, signal, progress }), lost])
    if (!done.ok) return failed(done.error)
    return { state: 'done', outcome: done.value, fileUntil: fileUntil(workshop.now()), reach }
  } catch (fault) {
    if (stop.signal.reason instanceof Cancelled) return { state: 'cancelled' }
    if (stopping.aborted) return { state: 'resting', counted: false, fault: null }
    if (attempt >= mostAttempts) {
      workshop.reportFault(row.jobId, fault)
      return failed(failures.fault)
    }
    return { state: 'resting', counted: true, fault }
  } finally {
    stopping.removeEventListener('abort', pass)
    await watch.end()
  }
}

/**
 * Carries out one job of the queue, or as much of it as can be. A job that has ended before is left alone.
 *
 * @param stopping aborted when the centre stops: the job goes back into the queue, and the attempt does not count
 * @throws Error when it shall be tried again
 */
export async function carryOutJob(workshop: JobWorkshop, jobId: string, stopping: AbortSignal): Promise<void> {
  const open = await workshop.jobs.begin(jobId, workshop.now())
  if (open === null) return
  const outcome = await attemptOf(workshop, open, stopping)
  if (outcome.state !== 'resting') {
    await workshop.jobs.end(jobId, outcome, workshop.now())
    return
  }
  await workshop.jobs.rest(jobId, outcome.counted)
  throw outcome.fault ?? stopping.reason
}

/**
 * Throws away files that were kept long enough, and ends jobs that would wait for ever.
 *
 * @returns the numbers of those that were ended
 */
export async function tidyJobs({ jobs, now }: Pick<JobWorkshop, 'jobs' | 'now'>): Promise<readonly string[]> {
  await jobs.forgetFiles(now())
  return await jobs.endLost(failures.lost, now())
}
