import type { LocalDateTime } from '@yibao/core/kernel'
import type { Institution } from '../sim/town.ts'
import { openWire } from '../sim/wire.ts'
import { type Bill, type VisitMessage, visitMessages } from './messages.ts'
import { benchTill, type MessageNumbers, type Patient, type Sent } from './till.ts'

/** One window of the load: where it sits and what it bills. */
export interface Seat {
  readonly institution: Institution
  readonly bills: readonly Bill[]
}

export interface LoadOptions {
  readonly host: string
  readonly port: number
  readonly seats: readonly Seat[]
  readonly patients: PatientQueue
  readonly numbers: MessageNumbers
  readonly now: () => LocalDateTime
  readonly seconds: number
}

/** Hands out people one after another, everybody once before anybody again. */
interface PatientQueue {
  next(): Patient
}

/** What the tills saw. */
export interface LoadResult {
  readonly seconds: number
  readonly visits: number
  readonly requests: number
  readonly busy: number
  readonly refused: number
  /** The first answers that were no good, for people. */
  readonly said: readonly string[]
  /** Milliseconds of each message that ended well. */
  readonly latencies: Readonly<Record<VisitMessage, readonly number[]>>
  /** Milliseconds of each visit that was settled. */
  readonly visitTimes: readonly number[]
}

/** Lets every seat send whole visits for so many seconds; a visit under way at the end is finished and counted. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const latencies = Object.fromEntries(visitMessages.map((infno) => [infno, []])) as unknown as Record<
    VisitMessage,
    number[]
  >
  const said: string[] = []
  const visitTimes: number[] = []
  let [requests, busy, refused] = [0, 0, 0]
  const onSent = (sent: Sent): void => {
    requests += 1
    if (sent.ending === 'ok') latencies[sent.infno].push(sent.milliseconds)
    else {
      if (sent.ending === 'busy') busy += 1
      else refused += 1
      if (said.length < 5) said.push(`${sent.infno} ${sent.said}`)
    }
  }
  const wires = await Promise.all(options.seats.map(() => openWire(options.host, options.port)))
  const begin = performance.now()
  const until = begin + options.seconds * 1000
  try {
    await Promise.all(
      options.seats.map(async ({ institution, bills }, index) => {
        const wire = wires[index]
        if (wire === undefined) return
        const { numbers, now } = options
        const till = benchTill({ wire, institution, bills, numbers, now, onSent })
        for (let at = begin; at < until; ) {
          const settled = await till.visit(options.patients.next())
          const now = performance.now()
          if (settled) visitTimes.push(now - at)
          at = now
        }
      }),
    )
    const seconds = (performance.now() - begin) / 1000
    return { seconds, visits: visitTimes.length, requests, busy, refused, said, latencies, visitTimes }
  } finally {
    for (const wire of wires) wire.close()
  }
}
