import { verdictOf } from '../crash/sent-messages.ts'
import type { Reply } from '../transport.ts'
import type { Arrival } from './arrivals.ts'

/** How one sending ended; `busy` asks for the same message again, `refused` is a no that stays. */
type Ending = 'accepted' | 'busy' | 'refused' | 'fault' | 'unanswered'

/** One message that was offered to the centre. */
export interface Offered {
  readonly arrival: Arrival
  readonly ending: Ending
  /** Of a refusal, `gateway.busy`; '' where there is none. */
  readonly code: string
  readonly words: string
  /** Milliseconds of the process at which it was due. */
  readonly dueAt: number
  /** From then until its answer, so that waiting for a connection counts. */
  readonly milliseconds: number
  /** How long after it was due it was sent. */
  readonly lateMs: number
}

/** The codes with which a centre says: nothing happened, send the same message again. */
const busyCodes = new Set(['gateway.busy', 'gateway.institution-busy', 'gateway.database-unavailable', 'flow.busy'])

/** The code in brackets at the end of the words of a refusal. */
export const codeIn = (words: string): string => /\[([a-z.-]+)\]$/.exec(words)?.[1] ?? ''

/** Whether a centre tells to come back. */
export function isBusy({ text }: Reply): boolean {
  const { kind, words } = verdictOf(text)
  return kind === 'no' && busyCodes.has(codeIn(words))
}

/** What an answer comes to; the first yes is kept as the acknowledgement. */
export function endingOf(arrival: Arrival, { status, text }: Reply): Pick<Offered, 'ending' | 'code' | 'words'> {
  const { kind, words } = verdictOf(text)
  const code = codeIn(words)
  if (status !== 200 || kind === 'malformed') return { ending: 'fault', code, words }
  if (kind === 'no') return { ending: busyCodes.has(code) ? 'busy' : 'refused', code, words }
  if (arrival.effect) arrival.sent.acknowledged ??= text
  return { ending: 'accepted', code: '', words: '' }
}
