import { invariant } from '@yibao/core/kernel'
import type { RunningCentre } from './centre.ts'
import { type LoadResult, runLoad } from './load.ts'
import { visitMessages } from './messages.ts'
import { machineMs, parentOf, processorMs } from './processor-time.ts'
import { type Side, type Stage, sides } from './stage.ts'
import { percentile, type Spread, spreadOf } from './statistics.ts'

/** Processor milliseconds by who spent them. */
interface ProcessorTime {
  readonly client: number
  readonly server: number
  readonly database: number
}

/** The same with the whole machine. */
interface ProcessorClock extends ProcessorTime {
  readonly machine: number
}

/** What was measured, by message; `all` are all messages, `visit` is a whole visit. */
export const latencyNames = [...visitMessages, 'all', 'visit'] as const
type LatencyName = (typeof latencyNames)[number]
const shares = { p50: 0.5, p95: 0.95, p99: 0.99 } as const
type Share = keyof typeof shares

/** One side under load for some seconds. */
export interface Half {
  readonly visits: number
  readonly visitsPerSecond: number
  readonly requestsPerSecond: number
  readonly busy: number
  readonly refused: number
  readonly said: readonly string[]
  readonly latencyMs: Readonly<Record<LatencyName, Readonly<Record<Share, number>>>>
  /** Processor milliseconds per visit; null where the platform does not tell. */
  readonly processorMs: ProcessorTime | null
  /** Cores in use by all of them. */
  readonly cores: number | null
  /** Cores that others on the machine used meanwhile. */
  readonly othersCores: number | null
}

/** Several halves of one side. */
export interface SideResult {
  readonly visits: number
  readonly visitsPerSecond: Spread
  readonly requestsPerSecond: Spread
  readonly busy: number
  readonly refused: number
  readonly said: readonly string[]
  readonly latencyMs: Readonly<Record<LatencyName, Readonly<Record<Share, Spread>>>>
  readonly processorMs: Readonly<Record<keyof ProcessorTime | 'all', Spread>> | null
  readonly cores: Spread | null
  readonly othersCores: Spread | null
}

export interface PairsResult {
  readonly tills: number
  readonly pairs: number
  readonly ours: SideResult
  readonly yardstick: SideResult
  /** Visits per second of ours as a share of the yardstick's, pair by pair. */
  readonly ratio: Spread
}

/** Reads the processor time of everybody who takes part. */
export async function processorClock({ database }: Stage): Promise<(centre: RunningCentre) => ProcessorClock | null> {
  const { rows } = await database.pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  const postmaster = parentOf(rows[0]?.pid ?? 0)
  return (centre) => {
    const { user, system } = process.cpuUsage()
    const server = processorMs(centre.pid)
    const base = postmaster === null ? null : processorMs(postmaster)
    const machine = machineMs()
    if (server === null || base === null || machine === null) return null
    return { client: (user + system) / 1000, server, database: base, machine }
  }
}

/** What was spent between two readings. */
function spent(before: ProcessorClock, after: ProcessorClock) {
  const client = after.client - before.client
  const server = after.server - before.server
  const database = after.database - before.database
  const together = client + server + database
  return { client, server, database, together, others: after.machine - before.machine - together }
}

function halfOf(result: LoadResult, before: ProcessorClock | null, after: ProcessorClock | null): Half {
  const { seconds, visits, requests, busy, refused, said, latencies, visitTimes } = result
  const named = { ...latencies, all: visitMessages.flatMap((infno) => latencies[infno]), visit: visitTimes }
  const latencyMs = Object.fromEntries(
    latencyNames.map((name) => [
      name,
      Object.fromEntries(Object.entries(shares).map(([share, part]) => [share, percentile(named[name], part)])),
    ]),
  ) as Half['latencyMs']
  const used = before === null || after === null ? null : spent(before, after)
  const perVisit = (ms: number): number => ms / visits
  return {
    visits,
    visitsPerSecond: visits / seconds,
    requestsPerSecond: requests / seconds,
    busy,
    refused,
    said,
    latencyMs,
    processorMs:
      used === null
        ? null
        : { client: perVisit(used.client), server: perVisit(used.server), database: perVisit(used.database) },
    cores: used === null ? null : used.together / 1000 / seconds,
    othersCores: used === null ? null : used.others / 1000 / seconds,
  }
}

