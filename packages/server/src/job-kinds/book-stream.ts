import { Worker } from 'node:worker_threads'

export type BookCell = string | number

export interface BookColumn {
  readonly head: string
  /** In characters. */
  readonly width: number
  readonly format: 'text' | 'money' | 'count'
}

/** A sheet to be written; plain data. */
export interface BookPlan {
  readonly sheet: string
  readonly columns: readonly BookColumn[]
}

export type BookAsked = { readonly rows: readonly (readonly BookCell[])[] } | { readonly finish: true }
export type BookTold =
  | { readonly taken: true }
  | { readonly content: Uint8Array<ArrayBuffer> }
  | { readonly fault: string }

/** A workbook that grows row by row in a thread of its own; one thing is asked at a time. */
export interface BookStream {
  /** Resolves when the rows are written. */
  add(rows: readonly (readonly BookCell[])[]): Promise<void>
  /** @returns the bytes of an .xlsx file */
  finish(): Promise<Uint8Array>
  close(): Promise<void>
}

/** Opens a workbook of one sheet with its heads. */
export function openBookStream(plan: BookPlan): BookStream {
  const worker = new Worker(new URL('./book-stream-thread.ts', import.meta.url), { workerData: plan })
  let waiting: PromiseWithResolvers<BookTold> | null = null
  let lost: Error | null = null

  const lose = (fault: Error): void => {
    lost ??= fault
    waiting?.reject(lost)
    waiting = null
  }
  worker.on('message', (told: BookTold) => {
    if ('fault' in told) return lose(new Error(told.fault))
    waiting?.resolve(told)
    waiting = null
  })
  worker.on('error', lose)
  worker.on('exit', () => lose(new Error('the thread that writes a workbook has ended')))

  const ask = (asked: BookAsked): Promise<BookTold> => {
    if (lost !== null) return Promise.reject(lost)
    const answer = Promise.withResolvers<BookTold>()
    waiting = answer
    worker.postMessage(asked)
    return answer.promise
  }
  return {
    async add(rows) {
      await ask({ rows })
    },
    async finish() {
      const told = await ask({ finish: true })
      if ('content' in told) return told.content
      throw new Error('the thread that writes a workbook did not give it')
    },
    async close() {
      await worker.terminate()
    },
  }
}
