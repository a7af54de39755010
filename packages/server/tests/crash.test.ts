import assert from 'node:assert/strict'
import { type ChildProcess, execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readNode } from '../sim/answers.ts'
import { type CentreProcess, startCentre } from '../sim/centre-process.ts'
import { checkAftermath } from '../sim/crash/aftermath.ts'
import { type CrashRecord, playIntoCrash } from '../sim/crash/play.ts'
import { sendAgain } from '../sim/crash/send-again.ts'
import { books } from '../sim/crash/sent-messages.ts'
import { kill, targetsIn } from '../sim/crash/victims.ts'
import { ended, type Program, passableFolder, pgDataOf, startProgram, stopProgram, until } from '../sim/programs.ts'
import { townOf } from '../sim/town.ts'
import { hourOf } from '../sim/visits.ts'
import { policyFolder } from '../src/files/shipped.ts'
import { readStarter } from '../src/files/starter.ts'
import { openDatabase } from '../src/store/database.ts'
import { findServerProcesses, readPostmaster } from '../src/store/postmaster.ts'
import { copySharedCluster } from './support/shared-cluster.ts'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const SEED = 11
const INSURED = 3000
const ACKNOWLEDGED = 400
const town = townOf(SEED, { insured: INSURED })

let root: string
let dataDir: string
let children: ChildProcess[]

beforeEach(async () => {
  root = await passableFolder('yibao-crash')
  dataDir = join(root, 'data')
  await copySharedCluster(dataDir)
  children = []
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await until(
    async () => (await findServerProcesses(await pgDataOf(dataDir))).length === 0,
    'no database server is left',
  )
  await rm(root, { recursive: true, force: true })
})

function start(from: string): Promise<CentreProcess> {
  const onChild = (child: ChildProcess) => void children.push(child)
  return startCentre({ dataDir, seed: SEED, insured: INSURED, workers: 1, from, stay: true, onChild })
}

interface Played {
  readonly record: CrashRecord
  readonly people: readonly string[]
}

/** Plays the hour into a crash. */
async function playInto(url: string, crash: () => void): Promise<Played> {
  const { catalog } = await readStarter(policyFolder)
  const planned = hourOf(SEED, town, catalog, { visits: 900 })
  // An upload that the plan wants refused tells nothing about a crash.
  const episodes = planned.filter(({ course }) => course !== 'expired-line')
  const record = await playIntoCrash({ url, town, episodes, acknowledged: ACKNOWLEDGED, crash })
  return { record, people: episodes.map(({ member }) => member.insured.insuredId) }
}

/** Starts anew on the same folder, as it is, and holds what the database has against what the senders know. */
async function checkAfterwards({ record, people }: Played): Promise<void> {
  const centre = await start('11:00:00')
  const guest = await openDatabase({ dataDir, readOnly: true })
  const aftermath = await checkAftermath({ url: centre.url, pool: guest.pool, record, people })
  await guest.close()
  assert.deepEqual(aftermath.betrayals, [])
  assert.deepEqual(aftermath.findings, [])
  assert.ok(aftermath.acknowledged >= ACKNOWLEDGED)
  assert.ok(aftermath.inDoubt > 0, 'the crash came in the middle')
  assert.equal(aftermath.known.length, record.messages.length)
  await stopProgram(centre)
  await assertVerified(aftermath.known.filter(books).length)
}

async function assertVerified(settlements: number): Promise<void> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'verify', '--data-dir', dataDir, '--json'], {
    cwd: '/',
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
  })
  const report = JSON.parse(stdout)
  assert.deepEqual(report.violations, [])
  assert.equal(report.ok, true)
  assert.equal(report.settlements, settlements)
  assert.deepEqual(await findServerProcesses(await pgDataOf(dataDir)), [])
}

describe('after SIGKILL in the middle of a busy hour every acknowledged settlement is there once', {
  timeout: 240_000,
}, () => {
  test('when it hits our process', async () => {
    const centre = await start('09:00:00')
    const { centre: pids } = await targetsIn(centre, dataDir)
    await checkAfterwards(await playInto(centre.url, () => kill(pids)))
  })

  test('when it hits PostgreSQL, without which the centre says so and does not fall', async () => {
    const centre = await start('09:00:00')
    const { database } = await targetsIn(centre, dataDir)
    const played = await playInto(centre.url, () => kill(database))
    const { refusals, messages } = played.record
    assert.ok(refusals.length > 0)
    // Whose statement was running nobody knows the outcome of; whoever came later was not taken in.
    const spoken = /原 ?msgid.*\[gateway\.internal\]$|同一 ?msgid.*\[gateway\.database-unavailable\]$/
    for (const words of refusals) assert.match(words, spoken)

    const [answer] = await sendAgain(centre.url, messages.slice(0, 1))
    assert.equal(answer?.kind, 'no', 'a centre without database confirms nothing')
    assert.match(answer?.words ?? '', spoken)
    const unknown = /internal/.test(answer?.words ?? '')
    assert.equal(answer?.status, unknown ? 500 : 200, 'and its status tells an unknown outcome from none')
    const health = await fetch(`${centre.url}/health`)
    assert.equal(health.status, 503)
    assert.equal(readNode(await health.text())?.healthy, false)
    await until(() => /database, or its supervisor, ended by itself/.test(centre.complaints()), 'the log says it')
    await stopProgram(centre)
    await checkAfterwards(played)
  })

  test('when it hits both at once', async () => {
    const centre = await start('09:00:00')
    const { everything } = await targetsIn(centre, dataDir)
    await checkAfterwards(await playInto(centre.url, () => kill(everything)))
  })
})

async function serve(): Promise<Program> {
  const program = startProgram([MAIN, 'serve', '--port', '0', '--data-dir', dataDir])
  children.push(program.child)
  await until(() => /listening/.test(program.complaints()), 'it listens')
  return program
}

describe('serve', { timeout: 120_000 }, () => {
  test('ends with exit code 1 and the cure when its own database was killed, and starts again', async () => {
    const first = await serve()
    const server = await readPostmaster(await pgDataOf(dataDir))
    kill([server?.pid ?? Number.NaN])
    await ended(first.child)
    assert.equal(first.child.exitCode, 1, first.complaints())
    assert.match(first.complaints(), /yibao: .*ended by itself\.\n请重新启动.*Start again: .*look into .*postgres\.log/)
    assert.deepEqual(await findServerProcesses(await pgDataOf(dataDir)), [])
    await stopProgram(await serve())
  })
})
