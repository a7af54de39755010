import { setTimeout as pause } from 'node:timers/promises'
import { addDays, type DivisionCode, dateOf, divisionCode, type IsoDate } from '@yibao/core/kernel'
import { auditArchive } from './audit-desk.ts'
import { wholeOf } from './flows/audit-counts.ts'
import type { AuditScope } from './flows/audit-run-ports.ts'
import { atConsole, type OperationSource } from './flows/operation-log.ts'
import { auditedSpans, auditsInForce, keptAuditRelease } from './store/audit-release-store.ts'
import { auditRunStore } from './store/audit-run-store.ts'
import type { Database } from './store/database.ts'
import type { NoteRun } from './upkeep-runs.ts'

interface NightlyOptions {
  readonly database: Pick<Database, 'pool' | 'url'>
  readonly source: OperationSource
  readonly log: (line: string) => void
  readonly signal?: AbortSignal
}

/** One region's day, unless it was audited before or nothing was settled. */
async function auditDay({ database, source, log, signal }: NightlyOptions, scope: AuditScope): Promise<void> {
  const { pool } = database
  const [span] = await auditedSpans(pool, scope.division, scope)
  if (span === undefined) return
  const runs = auditRunStore(pool)
  if (await runs.isDone(scope, span.digest)) return
  if ((await runs.buckets(scope, Number.MAX_SAFE_INTEGER)).length === 0) return
  const release = await keptAuditRelease(pool, span.digest)
  if (release === null) return
  const order = {
    scope,
    releases: [release] as const,
    jobs: 1,
    dry: false,
    actor: atConsole,
    ...(signal && { signal }),
  }
  const done = await auditArchive(database, source, order, () => undefined)
  // Somebody at the console audits the region now; the next look comes soon.
  if (!done.ok) return
  const { hits, stake } = wholeOf(done.value.counts)
  log(
    `夜间审核 nightly audit ${scope.division} ${scope.from}: ${done.value.counts.visits} visits, ${hits} findings, ${stake} fen at stake`,
  )
}

/** Audits the day before in every region that a release governs; once, however often it is called. */
export async function auditDayBefore(options: NightlyOptions, today: IsoDate): Promise<void> {
  const from = addDays(today, -1)
  const divisions: readonly DivisionCode[] = [
    ...new Set((await auditsInForce(options.database.pool)).map(({ division }) => divisionCode(division))),
  ]
  for (const division of divisions) {
    if (options.signal?.aborted !== true) await auditDay(options, { division, from, until: today })
  }
}

const lookEvery = 10 * 60 * 1000
/** Settlements of the evening are on file by then, and nobody works. */
const beginsAt = '01:00:00'

/** Audits every day when it is over, while the centre runs. @returns what ends it */
export function keepAudits({
  run,
  ...options
}: Omit<NightlyOptions, 'signal'> & { readonly run: NoteRun }): () => Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  const keep = async (): Promise<void> => {
    while (!signal.aborted) {
      await pause(lookEvery, undefined, { signal, ref: false }).catch(() => undefined)
      const now = options.source.now()
      if (signal.aborted || now.slice(11) < beginsAt) continue
      await run('audits', () => auditDayBefore({ ...options, signal }, dateOf(now))).catch((error: Error) => {
        if (!signal.aborted) options.log(`夜间审核未完成 the nightly audit did not end: ${error.message}`)
      })
    }
  }
  const running = keep()
  return () => {
    stop.abort()
    return running
  }
}
