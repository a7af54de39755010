import { parentPort, workerData } from 'node:worker_threads'
import { invariant } from '@yibao/core/kernel'
import { type GroupBench, measureGrouping } from './group.ts'

invariant(parentPort !== null, 'a worker has a parent')
const port = parentPort
port.postMessage(measureGrouping(workerData as GroupBench, () => undefined))
