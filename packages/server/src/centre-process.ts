import { setTimeout as pause } from 'node:timers/promises'
import type { LocalDateTime } from '@yibao/core/kernel'
import type { CentreProcess, ProcessState } from './flows/centre-ports.ts'
import type { processStore } from './store/centre-store.ts'

interface BeatOptions {
  readonly store: ReturnType<typeof processStore>
  /** Its place among those that answer together. */
  readonly number: number
  readonly version: string
  readonly now: () => LocalDateTime
  readonly state: () => Promise<ProcessState>
  readonly everyMs?: number
}

/** Who has not written for three times as long is gone. */
const usualEveryMs = 20_000

/**
 * Lets a process write about itself while it answers, for whoever asks another one how the centre is. What cannot be written is left out:
 * the database's own watch tells that it is away.
 *
 * @returns what ends it, and takes its row away
 */
export function beginBeats({
  store,
  number,
  version,
  now,
  state,
  everyMs = usualEveryMs,
}: BeatOptions): () => Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  const { pid } = process
  const startedAt = now()
  const beat = async (): Promise<void> => {
    const row: CentreProcess = { number, pid, version, startedAt, seenAt: now(), state: await state() }
    await store.beat(row).catch(() => undefined)
  }
  const keep = async (): Promise<void> => {
    // Whoever opens the process has to be done with it first.
    await pause(0, undefined, { ref: false })
    while (!signal.aborted) {
      await beat()
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
  // Whoever begins this is still being put together, and has no state before that is done.
  const running = Promise.resolve().then(keep)
  return async () => {
    stop.abort()
    await running
    await store.leave({ number, pid }).catch(() => undefined)
  }
}
