import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import fc from 'fast-check'
import { localCrypto } from '../../crypto/local-crypto.ts'
import { openGateway } from '../gateway.ts'
import { type Headers, headersOf } from './headers.ts'
import { type GatewayKey, gatewayStyles, keyRing } from './key.ts'

const key: GatewayKey = {
  account: 'A',
  providerCode: 'H1',
  secret: 'a-secret-that-nobody-guesses',
  styles: gatewayStyles,
  requires: 'none',
  validFrom: null,
  validUntil: null,
  sm2PublicKey: null,
  sm4: null,
}
const names = [
  ...['x-tif-paasid', 'x-tif-timestamp', 'x-tif-nonce', 'x-tif-signature', 'apikey', '__proto__', 'constructor'],
  ...['_api_name', '_api_version', '_api_timestamp', '_api_access_key', '_api_signature'],
]
const text = fc.oneof(fc.string(), fc.constantFrom('A', '1700000000', '1700000000000', '\r\n', '\u0000'))
const value = fc.oneof(text, fc.array(text), fc.constantFrom(null, 7, true, {}, undefined))

test('whatever headers come without the secret, nobody is let in and nothing breaks', () => {
  const gateway = openGateway({
    keys: keyRing([key], localCrypto),
    crypto: localCrypto,
    seconds: () => 1_700_000_000,
    businessTime: () => localDateTime('2023-11-15 06:13:20'),
  })
  const admits = (headers: Headers) => gateway.admit({ headers, body: '', envelope: null }).ok
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), value), (headers) => {
      assert.equal(admits(headers as Headers), false)
    }),
    { numRuns: 500 },
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...names), text)), (raw) => {
      assert.equal(admits(headersOf(raw)), false)
    }),
    { numRuns: 500 },
  )
  assert.equal(gateway.admit({ headers: { apikey: key.secret }, body: '', envelope: null }).ok, true)
})
