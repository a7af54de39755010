import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { invariant } from '@yibao/core/kernel'
import type { Sm4Cipher, Sm4Mode } from './provider.ts'

const blockBytes = 16

/**
 * How many bytes of padding (PKCS#7) stand at the end, or 0 when there is none that is well-formed. Every byte of the
 * last block is looked at, whatever the others were: who sends broken text must not learn from the time it takes.
 */
function paddingOf(padded: Buffer): number {
  const length = padded.at(-1) ?? 0
  let wrong = length < 1 || length > blockBytes ? 1 : 0
  for (let back = 1; back <= blockBytes; back += 1) {
    const byte = padded.at(-back) ?? 0
    wrong |= back <= length && byte !== length ? 1 : 0
  }
  return wrong === 0 ? length : 0
}

export function sm4(key: string, mode: Sm4Mode): Sm4Cipher {
  invariant(/^[0-9a-f]{32}$/i.test(key), 'an SM4 key is 32 hexadecimal digits')
  const bytes = Buffer.from(key, 'hex')
  const ivBytes = mode === 'cbc' ? blockBytes : 0
  return {
    encrypt(plain) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv(`sm4-${mode}`, bytes, iv)
      return Buffer.concat([iv, cipher.update(plain), cipher.final()])
    },
    decrypt(hidden) {
      if (hidden.length % blockBytes !== 0 || hidden.length <= ivBytes) return null
      const decipher = createDecipheriv(`sm4-${mode}`, bytes, hidden.subarray(0, ivBytes)).setAutoPadding(false)
      const padded = Buffer.concat([decipher.update(hidden.subarray(ivBytes)), decipher.final()])
      const padding = paddingOf(padded)
      return padding === 0 ? null : padded.subarray(0, padded.length - padding)
    },
  }
}
