import { setTimeout as wait } from 'node:timers/promises'
import type { IsoDate } from '@yibao/core/kernel'
import { momentOf } from './bills.ts'
import { type EpisodeRecord, playEpisode } from './conversation.ts'
import { type HourSummary, type Measure, summaryOf } from './summary.ts'
import { isFault, openTill, type Till } from './till.ts'
import type { Institution, Town } from './town.ts'
import { openTransport, type Transport } from './transport.ts'
import { type Episode, opening } from './visits.ts'

export interface BusyHourOptions {
  /** Where the centre listens. */
  readonly url: string
  readonly town: Town
  readonly episodes: readonly Episode[]
  /** Windows that work at the same time. */
  readonly concurrency?: number
  /** Every window is open and each visit comes in its second after the opening; unless told, as fast as the centre answers. */
  readonly isTimed?: boolean
  /** Told after every episode how many are done. */
  readonly progress?: (done: number, all: number) => void
  /** Aborted when the centre cannot come back (`Database.lost`): the hour then ends with its reason. */
  readonly lost?: AbortSignal
}

/** A centre that fails on more messages than this fails on all: playing on would only fill its log. */
const faultsAtMost = 20

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

interface QueueWork {
  readonly till: Till
  readonly queue: Queue
  readonly on: IsoDate
  /** Waits until an episode begins. */
  readonly until: (episode: Episode) => Promise<void>
  /** Asked before every message that begins something. */
  readonly stopped: () => boolean
  readonly done: (record: EpisodeRecord) => void
}

async function workThrough({ till, queue, on, until, stopped, done }: QueueWork): Promise<void> {
  const first = queue.episodes[0]
  if (first === undefined || stopped()) return
  await until(first)
  await till.signIn(momentOf(on, first.second - 1))
  for (const episode of queue.episodes) {
    await until(episode)
    if (stopped()) return
    done(await playEpisode(till, episode, on))
  }
}

/** Lets every episode begin so long after the opening as its plan says, from now on. */
function timing({ isTimed = false, lost }: BusyHourOptions): QueueWork['until'] {
  if (!isTimed) return () => Promise.resolve()
  const begin = performance.now()
  const signal = lost === undefined ? {} : { signal: lost }
  return async ({ second }) => {
    const due = begin + (second - opening) * 1000
    await wait(Math.max(0, due - performance.now()), undefined, signal).catch(() => lost?.throwIfAborted())
  }
}

function tooManyFaults(faults: number, done: number, all: number): Error {
  return new Error(
    `平台内部出错，已停止 the centre met faults of its own on ${faults} messages; stopped after ${done} of ${all} episodes.\n原因见上面第一条内部错误 The first fault above says why: mend it, then start again.`,
  )
}

async function playAll(options: BusyHourOptions, transport: Transport, concurrency: number) {
  const { town, episodes, lost } = options
  const until = timing(options)
  const exchanges: Measure[] = []
  const records: EpisodeRecord[] = []
  const waiting = queuesOf(episodes)
  let next = 0
  let faults = 0
  const stopped = (): boolean => lost?.aborted === true || faults > faultsAtMost
  const lane = async (): Promise<void> => {
    for (let queue = waiting[next++]; queue !== undefined; queue = waiting[next++]) {
      const { institution, window } = queue
      const till = openTill({
        institution,
        window,
        transport,
        onExchange: ({ infno, attempts, milliseconds, outcome }) => {
          exchanges.push({ infno, attempts, milliseconds, outcome: outcome.kind })
          if (isFault(outcome)) faults += 1
        },
      })
      const done = (record: EpisodeRecord): void => {
        records.push(record)
        options.progress?.(records.length, episodes.length)
      }
      await workThrough({ till, queue, on: town.on, until, stopped, done })
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
  lost?.throwIfAborted()
  if (faults > faultsAtMost) throw tooManyFaults(faults, records.length, episodes.length)
  records.sort((a, b) => a.episode.number - b.episode.number)
  return { exchanges, records }
}

/**
 * Sends a busy hour of messages through the door of a centre, as fast as it answers or each visit in its time, and sums up what came back.
 *
 * @throws Error when the centre fails on more than twenty messages, and the reason of `lost`
 */
export async function runBusyHour(options: BusyHourOptions): Promise<HourSummary> {
  const concurrency = options.isTimed === true ? queuesOf(options.episodes).length : (options.concurrency ?? 16)
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
