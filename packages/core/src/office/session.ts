import type { LocalDateTime } from '../kernel/index.ts'
import { secondsOf } from './moments.ts'

/** A session ends after half an hour without a sign of life, and after twelve hours in any case. */
export const sessionTerms = { idleSeconds: 30 * 60, longestSeconds: 12 * 3600, seenEverySeconds: 60 } as const

/** Where a session is used from. */
export interface Circumstances {
  readonly address: string
  readonly agent: string
}

interface SessionFacts extends Circumstances {
  readonly startedAt: LocalDateTime
  readonly seenAt: LocalDateTime
  readonly endedAt: LocalDateTime | null
}

export type SessionStanding = 'stands' | 'ended' | 'idle' | 'too-old' | 'used-elsewhere'

/** Whether a session may be used now, from there. A session that is over for another reason is not "used elsewhere". */
export function standingOf(session: SessionFacts, from: Circumstances, now: LocalDateTime): SessionStanding {
  if (session.endedAt !== null) return 'ended'
  const at = secondsOf(now)
  if (at - secondsOf(session.startedAt) >= sessionTerms.longestSeconds) return 'too-old'
  if (at - secondsOf(session.seenAt) >= sessionTerms.idleSeconds) return 'idle'
  return session.address === from.address && session.agent === from.agent ? 'stands' : 'used-elsewhere'
}

/** Whether the sign of life is worth writing down. */
export function isToBeSeen(session: Pick<SessionFacts, 'seenAt'>, now: LocalDateTime): boolean {
  return secondsOf(now) - secondsOf(session.seenAt) >= sessionTerms.seenEverySeconds
}
