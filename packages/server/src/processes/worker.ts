import type { Peers } from '../flows/peer-ports.ts'
import { openExchange } from './exchange.ts'
import { isOurs, type Metrics, type ToPrimary, type ToWorker } from './messages.ts'

/** What a worker knows of the others. */
export interface Crew extends Peers {
  /** The metrics of all workers, added up, as text for Prometheus. */
  sumOfMetrics(): Promise<string>
}

/** What a worker opened. */
export interface Served {
  /** Starts to answer. @returns the address, `http://127.0.0.1:8080` */
  listen(host: string, port: number): Promise<string>
  /** Finishes what is running and closes everything; the process ends after it. */
  close(): Promise<void>
  /** What this process alone has measured. */
  metrics?(): Promise<Metrics>
}

function channel(): (message: ToPrimary, sent?: () => void) => void {
  if (process.send === undefined) throw new Error('this module is started by runWorkers, not by itself')
  const send = process.send.bind(process)
  // A channel that is closed has no other end to hear of it: without a primary this process ends.
  return (message, sent = () => undefined) => void send(message, undefined, undefined, sent)
}

/** The side of the crew that asks for the metrics of all. */
function openQuestions(say: (message: ToPrimary) => void) {
  const waiting = new Map<number, (text: string) => void>()
  let asked = 0
  return {
    ask: (): Promise<string> =>
      new Promise((resolve) => {
        asked += 1
        waiting.set(asked, resolve)
        say({ say: 'metrics', id: asked })
      }),
    answer(id: number, text: string): void {
      waiting.get(id)?.(text)
      waiting.delete(id)
    },
  }
}

/**
 * Makes this process a worker of `runWorkers`; to be called once, by its entry module.
 *
 * Signals of the terminal are left to the primary, whose word ends the worker; so does the end of the primary.
 *
 * @param open opens what answers, with the settings that `runWorkers` was given; what it throws is told there
 */
export function asWorker<Settings>(open: (settings: Settings, crew: Crew) => Promise<Served>): void {
  const say = channel()
  const exchange = openExchange((batch) => say({ say: 'peers', batch }))
  const questions = openQuestions(say)
  let served: Served | null = null

  const start = async (order: ToWorker & { readonly say: 'open' }): Promise<void> => {
    const { number, of, host, port, settings } = order
    const alone = of === 1
    const crew: Crew = {
      number,
      of,
      tell: alone ? () => undefined : exchange.tell,
      heard: exchange.heard,
      sumOfMetrics: questions.ask,
    }
    try {
      served = await open(settings as Settings, crew)
      exchange.opened()
      say({ say: 'listening', address: await served.listen(host, port) })
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      say({ say: 'failed', words, code }, () => process.exit(1))
    }
  }
  const stop = async (): Promise<void> => {
    try {
      await served?.close()
      process.exit(0)
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      say({ say: 'failed', words, code: '' }, () => process.exit(1))
    }
  }
  const measure = async (id: number): Promise<void> => {
    const metrics = (await served?.metrics?.()) ?? []
    say({ say: 'measured', id, metrics })
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
  process.on('message', (message: unknown) => {
    if (!isOurs<ToWorker>(message)) return
    if (message.say === 'peers') return exchange.receive(message.batch)
    if (message.say === 'open') return void start(message)
    // Who cannot say what it measured counts with what it said last.
    if (message.say === 'measure') return void measure(message.id).catch(process.emitWarning)
    if (message.say === 'metrics') return questions.answer(message.id, message.text)
    void stop()
  })
}
