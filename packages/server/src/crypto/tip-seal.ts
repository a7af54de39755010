import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { invariant } from '@yibao/core/kernel'
import { sm2 } from 'sm-crypto-v2'
import type { IdentitySealer } from '../flows/tip-ports.ts'

const [keyBytes, nonceBytes, tagBytes] = [32, 12, 16]
const cipherName = 'aes-256-gcm'

/** Names the layout of the bytes: this byte, nonce, tag, cipher text. */
const layout = 1

/** Plain texts are filled up to a multiple of this, so that their length says nothing. */
const block = 1_024

/** C1 C3 C2. @source GB/T 32918.4-2016, 6.1; GM/T 0009-2012, 7.2 */
const order = 1

function padded(plain: string): Buffer {
  const text = Buffer.from(plain, 'utf8')
  const whole = Buffer.alloc(Math.ceil((text.length + 4) / block) * block)
  whole.writeUInt32BE(text.length)
  text.copy(whole, 4)
  return whole
}

const mixed = (one: Uint8Array, other: Uint8Array): Buffer =>
  Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)))

/**
 * Seals the identity of who gave a tip under a fresh key (AES-256-GCM, bound to the tip's number) that is split in two shares: the first is
 * random, the second is the key xor the first. One share says nothing of the key at all. Each is wrapped for another holder (SM2).
 */
export const identitySealer: IdentitySealer = {
  seal(plain, tipId, [firstKey, secondKey]) {
    const [key, first, nonce] = [randomBytes(keyBytes), randomBytes(keyBytes), randomBytes(nonceBytes)]
    const cipher = createCipheriv(cipherName, key, nonce).setAAD(Buffer.from(tipId, 'utf8'))
    const hidden = Buffer.concat([cipher.update(padded(plain)), cipher.final()])
    const sealed = Buffer.concat([Buffer.of(layout), nonce, cipher.getAuthTag(), hidden])
    const second = mixed(key, first)
    return { sealed, shares: [wrapped(first, firstKey), wrapped(second, secondKey)] }
  },

  open(sealed, tipId, [first, second]) {
    const bytes = Buffer.from(sealed)
    const hiddenAt = 1 + nonceBytes + tagBytes
    if (bytes[0] !== layout || bytes.length <= hiddenAt || first.length !== keyBytes || second.length !== keyBytes)
      return null
    const decipher = createDecipheriv(cipherName, mixed(first, second), bytes.subarray(1, 1 + nonceBytes), {
      authTagLength: tagBytes,
    })
    decipher.setAAD(Buffer.from(tipId, 'utf8')).setAuthTag(bytes.subarray(1 + nonceBytes, hiddenAt))
    try {
      const whole = Buffer.concat([decipher.update(bytes.subarray(hiddenAt)), decipher.final()])
      return whole.toString('utf8', 4, 4 + whole.readUInt32BE())
    } catch {
      // A wrong share and changed bytes look the same from here, and are told as one.
      return null
    }
  },
}

function wrapped(share: Uint8Array, publicKey: string): string {
  return sm2.doEncrypt(share, publicKey, order)
}

/** The share that was wrapped for the holder of this private key; null when it was wrapped for another. */
export function unwrapShare(share: string, privateKey: string): Uint8Array | null {
  invariant(/^[0-9a-f]{64}$/.test(privateKey), 'a private key is 64 hexadecimal digits')
  try {
    const found = sm2.doDecrypt(share, privateKey, order, { output: 'array' })
    return found.length === keyBytes ? found : null
  } catch {
    // The library throws on points off the curve: not wrapped for this key, like every other mismatch.
    return null
  }
}
