import { createHash } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import type { Sm2KeyPair, Sm2Signer, Sm2Verifier } from './provider.ts'
import { readSm2Signature } from './sm2-encoding.ts'

/** The name of a signer who was given none. @source GM/T 0009-2012 */
const sm2UserId = '1234567812345678'

/**
 * Bits of one step through the table of a key. Measured: the library's 8 makes 600 kB in 85 ms for each key and verifies
 * no more than a tenth faster than 5, which makes 120 kB in 20 ms; without a table verifying takes five times as long.
 */
const tableWindow = 5

/** Tables of this many keys stay in memory; the one used longest ago makes room. */
const verifiersAtMost = 1_000

/**
 * What is signed in place of the text: SM3 over the digest of the signer's name and key, then the text.
 *
 * @source GB/T 32918.2-2016, 6.1
 */
function digester(publicKey: string): (text: string) => Uint8Array {
  const signer = sm2.getZ(publicKey, sm2UserId)
  return (text) => createHash('sm3').update(signer).update(text, 'utf8').digest()
}

export function newSm2KeyPair(): Sm2KeyPair {
  const { privateKey, publicKey } = sm2.generateKeyPairHex()
  return { privateKey, publicKey }
}

export function sm2Signer({ privateKey, publicKey }: Sm2KeyPair): Sm2Signer {
  const digest = digester(publicKey)
  return { sign: async (text) => sm2.doSignature(digest(text), privateKey).toUpperCase() }
}

/** The point of a public key with its table. */
function pointOf(publicKey: string) {
  try {
    return sm2.precomputePublicKey(publicKey, tableWindow)
  } catch (cause) {
    throw new Error('不是 SM2 公钥 not a public key of SM2: no point of the curve', { cause })
  }
}

function newVerifier(publicKey: string): Sm2Verifier {
  const point = pointOf(publicKey)
  const digest = digester(publicKey)
  return {
    async verify(text, signature) {
      const numbers = readSm2Signature(signature)
      return numbers !== null && sm2.doVerifySignature(digest(text), numbers, point)
    },
  }
}

/** Verifiers with their tables, computed when a key is first used. */
export function sm2Verifiers(): (publicKey: string) => Sm2Verifier {
  const known = new Map<string, Sm2Verifier>()
  return (publicKey) => {
    const verifier = known.get(publicKey) ?? newVerifier(publicKey)
    known.delete(publicKey)
    known.set(publicKey, verifier)
    const oldest = known.size > verifiersAtMost ? known.keys().next().value : undefined
    if (oldest !== undefined) known.delete(oldest)
    return verifier
  }
}
