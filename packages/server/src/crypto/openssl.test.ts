import assert from 'node:assert/strict'
import { test } from 'node:test'
import { opensslLacks, opensslSigner, opensslSm3, opensslSm4, opensslVerifies } from '../../tests/support/openssl.ts'
import { localCrypto } from './local-crypto.ts'
import { readSm2PublicKey, writeSm2PublicKey } from './sm2-encoding.ts'

const lacks = opensslLacks()
const skip = lacks ?? false
if (lacks !== null) console.log(`skipped, because ${lacks}`)

const texts = ['a', 'infcode=0&err_msg=缺少必填项&app_id=', 'x'.repeat(5_000)]

test('openssl verifies what this platform signs, and nothing else', { skip }, async () => {
  const pair = localCrypto.newSm2KeyPair()
  const pem = writeSm2PublicKey(pair.publicKey)
  for (const text of texts) {
    const signature = await localCrypto.sm2Signer(pair).sign(text)
    assert.equal(opensslVerifies(pem, text, signature), true)
    assert.equal(opensslVerifies(pem, `${text} `, signature), false)
  }
})

test('this platform verifies what openssl signs, and nothing else', { skip }, async () => {
  const { publicPem, sign } = opensslSigner()
  const verifier = localCrypto.sm2Verifier(readSm2PublicKey(publicPem) ?? '')
  for (const text of texts) {
    const signature = sign(text)
    assert.equal(await verifier.verify(text, signature), true)
    assert.equal(await verifier.verify(`${text} `, signature), false)
  }
})

test('both compute the same SM3', { skip }, () => {
  for (const text of texts) assert.equal(localCrypto.sm3(text), opensslSm3(text))
})

test('each opens what the other hid with SM4', { skip }, () => {
  const key = '0123456789abcdeffedcba9876543210'
  const iv = 'f0e0d0c0b0a090807060504030201000'
  for (const text of texts) {
    const plain = Buffer.from(text)
    const [cbc, ecb] = [localCrypto.sm4(key, 'cbc'), localCrypto.sm4(key, 'ecb')]
    assert.deepEqual(ecb.encrypt(plain), opensslSm4('encrypt', key, plain, null))
    const theirs = Buffer.concat([Buffer.from(iv, 'hex'), opensslSm4('encrypt', key, plain, iv)])
    assert.deepEqual(cbc.decrypt(theirs), plain)
    const ours = cbc.encrypt(plain)
    const own = ours.subarray(0, 16).toString('hex')
    assert.deepEqual(opensslSm4('decrypt', key, ours.subarray(16), own), plain)
  }
})
