import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readEnvelope, signedText } from '@yibao/contract/national'
import { localCrypto } from '../src/crypto/local-crypto.ts'
import { csbSignature } from '../src/national/gateway/csb.ts'
import { tifSignature } from '../src/national/gateway/tif.ts'

const page = readFileSync(new URL('../../../docs/signatures.md', import.meta.url), 'utf8')

/** The value behind a name in the worked examples of the guide. */
function told(name: string): string {
  const found = new RegExp(`^${name}: (.+)$`, 'm').exec(page)?.[1]
  assert.ok(found !== undefined, `the guide does not tell ${name}`)
  return found
}

const secret = told('secret')

test('both languages tell the same examples', () => {
  const chinese = readFileSync(new URL('../../../docs/signatures.zh-CN.md', import.meta.url), 'utf8')
  const blocks = (text: string) => [...text.matchAll(/^```text\n[\s\S]*?^```$/gm)].map(([block]) => block)
  assert.equal(blocks(page).length, 5)
  assert.deepEqual(blocks(chinese), blocks(page))
})

test('the guide signs as tif does', () => {
  const [timestamp, nonce] = [told('x-tif-timestamp'), told('x-tif-nonce')]
  assert.equal(told('x-tif-signature'), tifSignature(localCrypto, { timestamp, secret, nonce }))
  assert.equal(told('x-tif-signature'), localCrypto.sha256(`${timestamp}${secret}${nonce}${timestamp}`))
})

test('the guide signs as CSB does', () => {
  const headers = {
    _api_access_key: told('_api_access_key'),
    _api_name: told('_api_name'),
    _api_timestamp: told('_api_timestamp'),
    _api_version: told('_api_version'),
  }
  assert.equal(told('_api_signature'), csbSignature(localCrypto, headers, secret))
  assert.equal(told('_api_signature'), localCrypto.hmacSha1(secret, told('csb text')).toString('base64'))
})

test('the guide tells the signed text of its envelope, and a signature of it that verifies', async () => {
  const envelope = JSON.parse(told('envelope'))
  assert.equal(signedText(envelope), told('signed text'))
  assert.ok(readEnvelope(told('envelope')).ok)
  const [publicKey, privateKey] = [told('sm2 public key'), told('sm2 private key')]
  const verifier = localCrypto.sm2Verifier(publicKey)
  assert.equal(await verifier.verify(told('signed text'), told('cainfo')), true)
  const anew = await localCrypto.sm2Signer({ publicKey, privateKey }).sign(told('signed text'))
  assert.equal(await verifier.verify(told('signed text'), anew), true)
  const digested = localCrypto.sm3(signedText({ ...envelope, signtype: 'SM3' })).toUpperCase()
  assert.equal(told('cainfo with signtype SM3'), digested)
})

test('the guide hides its data in both modes', () => {
  const [key, plain] = [told('sm4 key'), told('sm4 plain')]
  assert.equal(plain, JSON.stringify(JSON.parse(told('envelope')).input))
  for (const mode of ['cbc', 'ecb'] as const) {
    const hidden = Buffer.from(told(`sm4 ${mode}`), 'base64')
    assert.equal(localCrypto.sm4(key, mode).decrypt(hidden)?.toString(), plain)
  }
  const iv = Buffer.from(told('sm4 iv'), 'hex')
  assert.deepEqual(Buffer.from(told('sm4 cbc'), 'base64').subarray(0, 16), iv)
})
