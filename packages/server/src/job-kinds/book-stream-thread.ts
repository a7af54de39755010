import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { parentPort, workerData } from 'node:worker_threads'
import { invariant } from '@yibao/core/kernel'
import ExcelJS from 'exceljs'
import type { BookAsked, BookColumn, BookPlan, BookTold } from './book-stream.ts'

invariant(parentPort !== null, 'a worker has a parent')
const port = parentPort
const plan: BookPlan = workerData

const formats: Readonly<Record<BookColumn['format'], string>> = { text: '@', money: '#,##0.00', count: '#,##0' }

const stream = new PassThrough()
const content = buffer(stream)
const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
const sheet = workbook.addWorksheet(plan.sheet, { views: [{ state: 'frozen', ySplit: 1 }] })
sheet.columns = plan.columns.map(({ head, width, format }) => ({
  header: head,
  width,
  style: { numFmt: formats[format] },
}))
sheet.getRow(1).font = { bold: true }
sheet.getRow(1).commit()

async function carryOut(asked: BookAsked): Promise<BookTold> {
  if ('rows' in asked) {
    for (const row of asked.rows) sheet.addRow([...row]).commit()
    return { taken: true }
  }
  sheet.commit()
  await workbook.commit()
  return { content: new Uint8Array(await content) }
}

port.on('message', (asked: BookAsked) => {
  carryOut(asked).then(
    (told) => port.postMessage(told, 'content' in told ? [told.content.buffer] : []),
    (fault: unknown) =>
      port.postMessage({ fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) }),
  )
})
