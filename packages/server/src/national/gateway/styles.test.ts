import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import { localCrypto } from '../../crypto/local-crypto.ts'
import { openGateway } from '../gateway.ts'
import { csbSignature } from './csb.ts'
import { type Headers, headersOf } from './headers.ts'
import { type GatewayKey, gatewayStyles, keyRing } from './key.ts'

const key: GatewayKey = {
  account: 'AK1',
  providerCode: 'H1',
  secret: 'a-test-secret',
  styles: gatewayStyles,
  requires: 'none',
  validFrom: null,
  validUntil: null,
  sm2PublicKey: null,
  sm4: null,
}
const start = 1_700_000_000
const businessTime = localDateTime('2023-11-15 06:13:20')

const gateway = (keys = [key]) =>
  openGateway({
    keys: keyRing(keys, localCrypto),
    crypto: localCrypto,
    seconds: () => start,
    businessTime: () => businessTime,
  })

const csbHeaders = (more: Readonly<Record<string, string>> = {}, secret = key.secret) => {
  const headers = {
    _api_access_key: key.account,
    _api_name: 'api_1101',
    _api_timestamp: `${start}000`,
    _api_version: '1.0.0',
    ...more,
  }
  return { ...headers, _api_signature: csbSignature(localCrypto, headers, secret) }
}

function csbOutcome(headers: Headers, keys = [key]) {
  const outcome = gateway(keys).admit({ headers, body: '', envelope: null })
  return outcome.ok ? outcome.value.names : outcome.error
}

function apiKeyOutcome(headers: Headers, infTime: string | null) {
  const envelope = { infTime: infTime === null ? null : localDateTime(infTime) }
  const outcome = gateway().admit({ headers, body: '', envelope })
  return outcome.ok ? outcome.value.key.account : outcome.error.refusal
}

test('a CSB signature is Base64 of HMAC-SHA1 over the four sorted headers', () => {
  // printf %s '_api_access_key=AK1&_api_name=api_1101&_api_timestamp=1700000000000&_api_version=1.0.0' |
  //   openssl dgst -sha1 -hmac a-test-secret -binary | base64
  assert.equal(csbHeaders()._api_signature, 'Ctyj4MRM/MrhMvXFDTnQXZ/we8c=')
})

test('the name of the call names the transaction, or only a service', () => {
  const named = (name: string) => csbOutcome(csbHeaders({ _api_name: name }))
  assert.deepEqual(['1101', 'api_1101', '2207A', 'api_2207a'].map(named), ['1101', '1101', '2207A', '2207A'])
  assert.deepEqual(['callService', 'rsfComIfsService', 'api_11011', 'x1101'].map(named), [null, null, null, null])
})

test('each CSB header is needed, and the signature covers all four', () => {
  for (const header of ['_api_access_key', '_api_name', '_api_timestamp', '_api_version', '_api_signature']) {
    const refusal = { code: 'gateway.missing-header', header }
    assert.deepEqual(csbOutcome({ ...csbHeaders(), [header]: '' }), { style: 'csb', refusal })
  }
  const wrong = { style: 'csb', refusal: { code: 'gateway.wrong-signature', style: 'csb' } }
  const good = csbHeaders()
  assert.deepEqual(csbOutcome({ ...good, _api_name: 'api_2207' }), wrong)
  assert.deepEqual(csbOutcome({ ...good, _api_version: '1.0' }), wrong)
  assert.deepEqual(csbOutcome({ ...good, _api_timestamp: `${start}001` }), wrong)
  assert.deepEqual(csbOutcome({ ...good, _api_signature: good._api_signature.toLowerCase() }), wrong)
  assert.deepEqual(csbOutcome(csbHeaders({}, 'another')), wrong)
  const unknown = { code: 'gateway.unknown-account', account: 'AK2' }
  assert.deepEqual(csbOutcome(csbHeaders({ _api_access_key: 'AK2' })), { style: 'csb', refusal: unknown })
})

test('a CSB timestamp has thirteen digits and lies at most half an hour away', () => {
  for (const seconds of [start - 1_800, start + 1_800]) {
    assert.equal(csbOutcome(csbHeaders({ _api_timestamp: `${seconds}000` })), '1101')
  }
  const stale = (seconds: number) => ({
    style: 'csb',
    refusal: { code: 'gateway.stale-timestamp', seconds, window: 1_800 },
  })
  for (const seconds of [start - 2_400, start + 2_400]) {
    assert.deepEqual(csbOutcome(csbHeaders({ _api_timestamp: `${seconds}000` })), stale(2_400))
  }
  assert.deepEqual(csbOutcome(csbHeaders({ _api_timestamp: String(start) })), stale(-1))
})

test('an apikey is the secret itself', () => {
  assert.equal(apiKeyOutcome({ apikey: key.secret }, businessTime), 'AK1')
  assert.deepEqual(apiKeyOutcome({ apikey: 'another' }, businessTime), { code: 'gateway.unknown-api-key' })
  const refusal = { code: 'gateway.missing-header', header: 'apikey' }
  assert.deepEqual(apiKeyOutcome({ apikey: '' }, businessTime), refusal)
})

test('with an apikey the envelope tells the time, which lies at most half an hour away', () => {
  const headers = { apikey: key.secret }
  assert.equal(apiKeyOutcome(headers, '2023-11-15 05:43:20'), 'AK1')
  assert.equal(apiKeyOutcome(headers, '2023-11-15 06:43:20'), 'AK1')
  const stale = { code: 'gateway.stale-timestamp', seconds: 2_400, window: 1_800 }
  assert.deepEqual(apiKeyOutcome(headers, '2023-11-15 05:33:20'), stale)
  assert.deepEqual(apiKeyOutcome(headers, '2023-11-15 06:53:20'), stale)
  assert.deepEqual(apiKeyOutcome(headers, null), { code: 'gateway.missing-time' })
})

test('headers are read as they came, twice when they came twice', () => {
  const headers = headersOf(['Apikey', 'a', 'X-Tif-Nonce', 'n', 'APIKEY', 'b', 'apikey', 'c', '__proto__', 'x'])
  assert.deepEqual(headers.apikey, ['a', 'b', 'c'])
  assert.equal(headers['x-tif-nonce'], 'n')
  assert.equal(headers.constructor, undefined)
  const refusal = { code: 'gateway.bad-header', header: 'apikey', reason: 'repeated' }
  assert.deepEqual(apiKeyOutcome(headersOf(['apikey', 'a', 'apikey', key.secret]), businessTime), refusal)
})
