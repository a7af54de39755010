import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { DatabaseError, errorCode, errorText } from './database-error.ts'
import { chooseServerAccount, isRoot, runAs, type ServerAccount } from './server-account.ts'

/** Where one embedded database lives, and who runs its server. */
export interface DataFolder {
  /** Usually the data folder itself; see `database.location` in the room's page for the exception. */
  readonly home: string
  readonly serverRoot: string
  readonly pgData: string
  readonly secretFile: string
  readonly lockFile: string
  readonly logFile: string
  readonly account: ServerAccount
}

export interface DataFolderOptions {
  readonly dataDir?: string | undefined
  /** Root's place for what the server's user must reach: binaries, and data whose folder it cannot enter. */
  readonly serverRoot?: string | undefined
  readonly log: (line: string) => void
}

const DEFAULT_SERVER_ROOT = '/var/lib/yibao-server'

/** Whether a data folder has a database, there or where its `database.location` points. */
export async function holdsDatabase(dataDir: string): Promise<boolean> {
  return (await exists(join(dataDir, 'pgdata'))) || (await exists(locationFile(dataDir)))
}

/** `./.yibao`, or `/var/lib/yibao` for root. */
export function defaultDataDir(): string {
  return isRoot() ? '/var/lib/yibao' : resolve('.yibao')
}

/**
 * Finds or makes the data folder.
 *
 * @throws DatabaseError when it cannot be made or entered, or belongs to someone else
 */
export async function openDataFolder(options: DataFolderOptions): Promise<DataFolder> {
  const { log, serverRoot = DEFAULT_SERVER_ROOT } = options
  const folder = await makeDataDir(options.dataDir ?? defaultDataDir())
  const elsewhere = await readLocation(folder)
  const home = elsewhere ?? folder
  const account = await chooseServerAccount(join(home, 'pgdata'), log)
  if (elsewhere !== null || (await canEnter(account, home))) return describe(home, serverRoot, account)
  if (await exists(join(home, 'pgdata'))) {
    throw new DatabaseError(
      `数据库目录 ${home} 无法进入 cannot be reached by ${account.name}, who runs its server.`,
      '请放开上级目录（chmod o+x），或移到可进入之处 Make every folder above it passable (chmod o+x), or move the data folder to such a place.',
    )
  }
  const moved = await chooseLocation(folder, serverRoot)
  log(`数据库另存 the database is kept in ${moved}: ${account.name} 无法进入 cannot enter ${folder}`)
  return describe(moved, serverRoot, account)
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

/** Makes a folder that everybody may pass through, whatever the umask; an existing one keeps its mode. */
export async function makePassableFolder(path: string, mode: number): Promise<void> {
  if ((await mkdir(path, { recursive: true })) !== undefined) await chmod(path, mode)
}

/** Makes renames and new files in a folder survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes a whole file or nothing: a reader sees the old content or the new, a power cut leaves one of them. */
export async function writeFileWhole(path: string, content: string, mode: number): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, content, { mode, flush: true })
  await rename(draft, path)
  await syncFolder(dirname(path))
}

function describe(home: string, serverRoot: string, account: ServerAccount): DataFolder {
  return {
    home,
    serverRoot,
    account,
    pgData: join(home, 'pgdata'),
    secretFile: join(home, 'database.secret'),
    lockFile: join(home, 'database.lock'),
    logFile: join(home, 'postgres.log'),
  }
}

async function makeDataDir(dataDir: string): Promise<string> {
  const wanted = resolve(dataDir)
  try {
    await makePassableFolder(wanted, isRoot() ? 0o711 : 0o700)
    return await realpath(wanted)
  } catch (error) {
    throw new DatabaseError(
      `数据目录 ${wanted} 无法建立 cannot be made: ${errorText(error)}`,
      '请用 --data-dir 选一个可写的目录 Choose a folder that this user may write with --data-dir.',
      error,
    )
  }
}

async function canEnter(account: ServerAccount, folder: string): Promise<boolean> {
  return (await runAs(account, '/bin/sh', ['-c', 'cd "$0"', folder])).status === 0
}

function locationFile(folder: string): string {
  return join(folder, 'database.location')
}

async function readLocation(folder: string): Promise<string | null> {
  const file = locationFile(folder)
  if (!(await exists(file))) return null
  const home = (await readFile(file, 'utf8')).trim()
  if (home.startsWith('/') && (await exists(home))) return home
  throw new DatabaseError(
    `${file} 所指的目录不存在 says that the database is in "${home}", which does not exist.`,
    `请从备份恢复，或删除该文件以空库开始 Bring that folder back from a backup, or delete ${file} to begin with an empty database.`,
  )
}

async function chooseLocation(folder: string, serverRoot: string): Promise<string> {
  await makePassableFolder(serverRoot, 0o755)
  await makePassableFolder(join(serverRoot, 'data'), 0o711)
  const home = join(serverRoot, 'data', randomBytes(8).toString('hex'))
  await makePassableFolder(home, 0o711)
  const draft = `${locationFile(folder)}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, `${home}\n`, { flush: true })
  try {
    await link(draft, locationFile(folder))
    await syncFolder(folder)
    return home
  } catch (error) {
    // Another start was first; its choice stands.
    if (errorCode(error) !== 'EEXIST') throw error
    await rm(home, { recursive: true })
    return (await readLocation(folder)) ?? home
  } finally {
    await rm(draft, { force: true })
  }
}
