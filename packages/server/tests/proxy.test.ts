import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressList } from '../src/http/probes.ts'
import { plainOperations } from '../src/operations.ts'
import { colleague, colleaguePassword, region } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'
import { openWorld } from './support/world.ts'

type Headers = Readonly<Record<string, string>>

/** Signs somebody in over and over, from a socket's address: where he was seen, and whether his cookie is for TLS only. */
const withSignIns = (
  proxies: string,
  check: (signIn: (socket: string, headers: Headers) => Promise<string>) => Promise<void>,
): Promise<void> =>
  withTestDatabase(async (database) => {
    const proxyFrom = addressList(proxies)
    const world = await openWorld(database, { operations: { ...plainOperations, proxyFrom } })
    try {
      const { userId } = await colleague(world, region('clerk'))
      await check(async (remoteAddress, headers) => {
        const begun = await world.centre.app.inject({
          method: 'POST',
          url: '/api/session',
          remoteAddress,
          headers: { 'x-yibao-csrf': '1', ...headers },
          payload: { userId, password: colleaguePassword },
        })
        assert.equal(begun.statusCode, 200, begun.body)
        const { rows } = await database.pool.query<{ address: string }>(
          'select address from user_session where user_id = $1 order by session_id desc limit 1',
          [userId],
        )
        const secure = /; Secure/.test(String(begun.headers['set-cookie'])) ? ' secure' : ''
        return `${rows[0]?.address}${secure}`
      })
    } finally {
      await world.close()
    }
  })

const tls = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' }

test('nobody gives himself an address, or TLS, where no proxy is named', () =>
  withSignIns('', async (signIn) => {
    assert.equal(await signIn('127.0.0.1', tls), '127.0.0.1')
    assert.equal(await signIn('198.51.100.1', tls), '198.51.100.1')
  }))

test('a proxy that is named says who asks and whether over TLS, and nobody else does', () =>
  withSignIns('127.0.0.0/8, 10.0.0.0/8', async (signIn) => {
    assert.equal(await signIn('127.0.0.1', tls), '203.0.113.9 secure')
    assert.equal(await signIn('::ffff:127.0.0.1', tls), '203.0.113.9 secure')
    assert.equal(await signIn('127.0.0.1', {}), '127.0.0.1')
    assert.equal(await signIn('127.0.0.1', { ...tls, 'x-forwarded-proto': 'http' }), '203.0.113.9')
    assert.equal(await signIn('127.0.0.1', { ...tls, 'x-forwarded-proto': 'https, http' }), '203.0.113.9')
    assert.equal(await signIn('198.51.100.1', tls), '198.51.100.1')
    const forged = (list: string) => signIn('127.0.0.1', { 'x-forwarded-for': list })
    assert.equal(await forged('192.0.2.1, 203.0.113.9'), '203.0.113.9', 'what stood there before was the client’s word')
    assert.equal(await forged('192.0.2.1, 203.0.113.9, 10.1.1.1'), '203.0.113.9', 'two proxies in a row')
    assert.equal(await forged('2001:db8::5'), '2001:db8::5')
    for (const none of ['unknown', '203.0.113.9:443', '203.0.113.9, x'.repeat(100)]) {
      assert.equal(await forged(none), '127.0.0.1', none)
    }
    assert.equal(await forged('unknown, 10.1.1.1'), '10.1.1.1', 'the next nearer one counts')
  }))
