import { parentPort, workerData } from 'node:worker_threads'
import { invariant } from '@yibao/core/kernel'
import { readAuditSources } from './audit-desk.ts'
import type { ThreadAnswer, ThreadTask } from './audit-threads.ts'
import { systemClock } from './clock.ts'
import { workBucket } from './flows/audit-bucket.ts'
import { auditPlan } from './flows/audit-plan.ts'
import type { AuditBucket } from './flows/audit-run-ports.ts'
import { bucketStore } from './store/audit-run-store.ts'
import { createPool } from './store/pool.ts'

invariant(parentPort !== null, 'a thread has a parent')
const port = parentPort
const { url, scope, runId, releases, only } = workerData as ThreadTask
const pool = createPool({ url, maxConnections: 2, log: (line) => process.stderr.write(`${line}\n`) })
const [first, second] = releases.map((release) => auditPlan(release, only))
invariant(first !== undefined, 'there is a release to audit by')
const plans = second === undefined ? ([first] as const) : ([first, second] as const)
const store = bucketStore(pool, await readAuditSources(pool), systemClock.now)

port.on('message', async (bucket: AuditBucket) => {
  const outcome = await workBucket(store, { scope, runId, plans }, bucket)
  port.postMessage({ outcome } satisfies ThreadAnswer)
})
