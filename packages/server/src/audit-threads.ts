import { Worker } from 'node:worker_threads'
import type { AuditRelease } from '@yibao/core/audit'
import type { AuditHands, BucketOutcome } from './flows/audit-bucket-ports.ts'
import type { AuditBucket, AuditScope } from './flows/audit-run-ports.ts'

/** What a thread is told when it begins; plain data. */
export interface ThreadTask {
  readonly url: string
  readonly scope: AuditScope
  /** Null of a dry run. */
  readonly runId: string | null
  readonly releases: readonly AuditRelease[]
  readonly only: readonly string[] | null
}

export interface ThreadAnswer {
  readonly outcome: BucketOutcome
}

interface Thread {
  readonly worker: Worker
  waiting: PromiseWithResolvers<BucketOutcome> | null
  /** Why it cannot work any more. */
  lost: Error | null
}

function beginThread(task: ThreadTask): Thread {
  const worker = new Worker(new URL('./audit-thread.ts', import.meta.url), { workerData: task })
  const thread: Thread = { worker, waiting: null, lost: null }
  worker.on('message', ({ outcome }: ThreadAnswer) => {
    const { waiting } = thread
    thread.waiting = null
    waiting?.resolve(outcome)
  })
  const lose = (error: Error): void => {
    thread.lost ??= error
    thread.waiting?.reject(thread.lost)
  }
  worker.on('error', lose)
  worker.on('exit', (code) => lose(new Error(`审核线程提前结束 an audit thread ended early (${code})`)))
  return thread
}

/** Threads, each with a connection of its own and one bucket at a time. */
export function auditThreads(task: ThreadTask, count: number): AuditHands {
  const threads = Array.from({ length: count }, () => beginThread(task))
  const free = [...threads]
  return {
    count,
    async work(bucket: AuditBucket) {
      const thread = free.pop()
      if (thread === undefined) throw new Error('more buckets at once than threads')
      if (thread.lost !== null) throw thread.lost
      const answer = Promise.withResolvers<BucketOutcome>()
      thread.waiting = answer
      thread.worker.postMessage(bucket)
      try {
        return await answer.promise
      } finally {
        free.push(thread)
      }
    },
    async close() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()))
    },
  }
}
