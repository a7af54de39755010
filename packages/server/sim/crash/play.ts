import { momentOf } from '../bills.ts'
import { type Queue, queuesOf } from '../busy-hour.ts'
import { playEpisode } from '../conversation.ts'
import { openTill } from '../till.ts'
import type { Town } from '../town.ts'
import { openTransport, type Parcel, type Transport } from '../transport.ts'
import type { Episode } from '../visits.ts'
import { messageIn, type SentMessage, verdictOf } from './sent-messages.ts'

export interface CrashHour {
  readonly url: string
  readonly town: Town
  /** The plan must expect no refusal, so that each one before the crash is a finding. */
  readonly episodes: readonly Episode[]
  /** Where the windows' numbering of their messages begins. */
  readonly firstMessage?: number
  /** So many messages with an effect are acknowledged, and then some milliseconds pass, before the crash. */
  readonly acknowledged: number
  readonly delayMs?: number
  readonly crash: () => void
  /** So many more are acknowledged before the tills stop, when the others must go on; 0 stops them at the crash. */
  readonly goOnFor?: number
}

export interface CrashRecord {
  readonly messages: readonly SentMessage[]
  /** Those whose answer was torn off or unclear at least once. */
  readonly interrupted: ReadonlySet<SentMessage>
  /** Messages refused after the crash, with the words of the centre. */
  readonly refusals: readonly string[]
  /** What must not be: a refusal before the crash, answers that contradict each other. */
  readonly findings: readonly string[]
}

const lanes = 16

/** How long after the crash the tills still repeat what was not answered. */
const lastWordsMs = 150

/** Hears what the tills send and what is answered. */
class Listener {
  readonly messages = new Map<Parcel, SentMessage>()
  readonly interrupted = new Set<SentMessage>()
  readonly refusals: string[] = []
  readonly findings: string[] = []
  crashed = false
  readonly #hour: CrashHour
  #acknowledged = 0
  #crashing = false
  #crashedAt = 0

  constructor(hour: CrashHour) {
    this.#hour = hour
  }

  get over(): boolean {
    const { acknowledged, goOnFor = 0 } = this.#hour
    return this.crashed && (goOnFor === 0 || this.#acknowledged >= acknowledged + goOnFor)
  }

  /** Tills whose others go on may end what they have begun. */
  get #silent(): boolean {
    const { goOnFor = 0 } = this.#hour
    return this.crashed && goOnFor === 0 && performance.now() > this.#crashedAt + lastWordsMs
  }

  crash(): void {
    if (this.crashed) return
    this.crashed = true
    this.#crashedAt = performance.now()
    this.#hour.crash()
  }

  /** The line as the tills see it. */
  tap(line: Transport): Transport {
    return {
      close: line.close,
      post: async (parcel) => {
        if (this.#silent) throw new Error('the tills have stopped')
        const message = this.messages.get(parcel) ?? messageIn(parcel)
        if (message !== null) this.messages.set(parcel, message)
        const reply = await line.post(parcel).catch((error: unknown) => {
          if (message !== null) this.interrupted.add(message)
          throw error
        })
        // A fault of the centre has status 500, and words all the same.
        if (message !== null && (reply.status === 200 || reply.status === 500)) this.#hear(message, reply.text)
        return reply
      },
    }
  }

  #hear(message: SentMessage, text: string): void {
    const { kind, words } = verdictOf(text)
    if (kind !== 'yes') {
      this.interrupted.add(message)
      if (kind === 'no' && this.crashed) this.refusals.push(words)
      else this.findings.push(`${kind} ${this.crashed ? 'after' : 'before'} the crash: ${words}`)
      return
    }
    if (message.acknowledged !== null) {
      if (text !== message.acknowledged) this.findings.push(`${message.msgid} repeated had another answer`)
      return
    }
    message.acknowledged = text
    this.#acknowledged += 1
    if (this.#acknowledged >= this.#hour.acknowledged) this.#crashSoon()
  }

  #crashSoon(): void {
    if (this.#crashing) return
    this.#crashing = true
    const { delayMs = 0 } = this.#hour
    if (delayMs === 0) this.crash()
    else setTimeout(() => this.crash(), delayMs)
  }
}

async function serveQueue(hour: CrashHour, listener: Listener, transport: Transport, queue: Queue): Promise<void> {
  const { institution, window, episodes } = queue
  const { town, firstMessage = 0, goOnFor = 0 } = hour
  const till = openTill({ institution, window, transport, firstMessage, pauseMs: 10 })
  await till.signIn(momentOf(town.on, (episodes[0]?.second ?? 1) - 1))
  for (const episode of episodes) {
    if (listener.over) return
    const { findings, stoppedBy } = await playEpisode(till, episode, town.on)
    // One that the crash fell into may find its answers torn off, unless others were to take over.
    if (listener.crashed && goOnFor === 0) return
    listener.findings.push(...findings)
    if (stoppedBy !== null) listener.findings.push(`#${episode.number} ended at ${JSON.stringify(stoppedBy.outcome)}`)
  }
}

/**
 * Plays an hour until so many messages are acknowledged, crashes what it is told to crash in the middle of the others,
 * and stops.
 */
export async function playIntoCrash(hour: CrashHour): Promise<CrashRecord> {
  const line = openTransport({ url: hour.url, connections: lanes })
  const listener = new Listener(hour)
  const transport = listener.tap(line)
  const waiting = queuesOf(hour.episodes)
  let next = 0
  const lane = async (): Promise<void> => {
    for (let queue = waiting[next++]; queue !== undefined && !listener.over; queue = waiting[next++]) {
      await serveQueue(hour, listener, transport, queue)
    }
  }
  try {
    await Promise.all(Array.from({ length: lanes }, lane))
  } finally {
    transport.close()
  }
  const { messages, interrupted, refusals, findings } = listener
  if (!listener.crashed) {
    findings.push('the tills ran out of people before the crash')
    listener.crash()
  }
  return { messages: [...messages.values()], interrupted, refusals, findings }
}
