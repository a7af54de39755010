import type { Answer, ErrorFacts } from '@yibao/contract/rest'
import type { JobRefusal, JobRow } from '../../flows/job-ports.ts'

/** A job as its owner sees it. */
export function jobView({
  owner: _,
  progress: { done, of: estimate, stage },
  file: made,
  ...job
}: JobRow): Answer<'jobs.get'> {
  const file = made === null ? null : { filename: made.filename, bytes: made.bytes, until: made.until }
  return { ...job, file, done, estimate, stage }
}

/** Why a job could not be started, as the table says it. */
export function jobRefusal(refusal: JobRefusal): ErrorFacts & { readonly code: JobRefusal['code'] } {
  return refusal.code === 'jobs.already-open'
    ? { code: refusal.code, field: 'jobId', value: refusal.jobId }
    : { code: refusal.code }
}
