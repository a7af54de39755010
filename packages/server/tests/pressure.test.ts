import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, get, request } from 'node:http'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openLimits } from '../src/national/pressure.ts'
import type { Database } from '../src/store/database.ts'
import { newPerson } from './support/people.ts'
import { type Pressed, pressed } from './support/pressed.ts'
import { verified } from './support/verified.ts'
import { expectOk, settleInput, upload } from './support/visit.ts'
import { hospital, items, otherHospital, type Sent, type World } from './support/world.ts'

const line = { code: items.whole.code, price: 100, quantity: 1 }

interface Answered {
  readonly status: number
  readonly infcode: number
  readonly words: string
  readonly text: string
  readonly milliseconds: number
}

/** Sends and takes any answer, whatever its status. */
async function post(world: World, { headers, body }: Sent): Promise<Answered> {
  const began = performance.now()
  const { statusCode, body: text } = await world.centre.app.inject({
    method: 'POST',
    url: '/fsi/api/rsfComIfsService/callService',
    headers,
    payload: body,
  })
  const { infcode, err_msg: words } = JSON.parse(text)
  return { status: statusCode, infcode, words, text, milliseconds: performance.now() - began }
}

/** A settlement that is ready to be sent, of a person of its own. */
async function readySettlement(world: World, at = hospital): Promise<Sent> {
  const who = await newPerson(world)
  const bill = await upload(world.till(at), who, [line])
  return world.till(at).sign('2207', who, settleInput(bill))
}

const isBusy = (code: string) => new RegExp(`同一 msgid 原样重发 send again with the same msgid。\\[${code}\\]$`)

async function archivedOf({ pool }: Pick<Database, 'pool'>, { msgid }: Sent): Promise<readonly string[]> {
  const { rows } = await pool.query<{ outcome: string }>('select outcome from message where msgid = $1', [msgid])
  return rows.map(({ outcome }) => outcome)
}

async function settlementsOf({ pool }: Pick<Database, 'pool'>, { msgid }: Sent): Promise<number> {
  const { rows } = await pool.query('select 1 from settlement where msgid = $1', [msgid])
  return rows.length
}

/** Accepted now, once, and with the same answer whenever it comes again. */
async function acceptedOnce({ world, direct }: Pressed, sent: Sent): Promise<void> {
  const first = await post(world, sent)
  assert.equal(first.infcode, 0, first.words)
  assert.equal((await post(world, sent)).text, first.text)
  assert.equal(await settlementsOf(direct, sent), 1)
}

async function until(holds: () => boolean, wanted: string): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!holds()) {
    assert.ok(performance.now() < deadline, `waited in vain: ${wanted}`)
    await pause(20)
  }
}

const told = ({ told: lines }: Pressed, words: RegExp): boolean => lines.some((line) => words.test(line))
const unavailable = isBusy('gateway\\.database-unavailable')

test('with all places taken one is told "busy" at once, leaves no trace, and is accepted later under its msgid', () =>
  pressed(
    { operations: { limits: { ...openLimits, places: 2 } }, patience: { connectionMs: 10_000, statementMs: 10_000 } },
    async (scene) => {
      const { world, wire, direct } = scene
      const [first, second, third] = [
        await readySettlement(world),
        await readySettlement(world),
        await readySettlement(world),
      ]
      wire.hold()
      const running = [post(world, first), post(world, second)]
      await pause(50)
      const refused = await post(world, third)
      assert.deepEqual([refused.status, refused.infcode], [200, -1])
      assert.match(refused.words, isBusy('gateway\\.busy'))
      assert.ok(refused.milliseconds < 100, `${refused.milliseconds} ms`)
      assert.match(await world.centre.metrics.text(), /^yibao_messages_in_flight 2$/m)
      wire.letGo()
      for (const answer of await Promise.all(running)) assert.equal(answer.infcode, 0, answer.words)
      assert.deepEqual(await archivedOf(direct, third), [])
      await acceptedOnce(scene, third)
      assert.match(await world.centre.metrics.text(), /^yibao_messages_total\{infno="other",outcome="busy"\} 1$/m)
      await verified(world)
    },
  ))

