import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localCrypto } from './local-crypto.ts'

/** The example of GB/T 32918.5-2017, annex A.2: key, message and signature; user id 1234567812345678. */
const example = {
  privateKey: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  publicKey:
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
    'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  message: 'message digest',
  r: 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3',
  s: 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
}

test('SM2 verifies the signature of the standard, and no other', async () => {
  const verifier = localCrypto.sm2Verifier(example.publicKey)
  const verify = (text: string, signature: string) => verifier.verify(text, signature)
  assert.equal(await verify(example.message, example.r + example.s), true)
  assert.equal(await verify('message digests', example.r + example.s), false)
  assert.equal(await verify(example.message, example.s + example.r), false)
  const stranger = localCrypto.sm2Verifier(localCrypto.newSm2KeyPair().publicKey)
  assert.equal(await stranger.verify(example.message, example.r + example.s), false)
})

test('SM2 takes r and s or DER, in digits of either case, and nothing else', async () => {
  const verifier = localCrypto.sm2Verifier(example.publicKey)
  const verify = (signature: string) => verifier.verify(example.message, signature)
  // Both numbers begin with a set bit, so that each needs a zero byte before it.
  const der = `3046022100${example.r}022100${example.s}`
  for (const signature of [example.r + example.s, der]) {
    assert.deepEqual([await verify(signature), await verify(signature.toUpperCase())], [true, true])
  }
  const nearby = [
    '',
    'null',
    `0${example.r}${example.s}`,
    example.r,
    `${example.r}${example.s}00`,
    `${der}00`,
    `3044 0220${example.r}0220${example.s}`,
    `30440220${example.r}0220${example.s}`,
    `304702220000${example.r}022100${example.s}`,
    der.slice(0, -2),
    Buffer.from(der, 'hex').toString('base64'),
    '0'.repeat(128),
    'f'.repeat(128),
  ]
  for (const signature of nearby) assert.equal(await verify(signature), false, signature)
})

test('SM2 signs what it verifies, never twice the same, in capital digits', async () => {
  const { publicKey, privateKey } = example
  const signer = localCrypto.sm2Signer({ publicKey, privateKey })
  const [one, other] = [await signer.sign('报文 text'), await signer.sign('报文 text')]
  assert.match(one, /^[0-9A-F]{128}$/)
  assert.notEqual(one, other)
  assert.equal(await localCrypto.sm2Verifier(publicKey).verify('报文 text', one), true)
})

test('a public key that is no point of the curve is refused', () => {
  assert.throws(() => localCrypto.sm2Verifier(`${example.publicKey.slice(0, -1)}4`), /no point of the curve/)
})

test('SM3 gives the digests of the standard', () => {
  // GB/T 32905-2016, annex A.1 and A.2.
  assert.equal(localCrypto.sm3('abc'), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  const digest = 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'
  assert.equal(localCrypto.sm3('abcd'.repeat(16)), digest)
})

test('SM4 gives the block of the standard', () => {
  // GB/T 32907-2016, annex A.1: key and plain text are the same sixteen bytes; behind them stands a block of padding.
  const block = '0123456789abcdeffedcba9876543210'
  const hidden = localCrypto.sm4(block, 'ecb').encrypt(Buffer.from(block, 'hex'))
  assert.equal(hidden.toString('hex').slice(0, 32), '681edf34d206965e86b3e94f536e4246')
  assert.equal(hidden.length, 32)
})

test('HMAC-SHA1 and SHA-256 give the digests of their standards', () => {
  // RFC 2202, test case 2; FIPS 180-2, appendix B.1.
  const digest = localCrypto.hmacSha1('Jefe', 'what do ya want for nothing?').toString('hex')
  assert.equal(digest, 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79')
  assert.equal(localCrypto.sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('texts are the same only byte for byte', () => {
  assert.equal(localCrypto.same('中', '中'), true)
  assert.equal(localCrypto.same('a', 'b'), false)
  assert.equal(localCrypto.same('a', 'aa'), false)
})
