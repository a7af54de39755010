import { randomBytes } from 'node:crypto'
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DataFolder, exists, syncFolder, writeFileWhole } from './data-folder.ts'
import { DatabaseError, errorText } from './database-error.ts'
import { runAs } from './server-account.ts'
import type { ServerBinaries } from './server-binaries.ts'

/** The role that owns everything in the embedded server, and the name of the application's database. */
export const EMBEDDED_NAME = 'yibao'

const DRAFT_PREFIX = 'pgdata.new-'

/**
 * Makes the cluster files once and returns the password of the role `yibao`. Call it under the folder's lock.
 *
 * @throws DatabaseError when the files are of another version, incomplete, or cannot be made
 */
export async function ensureCluster(
  folder: DataFolder,
  binaries: ServerBinaries,
  log: (line: string) => void,
): Promise<string> {
  await removeDrafts(folder, log)
  if (!(await exists(folder.pgData))) return createCluster(folder, binaries, log)
  await checkVersion(folder, binaries)
  if (await exists(folder.secretFile)) return readSecret(folder)
  return renewSecret(folder, binaries, log)
}

export async function readSecret(folder: DataFolder): Promise<string> {
  try {
    return (await readFile(folder.secretFile, 'utf8')).trim()
  } catch (error) {
    throw new DatabaseError(
      `数据库密码文件无法读取 the database password in ${folder.secretFile} cannot be read: ${errorText(error)}`,
      '请以数据目录的所有者或 root 启动 Start as the user who made the data folder, or as root.',
      error,
    )
  }
}

/**
 * The files are made aside and renamed into place, so that a kill half way leaves nothing half-made. The secret
 * comes last: a cluster without its secret is healed, a secret without its cluster means that data is gone.
 */
async function createCluster(
  folder: DataFolder,
  binaries: ServerBinaries,
  log: (line: string) => void,
): Promise<string> {
  if (await exists(folder.secretFile)) {
    throw new DatabaseError(
      `${folder.home} 的数据库文件丢失 has held a database, but its folder "pgdata" is gone.`,
      `请恢复它（磁盘未挂载、备份），或删除密码文件以空库开始 Bring it back (a disk not mounted, a backup), or delete ${folder.secretFile} to begin with an empty database.`,
    )
  }
  log(`新建数据库 making a new database in ${folder.home}`)
  const draft = join(folder.home, `${DRAFT_PREFIX}${randomBytes(6).toString('hex')}`)
  const files = join(draft, 'pgdata')
  const passwordFile = join(draft, 'password')
  const password = newPassword()
  await mkdir(files, { recursive: true, mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  const { uid, gid } = folder.account.identity
  if (uid !== undefined && gid !== undefined) {
    for (const path of [draft, files, passwordFile]) await chown(path, uid, gid)
  }
  const made = await runAs(folder.account, binaries.initdb, [
    `--pgdata=${files}`,
    `--username=${EMBEDDED_NAME}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The provider inside PostgreSQL sorts the same on every machine; an upgrade of the system cannot spoil an index.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
  ])
  if (made.status !== 0) {
    await rm(draft, { recursive: true, force: true })
    throw new DatabaseError(
      `数据库文件无法建立 the database files could not be made in ${folder.home}:\n${made.output}`,
      '请检查磁盘空间和写权限 Check the free disk space and that this user may write there.',
    )
  }
  await rename(files, folder.pgData)
  await syncFolder(folder.home)
  await writeFileWhole(folder.secretFile, `${password}\n`, 0o600)
  await rm(draft, { recursive: true, force: true })
  return password
}

/** Without its secret the role gets a new one, through PostgreSQL's single-user mode: no server, no password asked. */
async function renewSecret(folder: DataFolder, binaries: ServerBinaries, log: (line: string) => void): Promise<string> {
  log(`缺少 ${folder.secretFile}，重设数据库密码 is missing: setting a new database password`)
  const password = newPassword()
  const args = ['--single', '-D', folder.pgData, '-c', 'log_min_messages=error', 'postgres']
  const statement = `ALTER ROLE ${EMBEDDED_NAME} PASSWORD '${password}'\n`
  const done = await runAs(folder.account, binaries.postgres, args, statement)
  if (done.status !== 0 || /\b(ERROR|FATAL|PANIC):/.test(done.output)) {
    throw new DatabaseError(
      `数据库密码无法重设 the database password could not be renewed:\n${done.output}`,
      `请从备份恢复，或看上面的输出 Restore ${folder.secretFile} from a backup, or see the server's words above.`,
    )
  }
  await writeFileWhole(folder.secretFile, `${password}\n`, 0o600)
  return password
}

async function checkVersion(folder: DataFolder, binaries: ServerBinaries): Promise<void> {
  const versionFile = join(folder.pgData, 'PG_VERSION')
  const found = (await exists(versionFile)) ? (await readFile(versionFile, 'utf8')).trim() : 'none'
  if (found === String(binaries.major)) return
  throw new DatabaseError(
    found === 'none'
      ? `${folder.pgData} 不是 PostgreSQL 数据目录 is not a PostgreSQL data folder (it has no PG_VERSION).`
      : `${folder.pgData} 版本不符 was made by PostgreSQL ${found}, and this is PostgreSQL ${binaries.major}.`,
    found === 'none'
      ? '请用 --data-dir 换一个目录，或从备份恢复 Choose another folder with --data-dir, or restore this one from a backup.'
      : '请用原版本程序启动，或用 pg_dump 迁移 Start it with the version of this program that made it, or move the data with pg_dump and --database-url.',
  )
}

/** Drafts of starts that were killed. One that resists is harmless and is tried again at the next start. */
async function removeDrafts(folder: DataFolder, log: (line: string) => void): Promise<void> {
  for (const name of await readdir(folder.home)) {
    if (!name.startsWith(DRAFT_PREFIX)) continue
    try {
      await rm(join(folder.home, name), { recursive: true, force: true, maxRetries: 3 })
    } catch (error) {
      log(`上次启动的残留无法删除 ${name} of an interrupted start could not be removed: ${errorText(error)}`)
    }
  }
}

function newPassword(): string {
  return randomBytes(24).toString('hex')
}
