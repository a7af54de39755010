import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { csbHeaders, giveKey, post, type Signed } from './support/keys.ts'
import { newPerson } from './support/people.ts'
import { businessDigests, expectRefusal, inOneWorld } from './support/refusals.ts'
import { purchaseInput, registration } from './support/visit.ts'
import { hospital, items, pharmacy, secretOf, signedHeaders, today, type World } from './support/world.ts'

const line = { code: items.whole.code, price: 12.5, quantity: 2 }
const key = { account: pharmacy.providerCode, secret: secretOf(pharmacy) }
const apiKey: Signed = { apikey: key.secret }

/** A purchase as it would be carried out, without headers. */
async function purchase(world: World, more = {}): Promise<string> {
  const who = await newPerson(world, { balance: fen(50_000) })
  return world.till(pharmacy).sign('2102', who, purchaseInput(who, [line]), more).body
}

const fortyMinutes = 40 * 60

inOneWorld('the styles of the gateway', (world) => {
  test('one and the same message is taken in every style', async () => {
    const styles = [
      csbHeaders(key, 'api_2102', { _api_version: '1.0' }),
      csbHeaders(key, '2102'),
      csbHeaders(key, 'callService'),
      apiKey,
      signedHeaders(key.account, key.secret),
    ]
    for (const headers of styles) {
      const { status, body } = await post(world(), headers, await purchase(world()))
      assert.deepEqual([status, body.infcode], [200, 0], body.err_msg)
    }
  })

  test('a message sent again byte for byte is answered again, in every style, and booked once', async () => {
    for (const headers of [csbHeaders(key, '2102'), apiKey, signedHeaders(key.account, key.secret)]) {
      const sent = await purchase(world())
      const first = await post(world(), headers, sent)
      const before = await businessDigests(world().database)
      assert.deepEqual(await post(world(), headers, sent), first)
      await world().restart()
      assert.deepEqual(await post(world(), headers, sent), first)
      assert.deepEqual(await businessDigests(world().database), before)
      const changed = JSON.stringify({ ...JSON.parse(sent), opter: '002', input: { druginfo: {} } })
      const { body } = await post(world(), headers, changed)
      assert.equal(body.infcode, -1, 'another body under the headers or the msgid of the first')
      assert.deepEqual(await businessDigests(world().database), before)
    }
  })

  test('a msgid is not used for two people, also when no nonce tells and the centre was restarted', async () => {
    const sent = await purchase(world())
    assert.equal((await post(world(), csbHeaders(key, '2102'), sent)).body.infcode, 0)
    await world().restart()
    const { msgid } = JSON.parse(sent)
    const { body } = await post(world(), csbHeaders(key, '2102'), await purchase(world(), { msgid }))
    assert.match(body.err_msg, /\[flow\.msgid-of-another\]$/)
  })

  test('faults of CSB headers are told with status 401, and nothing happens', async () => {
    const faults: readonly (readonly [string, Signed])[] = [
      ['missing-header', { ...csbHeaders(key, '2102'), _api_version: '' }],
      ['unknown-account', csbHeaders({ ...key, account: 'nobody' }, '2102')],
      ['wrong-signature', csbHeaders({ ...key, secret: secretOf(hospital) }, '2102')],
      ['wrong-signature', { ...csbHeaders(key, '2102'), _api_name: '2101' }],
      ['stale-timestamp', csbHeaders(key, '2102', { _api_timestamp: String(Math.floor(Date.now() / 1000)) })],
      ['bad-header', csbHeaders(key, '2'.repeat(300))],
    ]
    const sent = await purchase(world())
    const before = await businessDigests(world().database)
    for (const [code, headers] of faults) {
      const { status, body } = await post(world(), headers, sent)
      assert.deepEqual([status, Object.keys(body), body.code], [401, ['code', 'message'], 401])
      assert.ok(body.message.endsWith(`[gateway.${code}]`), body.message)
    }
    assert.deepEqual(await businessDigests(world().database), before)
    assert.equal((await post(world(), csbHeaders(key, '2102'), sent)).body.infcode, 0, 'the msgid is still free')
  })

  test('a call that names another transaction than its envelope is refused like any message', async () => {
    const sent = await purchase(world())
    await expectRefusal(world(), 'gateway.wrong-api-name', async () => {
      const { status, body } = await post(world(), csbHeaders(key, 'api_2101'), sent)
      assert.equal(status, 200)
      return body
    })
  })

  test('a clock that is forty minutes wrong is refused in every style, with the difference', async () => {
    for (const seconds of [-fortyMinutes, fortyMinutes]) {
      const wrong = Date.now() + seconds * 1000
      const time = seconds < 0 ? `${today} 08:20:00` : `${today} 09:40:00`
      const timestamp = String(Math.floor(wrong / 1000))
      const outcomes = [
        await post(world(), signedHeaders(key.account, key.secret, { timestamp }), await purchase(world())),
        await post(world(), csbHeaders(key, '2102', { _api_timestamp: String(wrong) }), await purchase(world())),
        await post(world(), apiKey, await purchase(world(), { inf_time: time })),
      ]
      for (const { body } of outcomes) {
        const words = body.err_msg ?? body.message
        const [, apart = ''] = /与中心时间相差 (\d+) 秒.*\[gateway\.stale-timestamp\]$/.exec(words) ?? []
        assert.ok(Math.abs(Number(apart) - fortyMinutes) <= 90, words)
      }
    }
    const timeless = await purchase(world(), { inf_time: '' })
    await expectRefusal(world(), 'gateway.missing-time', async () => (await post(world(), apiKey, timeless)).body)
  })

  test('a key limited to one style opens no other', async () => {
    const csbOnly = await giveKey(world(), pharmacy, { styles: ['csb'] })
    assert.equal((await post(world(), csbHeaders(csbOnly, '2102'), await purchase(world()))).body.infcode, 0)
    for (const headers of [{ apikey: csbOnly.secret }, signedHeaders(csbOnly.account, csbOnly.secret)]) {
      const sent = await purchase(world())
      await expectRefusal(world(), 'gateway.style-not-allowed', async () => (await post(world(), headers, sent)).body)
    }
  })

  test('headers of two styles are refused, and so is another institution in every style', async () => {
    const mixed = { ...apiKey, ...csbHeaders(key, '2102') }
    const sent = await purchase(world())
    await expectRefusal(world(), 'gateway.mixed-styles', async () => (await post(world(), mixed, sent)).body)
    const other = { account: hospital.providerCode, secret: secretOf(hospital) }
    for (const headers of [csbHeaders(other, '2102'), { apikey: other.secret }]) {
      await expectRefusal(world(), 'gateway.other-institution', async () => (await post(world(), headers, sent)).body)
    }
    const unknown = { apikey: 'no such key' }
    await expectRefusal(world(), 'gateway.unknown-api-key', async () => (await post(world(), unknown, sent)).body)
  })
})

