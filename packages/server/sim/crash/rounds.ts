import type { ChildProcess } from 'node:child_process'
import { policyFolder } from '../../src/files/shipped.ts'
import { readStarter } from '../../src/files/starter.ts'
import { type VerifyReport, verifyAll } from '../../src/flows/verify.ts'
import { openDatabase } from '../../src/store/database.ts'
import { findServerProcesses } from '../../src/store/postmaster.ts'
import { query } from '../../src/store/sql.ts'
import { verifyStore } from '../../src/store/verify-store.ts'
import { momentOf } from '../bills.ts'
import { type CentreProcess, startCentre } from '../centre-process.ts'
import { ended, pgDataOf, stopProgram, until } from '../programs.ts'
import { type Random, randomStream } from '../random.ts'
import { type Town, townOf } from '../town.ts'
import { type Episode, hourOf } from '../visits.ts'
import { type Aftermath, checkAftermath } from './aftermath.ts'
import { type CrashRecord, playIntoCrash } from './play.ts'
import { books } from './sent-messages.ts'
import { kill, runs, type Targets, targetsIn, type Victim, victimsOf } from './victims.ts'

export interface CrashOptions {
  readonly rounds: number
  readonly seed: number
  /** Processes of the centre behind one port. */
  readonly workers: number
  /** A folder without a database, or with one of the same seed and town; it keeps the database afterwards. */
  readonly dataDir: string
  /** What is killed, in turn; each kind that such a centre can lose, in an order of the seed, unless told. */
  readonly kinds?: readonly Victim[]
  /** Told after every round. */
  readonly onRound?: (round: Round) => void
  /** Told of every child at once, so that it can be ended whatever happens. */
  readonly onChild?: (child: ChildProcess) => void
}

/** How one crash went. */
export interface Round extends Omit<Aftermath, 'known'> {
  readonly number: number
  readonly victim: Victim
  /** From SIGKILL until all processes of the centre answer again. */
  readonly restartSeconds: number
  readonly seconds: number
}

export interface CrashReport {
  readonly seed: number
  readonly workers: number
  readonly rounds: readonly Round[]
  /** Messages with an effect on file at the end, and how many their senders know of; of those, how many moved money. */
  readonly effects: { readonly onFile: number; readonly known: number; readonly moneyKnown: number }
  readonly verify: VerifyReport
  /** Processes of the database that were left when everything had been stopped. */
  readonly leftOver: number
  readonly seconds: number
  readonly ok: boolean
}

/** People who come in a round, several times as many as are served before the usual crash. */
const visitsPerRound = 110
/** Inhabitants per visit, so that everybody of an hour finds somebody who fits. */
const insuredPerVisit = 2.5
const insuredLeast = 2000
/** Messages of a window per round; fewer than a thousand, so that numbers of neighbouring rounds differ. */
const numbersPerRound = 97
/** The centre's clock starts after the hour that is played, and goes on from one start to the next. */
const firstStart = 11 * 3600
const lastStart = 23 * 3600

/** What all rounds share. */
interface Ground {
  readonly options: CrashOptions
  readonly town: Town
  readonly episodes: readonly Episode[]
  readonly random: Random
  readonly insured: number
  readonly began: number
}

/** How many people the town has that so many rounds need. */
export function insuredFor(rounds: number): number {
  return Math.max(insuredLeast, Math.ceil(rounds * visitsPerRound * insuredPerVisit))
}

async function prepare(options: CrashOptions): Promise<Ground> {
  const { rounds, seed } = options
  const visits = rounds * visitsPerRound
  const insured = insuredFor(rounds)
  const town = townOf(seed, { insured })
  const { catalog } = await readStarter(policyFolder)
  // An upload that the plan wants refused tells nothing about a crash.
  const episodes = hourOf(seed, town, catalog, { visits })
    .filter(({ course }) => course !== 'expired-line')
    .sort((a, b) => a.second - b.second)
  return { options, town, episodes, insured, random: randomStream(seed, 'crash'), began: performance.now() }
}

function start({ options, insured, town, began }: Ground): Promise<CentreProcess> {
  const { dataDir, seed, workers, onChild } = options
  const passed = Math.floor((performance.now() - began) / 1000)
  const from = momentOf(town.on, Math.min(firstStart + passed, lastStart)).slice(11)
  return startCentre({ dataDir, seed, insured, workers, from, ...(onChild === undefined ? {} : { onChild }) })
}

