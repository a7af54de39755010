import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type ServerLimits, serverLimits } from '../src/http/pressure.ts'
import { plainOperations } from '../src/operations.ts'
import { newPerson } from './support/people.ts'
import { withTestDatabase } from './support/test-database.ts'
import { hospital, openWorld, type Sent, type World } from './support/world.ts'

interface Door {
  readonly world: World
  readonly url: URL
  /** A connection of one's own. */
  open(): Promise<Socket>
}

/** Runs `work` against a centre that listens, with some limits of its own. */
async function atDoor(limits: Partial<ServerLimits>, work: (door: Door) => Promise<void>): Promise<void> {
  await withTestDatabase(async (database) => {
    const operations = { ...plainOperations, server: { ...serverLimits, ...limits } }
    const world = await openWorld(database, { operations })
    const opened: Socket[] = []
    try {
      const url = new URL(await world.centre.listen('127.0.0.1', 0))
      await work({
        world,
        url,
        async open() {
          const socket = connect(Number(url.port), url.hostname)
          socket.on('error', () => undefined)
          opened.push(socket)
          await once(socket, 'connect')
          return socket
        },
      })
    } finally {
      for (const socket of opened) socket.destroy()
      await world.close()
    }
  })
}

const head = (length: number): string => `POST /1101 HTTP/1.1\r\nhost: centre\r\ncontent-length: ${length}\r\n\r\n`

/** Sends the words again and again, as long as the connection lasts. */
function trickle(socket: Socket, words: string): void {
  const sending = setInterval(() => socket.write(words), 50)
  socket.once('close', () => clearInterval(sending))
}

/** Reads until the other side ends. */
async function everything(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (chunk) => {
    text += String(chunk)
  })
  if (!socket.closed) await once(socket, 'close')
  return text
}

/** The same of one that goes on writing: what it sends after the end may cost it the last words. */
const shutOut = (socket: Socket): Promise<string> =>
  everything(socket).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') throw error
    return 'reset'
  })

/** What comes next, or nothing when the connection ends. */
async function nextPart(socket: Socket): Promise<string> {
  const [chunk] = await Promise.race([once(socket, 'data'), once(socket, 'close').then(() => [''])])
  return String(chunk)
}

async function ask(url: URL, { headers, body }: Sent) {
  const began = performance.now()
  const answer = await fetch(new URL('/1101', url), { method: 'POST', headers, body })
  const { infcode, err_msg: words } = (await answer.json()) as { infcode: number; err_msg: string }
  return { status: answer.status, infcode, words, milliseconds: performance.now() - began }
}

/** A message of exactly so many bytes. */
function messageOf(world: World, bytes: number): Sent {
  const sent = world.till(hospital).sign('1101', null, { data: {}, filler: '' })
  const filler = 'x'.repeat(bytes - Buffer.byteLength(sent.body))
  return { ...sent, body: sent.body.replace('"filler":""', `"filler":"${filler}"`) }
}

const identify = (world: World, certificateNumber: string): Sent =>
  world.till(hospital).sign('1101', null, {
    data: { mdtrt_cert_type: '02', mdtrt_cert_no: certificateNumber, psn_cert_type: '01', certno: certificateNumber },
  })

