import { setTimeout as pause } from 'node:timers/promises'
import { type Child, startChild } from './child.ts'
import type { ToPrimary } from './messages.ts'
import { restarts } from './restarts.ts'
import { openSums } from './sums.ts'

export interface WorkersOptions<Settings> {
  /** The module that each worker runs; it calls `asWorker`. */
  readonly entry: URL
  /** What each worker is opened with: JSON. It travels as a message and may hold secrets. */
  readonly settings: Settings
  readonly workers: number
  readonly host: string
  /** The port that they share; 0 takes a free one. */
  readonly port: number
  /** Receives lines for the operator. */
  readonly log: (line: string) => void
  /** A worker that has not ended this long after it was told to is ended; 15 seconds unless told. */
  readonly stopMs?: number
}

export interface Workers {
  /** Where all of them answer, `http://127.0.0.1:8080`. */
  readonly address: string
  /** Aborted with an `Error` when a worker cannot be started any more: then everything ought to end. */
  readonly lost: AbortSignal
  /** The processes that answer now. */
  pids(): readonly number[]
  /** Lets them finish what is running and waits until none is left; may be called again. */
  stop(): Promise<void>
}

/** Who stands in a place now. */
interface Standing {
  readonly child: Child
  readonly began: number
  /** Null until it answers. */
  address: string | null
}

/**
 * Runs some processes that answer on one port, each connection in the next of them, and keeps them running: one that
 * dies is started again. When this process ends in any way, they end too. At most once at a time in a process.
 *
 * @returns once all of them listen
 * @throws WorkerError the reason of the first that does not come to listen, with its `code`; then none is left
 */
export async function runWorkers<Settings>(options: WorkersOptions<Settings>): Promise<Workers> {
  const { entry, settings, workers, host, log, stopMs = 15_000 } = options
  const places = new Map<number, Standing>()
  const sums = openSums()
  const stopping = new AbortController()
  const lost = new AbortController()
  let address: string | null = null
  let { port } = options

  const listening = (): readonly Child[] =>
    [...places.values()].flatMap((standing) => (standing.address === null ? [] : [standing.child]))

  const sumOfMetrics = (): Promise<string> =>
    sums.text(
      listening().map(({ id, tell }) => ({ worker: id, ask: (question) => tell({ say: 'measure', id: question }) })),
    )

  /** Does what a worker asks; `listens` is called when it answers. */
  const hear = (message: ToPrimary, from: Standing, listens: () => void): void => {
    const { child } = from
    if (message.say === 'peers') {
      for (const other of places.values()) if (other !== from) other.child.tell(message)
    } else if (message.say === 'measured') {
      sums.measured(child.id, message.id, message.metrics)
    } else if (message.say === 'metrics') {
      void sumOfMetrics()
        .catch((error: Error) => {
          log(`指标未能汇总 the metrics could not be added up: ${error.message}`)
          return ''
        })
        .then((text) => child.tell({ say: 'metrics', id: message.id, text }))
    } else if (message.say === 'listening') {
      address ??= message.address
      if (message.address === address) {
        from.address = address
        listens()
      } else child.kill(`得到了别的地址 it was given another address, ${message.address}`)
    }
  }

  /** Fills a place with a new process. */
  const fill = (number: number, listens: () => void): Standing => {
    // A free port is given back when nobody listens on it any more; from then on it is asked for by its number.
    if (address !== null && listening().length === 0) port = Number(new URL(address).port)
    const child = startChild({
      entry,
      open: { say: 'open', number, of: workers, host, port, settings },
      hear: (message) => hear(message, standing, listens),
    })
    const standing: Standing = { child, began: performance.now(), address: null }
    places.set(number, standing)
    return standing
  }

  /** Keeps a place filled until everything stops; `first` hears of the first time that it listens. */
  const keep = async (number: number, first: () => void): Promise<void> => {
    const next = restarts()
    let known = false
    while (!stopping.signal.aborted) {
      const standing = fill(number, () => {
        if (known) log(`工作进程 ${number} 已恢复 worker ${number} answers again (process ${standing.child.pid})`)
        known = true
        first()
      })
      const { child, began } = standing
      const end = await child.ended
      places.delete(number)
      sums.gone(child.id)
      if (stopping.signal.aborted) return
      if (!known) throw end
      const name = `工作进程 ${number} 终止 worker ${number} (process ${child.pid}) ended: ${end.message}`
      const pauseMs = next({ listened: standing.address !== null, lastedMs: performance.now() - began })
      if (pauseMs === null) {
        throw new Error(
          `${name}\n它无法再启动，请看以上日志 It cannot be started again: see the log above, then start anew.`,
        )
      }
      log(`${name}; ${pauseMs / 1000} 秒后重启 starts again in ${pauseMs / 1000} s`)
      await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  const kept = Array.from({ length: workers }, (_, index) => {
    const { promise: first, resolve, reject } = Promise.withResolvers<void>()
    const done = keep(index + 1, resolve)
    done.catch(reject)
    return { first, done }
  })
  const stopAll = async (): Promise<void> => {
    stopping.abort()
    for (const { child } of places.values()) child.tell({ say: 'stop' })
    const patience = setTimeout(() => {
      for (const [number, { child }] of places) {
        log(`工作进程 ${number} 未按时结束，强行终止 worker ${number} does not end, it is killed`)
        child.kill('stopped')
      }
    }, stopMs)
    await Promise.allSettled(kept.map(({ done }) => done))
    clearTimeout(patience)
  }
  let stopped: Promise<void> | undefined
  const stop = (): Promise<void> => {
    stopped ??= stopAll()
    return stopped
  }

  try {
    await Promise.all(kept.map(({ first }) => first))
  } catch (error) {
    await stop()
    throw error
  }
  for (const { done } of kept) done.catch((reason: Error) => lost.abort(reason))
  return { address: address ?? '', lost: lost.signal, pids: () => listening().map(({ pid }) => pid), stop }
}
