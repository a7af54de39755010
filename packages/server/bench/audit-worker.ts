import { parentPort, workerData } from 'node:worker_threads'
import { invariant } from '@yibao/core/kernel'
import { type AuditBench, measureMemory } from './audit.ts'

invariant(parentPort !== null, 'a worker has a parent')
parentPort.postMessage(measureMemory(workerData as AuditBench))
