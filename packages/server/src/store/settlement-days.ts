import { setTimeout as pause } from 'node:timers/promises'
import { addDays, dateOf, type IsoDate, type LocalDateTime } from '@yibao/core/kernel'
import type pg from 'pg'
import { query, transaction } from './sql.ts'

/** Paid by all funds, of a row `t`. */
export const fundOf =
  't.pool + t.large_amount + t.critical_illness + t.civil_servant + t.enterprise + t.assistance + t.other'

/** Whether the institution `p` lies outside the division of the fund (异地), as `localityOf` of the core has it. */
export const outsideOf = `(p.division is not null and p.division not like regexp_replace(t.division, '(00)+$', '') || '%')`

const sumUp = `
insert into settlement_day (day, provider_code, division, scheme, outside, settled, undone, restored, total, fund, account, cash)
select t.settled_at::date, t.provider_code, t.division, t.scheme, ${outsideOf},
  count(*) filter (where t.kind = 'settle'), count(*) filter (where t.kind in ('cancel', 'reverse')),
  count(*) filter (where t.kind = 'restore'), sum(t.total), sum(${fundOf}), sum(t.account), sum(t.cash)
from settlement t left join provider p using (provider_code)
where t.settled_at >= $1::date::timestamp and t.settled_at < ($2::date + 1)::timestamp
group by 1, 2, 3, 4, 5`

const keepDays = `
insert into settlement_day_kept (day, settlements, kept_at)
select g.day::date, coalesce(sum(s.settled + s.undone + s.restored), 0), $3
from generate_series($1::date, $2::date, interval '1 day') as g(day) left join settlement_day s on s.day = g.day::date
group by g.day`

/** The first day of which there is a settlement; null before the first. */
const firstDay = `select min(settled_at)::date::text as day from settlement`

/** One number for the whole database: two processes do not sum up the same day. */
const daysLock = 7_140_847

/** Whether as many settlements lie in the days that were summed up as were counted then: nothing came later, nothing was taken away. */
const isWhole = `
select count(*) = (select coalesce(sum(settlements), 0) from settlement_day_kept) as whole from settlement
where settled_at < ((select max(day) from settlement_day_kept) + 1)::timestamp`

/**
 * Sums up the settlements of every day that is over and was not summed up yet.
 *
 * @param through the last day that is over
 * @param whole counts the settlements of all days that were summed up, and begins anew when they are not as many as then
 * @returns the number of days that were summed up
 */
export function sumUpDays(
  pool: pg.Pool,
  through: IsoDate,
  at: LocalDateTime,
  { whole }: { readonly whole: boolean },
): Promise<number> {
  return transaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [daysLock])
    if (whole) {
      const [held] = await query<{ whole: boolean }>(client, 'days-whole', isWhole)
      if (held?.whole === false) {
        await client.query('delete from settlement_day')
        await client.query('delete from settlement_day_kept')
      }
    }
    const [last] = await query<{ day: IsoDate | null }>(
      client,
      'days-last',
      'select max(day)::text as day from settlement_day_kept',
    )
    const known = last?.day ?? null
    const from =
      known === null
        ? (await query<{ day: IsoDate | null }>(client, 'days-first', firstDay))[0]?.day
        : addDays(known, 1)
    if (from === null || from === undefined || from > through) return 0
    await query(client, 'days-sum-up', sumUp, [from, through])
    const made = await query(client, 'days-keep', `${keepDays} returning day`, [from, through, at])
    return made.length
  })
}

interface KeepDays {
  readonly pool: pg.Pool
  readonly now: () => LocalDateTime
  readonly log: (line: string) => void
  readonly run: (name: string, work: () => Promise<unknown>) => Promise<unknown>
  readonly beginMs?: number
}

const lookEvery = 10 * 60 * 1000

/** Whoever settled at midnight has been answered by then. */
const beginsAt = '00:20:00'

/** Sums up every day when it is over, while the centre runs; counts all of them anew at the start and once a day. @returns what ends it */
export function keepDaySums({ pool, now, log, run, beginMs = 2_000 }: KeepDays): () => Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  let counted = ''
  const keep = async (): Promise<void> => {
    for (let wait = beginMs; !signal.aborted; wait = lookEvery) {
      await pause(wait, undefined, { signal, ref: false }).catch(() => undefined)
      if (signal.aborted) return
      const at = now()
      const today = dateOf(at)
      const through = addDays(today, at.slice(11) < beginsAt ? -2 : -1)
      try {
        await run('days', () => sumUpDays(pool, through, at, { whole: counted !== today }))
        counted = today
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        if (!signal.aborted) log(`按日汇总未成 the days could not be summed up: ${why}`)
      }
    }
  }
  const running = keep()
  return () => {
    stop.abort()
    return running
  }
}
