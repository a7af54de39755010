import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import type { Provider } from '@yibao/core/encounter'
import { dateOf } from '@yibao/core/kernel'
import type pg from 'pg'
import type { Signup } from './flows/capitation-ports.ts'
import type { Credit } from './flows/credit-ports.ts'
import type { Sharing } from './flows/family-ports.ts'
import { examineSignups } from './flows/import-capitation.ts'
import { writeCatalogueRows } from './flows/import-catalogue.ts'
import { examineCredits } from './flows/import-credits.ts'
import type { ImportKind, ImportRunOrder, RowPlace, RunImport, WriteWrongRows } from './flows/import-desk-ports.ts'
import { examineSharings } from './flows/import-family.ts'
import { withinImporterReach } from './flows/import-guard.ts'
import { importMembers } from './flows/import-members.ts'
import type { CatalogueRow, ImportListener, ImportSource, ImportStore, MemberRow } from './flows/import-ports.ts'
import type { ImportReport } from './flows/import-report.ts'
import { importRows } from './flows/import-rows.ts'
import type { Department, Practitioner } from './flows/register-ports.ts'
import { rowsInThread, wrongRowsInThread } from './import-threads.ts'
import { surveySignups } from './store/import-capitation.ts'
import { surveyCredits } from './store/import-credits.ts'
import { knownPeople } from './store/import-family.ts'
import { importStore } from './store/import-store.ts'
import { importReachStore, uploadApplied } from './store/import-upload-store.ts'
import { createPool } from './store/pool.ts'
import { readProviders } from './store/registry-store.ts'

interface Ground {
  readonly pool: pg.Pool
  readonly store: ImportStore
  readonly listener: ImportListener
  readonly order: ImportRunOrder
  /** The rows of the file, those beyond the importer's reach as bad ones. */
  readonly source: <T>(placeOf: (value: T) => RowPlace) => ImportSource<T>
}

/** How each kind of list is held against the database and written; beside it, to whom its rows belong. */
const kinds: { readonly [Kind in ImportKind]: (ground: Ground) => Promise<ImportReport> } = {
  catalogue: ({ store, listener, order, source }) => {
    const sources = [source<CatalogueRow>(() => ({}))]
    return importRows(store, listener, { sources, write: writeCatalogueRows }, order)
  },

  members: ({ store, listener, order, source }) => {
    const rows = source<MemberRow>(({ insured, enrolment }) => ({
      people: [insured.insuredId],
      divisions: [enrolment.division],
    }))
    return importMembers(store, listener, { source: rows, at: order.at }, order)
  },

  institutions: ({ store, listener, order, source }) => {
    const sources = [
      source<Provider>(({ providerCode, division }) => ({ providers: [providerCode], divisions: [division] })),
    ]
    return importRows(store, listener, { sources, write: (writers, rows) => writers.writeProviders(rows) }, order)
  },

  departments: ({ store, listener, order, source }) => {
    const sources = [source<Department>(({ providerCode }) => ({ providers: [providerCode] }))]
    return importRows(store, listener, { sources, write: (writers, rows) => writers.writeDepartments(rows) }, order)
  },

  practitioners: ({ store, listener, order, source }) => {
    const sources = [source<Practitioner>(({ providerCode }) => ({ providers: [providerCode] }))]
    return importRows(store, listener, { sources, write: (writers, rows) => writers.writePractitioners(rows) }, order)
  },

  family: ({ pool, store, listener, order, source }) => {
    const sources = [source<Sharing>(({ memberId, ownerId }) => ({ people: [memberId, ownerId] }))]
    const examine = examineSharings((insuredIds) => knownPeople(pool, insuredIds), listener, order.filename)
    const write = (writers: Writers, rows: readonly Sharing[]) => writers.writeSharings(rows, order.at)
    return importRows(store, listener, { sources, examine, write }, order)
  },

  credits: ({ pool, store, listener, order, source }) => {
    const sources = [source<Credit>(({ insuredId }) => ({ people: [insuredId] }))]
    const survey = (credits: readonly Credit[]) => surveyCredits(pool, credits, dateOf(order.at))
    const examine = examineCredits(survey, listener, order.filename)
    const write = (writers: Writers, rows: readonly Credit[]) => writers.writeCredits(rows, order.at)
    return importRows(store, listener, { sources, examine, write }, order)
  },

  capitation: ({ pool, store, listener, order, source }) => {
    const sources = [
      source<Signup>(({ insuredId, providerCode, division }) => ({
        people: [insuredId],
        providers: [providerCode],
        divisions: [division],
      })),
    ]
    const examine = examineSignups((signups) => surveySignups(pool, signups), listener, order.filename)
    const origin = { file: order.filename, at: order.at }
    const write = (writers: Writers, rows: readonly Signup[]) => writers.writeSignups(rows, origin)
    return importRows(store, listener, { sources, examine, write }, order)
  },
}

type Writers = Parameters<Parameters<ImportStore['inTransaction']>[1]>[0]

/** Whether rows of a kind name institutions that have to be on file. */
const asksForInstitutions = (kind: ImportKind): boolean => kind === 'departments' || kind === 'practitioners'

/** Lays a file where a thread can read it, as long as `work` runs; nobody else may read it. */
async function withFile<T>(
  { filename, content }: { readonly filename: string; readonly content: Uint8Array },
  work: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'yibao-import-'))
  try {
    const path = join(folder, `list${extname(filename).toLowerCase()}`)
    await writeFile(path, content, { mode: 0o600 })
    return await work(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Connections of one import: one holds the lock, one writes, one looks things up. */
const connections = 3

/** Opens connections that are an import's own: it plans for many rows, and keeps none of those that messages wait for. */
async function withPool<T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = createPool({ url, maxConnections: connections, log: (line) => process.stderr.write(`${line}\n`) })
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

async function runOn(
  pool: pg.Pool,
  path: string,
  order: ImportRunOrder,
  listener: ImportListener,
): ReturnType<RunImport> {
  const { kind, filename: file, reach, applied, at } = order
  const store = applied === null ? importStore(pool) : importStore(pool, uploadApplied(applied, at))
  const known = asksForInstitutions(kind) ? await readProviders(pool) : []
  const institutions = new Set(known.map(({ providerCode }) => providerCode))
  let isReadable = true
  const read = <T>(): ImportSource<T> => ({
    file,
    async *rows() {
      for await (const item of rowsInThread<T>({ does: 'read', path, file, kind, institutions })) {
        if (item.kind === 'unreadable') isReadable = false
        yield item
      }
    },
  })
  const strangers = importReachStore(pool)
  const source = <T>(placeOf: (value: T) => RowPlace) =>
    withinImporterReach(read<T>(), { reach, store: strangers, placeOf })
  const report = await kinds[kind]({ pool, store, listener, order, source })
  return { ...report, isReadable }
}

/** Runs imports at a desk: files are read in threads, rows are held against the importer's reach. */
export const runImports =
  (url: string): RunImport =>
  (order, listener) =>
    withFile(order, (path) => withPool(url, (pool) => runOn(pool, path, order, listener)))

export const writeWrongRows: WriteWrongRows = (file, problems) =>
  withFile(file, (path) => wrongRowsInThread(path, problems))
