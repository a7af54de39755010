import { Worker } from 'node:worker_threads'
import type { ImportProblem, SourceItem } from './flows/import-ports.ts'
import type { ImportThreadOrder, ImportThreadWord } from './import-thread.ts'

/** A file of eight megabytes that unpacks to more than this is not a list of people. */
const memoryMegabytes = 700
/** The longest that one look into a file may take. */
const patienceMs = 120_000

/** The thread was ended because the file asked too much of it. */
class TooMuch extends Error {}

interface Thread {
  /** Asks for the next word. @throws TooMuch */
  ask(): Promise<ImportThreadWord>
  close(): Promise<void>
}

/** A thread of its own for one file: it costs nobody else time, and nobody memory for long. */
function openThread(order: ImportThreadOrder): Thread {
  const worker = new Worker(new URL('./import-thread.ts', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  })
  let asked = Promise.withResolvers<ImportThreadWord>()
  let lost: Error | null = null
  const lose = (fault: Error): void => {
    lost ??= fault
    asked.reject(lost)
  }
  asked.promise.catch(() => undefined)
  worker.on('message', (word: ImportThreadWord) => asked.resolve(word))
  worker.on('error', (fault: NodeJS.ErrnoException) =>
    lose(fault.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new TooMuch('out of memory') : fault),
  )
  worker.on('exit', () => lose(new Error('the thread that reads lists has ended')))
  const timer = setTimeout(() => {
    lose(new TooMuch('out of time'))
    void worker.terminate()
  }, patienceMs)
  return {
    async ask() {
      if (lost !== null) throw lost
      if (order.does === 'read') worker.postMessage('more')
      const word = await asked.promise
      asked = Promise.withResolvers<ImportThreadWord>()
      asked.promise.catch(() => undefined)
      return word
    },
    async close() {
      clearTimeout(timer)
      await worker.terminate()
    },
  }
}

const unreadable: SourceItem<never> = {
  kind: 'unreadable',
  problem: {
    line: 1,
    column: '',
    value: '',
    what: '文件展开后太大，读不完 (too large when it is unpacked)',
    cure: '请删去多余的工作表和空行，或拆分文件 (leave out what is not needed, or split the file)',
  },
}

/**
 * The rows of a list, read and checked one by one in a thread.
 *
 * @typeParam T the kind of the order tells it
 */
export async function* rowsInThread<T>(order: ImportThreadOrder & { does: 'read' }): AsyncGenerator<SourceItem<T>> {
  const thread = openThread(order)
  try {
    for (;;) {
      const word = await thread.ask()
      if (!('items' in word)) throw new Error('a thread that reads gives rows')
      // What travelled has the type that the kind stands for: `import-kinds.ts` names both together.
      yield* word.items as readonly SourceItem<T>[]
      if (word.ended) return
    }
  } catch (fault) {
    if (!(fault instanceof TooMuch)) throw fault
    yield unreadable
  } finally {
    await thread.close()
  }
}

/** The workbook of wrong rows, written in a thread. */
export async function wrongRowsInThread(
  path: string,
  problems: ReadonlyMap<number, readonly ImportProblem[]>,
): Promise<Uint8Array> {
  const thread = openThread({ does: 'write', path, problems })
  try {
    const word = await thread.ask()
    if (!('workbook' in word)) throw new Error('a thread that writes gives a workbook')
    return word.workbook
  } finally {
    await thread.close()
  }
}
