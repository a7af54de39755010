import { parentPort, workerData } from 'node:worker_threads'
import { invariant } from '@yibao/core/kernel'
import { shiftedClock } from '../clock.ts'
import { carryOutRun } from '../flows/payment-order.ts'
import { idSource } from '../ids.ts'
import { paymentDesk } from '../payment-desk.ts'
import { createPool } from '../store/pool.ts'
import type { RunTask, RunTold } from './payments-run.ts'

invariant(parentPort !== null, 'a thread has a parent')
const port = parentPort
const { url, order, actor, now } = workerData as RunTask
// One connection holds the lock of the region, the others do the work under it.
const pool = createPool({ url, maxConnections: 3, log: (line) => process.stderr.write(`${line}\n`) })
const desk = paymentDesk(pool, { ...shiftedClock(now), newId: idSource() })

try {
  const done = await carryOutRun(desk, order, actor, (stage, count, all) => {
    port.postMessage({ stage, done: count, all } satisfies RunTold)
  })
  port.postMessage({ ended: done } satisfies RunTold)
} finally {
  await pool.end()
}
