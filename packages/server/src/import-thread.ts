import { parentPort, workerData } from 'node:worker_threads'
import { invariant } from '@yibao/core/kernel'
import { capitationFile } from './files/capitation-file.ts'
import { catalogueItemsFile } from './files/catalogue-items-file.ts'
import { creditsFile } from './files/credits-file.ts'
import { familyFile } from './files/family-file.ts'
import { institutionsFile } from './files/institutions-file.ts'
import { membersFile } from './files/members-file.ts'
import { departmentsFile, practitionersFile } from './files/registers-file.ts'
import { wrongRowsWorkbook } from './files/wrong-rows-xlsx.ts'
import type { ImportKind } from './flows/import-desk-ports.ts'
import type { ImportProblem, ImportSource, SourceItem } from './flows/import-ports.ts'

/** What a thread is begun for; plain data. */
export type ImportThreadOrder =
  | {
      readonly does: 'read'
      readonly path: string
      readonly file: string
      readonly kind: ImportKind
      /** Codes of institutions on file; only registers of departments and practitioners ask for them. */
      readonly institutions: ReadonlySet<string>
    }
  | {
      readonly does: 'write'
      readonly path: string
      readonly problems: ReadonlyMap<number, readonly ImportProblem[]>
    }

/** What it answers: rows of a batch each time it is asked, then the end; or one workbook. */
export type ImportThreadWord =
  | { readonly items: readonly SourceItem<unknown>[]; readonly ended: boolean }
  | { readonly workbook: Uint8Array<ArrayBuffer> }

/** Rows that travel together. */
const batchRows = 500
/** Rows of a file that a desk takes. */
const mostRows = 50_000

function sourceOf({ kind, path, file, institutions }: ImportThreadOrder & { does: 'read' }): ImportSource<unknown> {
  const isKnown = (code: string): boolean => institutions.has(code)
  switch (kind) {
    case 'catalogue':
      return catalogueItemsFile(path, file)
    case 'members':
      return membersFile(path, file)
    case 'institutions':
      return institutionsFile(path, file)
    case 'departments':
      return departmentsFile(path, file, isKnown)
    case 'practitioners':
      return practitionersFile(path, file, isKnown)
    case 'family':
      return familyFile(path, file)
    case 'credits':
      return creditsFile(path, file)
    case 'capitation':
      return capitationFile(path, file)
  }
}

const tooManyRows: SourceItem<unknown> = {
  kind: 'unreadable',
  problem: {
    line: mostRows + 2,
    column: '',
    value: '',
    what: `超过 ${mostRows} 行 (more than ${mostRows} rows)`,
    cure: '请分成几个文件，或在命令行用 ./yibao import 导入 (split the file, or import it at the command line)',
  },
}

/** The items of a source, and an end of its own where there are too many. */
async function* bounded(source: ImportSource<unknown>): AsyncGenerator<SourceItem<unknown>> {
  let rows = 0
  for await (const item of source.rows()) {
    if (item.kind === 'row' || item.kind === 'bad') rows += 1
    if (rows > mostRows) {
      yield tooManyRows
      return
    }
    yield item
  }
}

invariant(parentPort !== null, 'a worker has a parent')
const port = parentPort
const order = workerData as ImportThreadOrder

if (order.does === 'write') {
  const workbook = new Uint8Array(await wrongRowsWorkbook(order.path, order.problems))
  port.postMessage({ workbook } satisfies ImportThreadWord, [workbook.buffer])
} else {
  const items = bounded(sourceOf(order))
  port.on('message', async () => {
    const batch: SourceItem<unknown>[] = []
    for (;;) {
      const { done, value } = await items.next()
      if (done === true) break
      batch.push(value)
      if (batch.length === batchRows) break
    }
    const ended = batch.length < batchRows
    port.postMessage({ items: batch, ended } satisfies ImportThreadWord)
    if (ended) port.close()
  })
}
