import { addDays, dateOf } from '@yibao/core/kernel'
import type { CatalogueList, CatalogueStore, Edition, FileKey, PreparedFile, PublishedRow } from './catalogue-ports.ts'
import type { Ports } from './ports.ts'

export interface CatalogueOrder {
  /** Names the way in which rows are written: the message, and the number of columns. */
  readonly kind: string
  /** Null for a kind of which the centre holds no rows. */
  readonly list: CatalogueList | null
  /** The version that the sender has; one that this centre never made stands for none, and everything is sent. */
  readonly version: string
  readonly write: (row: PublishedRow) => string
}

type Needed = Pick<Ports, 'catalogues' | 'files' | 'archives' | 'clock' | 'newId'>

/** Rows that are read and written together. */
const batchRows = 5_000

/** How many days a file can be fetched. */
const fetchableDays = 8

/** Files that are being made now, so that a morning on which everybody asks makes each of them once. */
const making = new WeakMap<CatalogueStore, Map<string, Promise<PreparedFile>>>()

/**
 * Prepares the file with all rows that are newer than the version the sender has. The same versions give the same file:
 * it is made by the first who asks and fetched by everybody.
 */
export async function downloadCatalogue(ports: Needed, order: CatalogueOrder): Promise<PreparedFile> {
  const today = dateOf(ports.clock.now())
  const edition: Edition =
    order.list === null ? { number: 0, version: '0' } : await ports.catalogues.publish(order.list, today)
  const has = order.list === null ? null : await ports.catalogues.versionNumber(order.list, order.version)
  const key = { infno: order.kind, after: has ?? 0, number: edition.number }
  const running = making.get(ports.catalogues) ?? new Map<string, Promise<PreparedFile>>()
  making.set(ports.catalogues, running)
  const name = JSON.stringify(key)
  const found = running.get(name)
  if (found !== undefined) return await found
  const made = prepared(ports, order, key, edition).finally(() => running.delete(name))
  running.set(name, made)
  return await made
}

async function prepared(ports: Needed, order: CatalogueOrder, key: FileKey, edition: Edition): Promise<PreparedFile> {
  const at = ports.clock.now()
  const today = dateOf(at)
  const before = await ports.catalogues.preparedFile(key, today)
  if (before !== null) return before
  const { content, rows } = await contentOf(ports, order, key)
  const name = `${key.infno}_${edition.version}`
  const archive = await ports.archives.pack([{ name: `${name}.txt`, content }])
  const file = { fileNo: ports.newId(), filename: `${name}.zip`, rows, until: addDays(today, fetchableDays) }
  await ports.files.put({ ...file, providerCode: null, content: archive, at })
  await ports.catalogues.keepPrepared(key, file)
  return file
}

async function contentOf(
  { catalogues }: Needed,
  { list, write }: CatalogueOrder,
  key: FileKey,
): Promise<{ readonly content: Uint8Array; readonly rows: number }> {
  const parts: Buffer[] = []
  let rows = 0
  for (let last: PublishedRow | undefined; list !== null; ) {
    const batch = await catalogues.changes(list, key, last ?? null, batchRows)
    parts.push(Buffer.from(batch.map(write).join(''), 'utf8'))
    rows += batch.length
    last = batch.at(-1)
    if (batch.length < batchRows) break
  }
  return { content: Buffer.concat(parts), rows }
}
