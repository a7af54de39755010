import pg from 'pg'
import { EMBEDDED_NAME } from './cluster.ts'
import { DatabaseError, errorCode, errorText } from './database-error.ts'
import { startEmbedded } from './embedded.ts'
import { migrate, requireMigrated } from './migrate.ts'
import { createPool, type Patience } from './pool.ts'

export interface DatabaseOptions {
  /** Folder of the embedded database; `./.yibao`, or `/var/lib/yibao` for root, unless told. */
  readonly dataDir?: string | undefined
  /** A PostgreSQL of one's own, version 15 or later; then nothing is embedded. */
  readonly databaseUrl?: string | undefined
  /** When root: a folder that any user can reach, for binaries and for data; `/var/lib/yibao-server` unless told. */
  readonly serverRoot?: string | undefined
  readonly maxConnections?: number | undefined
  readonly migrationsDir?: string | undefined
  /** For commands that only look: nothing can be written, and pending migrations are refused instead of run. */
  readonly readOnly?: boolean | undefined
  /** For whoever answers others who wait. */
  readonly patience?: Patience | undefined
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
   * Aborted with a `DatabaseError` when the embedded server ends by itself, or with the process that started it: it does
   * not come back, so the process ought to end. Never aborted for a server of somebody else, which may come back.
   */
  readonly lost: AbortSignal
  /** Ends the pool, and the server when this process started it. May be called again. */
  close(): Promise<void>
}

interface JoinOptions extends Pick<Database, 'url' | 'serverVersion' | 'embedded'> {
  readonly maxConnections: number
  readonly patience?: Patience | undefined
  readonly log: (line: string) => void
}

const MINIMUM_VERSION = 150_000
const POOL_END_MS = 5_000

/**
 * Opens the database: starts or joins the embedded one, or connects to the named one; brings its schema forward, or
 * with `readOnly` only looks whether it is of this version.
 * When this process ends in any way, also without `close`, the server it started ends too.
 *
 * @throws DatabaseError with the cure
 */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const log = options.log ?? (() => undefined)
  const { databaseUrl } = options
  if (databaseUrl !== undefined) {
    const { serverVersion, pool } = await openPool(databaseUrl, options, log)
    const lost = new AbortController().signal
    return { pool, url: databaseUrl, embedded: false, serverVersion, lost, close: once(() => endPool(pool, log)) }
  }
  const server = await startEmbedded({ dataDir: options.dataDir, serverRoot: options.serverRoot, log })
  try {
    const url = server.url(EMBEDDED_NAME)
    const { serverVersion, pool } = await openPool(url, options, log)
    const close = once(() => endPool(pool, log).finally(() => server.stop()))
    return { pool, url, embedded: true, serverVersion, lost: server.lost, close }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/**
 * A pool of one's own on a database that the primary process has opened and keeps open. Who joins does not hear when it
 * is lost; the primary does.
 */
export function joinDatabase(options: JoinOptions): Database {
  const { url, serverVersion, embedded, maxConnections, patience, log } = options
  const pool = createPool({ url, maxConnections, patience, serving: true, log })
  const lost = new AbortController().signal
  return { pool, url, embedded, serverVersion, lost, close: once(() => endPool(pool, log)) }
}

async function openPool(
  url: string,
  { migrationsDir, maxConnections, patience, readOnly = false }: DatabaseOptions,
  log: (line: string) => void,
): Promise<{ serverVersion: number; pool: pg.Pool }> {
  const serverVersion = await checkServer(url)
  await (readOnly ? requireMigrated({ url, migrationsDir }) : migrate({ url, migrationsDir, log }))
  const serving = patience !== undefined
  return { serverVersion, pool: createPool({ url, maxConnections, patience, serving, readOnly, log }) }
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
      log('仍有连接在用，数据库照常关闭 closing the database although a connection is still in use')
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
      `${name} 版本过低 is PostgreSQL ${Math.floor(version / 10_000)}; version 15 or later is needed.`,
      '请升级或换一个，或不写 --database-url 而用内置数据库 Upgrade that server, name another one, or leave out --database-url to use the embedded one.',
    )
  }
  if (facts.encoding !== 'UTF8') {
    throw new DatabaseError(
      `数据库 ${name} 编码不符 has the encoding ${facts.encoding}; UTF8 is needed.`,
      "请重建 Make it again with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
    )
  }
  if (facts.standby) {
    throw new DatabaseError(
      `${name} 是备库，不能写入 is a standby and cannot be written to.`,
      '请在 --database-url 写主库 Name the primary server in --database-url.',
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
      `数据库 ${describeUrl(url)} 无法使用 cannot be used: ${errorText(error)}`,
      cureFor(error),
      error,
    )
  } finally {
    await client?.end()
  }
}

function cureFor(error: unknown): string {
  const code = errorCode(error)
  if (code === 'ECONNREFUSED') {
    return '请启动它，或更正 --database-url 的地址和端口 Start that server, or correct host and port in --database-url.'
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return '请更正 --database-url 的主机名 Correct the host name in --database-url.'
  }
  if (code === 'ERR_INVALID_URL') {
    return '请写成（特殊字符用 %） Write it as postgres://user:password@host:5432/name, with odd signs %-encoded.'
  }
  if (code === '28P01' || code === '28000') {
    return '请更正用户名和密码，并查看该服务器的 pg_hba.conf Correct user and password, and see pg_hba.conf of that server.'
  }
  if (code === '3D000') {
    return '请先建库（createdb），或更正库名 Make the database first (createdb), or correct its name in --database-url.'
  }
  return '请核对 --database-url 的地址和网络 Check the address in --database-url and that the server can be reached from here.'
}

/** Host, port and name, without user and password. */
function describeUrl(url: string): string {
  if (!URL.canParse(url)) return '（--database-url）'
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}
