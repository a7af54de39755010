import { setTimeout as pause } from 'node:timers/promises'
import type { NightOptions } from './supervision-night.ts'
import type { NoteRun } from './upkeep-runs.ts'

const lookEvery = 10 * 60 * 1000

/** Runs the statistics that schedules ask for while the centre runs. @returns what ends it */
export function keepStatistics({
  run,
  ...options
}: Omit<NightOptions, 'signal' | 'refused'> & { readonly run: NoteRun }): () => Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  const refused = new Set<string>()
  const keep = async (): Promise<void> => {
    while (!signal.aborted) {
      await pause(lookEvery, undefined, { signal, ref: false }).catch(() => undefined)
      if (signal.aborted) return
      try {
        // DuckDB is large, and a centre that is stopped before the first look never needs it.
        const { nightlyStatistics } = await import('./supervision-night.ts')
        await run('statistics', () => nightlyStatistics({ ...options, signal, refused }))
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        if (!signal.aborted) options.log(`统计监管未完成 the statistics of the night did not end: ${why}`)
      }
    }
  }
  const running = keep()
  return () => {
    stop.abort()
    return running
  }
}
