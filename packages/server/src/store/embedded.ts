import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { EMBEDDED_NAME, ensureCluster, readSecret } from './cluster.ts'
import { type DataFolder, type DataFolderOptions, exists, openDataFolder } from './data-folder.ts'
import { DatabaseError } from './database-error.ts'
import { type FolderLock, tryLockFolder } from './folder-lock.ts'
import { readPostmaster, stopLeftovers } from './postmaster.ts'
import { findServerBinaries } from './server-binaries.ts'
import { askEmbedded, startServerProcess } from './server-process.ts'

export interface EmbeddedServer {
  /** Connection string, password included, of one database of the server. */
  url(database: string): string
  /** False for a guest, whose server belongs to another process and ends with it. */
  readonly owner: boolean
  /** Aborted with a `DatabaseError` when our own server ends by itself, or a guest's with the process that owns it. */
  readonly lost: AbortSignal
  /** Stops the server when we own it; may be called again. */
  stop(): Promise<void>
}

const OTHER_OWNER_MS = 60_000
const OWNER_LOOK_MS = 2_000

/**
 * Starts the server of a data folder, or joins the one that another process runs there.
 *
 * Whoever holds the folder's lock owns the server. The system drops the lock when its holder dies, so a server found
 * under a free lock has lost its owner: it is stopped and started anew.
 *
 * @throws DatabaseError with the cure
 */
export async function startEmbedded(options: DataFolderOptions): Promise<EmbeddedServer> {
  const folder = await openDataFolder(options)
  const deadline = performance.now() + OTHER_OWNER_MS
  for (;;) {
    const lock = tryLockFolder(folder.lockFile)
    if (lock !== null) return own(folder, lock, options.log)
    const guest = await join(folder)
    if (guest !== null) {
      options.log('使用另一进程已启动的数据库 joined the database that another process runs')
      return guest
    }
    if (performance.now() > deadline) {
      throw new DatabaseError(
        `数据目录被另一进程占用，其数据库无应答 another process holds the data folder ${folder.home}, but its database does not answer.`,
        '请等它启动或结束，或结束它，再重试 Wait until it has started or ended, or end it; then start again.',
      )
    }
    await sleep(200)
  }
}

async function own(folder: DataFolder, lock: FolderLock, log: (line: string) => void): Promise<EmbeddedServer> {
  try {
    await stopLeftovers(folder.pgData, log)
    const binaries = await findServerBinaries(folder, log)
    const password = await ensureCluster(folder, binaries, log)
    const server = await startServerProcess({ folder, binaries, password, log })
    const url = (database: string) => serverUrl(server.port, password, database)
    let stopped: Promise<void> | undefined
    const stop = () => {
      stopped ??= server.stop().finally(() => lock.release())
      return stopped
    }
    try {
      await ensureDatabase(url('postgres'))
    } catch (error) {
      await server.stop()
      throw error
    }
    return { url, owner: true, lost: server.lost, stop }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** @returns null while the owner is still starting, or already stopping */
async function join(folder: DataFolder): Promise<EmbeddedServer | null> {
  if (!(await exists(folder.secretFile))) return null
  const postmaster = await readPostmaster(folder.pgData)
  if (postmaster === null || !postmaster.ready) return null
  const password = await readSecret(folder)
  if ((await askEmbedded(postmaster.port, password, EMBEDDED_NAME)) !== 'ready') return null
  const url = (database: string) => serverUrl(postmaster.port, password, database)
  const { lost, end } = watchOwner(folder, postmaster.pid)
  return { url, owner: false, lost, stop: async () => end() }
}

/** Looks now and then whether the server that a guest joined is still there: its owner tells nobody that it ends. */
function watchOwner(folder: DataFolder, pid: number): { readonly lost: AbortSignal; readonly end: () => void } {
  const lost = new AbortController()
  const end = (): void => clearInterval(timer)
  const look = async (): Promise<void> => {
    const postmaster = await readPostmaster(folder.pgData)
    if (postmaster?.pid === pid) return
    end()
    lost.abort(
      new DatabaseError(
        '运行数据库的那个进程已结束 the process that ran the database has ended.',
        '请重新启动，已确认的都保留 Start again: everything that was acknowledged is kept.',
      ),
    )
  }
  const timer = setInterval(() => {
    look().catch((error: Error) => lost.abort(error))
  }, OWNER_LOOK_MS)
  timer.unref()
  return { lost: lost.signal, end }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [EMBEDDED_NAME])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${EMBEDDED_NAME}`)
  } finally {
    await client.end()
  }
}

function serverUrl(port: number, password: string, database: string): string {
  return `postgres://${EMBEDDED_NAME}:${password}@127.0.0.1:${port}/${database}`
}
