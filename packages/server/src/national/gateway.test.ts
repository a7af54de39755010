import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyDigestOf, type Gateway, type Headers, openGateway, tifSignature } from './gateway.ts'

const window = 600
const key = { account: 'A1', providerCode: 'H1', secret: 'a-test-secret-中文' }
/** A second account of the same institution. */
const sibling = { account: 'A2', providerCode: 'H1', secret: 'another-secret' }
const stranger = { account: 'A3', providerCode: 'H3', secret: 'a-third-secret' }

/** A gateway whose time is set by the test. */
function gatewayAt(start: number): { gateway: Gateway; clock: { now: number } } {
  const clock = { now: start }
  const keyOf = (account: string) => [key, sibling, stranger].find((one) => one.account === account) ?? null
  return { gateway: openGateway({ keyOf, seconds: () => clock.now, window }), clock }
}

const signed = (timestamp: number | string, nonce: string, by = key): Headers => ({
  'x-tif-paasid': by.account,
  'x-tif-timestamp': String(timestamp),
  'x-tif-nonce': nonce,
  'x-tif-signature': tifSignature(String(timestamp), by.secret, nonce),
})

const start = 1_700_000_000

function codeOf(outcome: ReturnType<Gateway['admit']>): string {
  return 'code' in outcome ? outcome.code : 'admitted'
}

test('the signature is SHA-256 over timestamp, secret, nonce and timestamp, in small hex', () => {
  // printf '%s' 1700000000 a-test-secret-中文 nonce-0001 1700000000 | sha256sum
  const expected = 'c0bd0f55b7c28d033f0c560cbe58f8678cb6bb41e10494c5f2fde44d7723d669'
  assert.equal(tifSignature('1700000000', 'a-test-secret-中文', 'nonce-0001'), expected)
})

test('a message signed now is let in with its key and nonce', () => {
  const { gateway } = gatewayAt(start)
  assert.deepEqual(gateway.admit(signed(start, 'n1'), 'body'), { key, nonce: 'n1' })
})

test('the first header that is missing or empty is named', () => {
  const { gateway } = gatewayAt(start)
  for (const header of ['x-tif-paasid', 'x-tif-timestamp', 'x-tif-nonce', 'x-tif-signature']) {
    const refusal = { code: 'gateway.missing-header', header }
    assert.deepEqual(gateway.admit({ ...signed(start, 'n1'), [header]: undefined }, ''), refusal)
    assert.deepEqual(gateway.admit({ ...signed(start, 'n1'), [header]: '' }, ''), refusal)
    assert.deepEqual(gateway.admit({ ...signed(start, 'n1'), [header]: ['a', 'b'] }, ''), refusal)
  }
  assert.equal(codeOf(gateway.admit({}, '')), 'gateway.missing-header')
})

test('a nonce of 64 characters is the longest', () => {
  const { gateway } = gatewayAt(start)
  assert.equal(codeOf(gateway.admit(signed(start, 'n'.repeat(64)), '')), 'admitted')
  assert.equal(codeOf(gateway.admit(signed(start, 'n'.repeat(65)), '')), 'gateway.missing-header')
})

test('a signature of another secret, cut short or over another time is wrong', () => {
  const { gateway } = gatewayAt(start)
  const good = signed(start, 'n1')
  const spoiled: readonly Headers[] = [
    { ...good, 'x-tif-paasid': sibling.account },
    { ...good, 'x-tif-signature': String(good['x-tif-signature']).slice(0, 63) },
    { ...good, 'x-tif-signature': `${good['x-tif-signature']}0` },
    { ...good, 'x-tif-signature': '签'.repeat(64) },
    { ...good, 'x-tif-timestamp': String(start + 1) },
    { ...good, 'x-tif-nonce': 'n2' },
  ]
  for (const headers of spoiled) assert.equal(codeOf(gateway.admit(headers, '')), 'gateway.wrong-signature')
  assert.equal(codeOf(gateway.admit({ ...good, 'x-tif-paasid': 'A9' }, '')), 'gateway.unknown-account')
})