test('a flood of one institution leaves the latency of another alone', () =>
  pressed(
    { operations: { limits: { places: 64, institutionPlaces: 4, institutionRate: 200, institutionBurst: 200 } } },
    async ({ world }) => {
      const latency = async (): Promise<number> => {
        const times: number[] = []
        for (let count = 0; count < 20; count += 1) {
          const sent = await readySettlement(world, otherHospital)
          const answer = await post(world, sent)
          assert.equal(answer.infcode, 0, answer.words)
          times.push(answer.milliseconds)
        }
        return times.sort((a, b) => a - b)[10] ?? Number.NaN
      }
      await latency()
      const alone = await latency()

      const who = await newPerson(world)
      const stop = new AbortController()
      const words = new Map<string, number>()
      const flood = async (): Promise<void> => {
        while (!stop.signal.aborted) {
          const { words: said } = await post(
            world,
            world.till(hospital).sign('1101', who, identifyInput(who.certificateNumber)),
          )
          const code = /\[(\S+)\]$/.exec(said)?.[1] ?? 'ok'
          words.set(code, (words.get(code) ?? 0) + 1)
          await pause(2)
        }
      }
      const flooding = Promise.all(Array.from({ length: 16 }, flood))
      const beside = await latency()
      stop.abort()
      await flooding
      assert.ok((words.get('gateway.institution-busy') ?? 0) > (words.get('ok') ?? 0), JSON.stringify([...words]))
      assert.ok(beside < alone * 4 + 20, `alone ${alone} ms, beside the flood ${beside} ms`)
      assert.deepEqual([...words.keys()].sort(), ['gateway.institution-busy', 'ok'])
    },
  ))

const identifyInput = (certificateNumber: string) => ({
  data: { mdtrt_cert_type: '02', mdtrt_cert_no: certificateNumber, psn_cert_type: '01', certno: certificateNumber },
})

test(
  'while the database stands still for ten seconds, every message gets a clear answer, and a till that sends again every second is served once',
  {
    timeout: 60_000,
  },
  () =>
    pressed({}, async (scene) => {
      const { world, wire, direct } = scene
      const waiting = await readySettlement(world)
      const cutShort = await readySettlement(world)
      wire.hold()
      const began = performance.now()

      const unknown = await post(world, cutShort)
      assert.equal(unknown.status, 500, 'nobody knows what became of it')
      assert.match(unknown.words, /结果不明.*原 msgid.*\[gateway\.internal\]$/)

      const answers: Answered[] = []
      while (performance.now() - began < 10_000) {
        answers.push(await post(world, waiting))
        await pause(1_000)
      }
      const late = answers.slice(-3)
      for (const answer of late) {
        assert.deepEqual([answer.status, answer.infcode], [200, -1])
        assert.match(answer.words, unavailable)
        assert.ok(answer.milliseconds < 100, `known to be away, and yet ${answer.milliseconds} ms`)
      }
      const { statusCode, body } = await world.centre.app.inject('/ready')
      assert.deepEqual([statusCode, JSON.parse(body).reason], [503, 'database-silent'])
      assert.ok(told(scene, /the database does not answer/))

      wire.letGo()
      await until(() => told(scene, /the database is back/), 'the centre sees that the database is back')
      for (const sent of [waiting, cutShort]) await acceptedOnce(scene, sent)
      assert.equal((await world.centre.app.inject('/ready')).statusCode, 200)
      await verified({ ...world, database: direct })
    }),
)

test(
  'while the database refuses connections answers come at once, and afterwards the centre works without a restart',
  {
    timeout: 60_000,
  },
  () =>
    pressed({}, async (scene) => {
      const { world, wire, direct } = scene
      const sent = await readySettlement(world)
      await wire.refuse()
      await until(() => told(scene, /cannot be reached/), 'the centre sees it')
      for (let count = 0; count < 50; count += 1) {
        const answer = await post(world, sent)
        assert.deepEqual([answer.status, answer.infcode], [200, -1])
        assert.match(answer.words, unavailable)
        assert.ok(answer.milliseconds < 200, `${answer.milliseconds} ms`)
      }
      const health = await world.centre.app.inject('/health')
      assert.deepEqual([health.statusCode, JSON.parse(health.body).database], [503, 'cannot be reached'])
      await wire.accept()
      await until(() => told(scene, /is back/), 'the centre sees that the database is back')
      assert.deepEqual(await archivedOf(direct, sent), [])
      await acceptedOnce(scene, sent)
      const notOurs = scene.told.filter((words) => !/数据库|变更通知|the database is away/.test(words))
      assert.deepEqual(notOurs, [], 'a database that is away is no fault of ours')
    }),
)