export interface Bench {
  readonly stage: Stage
  readonly centres: Readonly<Record<Side, RunningCentre>>
  readonly processorTime: (centre: RunningCentre) => ProcessorClock | null
  /** Counts every settlement that was acknowledged, by side. */
  readonly acknowledged: Record<Side, number>
}

/** Lets the tills of one side work for some seconds. */
export async function runHalf(bench: Bench, side: Side, tills: number, seconds: number): Promise<Half> {
  const { stage, centres, processorTime, acknowledged } = bench
  const centre = centres[side]
  const { host, port } = centre
  const { numbers, clock } = stage
  const seats = stage.seats(tills)
  const before = processorTime(centre)
  const result = await runLoad({ host, port, seats, numbers, seconds, patients: stage.patients(side), now: clock.now })
  const after = processorTime(centre)
  acknowledged[side] += result.visits
  invariant(result.visits > 0, () => `没有一次就诊结算成功 no visit was settled: ${result.said.join('\n')}`)
  return halfOf(result, before, after)
}

function sideOf(halves: readonly Half[]): SideResult {
  const sum = (pick: (half: Half) => number): number => halves.reduce((total, half) => total + pick(half), 0)
  const spread = (pick: (half: Half) => number): Spread => spreadOf(halves.map(pick))
  const times = halves.flatMap((half) => half.processorMs ?? [])
  const timeOf = (pick: (time: ProcessorTime) => number): Spread => spreadOf(times.map(pick))
  const latencyMs = Object.fromEntries(
    latencyNames.map((name) => [
      name,
      Object.fromEntries(
        Object.keys(shares).map((share) => [share, spread((half) => half.latencyMs[name][share as Share])]),
      ),
    ]),
  ) as SideResult['latencyMs']
  return {
    visits: sum(({ visits }) => visits),
    visitsPerSecond: spread((half) => half.visitsPerSecond),
    requestsPerSecond: spread((half) => half.requestsPerSecond),
    busy: sum(({ busy }) => busy),
    refused: sum(({ refused }) => refused),
    said: halves.flatMap(({ said }) => said).slice(0, 5),
    latencyMs,
    processorMs:
      times.length < halves.length
        ? null
        : {
            client: timeOf(({ client }) => client),
            server: timeOf(({ server }) => server),
            database: timeOf(({ database }) => database),
            all: timeOf(({ client, server, database }) => client + server + database),
          },
    cores: times.length < halves.length ? null : spread(({ cores }) => cores ?? Number.NaN),
    othersCores: times.length < halves.length ? null : spread(({ othersCores }) => othersCores ?? Number.NaN),
  }
}

/** Runs both sides in turn, the order changing from pair to pair. */
export async function runPairs(
  bench: Bench,
  { tills, pairs, seconds }: { readonly tills: number; readonly pairs: number; readonly seconds: number },
  progress: (done: number, all: number) => void,
): Promise<PairsResult> {
  const halves: Record<Side, Half[]> = { ours: [], yardstick: [] }
  const ratios: number[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    const order = pair % 2 === 0 ? sides : sides.toReversed()
    const done: Partial<Record<Side, Half>> = {}
    for (const side of order) {
      const half = await runHalf(bench, side, tills, seconds)
      done[side] = half
      halves[side].push(half)
    }
    ratios.push((done.ours?.visitsPerSecond ?? Number.NaN) / (done.yardstick?.visitsPerSecond ?? Number.NaN))
    progress(pair + 1, pairs)
  }
  return { tills, pairs, ours: sideOf(halves.ours), yardstick: sideOf(halves.yardstick), ratio: spreadOf(ratios) }
}