test('a timestamp may lie just a window away on either side', () => {
  const { gateway } = gatewayAt(start)
  for (const apart of [-window, 0, window]) {
    assert.equal(codeOf(gateway.admit(signed(start + apart, `n${apart}`), '')), 'admitted')
  }
  for (const apart of [-window - 1, window + 1]) {
    const refusal = { code: 'gateway.stale-timestamp', seconds: window + 1, window }
    assert.deepEqual(gateway.admit(signed(start + apart, `n${apart}`), ''), refusal)
  }
})

test('a timestamp that is not whole seconds is stale, however near it reads', () => {
  const { gateway } = gatewayAt(start)
  for (const timestamp of [`${start}.5`, `+${start}`, '1.7e9', `0x${start.toString(16)}`, `${start}000`, 'now']) {
    assert.equal(codeOf(gateway.admit(signed(timestamp, 'n1'), '')), 'gateway.stale-timestamp', timestamp)
  }
})

test('a nonce comes again only with the very same body', () => {
  const { gateway } = gatewayAt(start)
  const headers = signed(start, 'n1')
  assert.equal(codeOf(gateway.admit(headers, 'body')), 'admitted')
  assert.equal(codeOf(gateway.admit(headers, 'body')), 'admitted')
  assert.equal(codeOf(gateway.admit(headers, 'body ')), 'gateway.replayed-nonce')
  assert.equal(codeOf(gateway.admit(headers, 'body')), 'admitted')
})

test('a nonce is used up for all accounts of its institution, and for no other institution', () => {
  const { gateway } = gatewayAt(start)
  gateway.admit(signed(start, 'n1'), 'body')
  assert.equal(codeOf(gateway.admit(signed(start, 'n1', sibling), 'other')), 'gateway.replayed-nonce')
  assert.equal(codeOf(gateway.admit(signed(start, 'n1', stranger), 'other')), 'admitted')
})

test('a nonce of a refused message is not used up', () => {
  const { gateway } = gatewayAt(start)
  gateway.admit({ ...signed(start, 'n1'), 'x-tif-signature': 'wrong' }, 'body')
  gateway.admit(signed(start - window - 1, 'n1'), 'body')
  assert.equal(codeOf(gateway.admit(signed(start, 'n1'), 'other')), 'admitted')
})

test('a nonce stays used as long as its timestamp can be admitted', () => {
  const { gateway, clock } = gatewayAt(start)
  // Signed as far in the future as may be, so it can be replayed for two windows.
  const headers = signed(start + window, 'n1')
  gateway.admit(headers, 'body')
  clock.now = start + 2 * window
  gateway.admit(signed(clock.now, 'n2'), 'makes the gateway forget')
  assert.equal(codeOf(gateway.admit(headers, 'other')), 'gateway.replayed-nonce')
  clock.now += 1
  assert.equal(codeOf(gateway.admit(headers, 'other')), 'gateway.stale-timestamp')
})

test('a nonce may be used anew once nothing could repeat it', () => {
  const { gateway, clock } = gatewayAt(start)
  gateway.admit(signed(start, 'n1'), 'body')
  clock.now = start + 2 * window + 1
  gateway.admit(signed(clock.now, 'n2'), 'makes the gateway forget')
  assert.equal(codeOf(gateway.admit(signed(clock.now, 'n1'), 'other')), 'admitted')
})

test('what was admitted before a restart is remembered', () => {
  const { gateway } = gatewayAt(start)
  gateway.remember({ providerCode: 'H1', nonce: 'n1', bodyDigest: bodyDigestOf('body'), atSeconds: start - 5 })
  assert.equal(codeOf(gateway.admit(signed(start, 'n1'), 'body')), 'admitted')
  assert.equal(codeOf(gateway.admit(signed(start, 'n1'), 'other')), 'gateway.replayed-nonce')
})
