import { localCrypto } from './crypto/local-crypto.ts'
import { faultLog } from './fault-log.ts'
import { forgetUploads } from './flows/import-desk.ts'
import { carryOutJob, type JobWorkshop, tidyJobs } from './flows/job-work.ts'
import type { JobGround } from './job-kinds/ground.ts'
import { jobKinds } from './job-kinds.ts'
import { importUploads } from './store/import-upload-store.ts'
import { openJobQueue } from './store/job-queue.ts'
import { jobWorkStore } from './store/job-store.ts'
import { createPool } from './store/pool.ts'
import { userStore } from './store/user-store.ts'

/** Two long jobs at once leave the rest to those who wait. */
const jobsAtOnce = 2

/** One connection for each job in work. */
const readers = jobsAtOnce

/**
 * Carries out the jobs of a database while the centre runs.
 *
 * @returns what ends it; what is in work then is begun again by whoever comes next
 */
export function keepJobs(options: Omit<JobGround, 'reads' | 'crypto'>): () => Promise<void> {
  const { url, log, source, pool } = options
  const reads = createPool({ url, maxConnections: readers, readOnly: true, log })
  const faults = faultLog(log)
  const uploads = importUploads(pool)
  const workshop: JobWorkshop = {
    ...source,
    jobs: jobWorkStore(pool),
    users: userStore(pool),
    kinds: jobKinds({ ...options, reads, crypto: localCrypto }),
    reportFault: faults.report,
  }
  const end = openJobQueue({
    url,
    jobsAtOnce,
    carryOut: (jobId, stopping) => carryOutJob(workshop, jobId, stopping),
    tidy: async () => {
      for (const jobId of await tidyJobs(workshop)) {
        log(`任务 ${jobId} 多次中断，已结束 was interrupted too often and is given up`)
      }
      await forgetUploads({ ...source, uploads })
    },
    log,
  })
  return async () => {
    await end()
    await reads.end()
    faults.flush()
  }
}
