import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { localDateTime } from '@yibao/core/kernel'
import { loadPacks, policyFolder } from '../src/files/shipped.ts'
import { runWorkers, type Workers } from '../src/processes/index.ts'
import { revokeKey } from '../src/store/key-store.ts'
import { type Line, openLine } from './support/line.ts'
import { newPerson } from './support/people.ts'
import type { TestSettings } from './support/processes-worker.ts'
import { createTestDatabase } from './support/test-database.ts'
import { registration } from './support/visit.ts'
import { hospital, openWorld, otherHospital, pharmacy, testPolicy, today, type World } from './support/world.ts'

const entry = new URL('./support/processes-worker.ts', import.meta.url)
const host = '127.0.0.1'
/** By then one process has heard what another one told. */
const toldMs = 60

async function until(holds: () => boolean | Promise<boolean>, wanted: string): Promise<void> {
  const deadline = performance.now() + 40_000
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, `waited in vain: ${wanted}`)
    await pause(20)
  }
}

describe('two processes behind one port', { timeout: 300_000 }, () => {
  let world: World
  let workers: Workers
  /** A connection to each process. */
  let lines: readonly [Line, Line]
  const said: string[] = []

  const start = async (port = 0): Promise<Workers> => {
    const { url, serverVersion, embedded } = world.database
    const packs = [...(await loadPacks(testPolicy)), ...(await loadPacks(policyFolder))]
    const settings: TestSettings = { database: { url, serverVersion, embedded }, packs }
    return runWorkers({ entry, settings, workers: 2, host, port, log: (line) => void said.push(line) })
  }
  /** Opens connections until there is one to each process. */
  const openLines = async (): Promise<readonly [Line, Line]> => {
    const [one, other] = [openLine(workers.address), openLine(workers.address)]
    const processes = new Set([(await one.get('/health')).process, (await other.get('/health')).process])
    assert.deepEqual(processes, new Set(workers.pids()))
    return [one, other]
  }
  const close = (): void => {
    for (const line of lines) line.close()
  }

  before(async () => {
    world = await openWorld(await createTestDatabase())
    workers = await start()
    lines = await openLines()
  })
  after(async () => {
    close()
    await workers.stop()
    await world.close()
    await world.database.close()
  })

  test('new connections go to them in turn, on a free port that both share', async () => {
    assert.notEqual(new URL(workers.address).port, '0')
    const met = new Map<number, number>()
    for (let time = 0; time < 10; time += 1) {
      const line = openLine(workers.address)
      const { process } = await line.get('/health')
      line.close()
      met.set(process, (met.get(process) ?? 0) + 1)
    }
    assert.deepEqual([...met.values()], [5, 5])
  })

  test('a nonce that one of them has seen is refused by the other with another body', async () => {
    const till = world.till(hospital)
    const [first, second] = await Promise.all([newPerson(world), newPerson(world)])
    const sent = till.sign('2201', first, registration(first))
    assert.equal((await lines[0].send(sent)).infcode, 0)
    await pause(toldMs)
    const { body } = till.sign('2201', second, registration(second))
    assert.match((await lines[1].send({ ...sent, body })).err_msg, /gateway\.replayed-nonce/)
    const again = await lines[1].send(sent)
    assert.equal(again.infcode, 0, 'the very same request may be repeated anywhere')
  })

  test('a msgid of one person is refused for another by both of them, until it is given back', async () => {
    const till = world.till(hospital)
    const [first, second] = await Promise.all([newPerson(world), newPerson(world)])
    const { msgid } = await till.sign('2201', first, registration(first))
    const ask = (line: Line, who: typeof first, more = {}) =>
      line.send(till.sign('2201', who, registration(who, more), { msgid }))
    assert.notEqual((await ask(lines[0], first, { insutype: '390' })).infcode, 0)
    await pause(toldMs)
    assert.equal((await ask(lines[1], second)).infcode, 0, 'what recorded nothing gives its msgid back')
    await pause(toldMs)
    assert.match((await ask(lines[0], first)).err_msg, /flow\.msgid-of-another/)
  })

  test('a key that is revoked is refused by both of them', async () => {
    const till = world.till(otherHospital)
    const who = await newPerson(world)
    const ask = (line: Line) => line.send(till.sign('2201', who, registration(who)))
    for (const line of lines) assert.equal((await ask(line)).infcode, 0)
    const { providerCode } = otherHospital
    await revokeKey(world.database.pool, providerCode, providerCode, localDateTime(`${today} 09:00:00`))
    for (const line of lines) {
      await until(async () => /gateway\.unknown-account/.test((await ask(line)).err_msg), 'the key is refused')
    }
  })

  test('the numbers of their answers are never the same', async () => {
    const who = await newPerson(world)
    const till = world.till(pharmacy)
    const ask = (line: Line) => line.send<'1101'>(till.sign('1101', who, { data: {} }))
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => ask(lines[index % 2 === 0 ? 0 : 1])))
    assert.equal(new Set(answers.map((answer) => answer.process)).size, 2)
    const numbers = answers.map((answer) => ('inf_refmsgid' in answer ? answer.inf_refmsgid : null))
    assert.equal(new Set(numbers).size, 40)
  })

  const sum = async (line: Line, name: string): Promise<number> =>
    Number(new RegExp(`^${name} (\\d+)$`, 'm').exec((await line.get('/sum')).text)?.[1])

  test('either of them tells the metrics of both, and what a dead one counted stays in the sum', async () => {
    const before = await sum(lines[0], 'test_answers_total')
    for (const line of lines) await line.get('/health')
    // Two answers of health, and that of the first question for the sum.
    assert.equal(await sum(lines[1], 'test_answers_total'), before + 3)
    assert.equal(await sum(lines[1], 'test_processes'), 2)

    const { process: victim } = await lines[0].get('/health')
    const counted = await sum(lines[1], 'test_answers_total')
    process.kill(victim, 'SIGKILL')
    await until(() => workers.pids().length === 1, 'the process is gone')
    assert.ok((await sum(lines[1], 'test_answers_total')) > counted)
    assert.equal(await sum(lines[1], 'test_processes'), 1)
    await until(() => workers.pids().length === 2, 'another one takes its place')
    close()
    lines = await openLines()
    assert.equal(await sum(lines[0], 'test_processes'), 2)
  })

  test('one that is killed under load comes back, and nothing that was acknowledged is lost', async () => {
    const till = world.till(hospital)
    const people = await Promise.all(Array.from({ length: 60 }, () => newPerson(world)))
    const acknowledged: string[] = []
    const [victim] = workers.pids()
    assert.ok(victim !== undefined)
    said.length = 0
    let torn = 0
    const send = async (index: number): Promise<void> => {
      const who = people[index]
      assert.ok(who !== undefined)
      const line = openLine(workers.address)
      try {
        const sent = till.sign('2201', who, registration(who))
        assert.equal((await line.send(sent)).infcode, 0)
        acknowledged.push(sent.msgid)
        if (acknowledged.length === 15) process.kill(victim, 'SIGKILL')
      } catch {
        torn += 1
      } finally {
        line.close()
      }
    }
    const lane = async (from: number): Promise<void> => {
      for (let index = from; index < people.length; index += 8) await send(index)
    }
    await Promise.all(Array.from({ length: 8 }, (_, index) => lane(index)))
    assert.equal(acknowledged.length + torn, people.length)
    assert.ok(acknowledged.length >= 30, `${acknowledged.length} acknowledged, ${torn} torn off`)
    const { rows } = await world.database.pool.query<{ msgid: string }>(
      'select msgid from message_effect where msgid = any($1)',
      [acknowledged],
    )
    assert.equal(rows.length, acknowledged.length)

    await until(() => workers.pids().length === 2, 'another one takes its place')
    assert.ok(!workers.pids().includes(victim))
    assert.match(said.join('\n'), /worker \d \(process \d+\) ended: SIGKILL; .*starts again in/)
    assert.match(said.join('\n'), /worker \d answers again/)
    close()
    lines = await openLines()
  })

  test('when all of them die at once they come back on the same port', async () => {
    const { address } = workers
    for (const pid of workers.pids()) process.kill(pid, 'SIGKILL')
    await until(() => workers.pids().length === 0, 'both are gone')
    await until(() => workers.pids().length === 2, 'both are back')
    assert.equal(workers.address, address)
    close()
    lines = await openLines()
  })

  test('stopping lets a running message finish, and takes no new one', async () => {
    const who = await newPerson(world)
    const till = world.till(hospital)
    const client = await world.database.pool.connect()
    try {
      await client.query('begin')
      await client.query('lock table visit in share row exclusive mode')
      const running = lines[0].send(till.sign('2201', who, registration(who)))
      await until(async () => {
        const { rows } = await world.database.pool.query(
          "select 1 from pg_stat_activity where wait_event_type = 'Lock'",
        )
        return rows.length > 0
      }, 'the message waits for the table')
      const stopped = workers.stop()
      await pause(200)
      await assert.rejects(openLine(workers.address).get('/health'))
      await client.query('commit')
      assert.equal((await running).infcode, 0)
      await stopped
    } finally {
      client.release()
    }
    assert.deepEqual(workers.pids(), [])
    assert.equal(workers.lost.aborted, false)
    workers = await start(Number(new URL(workers.address).port))
    close()
    lines = await openLines()
  })
})