/** Loads the centre and ends what the round is to end. */
async function crash(ground: Ground, centre: CentreProcess, number: number, victim: Victim) {
  const { options, town, episodes, random } = ground
  const targets = await targetsIn(centre, options.dataDir)
  const share = Math.floor(episodes.length / options.rounds)
  const visitors = episodes.slice((number - 1) * share, number * share)
  let killedAt = 0
  const record = await playIntoCrash({
    url: centre.url,
    town,
    episodes: visitors,
    firstMessage: number * numbersPerRound,
    acknowledged: random.between(20, 220),
    delayMs: random.between(0, 12),
    goOnFor: victim === 'worker' ? random.between(20, 80) : 0,
    crash: () => {
      killedAt = performance.now()
      kill(targets[victim])
    },
  })
  const people = visitors.map(({ member }) => member.insured.insuredId)
  return { record, people, targets, killedAt }
}

/** Brings back what the crash ended: the centre itself has to see to a worker, everything else is started again. */
async function restore(ground: Ground, centre: CentreProcess, victim: Victim, targets: Targets) {
  const { workers } = ground.options
  if (victim === 'worker') {
    const gone = new Set(targets.worker)
    const complete = async (): Promise<boolean> => {
      const now = await centre.workers()
      return now.length === workers && !now.some((pid) => gone.has(pid))
    }
    await until(complete, 'the dead worker is replaced')
    return centre
  }
  await until(() => centre.child.exitCode !== null || centre.child.signalCode !== null, 'the centre ends')
  const next = await start(ground)
  for (const pid of targets.centre) await until(async () => !(await runs(pid)), `process ${pid} of the old centre ends`)
  return next
}

async function playRound(ground: Ground, centre: CentreProcess, number: number, victim: Victim) {
  const began = performance.now()
  const { record, people, targets, killedAt } = await crash(ground, centre, number, victim)
  const next = await restore(ground, centre, victim, targets)
  const restartSeconds = (performance.now() - killedAt) / 1000
  const guest = await openDatabase({ dataDir: ground.options.dataDir, readOnly: true })
  try {
    const { known, ...aftermath } = await checkAftermath({ url: next.url, pool: guest.pool, record, people })
    const seconds = (performance.now() - began) / 1000
    const round: Round = { number, victim, restartSeconds, seconds, ...aftermath }
    return { centre: next, known, round: { ...round, findings: [...round.findings, ...unfit(record, victim)] } }
  } finally {
    await guest.close()
  }
}

/** The others go on when one worker dies: then nobody may be refused. */
function unfit({ refusals }: CrashRecord, victim: Victim): readonly string[] {
  return victim === 'worker' ? refusals.map((words) => `refused although others were there: ${words}`) : []
}

/**
 * Kills a loaded centre again and again, each time starts it on the same folder, and holds it against its word: whatever
 * was acknowledged is there exactly once with that answer, whatever was not at most once, and all invariants hold.
 *
 * @throws Error when a centre does not come up again
 */
export async function runCrashes(options: CrashOptions): Promise<CrashReport> {
  const ground = await prepare(options)
  const { began, random } = ground
  const kinds = options.kinds ?? random.shuffled(victimsOf(options.workers))
  const rounds: Round[] = []
  let [known, moneyKnown] = [0, 0]
  let centre = await start(ground)
  for (let number = 1; number <= options.rounds; number += 1) {
    const victim = kinds[(number - 1) % kinds.length] ?? 'everything'
    const played = await playRound(ground, centre, number, victim)
    centre = played.centre
    known += played.known.length
    moneyKnown += played.known.filter(books).length
    rounds.push(played.round)
    options.onRound?.(played.round)
  }
  await stopProgram(centre)
  await ended(centre.child)

  const database = await openDatabase({ dataDir: options.dataDir, readOnly: true })
  const { verify, onFile } = await (async () => {
    try {
      const sql = 'select count(*)::int as count from message_effect'
      const [row] = await query<{ count: number }>(database.pool, 'sim-effects', sql)
      return { verify: await verifyAll(verifyStore(database.pool), () => undefined), onFile: row?.count ?? 0 }
    } finally {
      await database.close()
    }
  })()
  const leftOver = (await findServerProcesses(await pgDataOf(options.dataDir))).length
  const sound = rounds.every(({ betrayals, findings }) => betrayals.length === 0 && findings.length === 0)
  const complete = onFile === known && verify.settlements === moneyKnown && leftOver === 0
  const seconds = (performance.now() - began) / 1000
  const effects = { onFile, known, moneyKnown }
  const { seed, workers } = options
  return { seed, workers, rounds, effects, verify, leftOver, seconds, ok: sound && complete && verify.ok }
}
