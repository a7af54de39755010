import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openRestClient } from '@yibao/contract/rest'
import { fen } from '@yibao/core/kernel'
import { type Colleague, codeOf, colleague, region } from './support/rest.ts'
import { createTestDatabase } from './support/test-database.ts'
import { openWorld, person, type World } from './support/world.ts'

const who = person(1)

describe('the REST door', () => {
  let world: World
  let clerk: Colleague

  before(async () => {
    world = await openWorld(await createTestDatabase())
    await world.plant([{ person: who, balance: fen(50_00) }])
    clerk = await colleague(world, region('clerk'))
  })
  after(async () => {
    await world.close()
    await world.database.close()
  })

  const inject = (options: object) => world.centre.app.inject(options as { method: 'GET'; url: string })
  const bearer = () => ({ authorization: `Bearer ${clerk.token}` })
  const find = (headers: object, payload: unknown, url = '/api/people/find') =>
    inject({ method: 'POST', url, headers: { 'content-type': 'application/json', ...headers }, payload })
  const question = { insuredId: who.insuredId }

  it('shows nothing without a session, with a wrong token, or with a token in another form', async () => {
    const codes = await Promise.all(
      [{}, { authorization: 'Bearer x' }, { authorization: `Basic ${clerk.token}` }, { authorization: '' }].map(
        async (headers) => {
          const answer = await find(headers, question)
          return [answer.statusCode, answer.json().error.code, answer.headers['www-authenticate']]
        },
      ),
    )
    assert.deepEqual(codes, Array(4).fill([401, 'rest.no-session', 'Bearer']))
    assert.equal((await find(bearer(), question)).statusCode, 200)
  })

  it('does not obey a page of another site that sends the cookie along', async () => {
    const cookie = `yibao_session=${clerk.token}`
    const status = async (headers: object) => (await find({ cookie, ...headers }, question)).statusCode
    assert.equal(await status({}), 403)
    assert.equal(await status({ origin: 'https://elsewhere.example', host: 'yibao.example' }), 403)
    assert.equal(await status({ origin: 'null', host: 'yibao.example' }), 403)
    assert.equal(await status({ origin: 'https://yibao.example', host: 'yibao.example' }), 200)
    assert.equal(await status({ 'x-yibao-csrf': '1' }), 200)
    assert.equal(await status({ 'sec-fetch-site': 'same-origin' }), 200)
    assert.equal(await status({ 'sec-fetch-site': 'cross-site' }), 403)
    const unsafe = { origin: 'http://yibao.example', host: 'yibao.example', 'sec-fetch-site': 'cross-site' }
    assert.equal(await status(unsafe), 403, 'a page of the same name without TLS is another site')
    const read = await inject({ method: 'GET', url: `/api/people/${who.insuredId}`, headers: { cookie } })
    assert.equal(read.statusCode, 200)
    const signIn = await inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin: 'https://elsewhere.example', host: 'yibao.example' },
      payload: { userId: 'nobody1', password: 'x' },
    })
    assert.deepEqual([signIn.statusCode, signIn.json().error.code], [403, 'rest.foreign-origin'])
  })

  it('refuses bodies that are too long, no JSON, or not of the right form, each with its cure', async () => {
    const refused = async (payload: unknown, headers: object = {}) => {
      const answer = await find({ ...bearer(), ...headers }, payload)
      const { error } = answer.json()
      assert.ok(error.message.zh !== '' && error.cure.en !== '')
      return `${answer.statusCode} ${error.code} ${error.field ?? ''}`.trim()
    }
    assert.equal(await refused('{"name":'), '400 rest.bad-body')
    assert.equal(await refused(''), '400 rest.bad-body')
    assert.equal(await refused('x=1', { 'content-type': 'application/x-www-form-urlencoded' }), '400 rest.bad-body')
    assert.equal(await refused(JSON.stringify({ name: 'x'.repeat(300_000) })), '413 rest.body-too-large')
    assert.equal(await refused('[]'), '400 rest.bad-input')
    assert.equal(await refused('null'), '400 rest.bad-input')
    assert.equal(await refused('{"__proto__":{"x":1},"name":"x"}'), '400 rest.bad-body')
    assert.equal(await refused({ ...question, reach: 'all' }), '400 rest.bad-input reach')
    assert.equal(await refused({ insuredId: 5 }), '400 rest.bad-input insuredId')
    assert.equal(await refused({ insuredId: 'x'.repeat(31) }), '400 rest.bad-input insuredId')
    assert.equal(await refused('{"insuredId":"\\ud800"}'), '400 rest.bad-input insuredId', 'half a character')
    assert.equal(await refused({ insuredId: 'P\u009b31m' }), '400 rest.bad-input insuredId', 'a command to a terminal')
    assert.deepEqual((await find(bearer(), { name: '𠮷田' })).json(), { rows: [], next: null })
    assert.equal(await refused({ ...question, limit: 201 }), '400 rest.bad-input limit')
    assert.equal(await refused({ ...question, limit: 1.5 }), '400 rest.bad-input limit')
  })

  it('refuses query fields that no route has, and the same field twice', async () => {
    const status = async (url: string) => (await inject({ method: 'GET', url, headers: bearer() })).json().error?.field
    assert.equal(await status(`/api/people/${who.insuredId}?unmask=true`), 'unmask')
    assert.equal(await status(`/api/visits?insuredId=${who.insuredId}&insuredId=2`), 'insuredId')
  })

  it('says of an unknown address and of a wrong method that there is no such route', async () => {
    for (const [method, url] of [
      ['GET', '/api/nothing'],
      ['GET', '/api/people/find/x/y'],
      ['DELETE', '/api/people/find'],
      ['GET', '/desk/messages'],
    ]) {
      const answer = await inject({ method, url, headers: bearer() })
      assert.equal(answer.statusCode, 404, `${method} ${url}`)
      if (url?.startsWith('/api/') === true) assert.equal(answer.json().error.code, 'rest.no-such-route')
    }
  })

  it('is kept by no cache, sniffed by no browser and framed by no page', async () => {
    const answer = await inject({ method: 'GET', url: `/api/people/${who.insuredId}`, headers: bearer() })
    assert.deepEqual(
      [
        answer.headers['cache-control'],
        answer.headers['x-content-type-options'],
        answer.headers['content-security-policy'],
        answer.headers['content-type'],
      ],
      ['no-store', 'nosniff', "default-src 'self'; frame-ancestors 'none'", 'application/json; charset=utf-8'],
    )
  })

  it('leaves the national door as it was: any content type, its own archive and its own answers', async () => {
    const answer = await inject({
      method: 'POST',
      url: '/fsi/api/rsfComIfsService/callService',
      headers: { 'content-type': 'text/plain' },
      payload: 'no json',
    })
    assert.deepEqual([answer.statusCode, answer.json().infcode], [200, -1])
  })

  it('tells a client that cannot reach the centre so, as a value', async () => {
    const lost = openRestClient({ url: 'http://127.0.0.1:9', token: 'x' })
    assert.equal(await codeOf(lost.call('people.get', question)), 'null client.unreachable')
    const odd = openRestClient({
      url: '',
      fetch: async () => ({
        ok: true,
        status: 200,
        headers: { get: () => null },
        text: async () => '<html>',
        arrayBuffer: async () => new ArrayBuffer(0),
      }),
    })
    assert.equal(await codeOf(odd.call('people.get', question)), '200 client.unreadable')
  })
})
