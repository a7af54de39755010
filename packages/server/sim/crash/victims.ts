import { readFile } from 'node:fs/promises'
import { invariant } from '@yibao/core/kernel'
import { errorCode } from '../../src/store/database-error.ts'
import { readPostmaster } from '../../src/store/postmaster.ts'
import type { CentreProcess } from '../centre-process.ts'
import { pgDataOf } from '../programs.ts'

/** What SIGKILL can hit, each with its name on screen. */
export const victims = {
  worker: '一个工作进程 one worker',
  primary: '主进程 the primary alone',
  centre: '整个中心 the whole centre',
  database: '数据库 the database server',
  everything: '全部 everything at once',
} as const

export type Victim = keyof typeof victims

/** What a centre of so many processes can lose; a single one is worker, primary and centre at once. */
export function victimsOf(workers: number): readonly Victim[] {
  const all = Object.keys(victims) as readonly Victim[]
  return workers > 1 ? all : all.filter((victim) => victim !== 'worker' && victim !== 'primary')
}

/** The processes that a crash ends at once. */
export type Targets = Readonly<Record<Victim, readonly number[]>>

async function parentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1])
}

/** Finds the processes of a centre and its embedded database. The first worker of the list is the one that is hit. */
export async function targetsIn(centre: CentreProcess, dataDir: string): Promise<Targets> {
  const workers = await centre.workers()
  const { pid } = centre.child
  const postmaster = await readPostmaster(await pgDataOf(dataDir))
  invariant(pid !== undefined && postmaster?.ready === true, 'centre and database run')
  const supervisor = await parentOf(postmaster.pid)
  const whole = [...new Set([pid, ...workers])]
  return {
    worker: workers.slice(0, 1),
    primary: [pid],
    centre: whole,
    database: [postmaster.pid],
    everything: [supervisor, postmaster.pid, ...whole],
  }
}

/** SIGKILL: nobody gets to say a last word. */
export function kill(pids: readonly number[]): void {
  for (const pid of pids) process.kill(pid, 'SIGKILL')
}

/** Whether a process still runs; one that waits to be buried does not. */
export async function runs(pid: number): Promise<boolean> {
  try {
    return !/^State:\s*[ZX]/m.test(await readFile(`/proc/${pid}/status`, 'utf8'))
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(errorCode(error))) return false
    throw error
  }
}
