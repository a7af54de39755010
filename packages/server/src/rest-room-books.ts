import { Worker } from 'node:worker_threads'
import type { BookMade, BookOrder } from './rest-room-thread.ts'

/** Writes workbooks in a thread of its own, so that thousands of rows hold up nobody else's answer. */
export interface BookBinder {
  write(book: BookOrder['book']): Promise<Uint8Array>
  close(): Promise<void>
}

/** Opens a binder; its thread starts with the first workbook, and again after one that it died of. */
export function openBookBinder(): BookBinder {
  const waiting = new Map<number, PromiseWithResolvers<Uint8Array>>()
  let worker: Worker | undefined
  let count = 0

  const settle = (made: BookMade): void => {
    const one = waiting.get(made.number)
    waiting.delete(made.number)
    if (waiting.size === 0) worker?.unref()
    if ('content' in made) one?.resolve(made.content)
    else one?.reject(new Error(made.fault))
  }
  const start = (): Worker => {
    const started = new Worker(new URL('./rest-room-thread.ts', import.meta.url))
    const lose = (fault: Error): void => {
      // A thread tells of its death twice, and the second word may come when another has taken its place.
      if (worker !== started) return
      worker = undefined
      for (const { reject } of waiting.values()) reject(fault)
      waiting.clear()
    }
    started.on('message', settle)
    started.on('error', lose)
    started.on('exit', () => lose(new Error('the thread that writes workbooks has ended')))
    return started
  }
  return {
    write(book) {
      count += 1
      const made = Promise.withResolvers<Uint8Array>()
      waiting.set(count, made)
      worker ??= start()
      worker.ref()
      worker.postMessage({ number: count, book } satisfies BookOrder)
      return made.promise
    },
    async close() {
      await worker?.terminate()
    },
  }
}
