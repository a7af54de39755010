import { policyFolder } from '../../src/files/shipped.ts'
import { readStarter } from '../../src/files/starter.ts'
import { momentOf } from '../bills.ts'
import { type CentreProcess, startCentre } from '../centre-process.ts'
import { nameOf } from '../crash/sent-messages.ts'
import { stopProgram } from '../programs.ts'
import { randomStream } from '../random.ts'
import { openTill, signNoIn } from '../till.ts'
import { type Town, townOf } from '../town.ts'
import { openTransport } from '../transport.ts'
import { hourOf } from '../visits.ts'
import { checkDatabase, endEverything, refusalsIn, repeatSome } from './aftermath.ts'
import { type Arrival, type Arrivals, openArrivals } from './arrivals.ts'
import { recoverySeconds, stretchOf } from './figures.ts'
import { type Line, openLine } from './line.ts'
import { closedLoop, openLoop, scheduleOf } from './load.ts'
import type { Offered } from './offered.ts'
import type { FloodOptions, FloodReport } from './report.ts'

/** More than all processes have places for: else the connections would hold back what the centre is to refuse. */
const connectionsPerPlace = 1.5
/** Tills that measure the capacity: none of them is to be refused. */
const tillsAtMost = 64
const crowdCode = 'H33020000001'
/** What of the flood comes from one institution: a quarter, or what is needed to go beyond its limit, at most so much. */
const crowdShareUsual = 0.25
const crowdShareAtMost = 0.6
const crowdBeyondLimit = 1.5
const calmShare = 0.5
const patienceMs = 15_000
const lanesAgain = 48

function tillsOf({ limits, workers }: FloodOptions): number {
  return Math.max(1, Math.min(tillsAtMost, Math.floor((limits.places * workers) / 2)))
}

function crowdShareOf({ limits, workers, times }: FloodOptions, capacity: number): number {
  const beyond = (crowdBeyondLimit * limits.institutionRate * workers) / (capacity * times)
  return Math.min(crowdShareAtMost, Math.max(crowdShareUsual, beyond))
}

/** Signs one window of each institution in. @throws Error when one is refused */
async function signIn(url: string, town: Town): Promise<ReadonlyMap<string, string>> {
  const transport = openTransport({ url, connections: 4 })
  const signNos = new Map<string, string>()
  try {
    for (const institution of town.institutions) {
      const till = openTill({ institution, window: 0, transport })
      const { outcome } = await till.signIn(momentOf(town.on, 8 * 3600))
      if (outcome.kind !== 'success') throw new Error(`9001: ${JSON.stringify(outcome)}`)
      signNos.set(institution.provider.providerCode, signNoIn(outcome.output))
    }
    return signNos
  } finally {
    transport.close()
  }
}

interface Stage {
  readonly options: FloodOptions
  readonly centre: CentreProcess
  readonly arrivals: Arrivals
  readonly everything: Map<string, Arrival>
}

/** The lengths of the parts, in seconds. */
const partsOf = ({ seconds }: FloodOptions) => ({
  warming: Math.min(3, seconds / 3),
  capacity: Math.max(1, seconds / 2),
  calm: Math.max(1, Math.min(4, seconds / 3)),
  after: Math.max(2, Math.min(5, seconds / 2)),
})

async function measureCapacity(line: Line, { options, arrivals, everything }: Stage): Promise<readonly Offered[]> {
  const parts = partsOf(options)
  const tills = tillsOf(options)
  const next = (): Arrival => keep(everything, arrivals.next(false))
  await closedLoop(line, next, { tills, seconds: parts.warming })
  return await closedLoop(line, next, { tills, seconds: parts.capacity })
}

function keep(everything: Map<string, Arrival>, arrival: Arrival): Arrival {
  everything.set(nameOf(arrival.sent), arrival)
  return arrival
}

