import { createHash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseError, errorCode } from './database-error.ts'
import { runAs } from './server-account.ts'

export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
}

const TAG_PREFIX = 'yibao-cluster-'
const FAST_SHUTDOWN_MS = 60_000
const IMMEDIATE_SHUTDOWN_MS = 15_000
const ORPHAN_PATIENCE_MS = 3_000

/**
 * The name under which every process of this cluster shows in the process list (`cluster_name`). Process ids are
 * used again after a restart of the machine, so nothing is stopped on the word of `postmaster.pid` alone.
 */
export function clusterTag(pgData: string): string {
  return `${TAG_PREFIX}${createHash('sha256').update(pgData).digest('hex').slice(0, 16)}`
}

/** Reads `postmaster.pid`; null when there is none or it is half written. */
export async function readPostmaster(pgData: string): Promise<Postmaster | null> {
  let text: string
  try {
    text = await readFile(join(pgData, 'postmaster.pid'), 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, port: Number(lines[3] ?? 0), ready: (lines[7] ?? '').trim() === 'ready' }
}

/**
 * Ends every process that still serves this data and clears a misleading `postmaster.pid`. Call it only under the
 * folder's lock. A fast shutdown comes first; an immediate one loses no committed data either.
 *
 * @throws DatabaseError when a process does not end
 */
export async function stopLeftovers(pgData: string, log: (line: string) => void): Promise<void> {
  const started = performance.now()
  let told = ''
  let pids = await findServerProcesses(pgData)
  while (pids.length > 0) {
    const waited = performance.now() - started
    const postmaster = (await readPostmaster(pgData))?.pid
    const alive = postmaster !== undefined && pids.includes(postmaster)
    const signal = alive ? signalForPostmaster(waited) : signalForOrphans(waited)
    if (signal === 'give up') {
      throw new DatabaseError(
        `上次运行的数据库未能结束 a database server of an earlier run does not end (process ${pids.join(', ')}).`,
        `请手动结束后重新启动 End it by hand (kill ${pids.join(' ')}), then start again.`,
      )
    }
    if (signal !== 'wait' && signal !== told) {
      log(`正在停止上次运行的数据库 stopping the database server of an earlier run (process ${pids.join(', ')})`)
      for (const pid of alive ? [postmaster] : pids) send(pid, signal)
      told = signal
    }
    await sleep(100)
    pids = await findServerProcesses(pgData)
  }
  await clearStalePid(pgData)
}

type Step = 'SIGINT' | 'SIGQUIT' | 'SIGKILL' | 'wait' | 'give up'

function signalForPostmaster(waited: number): Step {
  if (waited < FAST_SHUTDOWN_MS) return 'SIGINT'
  return waited < FAST_SHUTDOWN_MS + IMMEDIATE_SHUTDOWN_MS ? 'SIGQUIT' : 'give up'
}

/** Backends whose postmaster was killed end by themselves unless a long statement holds them. */
function signalForOrphans(waited: number): Step {
  if (waited < ORPHAN_PATIENCE_MS) return 'wait'
  if (waited < 2 * ORPHAN_PATIENCE_MS) return 'SIGQUIT'
  return waited < FAST_SHUTDOWN_MS + IMMEDIATE_SHUTDOWN_MS ? 'SIGKILL' : 'give up'
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}

/** PostgreSQL refuses to start when the id in an old pid file has since gone to another program of the same user. */
async function clearStalePid(pgData: string): Promise<void> {
  const postmaster = await readPostmaster(pgData)
  const holder = (await listCommands()).find(({ pid }) => pid === postmaster?.pid)
  // With a dead id the file stays: it tells PostgreSQL which shared memory to look for.
  const isStale = postmaster === null || (holder !== undefined && isForeign(holder.command))
  if (isStale) await rm(join(pgData, 'postmaster.pid'), { force: true })
}

/** Surely not a server of this data; one started by hand, without a tag, might be. */
function isForeign(command: string): boolean {
  return !isPostgres(command) || command.includes(TAG_PREFIX)
}

function isPostgres(command: string): boolean {
  return /^postgres:?$/.test(basename(command.split(/[\0 ]/, 1)[0] ?? ''))
}

/** The living PostgreSQL processes of this cluster, by what they call themselves in the process list. */
export async function findServerProcesses(pgData: string): Promise<readonly number[]> {
  const tag = clusterTag(pgData)
  const belongs = (command: string) =>
    isPostgres(command) && (command.includes(tag) || command.split(/[\0 ]/).includes(pgData))
  return (await listCommands()).filter(({ command }) => belongs(command)).map(({ pid }) => pid)
}

function listCommands(): Promise<readonly Command[]> {
  return process.platform === 'linux' ? listLinux() : listPs()
}

interface Command {
  readonly pid: number
  readonly command: string
}

/** Command lines are readable to everybody in /proc, where the working folder needs rights a container lacks. */
async function listLinux(): Promise<readonly Command[]> {
  const found: Command[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      found.push({ pid: Number(name), command: await readFile(`/proc/${name}/cmdline`, 'latin1') })
    } catch (error) {
      if (!['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(errorCode(error))) throw error
    }
  }
  return found
}

async function listPs(): Promise<readonly Command[]> {
  const { output } = await runAs({ name: 'self', identity: {} }, 'ps', ['-axww', '-o', 'pid=,command='])
  return output.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(.*)$/.exec(line)
    return match === null ? [] : [{ pid: Number(match[1]), command: match[2] ?? '' }]
  })
}
