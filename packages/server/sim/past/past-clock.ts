import type { LocalDateTime } from '@yibao/core/kernel'
import { shiftedClock } from '../../src/clock.ts'
import type { Clock } from '../../src/flows/ports.ts'

/** A clock that runs at the pace of the machine and is set to another moment as often as one likes. */
export interface PastClock extends Clock {
  readonly setTime: (time: LocalDateTime) => void
}

export function pastClock(start: LocalDateTime): PastClock {
  let clock = shiftedClock(start)
  return {
    now: () => clock.now(),
    setTime: (time) => {
      clock = shiftedClock(time)
    },
  }
}
