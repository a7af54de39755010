import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { nodeIn, readNode, textIn } from '../sim/answers.ts'
import { townOf } from '../sim/town.ts'
import { hourOf } from '../sim/visits.ts'
import { policyFolder } from '../src/files/shipped.ts'
import { readStarter } from '../src/files/starter.ts'
import { exists } from '../src/store/data-folder.ts'
import { openDatabase } from '../src/store/database.ts'
import { findServerProcesses, readPostmaster } from '../src/store/postmaster.ts'
import { books, type CrashRecord, nameOf, playUntilCrash, type SentMessage, sendAgain } from './support/crash-hour.ts'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const CENTRE = fileURLToPath(new URL('./support/crash-centre.ts', import.meta.url))
const SEED = 11
const INSURED = 3000
const SETTLEMENTS = 150
const town = townOf(SEED, { insured: INSURED })

let root: string
let dataDir: string
let children: ChildProcess[]

/** Below /tmp and passable, so that the server's user can come in when root runs the tests. */
beforeEach(async () => {
  root = await realpath(await mkdtemp('/tmp/yibao-crash-'))
  await chmod(root, 0o711)
  dataDir = join(root, 'data')
  children = []
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await until(async () => (await findServerProcesses(await pgData())).length === 0, 'no database server is left')
  await rm(root, { recursive: true, force: true })
})

async function pgData(): Promise<string> {
  const location = join(dataDir, 'database.location')
  return join((await exists(location)) ? (await readFile(location, 'utf8')).trim() : dataDir, 'pgdata')
}

async function until(holds: () => boolean | Promise<boolean>, wanted: string): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, `waited in vain: ${wanted}`)
    await sleep(50)
  }
}

interface Program {
  readonly child: ChildProcess
  /** The first line that it says which has this in it. */
  readonly line: string
  /** What it has complained of so far. */
  readonly complaints: () => string
}

/** Starts a program of ours, without the environment's own database, and waits for one line of its output. */
async function start(args: readonly string[], listened: 'stdout' | 'stderr', wanted: RegExp): Promise<Program> {
  const child = spawn(process.execPath, args, {
    cwd: '/',
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let complaints = ''
  child.stderr.on('data', (chunk) => {
    complaints += String(chunk)
  })
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child[listened]).on('line', (text) => wanted.test(text) && resolve(text))
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`the program ended with ${code}: ${complaints}`)))
  })
  return { child, line, complaints: () => complaints }
}

async function startCentre(from: string): Promise<Program & { readonly url: string }> {
  const args = ['--data-dir', dataDir, '--seed', String(SEED), '--insured', String(INSURED)]
  const program = await start([CENTRE, ...args, '--start', `${town.on} ${from}`], 'stdout', /address/)
  return { ...program, url: textIn(readNode(program.line) ?? {}, 'address') }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('close', () => resolve()))
}

async function stop({ child, complaints }: Program): Promise<void> {
  child.kill('SIGTERM')
  await ended(child)
  assert.equal(child.exitCode, 0, complaints())
}

async function postmaster(): Promise<number> {
  const found = await readPostmaster(await pgData())
  assert.ok(found?.ready, 'the database server runs')
  return found.pid
}

/** Plays the hour into a crash. */
async function playInto(url: string, crash: () => void): Promise<CrashRecord> {
  const { catalog } = await readStarter(policyFolder)
  const planned = hourOf(SEED, town, catalog, { visits: 900 })
  // An upload that the plan wants refused tells nothing about a crash.
  const episodes = planned.filter(({ course }) => course !== 'expired-line')
  return playUntilCrash({ url, town, episodes, settlements: SETTLEMENTS, crash })
}

interface Filed {
  /** How many settlements and how many effects stand under a message. */
  readonly settlements: ReadonlyMap<string, readonly string[]>
  readonly effects: ReadonlyMap<string, readonly string[]>
}

/** What the database holds, read as a guest of the running centre. */
async function filed(): Promise<Filed> {
  const database = await openDatabase({ dataDir })
  try {
    const read = async (text: string): Promise<ReadonlyMap<string, readonly string[]>> => {
      const { rows } = await database.pool.query<{ providerCode: string; msgid: string; value: string }>(text)
      const groups = new Map<string, string[]>()
      for (const row of rows) groups.set(nameOf(row), [...(groups.get(nameOf(row)) ?? []), row.value])
      return groups
    }
    const key = 'select provider_code as "providerCode", msgid'
    return {
      settlements: await read(`${key}, settlement_id as value from settlement`),
      effects: await read(`${key}, answer as value from message where effect`),
    }
  } finally {
    await database.close()
  }
}

const settlementIdIn = (text: string): string =>
  textIn(nodeIn(nodeIn(readNode(text) ?? {}, 'output'), 'setlinfo'), 'setl_id')

