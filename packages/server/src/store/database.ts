import pg from 'pg'
import { EMBEDDED_NAME } from './cluster.ts'
import { DatabaseError, errorCode, errorText } from './database-error.ts'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { createPool } from './pool.ts'

export interface DatabaseOptions {
  /** Folder of the embedded database; `./.yibao`, or `/var/lib/yibao` for root, unless told. */
  readonly dataDir?: string | undefined
  /** A PostgreSQL of one's own, version 15 or later; then nothing is embedded. */
  readonly databaseUrl?: string | undefined
  /** When root: a folder that any user can reach, for binaries and for data; `/var/lib/yibao-server` unless told. */
  readonly serverRoot?: string | undefined
  readonly maxConnections?: number | undefined
  readonly migrationsDir?: string | undefined
  /** Receives lines for the operator, without secrets. */
  readonly log?: ((line: string) => void) | undefined
}

export interface Database {
  readonly pool: pg.Pool
  /** Connection string with the password: never print it. */
  readonly url: string
  readonly embedded: boolean
  /** As PostgreSQL counts: 180004 is 18.4. */
  readonly serverVersion: number
  /**
   * Aborted with a `DatabaseError` when the server that this process started ends by itself: it does not come back,
   * so the process ought to end. Never aborted for a server of somebody else, which may come back.
   */
  readonly lost: AbortSignal
  /** Ends the pool, and the server when this process started it. May be called again. */
  close(): Promise<void>
}

const MINIMUM_VERSION = 150_000
const POOL_END_MS = 5_000

/**
 * Opens the database: starts or joins the embedded one, or connects to the named one; brings its schema forward.
 * When this process ends in any way, also without `close`, the server it started ends too.
 *
 * @throws DatabaseError with the cure
 */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const log = options.log ?? (() => undefined)
  const { databaseUrl, migrationsDir, maxConnections } = options
  if (databaseUrl !== undefined) {
    const serverVersion = await checkServer(databaseUrl)
    await migrate({ url: databaseUrl, migrationsDir, log })
    const pool = createPool({ url: databaseUrl, maxConnections, log })
    const lost = new AbortController().signal
    return { pool, url: databaseUrl, embedded: false, serverVersion, lost, close: once(() => endPool(pool, log)) }
  }
  const server = await startEmbedded({ dataDir: options.dataDir, serverRoot: options.serverRoot, log })
  try {
    const url = server.url(EMBEDDED_NAME)
    const serverVersion = await checkServer(url)
    await migrate({ url, migrationsDir, log })
    const pool = createPool({ url, maxConnections, log })
    const close = once(() => endPool(pool, log).finally(() => server.stop()))
    return { pool, url, embedded: true, serverVersion, lost: server.lost, close }
  } catch (error) {
    await server.stop()
    throw error
  }
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined
  return () => {
    closing ??= close()
    return closing
  }
}

/** A client that was never given back must not keep the server from being stopped. */
async function endPool(pool: pg.Pool, log: (line: string) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      log('closing the database although a connection is still in use')
      resolve()
    }, POOL_END_MS)
  })
  await Promise.race([pool.end(), patience])
  clearTimeout(timer)
}

export interface ServerFacts {
  readonly version: string
  readonly encoding: string
  readonly standby: boolean
}

/** @returns the server's version number */
async function checkServer(url: string): Promise<number> {
  const facts = await askServer(url)
  refuseUnfitServer(facts, describeUrl(url))
  return Number(facts.version)
}

/** @throws DatabaseError when the server is too old, not UTF8, or a standby */
export function refuseUnfitServer(facts: ServerFacts, name: string): void {
  const version = Number(facts.version)
  if (version < MINIMUM_VERSION) {
    throw new DatabaseError(
      `${name} is PostgreSQL ${Math.floor(version / 10_000)}; version 15 or later is needed.`,
      'Upgrade that server, name another one, or leave out --database-url to use the embedded one.',
    )
  }
  if (facts.encoding !== 'UTF8') {
    throw new DatabaseError(
      `The database ${name} has the encoding ${facts.encoding}; UTF8 is needed.`,
      "Make it again with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
    )
  }
  if (facts.standby) {
    throw new DatabaseError(
      `${name} is a standby and cannot be written to.`,
      'Name the primary server in --database-url.',
    )
  }
}

async function askServer(url: string): Promise<ServerFacts> {
  let client: pg.Client | undefined
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 })
    client.on('error', () => undefined)
    await client.connect()
    const { rows } = await client.query<ServerFacts>(
      `SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding,
              pg_is_in_recovery() AS standby`,
    )
    const facts = rows[0]
    if (facts === undefined) throw new Error('the server did not answer the first question')
    return facts
  } catch (error) {
    throw new DatabaseError(
      `The database ${describeUrl(url)} cannot be used: ${errorText(error)}`,
      cureFor(error),
      error,
    )
  } finally {
    await client?.end()
  }
}

function cureFor(error: unknown): string {
  const code = errorCode(error)
  if (code === 'ECONNREFUSED') return 'Start that server, or correct host and port in --database-url.'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Correct the host name in --database-url.'
  if (code === 'ERR_INVALID_URL')
    return 'Write it as postgres://user:password@host:5432/name, with odd signs %-encoded.'
  if (code === '28P01' || code === '28000') return 'Correct user and password, and see pg_hba.conf of that server.'
  if (code === '3D000') return 'Make the database first (createdb), or correct its name in --database-url.'
  return 'Check the address in --database-url and that the server can be reached from here.'
}

/** Host, port and name, without user and password. */
function describeUrl(url: string): string {
  if (!URL.canParse(url)) return 'named by --database-url'
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}
