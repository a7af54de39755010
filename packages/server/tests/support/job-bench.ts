import { localDateTime, ok } from '@yibao/core/kernel'
import { type Grant, wholeRegion } from '@yibao/core/office'
import type { JobKind, JobRow } from '../../src/flows/job-ports.ts'
import { carryOutJob, type JobWorkshop, tidyJobs } from '../../src/flows/job-work.ts'
import { type JobDesk, startJob } from '../../src/flows/jobs.ts'
import { type Actor, atConsole, operationOf } from '../../src/flows/operation-log.ts'
import { idSource } from '../../src/ids.ts'
import type { Database } from '../../src/store/database.ts'
import { openJobQueue } from '../../src/store/job-queue.ts'
import { jobStore, jobWorkStore } from '../../src/store/job-store.ts'
import { userStore } from '../../src/store/user-store.ts'

/** A job kind of the tests; nothing of the centre is in it. */
export type TestKind = JobKind<{ readonly text: string }>

const kindName = 'test-work'

export const testKind = (run: TestKind['run']): TestKind => ({ kind: kindName, right: 'settlements.export', run })

export const echo = testKind(async ({ input, attempt }) => ok({ result: { text: input.text, attempt }, file: null }))

const grant: Grant = { role: 'clerk', scope: { kind: 'region', division: wholeRegion } }
const now = () => localDateTime('2023-11-13 09:00:00')

/** Jobs on a database without a centre. */
export function openJobBench({ pool, url }: Pick<Database, 'pool' | 'url'>) {
  const source = { newId: idSource(), now }
  const desk: JobDesk = { ...source, jobs: jobStore(pool, pool) }
  const users = userStore(pool)
  const workshop = (kinds: readonly JobKind<object>[], faults: unknown[] = []): JobWorkshop => ({
    ...source,
    jobs: jobWorkStore(pool),
    users,
    kinds,
    reportFault: (_, fault) => faults.push(fault),
  })
  return {
    desk,
    workshop,
    async person(userId: string): Promise<Actor> {
      const account = { userId, name: userId, staffNumber: userId, grants: [grant], grantIds: [source.newId()] }
      const password = { hash: 'none', setAt: now(), mustChange: false }
      const told = operationOf(source, atConsole, { action: 'users.add', target: userId })
      const added = await users.add({ ...account, password }, told)
      if (!added.ok) throw new Error(added.error.code)
      return { hand: { kind: 'user', user: { userId, name: userId, grants: [grant] } }, sessionId: null, from: null }
    },
    start: (actor: Actor, text: string, more: { readonly lane?: string; readonly turn?: string } = {}) =>
      startJob(desk, { kind: kindName, action: 'test.start', actor, input: { text }, ...more }),
    /** Works the queue with these kinds. @returns what ends it */
    work(kinds: readonly JobKind<object>[], faults: unknown[] = []): () => Promise<void> {
      const shop = workshop(kinds, faults)
      return openJobQueue({
        url,
        jobsAtOnce: 2,
        carryOut: (jobId, stopping) => carryOutJob(shop, jobId, stopping),
        tidy: async () => {
          await tidyJobs(shop)
        },
        log: () => undefined,
      })
    },
    async until(jobId: string, is: (job: JobRow) => boolean): Promise<JobRow> {
      for (const begun = Date.now(); Date.now() - begun < 60_000; ) {
        const job = await desk.jobs.get(jobId)
        if (job !== null && is(job)) return job
        await new Promise((resolve) => setTimeout(resolve, 30))
      }
      throw new Error(`job ${jobId} did not come so far in a minute`)
    },
  }
}
