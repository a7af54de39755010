import { Worker } from 'node:worker_threads'
import type { MatterDocument } from '../flows/casework-ports.ts'
import type { ReceiptOrder } from '../flows/receipt-ports.ts'
import type { PaperRows } from './casework-paper.ts'
import type { StatementPaper } from './statement-paper.ts'
import type { Printed, PrintOrder } from './statement-worker.ts'

/** Makes PDFs in a thread of its own, where the font is read once. */
export interface Printer {
  statement(paper: StatementPaper): Promise<Uint8Array>
  notice(paper: StatementPaper): Promise<Uint8Array>
  /** A paper of casework, with rows of what it is about. */
  matter(paper: MatterDocument, about: PaperRows): Promise<Uint8Array>
  /** 结算单. */
  receipt(order: ReceiptOrder): Promise<Uint8Array>
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (content: Uint8Array) => void
  readonly reject: (fault: Error) => void
}

/** Opens a printer; its thread starts with the first paper, and again after one that it died of. */
export function openPrinter(): Printer {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let count = 0

  const settle = (printed: Printed): void => {
    const one = waiting.get(printed.number)
    waiting.delete(printed.number)
    if (waiting.size === 0) worker?.unref()
    if ('content' in printed) one?.resolve(printed.content)
    else one?.reject(new Error(printed.fault))
  }
  const failAll = (fault: Error): void => {
    worker = undefined
    for (const { reject } of waiting.values()) reject(fault)
    waiting.clear()
  }
  const start = (): Worker => {
    const started = new Worker(new URL('./statement-worker.ts', import.meta.url))
    started.on('message', settle)
    started.on('error', failAll)
    started.on('exit', () => failAll(new Error('the thread that prints papers has ended')))
    return started
  }
  const print = (paper: PrintOrder['paper']): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      count += 1
      worker ??= start()
      // Held only while something is printed, so that a command may end without closing it.
      worker.ref()
      waiting.set(count, { resolve, reject })
      worker.postMessage({ number: count, paper } satisfies PrintOrder)
    })

  return {
    statement: (paper) => print({ which: 'statement', paper }),
    notice: (paper) => print({ which: 'notice', paper }),
    matter: (paper, about) => print({ which: 'matter', paper, about }),
    receipt: (order) => print({ which: 'receipt', order }),
    async close() {
      await worker?.terminate()
    },
  }
}
