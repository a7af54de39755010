import { setTimeout as pause } from 'node:timers/promises'
import type { Answer, RestClient } from '@yibao/contract/rest'
import { answered } from './rest.ts'

const lookEveryMs = 50
const mostLooks = 1_200

/** Waits until a job is as it should be. @throws Error after a minute */
export async function jobWhere(
  client: RestClient,
  jobId: string,
  is: (job: Answer<'jobs.get'>) => boolean,
): Promise<Answer<'jobs.get'>> {
  for (let look = 0; look < mostLooks; look += 1) {
    const job = await answered(client.call('jobs.get', { jobId }))
    if (is(job)) return job
    await pause(lookEveryMs)
  }
  throw new Error(`job ${jobId} did not come so far in a minute`)
}

/** Waits until a job has ended, whatever came of it. */
export const jobDone = (client: RestClient, jobId: string): Promise<Answer<'jobs.get'>> =>
  jobWhere(client, jobId, ({ endedAt }) => endedAt !== null)
