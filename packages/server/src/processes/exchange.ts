import type { Peers, Told } from '../flows/peer-ports.ts'
import type { Batch } from './messages.ts'

/** How long what is told waits for more: a message on the channel costs far more than what it says. */
const gatherMs = 10

interface Exchange extends Pick<Peers, 'tell' | 'heard'> {
  /** Hands out what others told. */
  receive(batch: Batch): void
  /** Everybody who wants to hear has said so by now. */
  opened(): void
}

/** One worker's side of what the processes tell each other. */
export function openExchange(send: (batch: Batch) => void): Exchange {
  const hearers = new Map<string, (told: Told) => void>()
  let batch: Batch = []
  /** What came before those who hear it were there: a worker that opens must not miss what the others do meanwhile. */
  let early: [kind: string, told: Told][] | null = []

  const flush = (): void => {
    const full = batch
    batch = []
    send(full)
  }
  return {
    tell(kind, told) {
      if (batch.length === 0) setTimeout(flush, gatherMs)
      batch.push(kind, told)
    },
    heard(kind, hear) {
      hearers.set(kind, hear)
      const waiting = early ?? []
      early = waiting.filter(([one]) => one !== kind)
      for (const [one, told] of waiting) if (one === kind) hear(told)
    },
    receive(told) {
      for (let at = 0; at + 1 < told.length; at += 2) {
        const kind = told[at] as string
        const one = told[at + 1] as Told
        const hear = hearers.get(kind)
        if (hear !== undefined) hear(one)
        else early?.push([kind, one])
      }
    },
    opened() {
      early = null
    },
  }
}
