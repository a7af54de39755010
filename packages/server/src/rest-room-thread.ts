import { parentPort } from 'node:worker_threads'
import { invariant } from '@yibao/core/kernel'
import { comparisonWorkbook } from './files/comparison-xlsx.ts'
import { reportWorkbook } from './files/report-xlsx.ts'
import type { StatementPaper } from './files/statement-paper.ts'
import { statementWorkbook } from './files/statement-xlsx.ts'
import type { WholeReport } from './flows/report-desk.ts'

type ComparisonPages = Parameters<typeof comparisonWorkbook>

/** One workbook to be written, and what came of it; plain data. */
export interface BookOrder {
  readonly number: number
  readonly book:
    | { readonly kind: 'report'; readonly report: WholeReport }
    | { readonly kind: 'comparison'; readonly comparison: ComparisonPages[0]; readonly about: ComparisonPages[1] }
    | { readonly kind: 'statement'; readonly paper: StatementPaper }
}
export type BookMade =
  | { readonly number: number; readonly content: Uint8Array<ArrayBuffer> }
  | { readonly number: number; readonly fault: string }

invariant(parentPort !== null, 'a worker has a parent')
const port = parentPort

function write(book: BookOrder['book']): Promise<Uint8Array> {
  if (book.kind === 'report') return reportWorkbook(book.report)
  return book.kind === 'comparison' ? comparisonWorkbook(book.comparison, book.about) : statementWorkbook(book.paper)
}

port.on('message', ({ number, book }: BookOrder) => {
  write(book).then(
    (made) => {
      const content = new Uint8Array(made)
      port.postMessage({ number, content } satisfies BookMade, [content.buffer])
    },
    (fault: unknown) =>
      port.postMessage({ number, fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) }),
  )
})
