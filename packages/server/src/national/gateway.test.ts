import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import { localCrypto } from '../crypto/local-crypto.ts'
import { type GatewayKey, gatewayStyles, keyRing } from './gateway/key.ts'
import { tif, tifSignature } from './gateway/tif.ts'
import { type Gateway, type Headers, openGateway } from './gateway.ts'

const { window } = tif

const key: GatewayKey = {
  account: 'A1',
  providerCode: 'H1',
  secret: 'a-test-secret-中文',
  styles: gatewayStyles,
  requires: 'none',
  validFrom: null,
  validUntil: null,
  sm2PublicKey: null,
  sm4: null,
}
/** A second account of the same institution. */
const sibling = { ...key, account: 'A2', secret: 'another-secret' }
const stranger = { ...key, account: 'A3', providerCode: 'H3', secret: 'a-third-secret' }

/** A gateway whose time is set by the test. */
function gatewayAt(start: number, keys = [key, sibling, stranger]) {
  const clock = { now: start }
  const gateway = openGateway({
    keys: keyRing(keys, localCrypto),
    crypto: localCrypto,
    seconds: () => clock.now,
    businessTime: () => localDateTime('2023-11-15 06:13:20'),
  })
  return { gateway, clock }
}

const signed = (timestamp: number | string, nonce: string, by = key): Headers => ({
  'x-tif-paasid': by.account,
  'x-tif-timestamp': String(timestamp),
  'x-tif-nonce': nonce,
  'x-tif-signature': tifSignature(localCrypto, { timestamp: String(timestamp), secret: by.secret, nonce }),
})

const start = 1_700_000_000

function refusalOf(gateway: Gateway, headers: Headers, body = '') {
  const outcome = gateway.admit({ headers, body, envelope: null })
  return outcome.ok ? null : outcome.error.refusal
}

const codeOf = (gateway: Gateway, headers: Headers, body = ''): string =>
  refusalOf(gateway, headers, body)?.code ?? 'admitted'

test('the signature is SHA-256 over timestamp, secret, nonce and timestamp, in small hex', () => {
  // printf '%s' 1700000000 a-test-secret-中文 nonce-0001 1700000000 | sha256sum
  const expected = 'c0bd0f55b7c28d033f0c560cbe58f8678cb6bb41e10494c5f2fde44d7723d669'
  const parts = { timestamp: '1700000000', secret: 'a-test-secret-中文', nonce: 'nonce-0001' }
  assert.equal(tifSignature(localCrypto, parts), expected)
})

test('a message signed now is let in with its key and nonce', () => {
  const { gateway } = gatewayAt(start)
  const outcome = gateway.admit({ headers: signed(start, 'n1'), body: 'body', envelope: null })
  assert.deepEqual(outcome, { ok: true, value: { key, nonce: 'n1', names: null } })
})

test('the first header that is missing or empty is named', () => {
  const { gateway } = gatewayAt(start)
  for (const header of ['x-tif-paasid', 'x-tif-timestamp', 'x-tif-nonce', 'x-tif-signature']) {
    const refusal = { code: 'gateway.missing-header', header }
    assert.deepEqual(refusalOf(gateway, { ...signed(start, 'n1'), [header]: undefined }), refusal)
    assert.deepEqual(refusalOf(gateway, { ...signed(start, 'n1'), [header]: '' }), refusal)
  }
  assert.equal(codeOf(gateway, {}), 'gateway.missing-header')
})

test('a header that came twice, is too long or holds what no client signs is refused by name', () => {
  const { gateway } = gatewayAt(start)
  const refusal = (header: string, value: unknown) =>
    refusalOf(gateway, { ...signed(start, 'n1'), [header]: value } as Headers)
  const bad = (reason: string) => ({ code: 'gateway.bad-header', header: 'x-tif-paasid', reason })
  assert.deepEqual(refusal('x-tif-paasid', ['A1', 'A1']), bad('repeated'))
  assert.deepEqual(refusal('x-tif-paasid', 'A'.repeat(257)), bad('too-long'))
  for (const value of ['A1\r\nx: y', 'A1\u0000', '账号', 'A1\u007f', 7, { A1: 1 }, true]) {
    assert.deepEqual(refusal('x-tif-paasid', value), bad('unfit'))
  }
})

test('a nonce of 64 characters is the longest', () => {
  const { gateway } = gatewayAt(start)
  assert.equal(codeOf(gateway, signed(start, 'n'.repeat(64))), 'admitted')
  assert.equal(codeOf(gateway, signed(start, 'n'.repeat(65))), 'gateway.bad-header')
})

test('a signature of another secret, cut short or over another time is wrong', () => {
  const { gateway } = gatewayAt(start)
  const good = signed(start, 'n1')
  const spoiled: readonly Headers[] = [
    { ...good, 'x-tif-paasid': sibling.account },
    { ...good, 'x-tif-signature': String(good['x-tif-signature']).slice(0, 63) },
    { ...good, 'x-tif-signature': `${good['x-tif-signature']}0` },
    { ...good, 'x-tif-timestamp': String(start + 1) },
    { ...good, 'x-tif-nonce': 'n2' },
  ]
  for (const headers of spoiled) assert.equal(codeOf(gateway, headers), 'gateway.wrong-signature')
  assert.equal(codeOf(gateway, { ...good, 'x-tif-paasid': 'A9' }), 'gateway.unknown-account')
})