/** Calm, flood and calm again in one schedule. */
async function playSchedule(line: Line, { options, arrivals, everything }: Stage, capacity: number) {
  const { seconds, times, seed } = options
  const { calm, after } = partsOf(options)
  const random = randomStream(seed, 'flood.schedule')
  const crowdShare = crowdShareOf(options, capacity)
  const one = (): Arrival => keep(everything, arrivals.next(false))
  const any = (): Arrival => keep(everything, arrivals.next(random.chance(crowdShare)))
  const schedule = scheduleOf(random, [
    { seconds: calm, perSecond: capacity * calmShare, next: one },
    { seconds, perSecond: capacity * times, next: any },
    { seconds: after, perSecond: capacity * calmShare, next: one },
  ])
  options.onPart?.(`洪峰 the flood: ${schedule.length} 笔 messages in ${(calm + seconds + after).toFixed(0)} s`)
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  const offered = await openLoop(line, schedule, patienceMs)
  const { user, system } = process.cpuUsage(cpu)
  const clientCores = (user + system) / 1000 / (performance.now() - began)
  const first = schedule[0]?.afterMs ?? 0
  const zero = (offered[0]?.dueAt ?? 0) - first
  const floodFrom = zero + calm * 1000
  const floodUntil = floodFrom + seconds * 1000
  const within = (from: number, until: number) => offered.filter(({ dueAt }) => dueAt >= from && dueAt < until)
  const flood = within(floodFrom, floodUntil)
  const before = stretchOf(within(zero, floodFrom), calm)
  return {
    offered,
    clientCores,
    before,
    flood: stretchOf(flood, seconds),
    crowd: stretchOf(
      flood.filter(({ arrival }) => arrival.crowd),
      seconds,
    ),
    others: stretchOf(
      flood.filter(({ arrival }) => !arrival.crowd),
      seconds,
    ),
    firstSecond: stretchOf(within(floodUntil, floodUntil + 1000), 1),
    after: stretchOf(within(floodUntil, Number.POSITIVE_INFINITY), after),
    recoverySeconds: recoverySeconds(offered, floodUntil, before.latency.p50),
  }
}

async function setStage(options: FloodOptions): Promise<Stage> {
  const { seed, insured, workers, limits, dataDir, onChild } = options
  options.onPart?.(`建镇 planting ${insured} 参保人 insured`)
  const town = townOf(seed, { insured })
  const { catalog } = await readStarter(policyFolder)
  const visits = Math.floor(insured / 3)
  const episodes = hourOf(seed, town, catalog, { visits }).filter(({ course }) => course !== 'expired-line')
  const start = { dataDir, seed, insured, workers, limits, from: '11:00:00' }
  const centre = await startCentre({ ...start, ...(onChild === undefined ? {} : { onChild }) })
  const signNos = await signIn(centre.url, town)
  const random = randomStream(seed, 'flood.arrivals')
  const arrivals = openArrivals({ town, episodes, random, crowdCode, signNos })
  return { options, centre, arrivals, everything: new Map() }
}

/**
 * Measures what a centre can carry out, offers it several times as much by schedule, some of it from one institution
 * that sends more than it may, and sees everything to its end: told to come back, sent again, on file once.
 *
 * @throws Error when the centre does not come up
 */
export async function runFlood(options: FloodOptions): Promise<FloodReport> {
  const { seed, workers, limits, onPart } = options
  const began = performance.now()
  const stage = await setStage(options)
  const { centre, everything } = stage
  const connections = Math.ceil(limits.places * workers * connectionsPerPlace)
  const tills = tillsOf(options)
  onPart?.(`测容量 measuring the capacity: ${tills} 个窗口 tills`)
  const narrow = await openLine(centre.url, tills)
  const measured = await measureCapacity(narrow, stage)
  narrow.close()
  const atCapacity = stretchOf(measured, partsOf(options).capacity)
  const capacity = atCapacity.acceptedPerSecond
  onPart?.(`容量 the capacity is ${capacity.toFixed(0)} 笔 messages/s`)
  const line = await openLine(centre.url, connections)
  const { offered, ...parts } = await playSchedule(line, stage, capacity)
  line.close()

  onPart?.('重发 sending again what was told to come back')
  const second = await openLine(centre.url, lanesAgain)
  const { again, ends } = await endEverything(second, [...measured, ...offered])
  const all = [...everything.values()]
  const acknowledged = all.filter(({ sent }) => sent.acknowledged !== null)
  const { repeated, betrayals: unlike } = await repeatSome(second, acknowledged)
  second.close()
  await stopProgram(centre)

  onPart?.('核对 verify')
  const { betrayals: filed, verify } = await checkDatabase(options.dataDir, all)
  const betrayals = [...unlike, ...filed]
  const findings = refusalsIn([...measured, ...offered.filter(({ ending }) => ending === 'refused'), ...ends])
  return {
    seed,
    workers,
    limits,
    tills,
    capacity,
    atCapacity,
    ...parts,
    again,
    acknowledged: acknowledged.length,
    repeated,
    betrayals,
    findings,
    verify,
    seconds: (performance.now() - began) / 1000,
    ok: betrayals.length === 0 && findings.length === 0 && again.open === 0 && verify.ok,
  }
}
