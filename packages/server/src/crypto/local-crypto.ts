import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { CryptoProvider } from './provider.ts'
import { newSm2KeyPair, sm2Signer, sm2Verifiers } from './sm2.ts'
import { sm4 } from './sm4.ts'

/** Computes in this process: Node's OpenSSL for SM3, SM4, SHA and HMAC; sm-crypto-v2 for SM2, which Node cannot verify. */
export const localCrypto: CryptoProvider = {
  random: randomBytes,
  sha256: (text) => hash('sha256', text, 'hex'),
  sm3: (text) => hash('sm3', text, 'hex'),
  hmacSha1: (key, text) => createHmac('sha1', key).update(text, 'utf8').digest(),
  same(left, right) {
    const [one, other] = [Buffer.from(left), Buffer.from(right)]
    return one.length === other.length && timingSafeEqual(one, other)
  },
  newSm2KeyPair,
  sm2Signer,
  sm2Verifier: sm2Verifiers(),
  sm4,
}
