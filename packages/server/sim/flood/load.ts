import { setImmediate as breath, setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../random.ts'
import type { Arrival } from './arrivals.ts'
import type { Line } from './line.ts'
import { endingOf, type Offered } from './offered.ts'

/** Offers one message and hears how it ended; a broken connection leaves it unanswered. */
async function offer(line: Line, arrival: Arrival, dueAt: number): Promise<Offered> {
  const sentAt = performance.now()
  const times = () => ({ dueAt, lateMs: sentAt - dueAt, milliseconds: performance.now() - dueAt })
  try {
    const reply = await line.post(arrival.sent.parcel)
    const end = times()
    return { arrival, ...endingOf(arrival, reply), ...end }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    return { arrival, ending: 'unanswered', code: '', words, ...times() }
  }
}

/** Tills in a closed loop: each sends its next message when the last one is answered, for so many seconds. */
export async function closedLoop(
  line: Line,
  next: () => Arrival,
  { tills, seconds }: { readonly tills: number; readonly seconds: number },
): Promise<readonly Offered[]> {
  const offered: Offered[] = []
  const end = performance.now() + seconds * 1000
  const till = async (): Promise<void> => {
    while (performance.now() < end) offered.push(await offer(line, next(), performance.now()))
  }
  await Promise.all(Array.from({ length: tills }, till))
  return offered
}

/** One arrival and the moment at which it comes, in milliseconds after the first. */
export interface Due {
  readonly arrival: Arrival
  readonly afterMs: number
}

export interface Stretch {
  readonly seconds: number
  readonly perSecond: number
  readonly next: () => Arrival
}

/** Draws arrivals of a Poisson process for stretches that follow each other. */
export function scheduleOf(random: Random, stretches: readonly Stretch[]): readonly Due[] {
  const grain = 1_000_000
  const schedule: Due[] = []
  let begin = 0
  for (const { seconds, perSecond, next } of stretches) {
    const end = begin + seconds * 1000
    for (let afterMs = begin; ; ) {
      afterMs += (-Math.log((random.below(grain) + 1) / grain) * 1000) / perSecond
      if (afterMs >= end) break
      schedule.push({ arrival: next(), afterMs })
    }
    begin = end
  }
  return schedule
}

/** So many are sent without a look at what comes back. */
const atOnce = 16

/**
 * Arrivals by schedule: whoever comes does not wait until those before have their answers.
 *
 * @param patienceMs how long the last answers are waited for; then what is open is torn off
 */
export async function openLoop(line: Line, schedule: readonly Due[], patienceMs: number): Promise<readonly Offered[]> {
  const running: Promise<Offered>[] = []
  const begin = performance.now()
  for (const { arrival, afterMs } of schedule) {
    while (performance.now() < begin + afterMs) await wait(1)
    running.push(offer(line, arrival, begin + afterMs))
    if (running.length % atOnce === 0) await breath()
  }
  const tearOff = setTimeout(() => line.close(), patienceMs)
  try {
    return await Promise.all(running)
  } finally {
    clearTimeout(tearOff)
  }
}

/**
 * Sends again what was told to come back or was not answered, the same bytes under the same msgid, until each has its
 * end: a yes, or a no that stays.
 *
 * @returns the last word on each, in their order, and how many sendings it took
 */
export async function sendUntilEnded(
  line: Line,
  arrivals: readonly Arrival[],
  { lanes, sendingsAtMost }: { readonly lanes: number; readonly sendingsAtMost: number },
): Promise<{ readonly ends: readonly Offered[]; readonly sendings: number }> {
  const ends: Offered[] = []
  const queue = arrivals.map((arrival, index) => ({ arrival, index, sendings: 0 }))
  let sendings = 0
  const lane = async (): Promise<void> => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
      sendings += 1
      one.sendings += 1
      const end = await offer(line, one.arrival, performance.now())
      ends[one.index] = end
      const open = end.ending === 'busy' || end.ending === 'unanswered' || end.ending === 'fault'
      if (!open || one.sendings >= sendingsAtMost) continue
      queue.push(one)
      await wait(20)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { ends, sendings }
}