function assertOnFile(found: Filed, message: SentMessage, answer: string): void {
  const name = `${message.infno} ${nameOf(message)}`
  assert.deepEqual(found.effects.get(nameOf(message)), [answer], `${name} has one effect, the one that was answered`)
  if (!books(message)) return
  const settlements = found.settlements.get(nameOf(message)) ?? []
  assert.equal(settlements.length, 1, `${name} is booked once`)
  if (message.infno !== '2601') assert.deepEqual(settlements, [settlementIdIn(answer)], name)
}

/** Starts anew on the same folder, as it is, and holds what the database has against what the senders know. */
async function checkAfterwards({ messages }: CrashRecord): Promise<void> {
  const known = messages.flatMap((message) =>
    message.acknowledged === null ? [] : [{ message, answer: message.acknowledged }],
  )
  const unclear = messages.filter(({ acknowledged }) => acknowledged === null)
  assert.ok(known.filter(({ message }) => books(message)).length >= SETTLEMENTS)
  assert.ok(unclear.length > 0, 'the crash came in the middle')

  const centre = await startCentre('11:00:00')
  const before = await filed()
  for (const { message, answer } of known) assertOnFile(before, message, answer)

  const answers = await sendAgain(centre.url, unclear)
  for (const [index, message] of unclear.entries()) {
    const answer = answers[index]
    assert.equal(answer?.yes, true, `${message.infno} ${nameOf(message)}: ${answer?.words}`)
    const [recorded] = before.effects.get(nameOf(message)) ?? []
    if (recorded !== undefined) assert.equal(answer?.text, recorded, 'what was recorded is answered, not done again')
    known.push({ message, answer: answer?.text ?? '' })
  }
  const again = await sendAgain(
    centre.url,
    known.map(({ message }) => message),
  )
  assert.deepEqual(
    again.map(({ text }) => text),
    known.map(({ answer }) => answer),
    'the same message gets the very same answer',
  )

  const after = await filed()
  for (const { message, answer } of known) assertOnFile(after, message, answer)
  const booked = known.filter(({ message }) => books(message)).length
  assert.equal(after.effects.size, known.length, 'nothing else had an effect')
  assert.equal(after.settlements.size, booked, 'nothing else was booked')
  await stop(centre)
  await assertVerified(booked)
}

async function assertVerified(settlements: number): Promise<void> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'verify', '--data-dir', dataDir, '--json'], {
    cwd: '/',
    env: { PATH: process.env.PATH },
  })
  const report = JSON.parse(stdout)
  assert.deepEqual(report.violations, [])
  assert.equal(report.ok, true)
  assert.equal(report.settlements, settlements)
  assert.deepEqual(await findServerProcesses(await pgData()), [])
}

describe('after SIGKILL in the middle of a busy hour every acknowledged settlement is there once', {
  timeout: 240_000,
}, () => {
  test('when it hits our process', async () => {
    const { child, url } = await startCentre('09:00:00')
    const record = await playInto(url, () => child.kill('SIGKILL'))
    await checkAfterwards(record)
  })

  test('when it hits PostgreSQL, without which the centre says so and does not fall', async () => {
    const centre = await startCentre('09:00:00')
    const server = await postmaster()
    const record = await playInto(centre.url, () => process.kill(server, 'SIGKILL'))
    assert.ok(record.refusals.length > 0)
    for (const words of record.refusals) assert.match(words, /原 ?msgid.*\[gateway\.internal\]$/)

    const [answer] = await sendAgain(centre.url, record.messages.slice(0, 1))
    assert.equal(answer?.yes, false, 'a centre without database confirms nothing')
    assert.equal(answer?.status, 500, 'and says by its status that the outcome is unknown')
    assert.match(answer?.words ?? '', /\[gateway\.internal\]$/)
    const health = await fetch(`${centre.url}/health`)
    assert.equal(health.status, 503)
    assert.equal(readNode(await health.text())?.healthy, false)
    await until(() => /database, or its supervisor, ended by itself/.test(centre.complaints()), 'the log says it')
    await stop(centre)
    await checkAfterwards(record)
  })

  test('when it hits both at once', async () => {
    const { child, url } = await startCentre('09:00:00')
    const server = await postmaster()
    const record = await playInto(url, () => {
      process.kill(server, 'SIGKILL')
      child.kill('SIGKILL')
    })
    await checkAfterwards(record)
  })
})

describe('serve', { timeout: 120_000 }, () => {
  test('ends with exit code 1 and the cure when its own database was killed, and starts again', async () => {
    const args = [MAIN, 'serve', '--port', '0', '--data-dir', dataDir]
    const first = await start(args, 'stderr', /listening/)
    process.kill(await postmaster(), 'SIGKILL')
    await ended(first.child)
    assert.equal(first.child.exitCode, 1, first.complaints())
    assert.match(first.complaints(), /yibao: .*ended by itself\.\n请重新启动.*Start again: .*look into .*postgres\.log/)
    assert.deepEqual(await findServerProcesses(await pgData()), [])
    await stop(await start(args, 'stderr', /listening/))
  })
})
