import { Worker } from 'node:worker_threads'
import { type Block, type BlockResult, type GroupTask, groupWork } from './group-work.ts'

/** Groups blocks, on as many threads as it has. */
interface Hands {
  readonly count: number
  work(block: Block): Promise<BlockResult>
  close(): Promise<void>
}

/** In this thread. */
function ownHands(task: GroupTask): Hands {
  const work = groupWork(task)
  return { count: 1, work: async (block) => work(block), close: async () => undefined }
}

/** Threads that take turns: each answers its blocks in the order it got them. */
function threadHands(task: GroupTask, count: number): Hands {
  const threads = Array.from({ length: count }, () => {
    const worker = new Worker(new URL('./group-worker.ts', import.meta.url), { workerData: task })
    const waiting: PromiseWithResolvers<BlockResult>[] = []
    worker.on('message', (result: BlockResult) => waiting.shift()?.resolve(result))
    const lose = (error: Error) => {
      for (const one of waiting.splice(0)) one.reject(error)
    }
    worker.on('error', lose)
    worker.on('exit', (code) => lose(new Error(`分组线程提前结束 a grouping thread ended early (${code})`)))
    return { worker, waiting }
  })
  let turn = 0
  return {
    count,
    work(block) {
      const { worker, waiting } = threads[turn % count] ?? threads[0] ?? noThread()
      turn += 1
      const answer = Promise.withResolvers<BlockResult>()
      waiting.push(answer)
      worker.postMessage(block)
      return answer.promise
    },
    async close() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()))
    },
  }
}

function noThread(): never {
  throw new Error('no thread to group with')
}

/** Others have to load the program and compile the scheme first: what one thread does in this time, it does alone. */
const othersStartMs = 1_000
/** One thread reads and writes for all: more than these would wait for it. */
const threadsUnasked = 16

interface Threads {
  /** Null begins with none, and takes one for each of `cores` when the input is long. */
  readonly jobs: number | null
  readonly cores: number
  /** Milliseconds of work that make an input long. */
  readonly aloneMs?: number
}

/**
 * Groups all blocks and hands on the results in the order of the input; no more blocks are under way than threads can
 * chew, so memory does not grow with the input.
 */
export async function groupAll(
  task: GroupTask,
  blocks: AsyncIterable<Block>,
  { jobs, cores, aloneMs = othersStartMs }: Threads,
  take: (result: BlockResult) => Promise<void>,
): Promise<void> {
  let hands = jobs === null || jobs === 1 ? ownHands(task) : threadHands(task, jobs)
  const helpers = jobs === null ? Math.min(cores, threadsUnasked) : 1
  let workedMs = 0
  const underWay: Promise<BlockResult>[] = []
  const finish = async () => {
    const result = underWay.shift()
    if (result !== undefined) await take(await result)
  }
  try {
    for await (const block of blocks) {
      if (helpers > 1 && hands.count === 1 && workedMs > aloneMs) hands = threadHands(task, helpers)
      const began = performance.now()
      const result = hands.work(block)
      // It may fail while an earlier one is waited for; whoever awaits it hears of it.
      result.catch(() => undefined)
      underWay.push(result)
      if (underWay.length >= hands.count * 2) await finish()
      workedMs += performance.now() - began
    }
    while (underWay.length > 0) await finish()
  } finally {
    await hands.close()
  }
}
