import { ok, type Result, refuse } from '@yibao/core/kernel'
import { type Reach, reachesAnything, reachHolds } from '@yibao/core/office'
import { pageOf } from './asker.ts'
import type { JobEntry, JobFile, JobOrder, JobRefusal, JobRow, JobStore } from './job-ports.ts'
import { type Actor, actorName, type OperationSource, operationOf } from './operation-log.ts'
import type { Page } from './rest-ports.ts'

/** What people need who start jobs and look after them. */
export interface JobDesk extends OperationSource {
  readonly jobs: JobStore
}

/** As many jobs as one person may have in the queue and in work. */
export const mostOpenJobs = 5

/** A job as it goes into the queue, where whoever queues it has more to write down in the same transaction. */
export function jobEntry<Input extends object>(
  desk: OperationSource,
  { kind, action, actor, input, target = null, given, lane, turn, estimate }: JobOrder<Input>,
): JobEntry {
  const jobId = desk.newId()
  const { sessionId, from } = actor
  const job = {
    jobId,
    kind,
    owner: actorName(actor),
    target,
    lane: lane ?? null,
    turn: turn ?? null,
    input,
    given: given ?? null,
    asked: { sessionId, from },
    estimate: estimate ?? null,
    askedAt: desk.now(),
  }
  const details = { jobId, ...input }
  return { job, most: mostOpenJobs, operation: operationOf(desk, actor, { action, target, details }) }
}

/**
 * Queues a job, with its row of the operation log, in one transaction. The right to do so is the caller's to look at.
 *
 * @returns the job as it stands, or a refusal: `jobs.too-many`, `jobs.already-open`
 */
export const startJob = <Input extends object>(
  desk: JobDesk,
  order: JobOrder<Input>,
): Promise<Result<JobRow, JobRefusal>> => desk.jobs.add(jobEntry(desk, order))

/** One page of the jobs of whoever asks, newest first. */
export async function listJobs(
  { jobs }: Pick<JobDesk, 'jobs'>,
  actor: Actor,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<Page<JobRow, string>> {
  return pageOf(await jobs.list(actorName(actor), after, limit + 1), limit, ({ jobId }) => jobId)
}

/** One job of whoever asks; null when there is none, or it is somebody else's. */
export async function getJob({ jobs }: Pick<JobDesk, 'jobs'>, actor: Actor, jobId: string): Promise<JobRow | null> {
  const found = await jobs.get(jobId)
  return found?.owner === actorName(actor) ? found : null
}

/** Cancels a job that is open. Refuses with `unknown`, or `ended` when there is nothing to cancel any more. */
export async function cancelJob(
  desk: JobDesk,
  actor: Actor,
  jobId: string,
): Promise<Result<JobRow, 'unknown' | 'ended'>> {
  if ((await getJob(desk, actor, jobId)) === null) return refuse('unknown')
  const operation = operationOf(desk, actor, { action: 'jobs.cancel', target: jobId })
  const left = await desk.jobs.cancel(jobId, desk.now(), operation)
  return left === null ? refuse('ended') : ok(left)
}

/**
 * What a job has made. Refuses with `unknown`, `no-file` when there is none, or none any more, or when the right is gone that it
 * was made by, `reach-shrank` when the asker reached more when it was made than he does now.
 *
 * @param reach how far the asker reaches now for the right of the kind
 */
export async function fileOfJob(
  desk: JobDesk,
  actor: Actor,
  jobId: string,
  reach: Reach,
): Promise<Result<JobFile, 'unknown' | 'no-file' | 'reach-shrank'>> {
  const found = await getJob(desk, actor, jobId)
  if (found === null) return refuse('unknown')
  if (found.file === null || !reachesAnything(reach)) return refuse('no-file')
  if (!reachHolds(reach, found.file.reach)) return refuse('reach-shrank')
  const operation = operationOf(desk, actor, { action: 'jobs.file', target: jobId })
  const file = await desk.jobs.file(jobId, desk.now(), operation)
  return file === null ? refuse('no-file') : ok(file)
}
