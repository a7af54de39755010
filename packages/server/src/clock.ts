import { type LocalDateTime, localDateTime } from '@yibao/core/kernel'
import type { Clock } from './flows/ports.ts'

const beijingOffset = 8 * 3600 * 1000

/** The second that was written last: a message asks for the time of the same second again and again. */
let latest = { second: Number.NaN, written: localDateTime('1970-01-01 08:00:00') }

/** Beijing civil time of a moment; China keeps one zone and no summer time. */
export function beijingTime(milliseconds: number): LocalDateTime {
  const second = Math.floor(milliseconds / 1000)
  if (second !== latest.second) {
    const text = new Date(second * 1000 + beijingOffset).toISOString().slice(0, 19).replace('T', ' ')
    latest = { second, written: localDateTime(text) }
  }
  return latest.written
}

/** The machine's time. */
export const systemClock: Clock = { now: () => beijingTime(Date.now()) }

/** A clock that starts at a set civil time and goes on at the pace of the machine; for demo, test and simulation. */
export function shiftedClock(start: LocalDateTime): Clock {
  const shift = Date.parse(`${start.replace(' ', 'T')}+08:00`) - Date.now()
  return { now: () => beijingTime(Date.now() + shift) }
}
