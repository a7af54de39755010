import type { IsoDate } from '../kernel/index.ts'
import type { CaseworkRefusal } from './refusals.ts'
import { may } from './transitions.ts'
import type { ActKind, Deadline, LimitName, Matter, MatterEvent } from './types.ts'

/** Limits that somebody else waits for; the others are the bureau's own and bar nobody. */
const waitedFor: ReadonlySet<LimitName> = new Set(['answer', 'appeal', 'request-hearing'])

/** The term that the other side has, while it runs or ran in this state. */
export function waitingTerm({ deadline }: Pick<Matter, 'deadline'>): Deadline | null {
  return deadline !== null && waitedFor.has(deadline.name) ? deadline : null
}

/** Whether the other side's term is over, so that the clock goes on without it. */
export function lapses(matter: Matter, today: IsoDate): boolean {
  const term = waitingTerm(matter)
  return term !== null && today > term.until && may(matter, 'system').includes('lapse')
}

/** The terms in which the other side does something. */
const termsOf: Partial<Record<ActKind, readonly LimitName[]>> = {
  answer: ['answer', 'request-hearing'],
  appeal: ['appeal'],
  'request-hearing': ['request-hearing'],
}

/**
 * Why an act of the other side is not taken any more although the matter has gone on: its term is over.
 *
 * @param events all of the matter; only those since it was opened last count
 * @returns null when there was no such term, or it still runs
 */
export function termOver(kind: ActKind, events: readonly MatterEvent[], today: IsoDate): CaseworkRefusal | null {
  const names = termsOf[kind] ?? []
  const since = events.slice(events.findLastIndex(({ act }) => act === 'reopen') + 1)
  const until = since.findLast(({ deadline }) => deadline !== null && names.includes(deadline.name))?.deadline?.until
  return until === undefined || today <= until ? null : { code: 'casework.too-late', act: kind, until, today }
}
