import { availableParallelism, cpus, totalmem } from 'node:os'
import { openRestClient, type RestClient } from '@yibao/contract/rest'
import { divisionCode, type IsoDate, invariant, isoDate } from '@yibao/core/kernel'
import { fillSettlements } from '../sim/fill/fill.ts'
import { businessDate } from '../sim/town.ts'
import { atConsole, operationOf } from '../src/flows/operation-log.ts'
import { idSource } from '../src/ids.ts'
import { officeDesk } from '../src/office-desk.ts'
import { startCentre } from './centre.ts'
import { answerOf, type ListDays, listActions, walkAll } from './lists-actions.ts'
import { runLoad } from './load.ts'
import { openStage, type Stage } from './stage.ts'
import { percentile } from './statistics.ts'

/** A centre that is up already, and who signs in there. */
export interface ListsCentre {
  readonly url: string
  readonly userId: string
  readonly password: string
  /** The last day of what it holds; its own business day when absent. */
  readonly until: IsoDate | null
}

export interface ListsBenchOptions {
  /** How many are on file in a database of its own; without an address only. */
  readonly settlements: number
  readonly rounds: number
  readonly centre: ListsCentre | null
  readonly note: (line: string) => void
  readonly progress: (label: string) => (done: number, all: number) => void
}

/** Milliseconds from the call to the whole answer. */
interface Times {
  readonly p50: number
  readonly p95: number
  readonly max: number
}

export interface ListsBenchResult {
  readonly bench: 'lists'
  readonly surroundings: {
    readonly processor: string
    readonly cores: number
    readonly memoryGiB: number
    readonly node: string
    readonly platform: string
  }
  /** Null of a centre that was up already: it does not tell. */
  readonly settlements: number | null
  readonly databaseBytes: number | null
  readonly rounds: number
  /** A page of fifty institutions by their primary key through the same server, between all others. */
  readonly yardstick: Times
  readonly actions: readonly (Times & {
    readonly name: readonly [zh: string, en: string]
    /** Its middle time over that of the yardstick. */
    readonly ratio: number
  })[]
  /** A question that nothing fits, walked to its end as the console does: seconds and calls. */
  readonly walk: { readonly seconds: number; readonly calls: number }
}

const timesOf = (times: readonly number[]): Times => ({
  p50: percentile(times, 0.5),
  p95: percentile(times, 0.95),
  max: Math.max(...times),
})

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

async function measure(
  client: RestClient,
  days: ListDays,
  { rounds, progress }: Pick<ListsBenchOptions, 'rounds' | 'progress'>,
): Promise<Pick<ListsBenchResult, 'rounds' | 'yardstick' | 'actions' | 'walk'>> {
  const actions = await listActions(client, days)
  const yardstick = () => answerOf(client.call('providers.list', { limit: 50 }))
  const byKey: number[] = []
  const times = actions.map((): number[] => [])
  const bar = progress('查询 asking')
  // One round more than counts: what is asked first finds neither plans nor pages in memory.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, action] of actions.entries()) {
      const [bare, took] = [await timed(yardstick), await timed(action.run)]
      if (round === 0) continue
      byKey.push(bare)
      times[index]?.push(took)
    }
    bar(round, rounds)
  }
  const bare = timesOf(byKey)
  let calls = 0
  const walked = await timed(async () => {
    calls = await walkAll(client, days)
  })
  return {
    rounds,
    yardstick: bare,
    actions: actions.map(({ name }, index) => {
      const found = timesOf(times[index] ?? [])
      return { name, ...found, ratio: found.p50 / bare.p50 }
    }),
    walk: { seconds: walked / 1000, calls },
  }
}

async function signedIn(url: string, userId: string, password: string): Promise<RestClient> {
  const client = openRestClient({ url })
  const { token } = await answerOf(client.call('session.signIn', { userId, password, keep: 'token' }))
  invariant(token !== null, 'who asks for a token is given one')
  return client.withToken(token)
}

/** The days of a year up to the last one, as many as a list takes. */
const yearUntil = (until: IsoDate): ListDays => ({ from: isoDate(`${until.slice(0, 4)}-01-01`), until })

/** An auditor of the region in which the town lies: a reach that every list has to look after. */
async function addAuditor({
  database,
  clock,
  town,
}: Stage): Promise<{ readonly userId: string; readonly password: string }> {
  const desk = officeDesk(database.pool, { newId: idSource(), now: clock.now })
  const password = desk.hasher.makePassword()
  const hash = await desk.hasher.hash(password)
  const [institution] = town.institutions
  invariant(hash !== null && institution !== undefined, 'nobody else signs in, and a town has institutions')
  const division = divisionCode(`${institution.provider.division.slice(0, 4)}00`)
  const [userId, name] = ['bench.lists', '列表测速']
  const grants = [{ role: 'auditor', scope: { kind: 'region', division } }] as const
  const account = { userId, name, staffNumber: userId, grants, grantIds: [`G${desk.newId()}`] }
  const added = await desk.users.add(
    { ...account, password: { hash, setAt: clock.now(), mustChange: false } },
    operationOf({ newId: desk.newId, now: clock.now }, atConsole, { action: 'users.add', target: userId }),
  )
  if (!added.ok) throw new Error(added.error.code)
  return { userId, password }
}

const insured = 5_000
const [seedTills, seedSeconds] = [8, 5]

/** A town of its own whose first visits are copied until so many settlements are on file. */
async function onOwnDatabase(options: ListsBenchOptions) {
  const { settlements, note, progress } = options
  const stage = await openStage(insured, note)
  try {
    const { database, dataDir, from, numbers, clock } = stage
    const centre = await startCentre({ databaseUrl: database.url, dataDir, from, workers: 1, recorded: null })
    try {
      const { host, port } = centre
      const seats = stage.seats(seedTills)
      const patients = stage.patients('ours')
      await runLoad({ host, port, seats, numbers, patients, now: clock.now, seconds: seedSeconds })
      const filled = await fillSettlements(database, settlements, progress('填充 filling'))
      const { userId, password } = await addAuditor(stage)
      const client = await signedIn(`http://${host}:${port}`, userId, password)
      const measured = await measure(client, yearUntil(businessDate), options)
      return { ...measured, settlements: filled.settlements, databaseBytes: filled.databaseBytes }
    } finally {
      await centre.stop()
    }
  } finally {
    await stage.close()
  }
}

async function onRunningCentre({ url, userId, password, until }: ListsCentre, options: ListsBenchOptions) {
  const client = await signedIn(url, userId, password)
  const day = until ?? (await answerOf(client.call('settlements.count', {}))).until
  invariant(day !== null, 'a question without days is answered with the last month')
  const measured = await measure(client, yearUntil(isoDate(day)), options)
  return { ...measured, settlements: null, databaseBytes: null }
}

/** Measures the lists of settlements and messages through HTTP, each action beside a bare page by primary key. */
export async function benchLists(options: ListsBenchOptions): Promise<ListsBenchResult> {
  const { centre } = options
  const measured = centre === null ? await onOwnDatabase(options) : await onRunningCentre(centre, options)
  return {
    bench: 'lists',
    surroundings: {
      processor: cpus()[0]?.model.trim() ?? 'unknown processor',
      cores: availableParallelism(),
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
    },
    ...measured,
  }
}
