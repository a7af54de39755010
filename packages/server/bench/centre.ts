import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { CentreOrder } from './centre-process.ts'

/** A centre in processes of its own. */
export interface RunningCentre {
  readonly host: string
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  if (child.connected) child.disconnect()
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(patience)
}

/** Starts a centre; it ends with this process, whatever happens. @throws Error when it does not come up */
export async function startCentre(order: CentreOrder): Promise<RunningCentre> {
  const child = fork(new URL('./centre-process.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  child.send(order)
  const told = await Promise.race([
    once(child, 'message').then(([message]: { readonly address: string }[]) => message),
    once(child, 'exit').then(() => undefined),
  ])
  if (told === undefined || child.pid === undefined) {
    throw new Error('平台进程未能启动，原因见上 the centre under test did not start; the reason stands above')
  }
  const { hostname, port } = new URL(told.address)
  return { host: hostname, port: Number(port), pid: child.pid, stop: () => stopProcess(child) }
}