test('connections that break while messages are under way lose nothing and double nothing', { timeout: 60_000 }, () =>
  pressed({}, async (scene) => {
    const { world, wire, direct } = scene
    const ready: Sent[] = []
    for (let count = 0; count < 12; count += 1) ready.push(await readySettlement(world))
    const running = ready.map((sent) => post(world, sent))
    await pause(15)
    wire.cut()
    const answers = await Promise.all(running)
    for (const { status, infcode, words } of answers) {
      if (infcode === 0) continue
      assert.ok(status === 500 ? /gateway\.internal/.test(words) : unavailable.test(words), words)
    }
    await until(() => !told(scene, /cannot be reached/) || told(scene, /is back/), 'the database is back')
    await pause(200)
    for (const [index, sent] of ready.entries()) {
      if (answers[index]?.infcode === 0) assert.equal((await post(world, sent)).text, answers[index]?.text)
      else await acceptedOnce(scene, sent)
    }
    await verified({ ...world, database: direct })
  }),
)

test('a full disk of the database is a fault that is told as one, and the centre is not ready until it has room', () =>
  pressed({}, async (scene) => {
    const { world, direct } = scene
    const sent = await readySettlement(world)
    await direct.pool.query(`
      create function no_room() returns trigger language plpgsql as
        $$ begin raise exception using errcode = '53100', message = 'could not extend file: No space left on device'; end $$`)
    await direct.pool.query(
      'create trigger no_room before insert on settlement for each row execute function no_room()',
    )
    const refused = await post(world, sent)
    assert.equal(refused.status, 500)
    assert.match(refused.words, /\[gateway\.internal\]$/)
    assert.ok(told(scene, /has no room left/))
    const { statusCode, body } = await world.centre.app.inject('/ready')
    assert.deepEqual([statusCode, JSON.parse(body).reason], [503, 'database-full'])
    assert.equal(await settlementsOf(direct, sent), 0)
    await direct.pool.query('drop trigger no_room on settlement')
    await acceptedOnce(scene, sent)
  }))

test('when it stops, it says so first, finishes what is running, lets no connection rest, and keeps what it acknowledged', () =>
  pressed(
    { operations: { farewellMs: 400 }, patience: { connectionMs: 10_000, statementMs: 10_000 } },
    async ({ world, wire, direct }) => {
      const [running, late] = [await readySettlement(world), await readySettlement(world)]
      const url = new URL(await world.centre.listen('127.0.0.1', 0))
      const agent = new Agent({ keepAlive: true })
      const send = async ({ headers, body }: Sent) => {
        const sending = request(new URL('/2207', url), { method: 'POST', agent, headers })
        sending.end(body)
        const [answer] = await once(sending, 'response')
        let text = ''
        for await (const chunk of answer) text += chunk
        return { connection: answer.headers.connection, infcode: JSON.parse(text).infcode }
      }
      const ready = async (): Promise<number> => {
        const asking = get(new URL('/ready', url))
        const [answer] = await once(asking, 'response')
        answer.resume()
        return answer.statusCode
      }
      assert.equal(await ready(), 200)
      wire.hold()
      const answered = send(running)
      await pause(100)
      const closed = world.centre.close()
      assert.equal(await ready(), 503, 'whoever shares out messages is told before the door closes')
      const lateAnswered = send(late)
      await pause(100)
      wire.letGo()
      assert.deepEqual(await answered, { connection: 'close', infcode: 0 })
      assert.deepEqual(await lateAnswered, { connection: 'close', infcode: 0 })
      await closed
      await assert.rejects(ready())
      for (const sent of [running, late]) assert.equal(await settlementsOf(direct, sent), 1)
      agent.destroy()
      await world.restart()
    },
  ))

test('whoever only knocks and never proves who they are has one share of the places, whatever names they give', () =>
  pressed(
    { operations: { limits: { ...openLimits, institutionRate: 1, institutionBurst: 5 } } },
    async ({ world, direct }) => {
      const who = await newPerson(world)
      const knocks = Array.from({ length: 20 }, (_, index) => {
        const sent = world.till(hospital).sign('1101', who, {})
        return { ...sent, headers: { ...sent.headers, 'x-tif-paasid': `nobody-${index}` } }
      })
      const said: string[] = []
      for (const knock of knocks) said.push((await post(world, knock)).words)
      assert.equal(said.filter((words) => /\[gateway\.unknown-account\]$/.test(words)).length, 5)
      assert.equal(said.filter((words) => /\[gateway\.busy\]$/.test(words)).length, 15)
      const { rows } = await direct.pool.query("select 1 from message where outcome = 'gateway.unknown-account'")
      assert.equal(rows.length, 5)
      expectOk(await world.till(otherHospital).ask('1101', who, identifyInput(who.certificateNumber)))
    },
  ))
