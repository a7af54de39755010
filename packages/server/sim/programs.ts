import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { exists } from '../src/store/data-folder.ts'

/** A program of ours that runs beside us. */
export interface Program {
  readonly child: ChildProcess
  /** What it has complained of so far. */
  complaints(): string
}

/** Starts a program with a channel for messages, without the environment's own database. */
export function startProgram(args: readonly string[]): Program {
  const child = spawn(process.execPath, args, {
    cwd: '/',
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let complaints = ''
  child.stderr?.on('data', (chunk) => {
    complaints += String(chunk)
  })
  return { child, complaints: () => complaints }
}

/** Waits for the end of a program; at once when it has ended. */
export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('close', () => resolve()))
}

/**
 * Stops a program as a service manager does.
 *
 * @throws Error with its complaints when it does not end with exit code 0
 */
export async function stopProgram({ child, complaints }: Program): Promise<void> {
  child.kill('SIGTERM')
  await ended(child)
  if (child.exitCode === 0) return
  throw new Error(
    `SIGTERM 之后未正常结束 stopped, it ended with ${child.exitCode ?? child.signalCode}: ${complaints()}`,
  )
}

const patienceMs = 60_000

/** @throws Error when it does not come true within a minute */
export async function until(holds: () => boolean | Promise<boolean>, wanted: string): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`等候无果 waited in vain: ${wanted}`)
    await sleep(20)
  }
}

/** A new folder below /tmp that may be passed, so that the database server's user can come in when root runs us. */
export async function passableFolder(prefix: string): Promise<string> {
  const folder = await realpath(await mkdtemp(`/tmp/${prefix}-`))
  await chmod(folder, 0o711)
  return folder
}

/** Where the embedded database of a data folder has its files. */
export async function pgDataOf(dataDir: string): Promise<string> {
  const location = join(dataDir, 'database.location')
  return join((await exists(location)) ? (await readFile(location, 'utf8')).trim() : dataDir, 'pgdata')
}
