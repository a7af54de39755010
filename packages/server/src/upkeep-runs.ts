import type { LocalDateTime } from '@yibao/core/kernel'
import type { upkeepStore } from './store/upkeep-store.ts'

/** Does a part of the upkeep and writes down when, and how it ended; what it throws is thrown on. */
export type NoteRun = <T>(name: string, work: () => Promise<T>) => Promise<T>

/** For who does a part of the upkeep alone. */
const _unnoted: NoteRun = (_name, work) => work()

/** As much of a fault as a page shows. */
const saidLongest = 500

/** Writes down each run of the upkeep in the database. */
export function noteRuns(runs: ReturnType<typeof upkeepStore>, now: () => LocalDateTime): NoteRun {
  return async (name, work) => {
    await runs.begin(name, now())
    try {
      const done = await work()
      await runs.end(name, now(), 'done', '')
      return done
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      // Where the database itself is away, the first fault is the one to tell.
      await runs.end(name, now(), 'failed', said.slice(0, saidLongest)).catch(() => undefined)
      throw error
    }
  }
}
