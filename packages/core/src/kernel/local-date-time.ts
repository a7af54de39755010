import type { Branded } from './branded.ts'
import type { DateRefusal, IsoDate } from './dates.ts'
import { parseIsoDate } from './dates.ts'
import { invariant } from './invariant.ts'
import type { Result } from './result.ts'
import { ok, refuse } from './result.ts'

/** A Beijing civil time to the second, `yyyy-MM-dd HH:mm:ss`. Times compare as strings. */
export type LocalDateTime = Branded<string, 'local-date-time'>

const dateTimeForm = /^(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2}):(\d{2})$/

/** Reads a real date and a time of day from 00:00:00 to 23:59:59. Refuses with `kernel.bad-date`. */
export function parseLocalDateTime(text: string): Result<LocalDateTime, DateRefusal> {
  const match = dateTimeForm.exec(text)
  if (match === null) return refuse({ code: 'kernel.bad-date', text, reason: 'form' })
  const [, day = '', hour = '', minute = '', second = ''] = match
  const date = parseIsoDate(day)
  if (!date.ok) return refuse({ code: 'kernel.bad-date', text, reason: date.error.reason })
  if (hour > '23' || minute > '59' || second > '59') {
    return refuse({ code: 'kernel.bad-date', text, reason: 'no-such-time' })
  }
  return ok(text as LocalDateTime)
}

/** For times we write ourselves. @throws InvariantError when the text is not a real date and time */
export function localDateTime(text: string): LocalDateTime {
  const parsed = parseLocalDateTime(text)
  invariant(parsed.ok, () => `not a date and time: ${text}`)
  return parsed.value
}

export function dateOf(at: LocalDateTime): IsoDate {
  return at.slice(0, 10) as IsoDate
}
