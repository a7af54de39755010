import { parentPort } from 'node:worker_threads'
import { invariant } from '@yibao/core/kernel'
import { readPaperFont } from './statement-font.ts'
import type { StatementPaper } from './statement-paper.ts'
import { noticePdf, statementPdf } from './statement-pdf.ts'

/** One paper to be printed, and what came of it. */
export interface PrintOrder {
  readonly number: number
  readonly which: 'statement' | 'notice'
  readonly paper: StatementPaper
}
export type Printed =
  | { readonly number: number; readonly content: Uint8Array<ArrayBuffer> }
  | { readonly number: number; readonly fault: string }

invariant(parentPort !== null, 'a worker has a parent')
const port = parentPort
const font = readPaperFont()

async function print({ which, paper }: PrintOrder): Promise<Uint8Array<ArrayBuffer>> {
  const made = await (which === 'statement' ? statementPdf : noticePdf)(paper, await font)
  return new Uint8Array(made)
}

port.on('message', (order: PrintOrder) => {
  const { number } = order
  print(order).then(
    (content) => port.postMessage({ number, content } satisfies Printed, [content.buffer]),
    (fault: unknown) =>
      port.postMessage({ number, fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) }),
  )
})
