import cluster, { type Worker } from 'node:cluster'
import { fileURLToPath } from 'node:url'
import { isOurs, type ToPrimary, type ToWorker } from './messages.ts'

/** Node's own code on large pages, where the system has them: walking it costs fewer misses of the processor's page tables. */
const onLargePages = '--use-largepages=silent'

/** A worker that does not take so many messages any more hangs, and would fill our memory. */
const untakenAtMost = 10_000

/** Why a worker ended, with the code of a system error if that was it. */
class WorkerError extends Error {
  override readonly name = 'WorkerError'
  readonly code: string

  constructor(words: string, code = '') {
    super(words)
    this.code = code
  }
}

/** One process that answers, or will. */
export interface Child {
  /** Never that of another one, not even in the same place. */
  readonly id: number
  readonly pid: number
  readonly tell: (message: ToWorker) => void
  /** Ends it at once; `ended` then gives these words. */
  readonly kill: (words: string) => void
  readonly ended: Promise<WorkerError>
}

interface ChildOptions {
  readonly entry: URL
  readonly open: ToWorker & { readonly say: 'open' }
  readonly hear: (message: ToPrimary) => void
}

/** What `node:cluster` hands to a worker: a connection. */
const isHandle = (sent: unknown): sent is { close(): void } =>
  typeof sent === 'object' && sent !== null && 'close' in sent && typeof sent.close === 'function'

/**
 * Remembers the connection that was handed to a worker last; the next one comes when the worker has taken it.
 *
 * @returns what closes it, for a worker that died: nobody else would, and its client would wait for an answer for ever
 */
function rememberHanded({ process: child }: Worker): () => void {
  let handed: { close(): void } | null = null
  const send = child.send.bind(child) as (...what: unknown[]) => boolean
  child.send = (...what: unknown[]) => {
    const [, handle] = what
    if (isHandle(handle)) handed = handle
    return send(...what)
  }
  return () => handed?.close()
}

/** The words with which it failed itself, else how the system says it ended. */
function endOf(worker: Worker, failure: () => WorkerError | null): Promise<WorkerError> {
  const closeHanded = rememberHanded(worker)
  // Whichever comes last: until then it may be handed one more.
  worker.on('exit', closeHanded)
  worker.on('disconnect', closeHanded)
  return new Promise((resolve) => {
    worker.on('error', (error) => resolve(new WorkerError(error.message)))
    worker.on('exit', (code, signal) => resolve(failure() ?? new WorkerError(signal ?? `exit code ${code}`)))
  })
}

/** Starts a process that shares the port with its like. */
export function startChild({ entry, open, hear }: ChildOptions): Child {
  cluster.schedulingPolicy = cluster.SCHED_RR
  const execArgv = [...process.execArgv, onLargePages]
  cluster.setupPrimary({ exec: fileURLToPath(entry), args: [], execArgv, serialization: 'json' })
  // The address with its password is in the settings; a process list can show an environment.
  const worker = cluster.fork({ DATABASE_URL: undefined })
  let failure: WorkerError | null = null
  let untaken = 0

  const kill = (words: string): void => {
    failure ??= new WorkerError(words)
    worker.process.kill('SIGKILL')
  }
  const tell = (message: ToWorker): void => {
    if (!worker.isConnected()) return
    untaken += 1
    worker.send(message, () => {
      untaken -= 1
    })
    if (untaken > untakenAtMost) kill('它不再应答 it hangs')
  }
  worker.on('message', (message: unknown) => {
    if (!isOurs<ToPrimary>(message)) return
    if (message.say === 'failed') failure = new WorkerError(message.words, message.code)
    else hear(message)
  })
  tell(open)
  return { id: worker.id, pid: worker.process.pid ?? 0, tell, kill, ended: endOf(worker, () => failure) }
}