test('a timestamp may lie just a window away on either side', () => {
  const { gateway } = gatewayAt(start)
  for (const apart of [-window, 0, window]) {
    assert.equal(codeOf(gateway, signed(start + apart, `n${apart}`)), 'admitted')
  }
  for (const apart of [-window - 1, window + 1]) {
    const refusal = { code: 'gateway.stale-timestamp', seconds: window + 1, window }
    assert.deepEqual(refusalOf(gateway, signed(start + apart, `n${apart}`)), refusal)
  }
})

test('a timestamp that is not whole seconds is stale, however near it reads', () => {
  const { gateway } = gatewayAt(start)
  for (const timestamp of [`${start}.5`, `+${start}`, '1.7e9', `0x${start.toString(16)}`, `${start}000`, 'now']) {
    assert.equal(codeOf(gateway, signed(timestamp, 'n1')), 'gateway.stale-timestamp', timestamp)
  }
})

test('a nonce comes again only with the very same body', () => {
  const { gateway } = gatewayAt(start)
  const headers = signed(start, 'n1')
  assert.equal(codeOf(gateway, headers, 'body'), 'admitted')
  assert.equal(codeOf(gateway, headers, 'body'), 'admitted')
  assert.equal(codeOf(gateway, headers, 'body '), 'gateway.replayed-nonce')
  assert.equal(codeOf(gateway, headers, 'body'), 'admitted')
})

test('a nonce is used up for all accounts of its institution, and for no other institution', () => {
  const { gateway } = gatewayAt(start)
  codeOf(gateway, signed(start, 'n1'), 'body')
  assert.equal(codeOf(gateway, signed(start, 'n1', sibling), 'other'), 'gateway.replayed-nonce')
  assert.equal(codeOf(gateway, signed(start, 'n1', stranger), 'other'), 'admitted')
})

test('a nonce of a refused message is not used up', () => {
  const { gateway } = gatewayAt(start)
  codeOf(gateway, { ...signed(start, 'n1'), 'x-tif-signature': 'wrong' }, 'body')
  codeOf(gateway, signed(start - window - 1, 'n1'), 'body')
  assert.equal(codeOf(gateway, signed(start, 'n1'), 'other'), 'admitted')
})

test('a nonce stays used as long as its timestamp can be admitted', () => {
  const { gateway, clock } = gatewayAt(start)
  // Signed as far in the future as may be, so it can be replayed for two windows.
  const headers = signed(start + window, 'n1')
  codeOf(gateway, headers, 'body')
  clock.now = start + 2 * window
  codeOf(gateway, signed(clock.now, 'n2'), 'makes the gateway forget')
  assert.equal(codeOf(gateway, headers, 'other'), 'gateway.replayed-nonce')
  clock.now += 1
  assert.equal(codeOf(gateway, headers, 'other'), 'gateway.stale-timestamp')
})

test('a nonce may be used anew once nothing could repeat it', () => {
  const { gateway, clock } = gatewayAt(start)
  codeOf(gateway, signed(start, 'n1'), 'body')
  clock.now = start + 2.5 * window + 1
  codeOf(gateway, signed(clock.now, 'n2'), 'makes the gateway forget')
  assert.equal(codeOf(gateway, signed(clock.now, 'n1'), 'other'), 'admitted')
})

test('what was admitted before a restart is remembered', () => {
  const { gateway } = gatewayAt(start)
  const bodyDigest = localCrypto.sha256('body')
  gateway.remember({ providerCode: 'H1', nonce: 'n1', bodyDigest, atSeconds: start - 5 })
  assert.equal(codeOf(gateway, signed(start, 'n1'), 'body'), 'admitted')
  assert.equal(codeOf(gateway, signed(start, 'n1'), 'other'), 'gateway.replayed-nonce')
})

test('a key is in force from its first second until the one of its end, and for its styles only', () => {
  const dated = { ...key, validFrom: start, validUntil: start + 100 }
  const { gateway, clock } = gatewayAt(start - 1, [dated])
  const now = () => signed(clock.now, `n${clock.now}`)
  const refusal = (since: string) => ({ code: 'gateway.key-not-in-force', account: 'A1', since })
  assert.deepEqual(refusalOf(gateway, now()), refusal('not-yet'))
  clock.now = start
  assert.equal(refusalOf(gateway, now()), null)
  clock.now = start + 99
  assert.equal(refusalOf(gateway, now()), null)
  clock.now = start + 100
  assert.deepEqual(refusalOf(gateway, now()), refusal('no-longer'))
  const other = gatewayAt(start, [{ ...key, styles: ['csb', 'apikey'] }]).gateway
  const style = { code: 'gateway.style-not-allowed', style: 'tif', account: 'A1' }
  assert.deepEqual(refusalOf(other, signed(start, 'n1')), style)
  const forged = { ...signed(start, 'n1'), 'x-tif-signature': 'x' }
  assert.equal(codeOf(other, forged), 'gateway.wrong-signature', 'only the owner hears what his key may do')
})

test('headers of two styles name nobody', () => {
  const { gateway } = gatewayAt(start)
  const refusal = { code: 'gateway.mixed-styles', styles: ['tif', 'apikey'] }
  assert.deepEqual(refusalOf(gateway, { ...signed(start, 'n1'), apikey: stranger.secret }), refusal)
})
