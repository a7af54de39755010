import { ok, type Result, refuse } from '@yibao/core/kernel'
import { pageOf } from './asker.ts'
import type { JobFile, JobOrder, JobRefusal, JobRow, JobStore } from './job-ports.ts'
import { type Actor, actorName, type OperationSource, operationOf } from './operation-log.ts'
import type { Page } from './rest-ports.ts'

/** What people need who start jobs and look after them. */
export interface JobDesk extends OperationSource {
  readonly jobs: JobStore
}

/** As many jobs as one person may have in the queue and in work. */
export const mostOpenJobs = 5

/**
 * Queues a job, with its row of the operation log, in one transaction. The right to do so is the caller's to look at.
 *
 * @returns the job as it stands, or a refusal: `jobs.too-many`, `jobs.already-open`
 */
export function startJob<Input extends object>(
  desk: JobDesk,
  { kind, action, actor, input, target = null, given, lane, estimate }: JobOrder<Input>,
): Promise<Result<JobRow, JobRefusal>> {
  const jobId = desk.newId()
  const { sessionId, from } = actor
  const job = {
    jobId,
    kind,
    owner: actorName(actor),
    lane: lane ?? null,
    input,
    given: given ?? null,
    asked: { sessionId, from },
    estimate: estimate ?? null,
    askedAt: desk.now(),
  }
  const details = { jobId, ...input }
  return desk.jobs.add(job, mostOpenJobs, operationOf(desk, actor, { action, target, details }))
}

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

/** What a job has made. Refuses with `unknown`, or `no-file` when there is none, or none any more. */
export async function fileOfJob(
  desk: JobDesk,
  actor: Actor,
  jobId: string,
): Promise<Result<JobFile, 'unknown' | 'no-file'>> {
  if ((await getJob(desk, actor, jobId)) === null) return refuse('unknown')
  const operation = operationOf(desk, actor, { action: 'jobs.file', target: jobId })
  const file = await desk.jobs.file(jobId, desk.now(), operation)
  return file === null ? refuse('no-file') : ok(file)
}
