import { parentPort } from 'node:worker_threads'
import { invariant } from '@yibao/core/kernel'
import type { MatterDocument } from '../flows/casework-ports.ts'
import type { ReceiptOrder } from '../flows/receipt-ports.ts'
import { documentPdf, type PaperRows } from './casework-paper.ts'
import { receiptPdf } from './receipt-pdf.ts'
import { type PaperFont, readPaperFont } from './statement-font.ts'
import type { StatementPaper } from './statement-paper.ts'
import { noticePdf, statementPdf } from './statement-pdf.ts'

/** One paper to be printed, and what came of it. */
export interface PrintOrder {
  readonly number: number
  readonly paper:
    | { readonly which: 'statement' | 'notice'; readonly paper: StatementPaper }
    | { readonly which: 'matter'; readonly paper: MatterDocument; readonly about: PaperRows }
    | { readonly which: 'receipt'; readonly order: ReceiptOrder }
}
export type Printed =
  | { readonly number: number; readonly content: Uint8Array<ArrayBuffer> }
  | { readonly number: number; readonly fault: string }

invariant(parentPort !== null, 'a worker has a parent')
const port = parentPort
const font = readPaperFont()

function made(order: PrintOrder['paper'], face: PaperFont): Promise<Buffer> {
  if (order.which === 'matter') return documentPdf(order.paper, face, order.about)
  if (order.which === 'receipt') return receiptPdf(order.order, face)
  return (order.which === 'statement' ? statementPdf : noticePdf)(order.paper, face)
}

const print = async ({ paper }: PrintOrder): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await made(paper, await font))

port.on('message', (order: PrintOrder) => {
  const { number } = order
  print(order).then(
    (content) => port.postMessage({ number, content } satisfies Printed, [content.buffer]),
    (fault: unknown) =>
      port.postMessage({ number, fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) }),
  )
})
