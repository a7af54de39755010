import { ok, refuse } from '@yibao/core/kernel'
import { nowhere, type Right, reachOf } from '@yibao/core/office'
import { cancelJob, fileOfJob, getJob, type JobDesk, listJobs } from '../../flows/jobs.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf } from './handler.ts'
import { jobView } from './job-view.ts'

export interface JobRest extends JobDesk {
  /** The right that a kind of job asks for; null of an unknown kind. */
  readonly rightOf: (kind: string) => Right | null
}

export function jobHandlers(desk: JobRest): HandlersOf<'jobs'> {
  return {
    'jobs.list': async ({ actor }, { limit = usualPage, after }) => {
      const { rows, next } = await listJobs(desk, actor, { after: after ?? null, limit })
      return ok({ rows: rows.map(jobView), next })
    },

    'jobs.get': async ({ actor }, { jobId }) => {
      const found = await getJob(desk, actor, jobId)
      return found === null ? refuse({ code: 'jobs.unknown' }) : ok(jobView(found))
    },

    'jobs.cancel': async ({ actor }, { jobId }) => {
      const left = await cancelJob(desk, actor, jobId)
      return left.ok ? ok(jobView(left.value)) : refuse({ code: `jobs.${left.error}` })
    },

    'jobs.file': async ({ actor, user, signedIn }, { jobId }) => {
      const found = await getJob(desk, actor, jobId)
      const right = found === null ? null : desk.rightOf(found.kind)
      // Nothing is given to whoever holds somebody's first password only.
      const reach = right === null || signedIn.mustChangePassword ? nowhere : reachOf(user, right)
      const file = await fileOfJob(desk, actor, jobId, reach)
      return file.ok ? ok(file.value) : refuse({ code: `jobs.${file.error}` })
    },
  }
}