/** What a server answers to raw bytes. */
function raw(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(request, 'latin1'))
    const parts: Buffer[] = []
    socket.on('data', (part) => parts.push(part))
    socket.on('close', () => resolve(Buffer.concat(parts).toString()))
    socket.on('error', reject)
  })
}

inOneWorld('headers that are made to confuse', (world) => {
  test('line breaks, NUL, huge and repeated headers let nobody in and harm nobody', async () => {
    const url = await world().centre.listen('127.0.0.1', 0)
    const who = await newPerson(world())
    const { body } = world().till(hospital).sign('2201', who, registration(who))
    const before = await businessDigests(world().database)
    const request = (...headers: readonly string[]) =>
      [
        'POST /fsi/api/rsfComIfsService/callService HTTP/1.1',
        'Host: x',
        'Connection: close',
        `Content-Length: ${Buffer.byteLength(body)}`,
        ...headers,
        '',
        Buffer.from(body).toString('latin1'),
      ].join('\r\n')
    const good = `apikey: ${secretOf(hospital)}`
    const attempts: readonly (readonly [string, RegExp])[] = [
      [request(`${good}\0`), /^HTTP\/1\.1 400 /],
      [request('apikey: a\rb'), /^HTTP\/1\.1 400 /],
      [request(`apikey: ${'a'.repeat(20_000)}`), /^HTTP\/1\.1 431 /],
      [request(`apikey: ${'a'.repeat(5_000)}`), /gateway\.bad-header/],
      [request('apikey: \u00e9'), /gateway\.bad-header/],
      [request(good, good), /重复出现.*gateway\.bad-header/],
      [request('apikey: x', good), /gateway\.bad-header/],
      [request('apikey: x\r\n y'), /HTTP\/1\.1 400 |gateway\./],
    ]
    for (const [attempt, expected] of attempts) {
      const answer = await raw(url, attempt)
      assert.match(answer, expected)
      assert.doesNotMatch(answer, /"infcode":0/)
    }
    assert.deepEqual(await businessDigests(world().database), before)
    assert.match(await raw(url, request(good)), /"infcode":0/, 'the same message with one good header')
  })
})
