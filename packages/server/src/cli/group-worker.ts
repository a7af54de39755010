import { parentPort, workerData } from 'node:worker_threads'
import { invariant } from '@yibao/core/kernel'
import { type Block, type GroupTask, groupWork } from './group-work.ts'

invariant(parentPort !== null, 'a worker has a parent')
const port = parentPort
const work = groupWork(workerData as GroupTask)
port.on('message', (block: Block) => {
  const result = work(block)
  port.postMessage(result, [result.rows.buffer])
})
