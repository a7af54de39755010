import { setTimeout as pause } from 'node:timers/promises'
import type { CaseworkLaw } from '@yibao/core/casework'
import { dateOf } from '@yibao/core/kernel'
import type pg from 'pg'
import { caseworkDesk } from './casework-desk.ts'
import { dailyCasework } from './flows/casework-daily.ts'
import { atConsole, type OperationSource } from './flows/operation-log.ts'
import type { NoteRun } from './upkeep-runs.ts'

interface DailyOptions {
  readonly pool: pg.Pool
  readonly source: OperationSource
  readonly law: CaseworkLaw
  readonly log: (line: string) => void
}

/** What the clock and the ledger do on a day, and one line about it when anything was done. Harmless when it is done again. */
export async function caseworkDay({ pool, source, law, log }: DailyOptions): Promise<void> {
  const { lapsed, settled, turned, reminders } = await dailyCasework(caseworkDesk(pool, source, law), atConsole)
  const refused = [...lapsed, ...settled, ...turned].filter(({ refusal }) => refusal !== null)
  if (lapsed.length + settled.length + turned.length + reminders.length === 0) return
  log(
    `稽核日常 casework: 期满 terms ended ${lapsed.length}，到账 settled ${settled.length}，结算撤销或恢复 bills undone or restored ${turned.length}，提醒 reminded ${reminders.length}，未成 refused ${refused.length}`,
  )
}

const lookEvery = 10 * 60 * 1000
/** People find in the morning what the day brings. */
const beginsAt = '06:00:00'

/** Does it every day, while the centre runs. @returns what ends it */
export function keepCasework({ run, ...options }: DailyOptions & { readonly run: NoteRun }): () => Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  let done = ''
  const keep = async (): Promise<void> => {
    while (!signal.aborted) {
      await pause(lookEvery, undefined, { signal, ref: false }).catch(() => undefined)
      const now = options.source.now()
      const today = dateOf(now)
      if (signal.aborted || today === done || now.slice(11) < beginsAt) continue
      try {
        await run('casework', () => caseworkDay(options))
        done = today
      } catch (error) {
        options.log(`稽核日常未成 casework failed today: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }
  const running = keep()
  return () => {
    stop.abort()
    return running
  }
}