test('slow senders', { timeout: 60_000 }, async (t) => {
  await atDoor({ headersMs: 600, messageMs: 1_200, silenceMs: 3_000, checkMs: 100 }, async ({ open, url, world }) => {
    const who = await newPerson(world)

    await t.test('whoever opens a connection and says nothing is shut out', async () => {
      const socket = await open()
      const began = performance.now()
      await everything(socket)
      assert.ok(performance.now() - began < 3_000)
    })

    await t.test('whoever trickles headers is shut out, however steadily they come', async () => {
      const socket = await open()
      socket.write('POST /1101 HTTP/1.1\r\n')
      trickle(socket, 'x-more: 1\r\n')
      const text = await shutOut(socket)
      assert.match(text, /^HTTP\/1\.1 408 |^reset$/)
    })

    await t.test('whoever trickles a body is shut out, and others are answered meanwhile', async () => {
      const slow = await Promise.all(Array.from({ length: 50 }, open))
      for (const socket of slow) {
        socket.write(head(1_000))
        trickle(socket, '{')
      }
      const ends = slow.map(shutOut)
      const answer = await ask(url, identify(world, who.certificateNumber))
      assert.equal(answer.infcode, 0, answer.words)
      assert.ok(answer.milliseconds < 5_000, `${answer.milliseconds} ms`)
      const texts = await Promise.all(ends)
      for (const text of texts) assert.match(text, /^HTTP\/1\.1 408 |^reset$/)
      assert.ok(texts.some((text) => text !== 'reset'))
    })

    await t.test(
      'a connection of which half is closed, or that breaks off within a message, leaves nothing behind',
      async () => {
        const half = await open()
        half.write(head(1_000))
        half.end('{"infno"')
        const broken = await open()
        broken.write(head(1_000))
        broken.write('{"infno"')
        await pause(50)
        broken.resetAndDestroy()
        await everything(half)
        await pause(100)
        assert.match(await world.centre.metrics.text(), /^yibao_body_bytes 0$/m)
        const { rows } = await world.database.pool.query("select 1 from message where outcome = 'message.broken-json'")
        assert.equal(rows.length, 0)
      },
    )

    await t.test('several messages sent at once on one connection are answered one by one', async () => {
      const socket = await open()
      const { headers, body } = identify(world, who.certificateNumber)
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
      const message = `POST /1101 HTTP/1.1\r\nhost: centre\r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
      socket.write(message.repeat(3))
      let text = ''
      socket.on('data', (chunk) => {
        text += String(chunk)
      })
      await pause(500)
      assert.equal(text.match(/"infcode":0/g)?.length, 3)
    })
  })
})

test('a thousand connections that rest do not hinder a till', { timeout: 60_000 }, () =>
  atDoor({}, async ({ open, url, world }) => {
    const who = await newPerson(world)
    await ask(url, identify(world, who.certificateNumber))
    const idle = await Promise.all(Array.from({ length: 1_000 }, open))
    const times: number[] = []
    for (let count = 0; count < 20; count += 1) {
      const answer = await ask(url, identify(world, who.certificateNumber))
      assert.equal(answer.infcode, 0, answer.words)
      times.push(answer.milliseconds)
    }
    times.sort((a, b) => a - b)
    assert.ok((times[10] ?? 0) < 400, `${times[10]} ms`)
    assert.match(await world.centre.metrics.text(), /^yibao_connections 100[0-9]$/m)
    assert.ok(idle.every((socket) => !socket.closed))
  }),
)

test('one connection more than there may be is closed at once, and the others go on', () =>
  atDoor({ connections: 5 }, async ({ open, world }) => {
    const kept = await Promise.all(Array.from({ length: 5 }, open))
    const sixth = await open()
    assert.equal(await everything(sixth), '')
    const [first] = kept
    assert.ok(first !== undefined)
    first.write('GET /health HTTP/1.1\r\nhost: centre\r\n\r\n')
    assert.match(await nextPart(first), /^HTTP\/1\.1 200 /)
    assert.ok(world.centre.app.server.listening)
  }))

test('the size of a body', async (t) => {
  await atDoor({ bodyBytes: 3_000_000 }, async ({ open, url, world }) => {
    await t.test('a body of exactly a million bytes is read', async () => {
      const answer = await ask(url, messageOf(world, 1_000_000))
      assert.match(answer.words, /\[message\.missing-field\]$/)
    })

    await t.test(
      'a body of one byte more is refused with the limit, with and without its length told beforehand',
      async () => {
        const sent = messageOf(world, 1_000_001)
        const told = await ask(url, sent)
        assert.deepEqual([told.status, told.infcode], [200, -1])
        assert.match(told.words, /1000000 字节.*\[gateway\.body-too-large\]$/)

        const socket = await open()
        socket.write('POST /1101 HTTP/1.1\r\nhost: centre\r\ntransfer-encoding: chunked\r\n\r\n')
        socket.write(`${Buffer.byteLength(sent.body).toString(16)}\r\n${sent.body}\r\n0\r\n\r\n`)
        assert.match(await everything(socket), /\[gateway\.body-too-large\]/)
      },
    )

    await t.test(
      'bodies that come in together are bounded together: who is too much is told to come back',
      async () => {
        const senders = await Promise.all(Array.from({ length: 6 }, open))
        for (const socket of senders.slice(0, 3)) socket.write(`${head(900_000)}${'{'.repeat(899_000)}`)
        await pause(200)
        assert.match(await world.centre.metrics.text(), /^yibao_body_bytes 2697000$/m)
        const late = senders[3]
        assert.ok(late !== undefined)
        late.write(`${head(900_000)}${'{'.repeat(899_000)}`)
        const text = await everything(late)
        assert.match(text, /^HTTP\/1\.1 200 .*connection: close.*send again with the same msgid。\[gateway\.busy\]/is)
        const [first] = senders
        first?.write('{'.repeat(1_000))
        assert.ok(first !== undefined)
        assert.match(await nextPart(first), /^HTTP\/1\.1 200 /)
        for (const socket of senders) socket.destroy()
        await pause(100)
        assert.match(await world.centre.metrics.text(), /^yibao_body_bytes 0$/m)
      },
    )
  })
})
