import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import { addressList, isListed, type ProbeOptions, probes } from './probes.ts'

async function answering(more: Partial<ProbeOptions> = {}) {
  const app = fastify()
  await app.register(probes, {
    health: () => ({
      healthy: false,
      database: 'cannot be reached',
      businessTime: '2025-03-02 12:00:00',
      catalogItems: 0,
      institutions: 0,
      regions: [],
    }),
    version: '1.2.3',
    unready: () => null,
    metricsText: async () => 'up 1\n',
    probeFrom: addressList('10.0.0.0/8, 192.0.2.7'),
    ...more,
  })
  return async (url: string, from: string, headers: Readonly<Record<string, string>> = {}): Promise<number> =>
    (await app.inject({ url, remoteAddress: from, headers })).statusCode
}

test('readiness and metrics are there for this machine and those that are named, and for nobody else', async () => {
  const ask = await answering()
  for (const url of ['/ready', '/metrics']) {
    for (const near of [
      '127.0.0.1',
      '127.8.8.8',
      '::1',
      '::ffff:127.0.0.1',
      '10.200.3.4',
      '::ffff:10.0.0.1',
      '192.0.2.7',
    ]) {
      assert.equal(await ask(url, near), 200, `${url} ${near}`)
    }
    for (const far of ['192.0.2.8', '11.0.0.1', '2001:db8::1', '::ffff:192.0.2.8']) {
      assert.equal(await ask(url, far), 404, `${url} ${far}`)
    }
  }
})

test('what a proxy of this machine passes on is not of this machine', async () => {
  const ask = await answering()
  for (const name of ['x-forwarded-for', 'x-forwarded-proto', 'forwarded', 'x-real-ip', 'via']) {
    assert.equal(await ask('/metrics', '127.0.0.1', { [name]: '203.0.113.9' }), 404, name)
  }
})

test('anybody may ask for health, and its status tells it', async () => {
  const ask = await answering()
  assert.equal(await ask('/health', '203.0.113.9'), 503)
})

test('a list of addresses says which of them is none', () => {
  for (const wrong of ['10.0.0.0/33', '10.0.0.0/', 'example.org', '10.0.0', '10.0.0.0/8/9x', '::1/129', '1.2.3.4/-1']) {
    assert.throws(() => addressList(`127.0.0.1, ${wrong}`), RangeError, wrong)
  }
  assert.ok(addressList('2001:db8::/32').check('2001:db8::5', 'ipv6'))
  assert.ok(!addressList('').check('127.0.0.1'))
})

test('an address is found on a list however it is written, and what is no address is on none', () => {
  const list = addressList('0.0.0.0/0, 2001:db8::/32, fe80::/10')
  for (const on of ['10.0.0.1', '::ffff:10.0.0.1', '2001:db8::5']) assert.ok(isListed(list, on), on)
  for (const none of ['', 'unknown', '10.0.0.1:443', '::ffff:', '[2001:db8::5]', '2001:db9::5', 'fe80::1%%']) {
    assert.ok(!isListed(list, none), none)
  }
})
