import type { IsoDate } from '@yibao/core/kernel'
import { momentOf } from './bills.ts'
import { type EpisodeRecord, playEpisode } from './conversation.ts'
import { type HourSummary, type Measure, summaryOf } from './summary.ts'
import { openTill, type Till } from './till.ts'
import type { Institution, Town } from './town.ts'
import { openTransport, type Transport } from './transport.ts'
import type { Episode } from './visits.ts'

export interface BusyHourOptions {
  /** Where the centre listens. */
  readonly url: string
  readonly town: Town
  readonly episodes: readonly Episode[]
  /** Windows that work at the same time. */
  readonly concurrency?: number
  /** Told after every episode how many are done. */
  readonly progress?: (done: number, all: number) => void
}

/** One window with the people who come to it, in order. */
export interface Queue {
  readonly institution: Institution
  readonly window: number
  readonly episodes: readonly Episode[]
}

/** The longest queues first, so that no window works alone at the end. */
export function queuesOf(episodes: readonly Episode[]): readonly Queue[] {
  const queues = new Map<string, { institution: Institution; window: number; episodes: Episode[] }>()
  for (const episode of episodes) {
    const { institution, window } = episode
    const name = `${institution.provider.providerCode}/${window}`
    const queue = queues.get(name) ?? { institution, window, episodes: [] }
    queue.episodes.push(episode)
    queues.set(name, queue)
  }
  return [...queues.values()]
    .map((queue) => ({ ...queue, episodes: queue.episodes.sort((a, b) => a.second - b.second) }))
    .sort((a, b) => b.episodes.length - a.episodes.length)
}

async function workThrough(till: Till, queue: Queue, on: IsoDate, done: (record: EpisodeRecord) => void) {
  const first = queue.episodes[0]
  if (first === undefined) return
  await till.signIn(momentOf(on, first.second - 1))
  for (const episode of queue.episodes) done(await playEpisode(till, episode, on))
}

async function playAll(options: BusyHourOptions, transport: Transport, concurrency: number) {
  const { town, episodes } = options
  const exchanges: Measure[] = []
  const records: EpisodeRecord[] = []
  const waiting = queuesOf(episodes)
  let next = 0
  const lane = async (): Promise<void> => {
    for (let queue = waiting[next++]; queue !== undefined; queue = waiting[next++]) {
      const { institution, window } = queue
      const till = openTill({
        institution,
        window,
        transport,
        onExchange: ({ infno, attempts, milliseconds, outcome }) => {
          exchanges.push({ infno, attempts, milliseconds, outcome: outcome.kind })
        },
      })
      await workThrough(till, queue, town.on, (record) => {
        records.push(record)
        options.progress?.(records.length, episodes.length)
      })
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
  records.sort((a, b) => a.episode.number - b.episode.number)
  return { exchanges, records }
}

/** Sends a busy hour of messages through the door of a centre, as fast as it answers, and sums up what came back. */
export async function runBusyHour(options: BusyHourOptions): Promise<HourSummary> {
  const concurrency = options.concurrency ?? 16
  const transport = openTransport({ url: options.url, connections: concurrency })
  try {
    const begin = performance.now()
    const { exchanges, records } = await playAll(options, transport, concurrency)
    const seconds = (performance.now() - begin) / 1000
    return summaryOf({ seed: options.town.seed, concurrency, seconds, exchanges, records })
  } finally {
    transport.close()
  }
}
