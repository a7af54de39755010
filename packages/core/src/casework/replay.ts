import { ok, type Result, refuse } from '../kernel/index.ts'
import { applied, openedMatter } from './apply.ts'
import type { CaseworkRefusal } from './refusals.ts'
import { rowsFrom } from './transitions.ts'
import type { Matter, MatterEvent } from './types.ts'

/**
 * A matter as its events make it; the kept row must be the same. Limits are taken as they were counted then, so no law is asked.
 *
 * @param events all of one matter, the opening first
 * @returns the matter, or `casework.broken-history` with the number at which an event is missing, foreign or in no row
 */
export function replay(events: readonly MatterEvent[]): Result<Matter, CaseworkRefusal> {
  const [opening, ...rest] = events
  const matterId = opening?.matterId ?? ''
  const broken = (number: number): Result<Matter, CaseworkRefusal> =>
    refuse({ code: 'casework.broken-history', matterId, number })
  const begun = opening?.number === 1 && opening.act === 'open' ? openedMatter(opening) : null
  if (begun === null) return broken(1)
  let matter: Matter = begun
  for (const event of rest) {
    const next = matter.version + 1
    const row = rowsFrom(matter.procedure, matter.state).find(({ act, by }) => act === event.act && by === event.office)
    if (row === undefined || event.number !== next || event.matterId !== matterId) return broken(next)
    matter = applied(matter, row, event)
  }
  return ok(matter)
}
